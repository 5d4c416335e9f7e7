"""What a run costs: its chunks, the estimate from its first documents, and the end of its budget."""

import time
from collections.abc import Sequence
from contextlib import suppress
from statistics import fmean
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
STEP = 37.0
"""What a step of the decoder costs beside its rows, in rows: fits 24, 168, 474, 583 tokens a second at 1, 8, 32, 64."""

T = TypeVar("T")


def chunks_of(documents: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut a job into chunks, the first of them the probe."""
    first = min(PROBE, size)
    return [part for part in (documents[:first], *sliced(documents[first:], size)) if part]


def sliced(documents: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut documents into parts of one size; the last may be smaller."""
    return [documents[start : start + size] for start in range(0, len(documents), size)]


def effort(rows: float, batch: int) -> float:
    """Weigh the wording of a chunk, in rows: a batch that is not full costs nearly as many steps as a full one.

    Args:
        rows: sequences that the model writes; the longest takes twice the steps of the others.
    """
    return rows + STEP * (max(1.0, rows / batch) + 1) if rows else 0.0


class Cost(NamedTuple):
    """What a chunk cost until it was refined, or several that were made side by side."""

    sizes: tuple[int, ...]
    """Documents of each."""
    wording: float
    """Seconds of the model, without loading it."""
    seconds: float
    """In the other stages, without loading."""
    around: float
    """Between its stages: Prefect, and what people read."""
    tokens: int

    @property
    def documents(self) -> int:
        """Count the documents."""
        return sum(self.sizes)


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
        self._batch = job.settings.generator.batch
        self._rows = 0.0
        """Sequences that the model writes for a document."""
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
        sizes = tuple(self.left.pop(0) for _ in range(chunks))
        loading = seconds_loading() - self._loaded
        wall = time.monotonic() - self._chunk_began
        tokens = sum(result.tokens for result in results)
        self.tokens += tokens
        worded = [result for result in results if result.stage == "generate_text"]
        if any(len(result.items) > result.reused for result in worded):
            wording = max(0.0, sum(result.seconds for result in worded) / chunks - loading)
            seconds = max(0.0, sum(result.seconds for result in results) / chunks - loading)
            self.last = Cost(sizes, wording, max(0.0, seconds - wording), max(0.0, wall - loading - seconds), tokens)
        self._begin()

    def foresee(self, job: Job, world: World, refined: Sequence[Item]) -> Estimate | None:
        """Estimate the whole run from the first chunk that was worded now, and again from the first full one.

        Returns:
            None while there is nothing to tell.
        """
        cost, known = self.last, self.estimate
        if not cost or (known and (not self.left or known.documents >= min(self.settings.chunk, cost.documents))):
            return None
        found = _look_at(job, world, refined)
        self._rows = fmean(found.rows) if found.rows else 0.0
        documents = sum(self.left)
        chunks = 2 * len(self.left) + 1
        delivering = (documents + len(refined)) * found.delivering
        self.estimate = Estimate(
            documents=cost.documents,
            seconds=round(self.took + self._seconds(self.left) + delivering + chunks * cost.around, 1),
            tokens=round(self.tokens + documents * cost.tokens / cost.documents),
        )
        self._begin()
        return self.estimate

    def _seconds(self, sizes: Sequence[int]) -> float:
        """Expect of other chunks what the last one cost."""
        if not self.last:
            return 0.0
        share = sum(sizes) / self.last.documents
        before, to_come = self._effort(self.last.sizes), self._effort(sizes)
        return self.last.seconds * share + self.last.wording * (to_come / before if before else share)

    def _effort(self, sizes: Sequence[int]) -> float:
        return sum(effort(size * self._rows, self._batch) for size in sizes)

    def spent(self) -> str:
        """Say that the budget is spent, or would be by the next chunk; empty while it is not.

        A run always makes one chunk anew, so that a job with a small budget comes to its end after some runs.
        """
        if not self.last or not self.left:
            return ""
        following = self.left[: self._width]
        minutes, tokens = self.settings.budget_minutes, self.settings.budget_tokens
        if minutes and (self.took + self._seconds(following)) / 60 > minutes:
            return f"the budget of {minutes:g} minutes is spent ({self.took / 60:.1f}); {_NEXT}"
        if tokens and self.tokens + self.last.tokens * sum(following) / self.last.documents > tokens:
            return f"the budget of {tokens} tokens is spent ({self.tokens}); {_NEXT}"
        return ""


_NEXT = "the same job again goes on from here"


class _Looked(NamedTuple):
    delivering: float
    """Seconds that a document takes to render."""
    rows: list[int]
    """Sequences that the model wrote for each document."""


def _look_at(job: Job, world: World, refined: Sequence[Item]) -> _Looked:
    """Time the rendering of a few documents, and count what the model wrote for them; nothing is written."""
    rows: list[int] = []
    began = time.perf_counter()
    for item in refined[:_LOOKED_AT]:
        # what is wrong with one document is counted when it is delivered, and costs no other
        with suppress(Exception):
            draft = load(store_at(job.store), item, Draft)
            said = [one for section in draft.sections for sentence in section.sentences for one in sentence.candidates]
            rows.append(sum(one.origin == "model" for one in said))
            compose(job, world, draft, {})
    return _Looked((time.perf_counter() - began) / max(1, len(refined[:_LOOKED_AT])), rows)


_LOOKED_AT = 8
"""Documents at most: a chunk is rendered once more when it is delivered."""
