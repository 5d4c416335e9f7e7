"""The stages as plain functions: the same flow, with nothing of Prefect between it and its stages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prefect import Task
from prefect.utilities.annotations import quote

from content.artifacts import JobReport
from content.settings import Settings


@contextmanager
def called_plainly() -> Iterator[None]:
    """Let a task that is called be the function that it wraps: no run, no state, no server."""
    before = Task.__call__

    def plainly(self: Task[..., Any], *arguments: Any, **named: Any) -> Any:
        unwrapped = [one.unquote() if isinstance(one, quote) else one for one in arguments]
        return self.fn(*unwrapped, **named)

    Task.__call__ = plainly  # type: ignore[method-assign]
    try:
        yield
    finally:
        Task.__call__ = before  # type: ignore[method-assign, assignment]


def produce_plainly(briefs: list[Path], out: Path, knowledge: list[Path], settings: Settings) -> JobReport:
    """Run a whole job without Prefect.

    Raises:
        FactpressError: as the flow does.
    """
    from flows.produce_content import produce_content, report_of

    with called_plainly():
        report = produce_content.fn(briefs=briefs, out=out, knowledge=knowledge, settings=settings)
    return report if isinstance(report, JobReport) else report_of(report)
