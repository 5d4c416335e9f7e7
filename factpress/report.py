"""What a finished job prints and how it exits."""

import json

from content.artifacts import JobReport


def summary_line(report: JobReport) -> str:
    """Write job.json less its lists, on one line; where it had lists, their lengths."""
    whole = report.model_dump(mode="json")
    counts = {name: len(value) if isinstance(value, list) else value for name, value in whole.items()}
    del counts["files"]
    return json.dumps(counts)


def exit_code(report: JobReport) -> int:
    """0: every document was delivered or rejected with a reason, and at least one was delivered; else 3."""
    return 0 if report.delivered and not report.shortfall and not report.failed and not report.skipped else 3


def counted(number: int, what: str) -> str:
    """Write a number of things.

    >>> counted(1, "document"), counted(1200, "sentence")
    ('1 document', '1,200 sentences')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"
