"""Faults planted in each stage, and what the account of the job says of them.

    python -m benchmarks.faults

Jobs of twelve invented towns in chunks of four, worded by templates, without Prefect. A fault strikes one document (or
one chunk, or the disk) in one stage; a job is well when every document is counted once and the stage is named.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from benchmarks.towns import write_towns
from content.artifacts import JobReport
from content.errors import PassingFault, StageError, StoreError
from tests.flows.jobs import a_plain_job, is_balanced

DOCUMENTS = 12
STAGES = {
    "process_input": "tasks.process_input.take_in",
    "plan_content": "tasks.plan_content.plan_document",
    "generate_text": "tasks.word_plans._draft",
    "refine_text": "tasks.refine_text.settle",
    "render_output": "tasks.render_output.compose",
}
FAULTS = {
    "exception": ZeroDivisionError("a defect"),
    "timeout": PassingFault("no answer within 60 s"),
    "disk full": StoreError("cannot be written (No space left on device)"),
    "model error": MemoryError("the model needs more memory"),
    "bad document": StageError("the document cannot go on"),
}


class Case(NamedTuple):
    """A job with a fault in it."""

    stage: str
    fault: str
    report: JobReport
    again: JobReport
    """The same job without the fault."""

    @property
    def named(self) -> bool:
        """Whether the account names the stage for every document that the fault cost."""
        lost = [one.stage for one in self.report.failed]
        return bool(lost) and set(lost) == {self.stage}


def main() -> None:
    """Plant the faults and print the table."""
    logging.disable(logging.ERROR)  # tracebacks of the defects that are planted
    print("| stage | fault | delivered | rejected | failed | skipped | balances | stage named | next run delivers |")
    print("|---|---|---|---|---|---|---|---|---|")
    well = [_show(case) for case in plant()]
    print(f"\n{sum(well)} of {len(well)} as they should be")
    sys.exit(not all(well))


def _show(one: Case) -> bool:
    report, balanced = one.report, is_balanced(one.report)
    counts = [report.delivered, *(len(part) for part in (report.rejected, report.failed, report.skipped))]
    marks = ["yes" if mark else "NO" for mark in (balanced, one.named)]
    print("|", " | ".join([one.stage, one.fault, *map(str, counts), *marks, str(one.again.delivered)]), "|", flush=True)
    return balanced and one.named and one.again.delivered == DOCUMENTS


def plant() -> Iterator[Case]:
    """Run a job with each fault in each stage, and once more without it."""
    for stage, target in STAGES.items():
        for fault, error in FAULTS.items():
            with TemporaryDirectory(prefix="factpress-faults-") as folder:
                write_towns(Path(folder), DOCUMENTS)
                with patch(target, _failing(target, error)):
                    report = _job(Path(folder))
                yield Case(stage, fault, report, _job(Path(folder)))


def _job(folder: Path) -> JobReport:
    briefs, facts = ((folder / name).read_text() for name in ("briefs.jsonl", "facts.jsonl"))
    return a_plain_job(folder, briefs, facts, {"job.chunk": "4", "job.retries": "1"})


def _failing(target: str, error: Exception) -> Callable[..., object]:
    """Let a function fail on its fifth document, and on some after it where a server or a disk does."""
    room, name = target.rsplit(".", 1)
    real: Callable[..., object] = getattr(import_module(room), name)
    calls: list[int] = []

    def fails(*given: object, **named: object) -> object:
        calls.append(1)
        last = 12 if isinstance(error, PassingFault | StoreError) else 5
        if 5 <= len(calls) <= last:
            raise error
        return real(*given, **named)

    return fails


if __name__ == "__main__":
    main()
