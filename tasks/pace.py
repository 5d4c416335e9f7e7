"""What a run costs: its chunks, the estimate from its first documents, and the end of its budget."""

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple, TypeVar

from content.artifacts import Brief, Draft, Estimate
from content.settings import JobSettings
from tasks.job import Item, Job, StageResult, World
from tasks.loaded import seconds_loading, store_at
from tasks.render_output import compose
from tasks.stage import load

PROBE = 3
"""Documents of the first chunk. It belongs to the job like every other chunk: what it makes is kept, and it is always
there, so that measuring changes no batch."""

T = TypeVar("T")


def chunks_of(documents: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a job into chunks, the first of them the probe."""
    first = min(PROBE, size)
    return [part for part in (documents[:first], *sliced(documents[first:], size)) if part]


def sliced(documents: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut documents into parts of one size; the last may be smaller."""
    return [documents[start : start + size] for start in range(0, len(documents), size)]


class Cost(NamedTuple):
    """What a chunk cost until it was refined."""

    documents: int
    seconds: float
    """In its stages, without loading."""
    around: float
    """Between its stages: Prefect, and what people read."""
    tokens: int


class Pace:
    """Measure the chunks of a run."""

    def __init__(self, job: Job, chunks: Sequence[Sequence[Brief]]) -> None:
        self.settings: JobSettings = job.settings.job
        self.left = [len(chunk) for chunk in chunks]
        self.began = time.monotonic()
        self.tokens = 0
        self.last: Cost | None = None
        """The latest chunk of which something was made anew."""
        self.estimate: Estimate | None = None
        self._width = 1
        self._begin()

    def _begin(self) -> None:
        self._chunk_began, self._loaded = time.monotonic(), seconds_loading()

    @property
    def took(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.began

    def measure(self, results: Sequence[StageResult], chunks: int = 1) -> None:
        """Take in a chunk that has just been refined, or several that were made side by side."""
        self._width = chunks
        documents = sum(self.left.pop(0) for _ in range(chunks))
        loading = seconds_loading() - self._loaded
        wall = time.monotonic() - self._chunk_began
        tokens = sum(result.tokens for result in results)
        self.tokens += tokens
        worded = [result for result in results if result.stage == "generate_text"]
        if any(len(result.items) > result.reused for result in worded):
            seconds = max(0.0, sum(result.seconds for result in results) / chunks - loading)
            self.last = Cost(documents, seconds, max(0.0, wall - loading - seconds), tokens)
        self._begin()

    def foresee(self, job: Job, world: World, refined: Sequence[Item]) -> Estimate | None:
        """Estimate the whole run from the first chunk that was worded now; None while there is none."""
        if self.estimate or not self.last:
            return None
        cost, documents = self.last, sum(self.left)
        share = 1 / cost.documents
        delivering = _delivering(job, world, refined) if refined else 0.0
        whole = documents + cost.documents
        chunks = 2 * len(self.left) + 1
        to_come = documents * cost.seconds * share + whole * delivering + chunks * cost.around
        self.estimate = Estimate(
            documents=cost.documents,
            seconds=round(self.took + to_come, 1),
            tokens=round(self.tokens + documents * cost.tokens * share),
        )
        self._begin()
        return self.estimate

    def spent(self) -> str:
        """Say that the budget is spent, or would be by the next chunk; empty while it is not.

        A run always makes one chunk anew, so that a job with a small budget comes to its end after some runs.
        """
        if not self.last or not self.left:
            return ""
        share = sum(self.left[: self._width]) / self.last.documents
        minutes, tokens = self.settings.budget_minutes, self.settings.budget_tokens
        next_minutes = (self.took + self.last.seconds * share) / 60
        if minutes and next_minutes > minutes:
            return f"the budget of {minutes:g} minutes is spent ({self.took / 60:.1f}); {_NEXT}"
        if tokens and self.tokens + self.last.tokens * share > tokens:
            return f"the budget of {tokens} tokens is spent ({self.tokens}); {_NEXT}"
        return ""


_NEXT = "the same job again goes on from here"


def _delivering(job: Job, world: World, refined: Sequence[Item]) -> float:
    """Time the rendering of a few documents, a document; nothing is written."""
    began = time.perf_counter()
    for item in refined:
        # what is wrong with one document is counted when it is delivered, and costs no other
        with suppress(Exception):
            compose(job, world, load(store_at(job.store), item, Draft), {})
    return (time.perf_counter() - began) / len(refined)
