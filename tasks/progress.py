"""Tell whoever watches how far a job is. The command shows it; without a listener nothing happens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from content.artifacts import Artifact, Stage
from tasks.job import StageResult


class Beginning(Artifact):
    """A stage begins on a chunk."""

    stage: Stage
    chunk: int
    chunks: int
    documents: int


class NothingToDo(Artifact):
    """The same job was finished before and is whole."""

    documents: int


Event = Beginning | StageResult | NothingToDo
Listener = Callable[[Event], None]

_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Send every event of this process to a listener."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def report(event: Event) -> None:
    """Send an event to all listeners."""
    for listener in _listeners:
        listener(event)
