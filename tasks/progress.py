"""Tell whoever watches how far a job is. The command shows it; without a listener nothing happens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from content.artifacts import Artifact, Estimate, JobReport, Stage
from tasks.job import StageResult


class Beginning(Artifact):
    """A stage begins on a chunk."""

    stage: Stage
    chunk: int
    chunks: int
    documents: int
    requested: int = 0
    """Documents of the whole job."""


class NothingToDo(Artifact):
    """The same job was finished before and is whole."""

    documents: int


class Closed(Artifact):
    """A job is accounted for."""

    report: JobReport

    def account(self) -> dict[str, int]:
        """Count the documents by what became of them."""
        report = self.report
        lists = {"rejected": report.rejected, "failed": report.failed, "skipped": report.skipped}
        counts = {what: len(documents) for what, documents in lists.items()}
        return {"requested": report.requested, "delivered": report.delivered, **counts}


class Stopped(Artifact):
    """An error ends the run."""

    error: str


class Estimated(Artifact):
    """The first documents were worded, and tell what the run will cost."""

    requested: int
    estimate: Estimate


Event = Beginning | Estimated | StageResult | NothingToDo | Closed | Stopped
Listener = Callable[[Event], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener, *, alone: bool = False) -> Iterator[None]:
    """Send every event of this process to a listener.

    Args:
        alone: those that listened before hear nothing meanwhile.
    """
    silent = _listeners[:] if alone else []
    _listeners[:] = [one for one in _listeners if one not in silent]
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
        _listeners[:0] = silent


def report(event: Event) -> None:
    """Send an event to all listeners."""
    for listener in _listeners:
        listener(event)
