"""Small jobs for tests: Ulm, its minster and a place that nobody knows, worded by templates."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from prefect import Task

from content.artifacts import JobReport
from content.errors import PassingFault
from content.settings import load_settings
from flows.produce_content import _run, produce_content, report_of
from tasks.job import Job
from tasks.open_job import open_job, read_all_briefs
from tasks.record_ledger import record_ledger

FACTS = """\
{"subject": "Ulm", "predicate": "type", "object": "city"}
{"subject": "Ulm", "predicate": "country", "object": "Germany"}
{"subject": "Ulm", "predicate": "population", "object": "128928"}
{"subject": "Ulm Minster", "predicate": "located in", "object": "Ulm"}
{"subject": "Ulm Minster", "predicate": "type", "object": "church"}
{"subject": "Ulm Minster", "predicate": "height", "object": "161.5 m"}
"""
BRIEFS = """\
{"id": "ulm", "topic": "Ulm"}
{"id": "minster", "topic": "Ulm Minster", "kind": "caption"}
{"id": "nowhere", "topic": "Xanadu"}
"""


def a_job(folder: Path, briefs: str = BRIEFS, facts: str = FACTS, **settings: str) -> JobReport:
    """Run a job in a folder as a flow of Prefect, failed or not."""
    given = _given(folder, briefs, facts, settings)
    return report_of(produce_content(**given, return_state=True))


def a_plain_job(
    folder: Path,
    briefs: str = BRIEFS,
    facts: str = FACTS,
    settings: Mapping[str, str] = {},
    *,
    estimate_only: bool = False,
) -> JobReport:
    """Run a job in a folder without Prefect, as its flow does; a hundred times faster."""
    given = _given(folder, briefs, facts, settings)
    wanted = read_all_briefs(given["briefs"])
    job = open_job(wanted, given["out"], given["knowledge"], given["settings"], {})
    with pytest.MonkeyPatch.context() as patched:
        for place in ("tasks.steps.retried", "flows.produce_content.retried"):
            patched.setattr(place, _plain)
        patched.setattr("tasks.record_ledger.record_ledger", record_ledger.fn)
        return _run(job, wanted, False, estimate_only)


def _given(folder: Path, briefs: str, facts: str, settings: Mapping[str, str]) -> dict[str, Any]:
    (folder / "briefs.jsonl").write_text(briefs)
    (folder / "facts.jsonl").write_text(facts)
    whole = load_settings(None, {"generator.model": "template", "job.retry_seconds": "0", **settings})
    return {
        "briefs": [folder / "briefs.jsonl"],
        "out": folder / "out",
        "knowledge": [folder / "facts.jsonl"],
        "settings": whole,
    }


def _plain(stage: Task[..., Any], job: Job) -> Callable[..., Any]:
    def run(*given: object) -> object:
        for left in range(job.settings.job.retries, -1, -1):
            try:
                return stage.fn(*given)
            except PassingFault:
                if not left:
                    raise
        raise AssertionError("a stage is tried once at least")

    return run


def files_of(folder: Path) -> dict[str, bytes]:
    """Read everything that a job delivered."""
    paths = [folder / "out" / "facts.jsonl", *sorted((folder / "out" / "documents").rglob("*"))]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def is_balanced(report: JobReport) -> bool:
    """Check that every document is counted once."""
    ends = [one.brief for part in (report.rejected, report.failed, report.skipped) for one in part]
    return len(ends) == len(set(ends)) and report.requested == report.delivered + len(ends)
