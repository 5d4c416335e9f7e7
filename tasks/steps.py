"""Take chunks through stages: passing faults are tried again, every other trouble is accounted for."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from prefect import Task
from prefect.client.schemas.objects import State, TaskRun
from prefect.utilities.annotations import quote
from prefect.utilities.callables import get_call_parameters

from content.artifacts import Brief, Failed, Stage
from content.errors import FactpressError, InputError, PassingFault, StoreError
from tasks import progress
from tasks.accounting import Tally
from tasks.cluster import Cluster
from tasks.job import Item, Job, StageResult

D = TypeVar("D", Item, Brief)
T = TypeVar("T")

log = logging.getLogger("factpress")

_HOPELESS = 3
"""Chunks in a row that a stage failed as a whole; after them the job stops."""


class HopelessError(FactpressError):
    """Say that a stage fails whatever it is given."""


class Steps:
    """Run the stages of one job."""

    def __init__(self, job: Job, tally: Tally, cluster: Cluster | None = None) -> None:
        self.job, self.tally, self.cluster = job, tally, cluster
        self.chunk, self.chunks = 1, 1
        self.results: list[StageResult] = []
        """What the stages made of the chunks that are on their way."""
        self._lost: Counter[Stage] = Counter()
        """Stage → whole chunks that it has failed in a row."""

    def through(self, chunks: Sequence[Sequence[D]]) -> Iterator[Sequence[D]]:
        """Go through chunks one after the other."""
        self.chunks = len(chunks)
        for self.chunk, chunk in enumerate(chunks, 1):
            self.results = []
            yield chunk

    def side_by_side(self, chunks: Sequence[Sequence[D]]) -> Iterator[Sequence[Sequence[D]]]:
        """Go through chunks, on a cluster as many at a time as it has workers, elsewhere one."""
        self.chunks = len(chunks)
        width = self.job.settings.job.workers if self.cluster else 1
        for start in range(0, len(chunks), width):
            self.chunk, self.results = start + 1, []
            yield chunks[start : start + width]

    def take(
        self,
        stage: Task[..., StageResult],
        name: Stage,
        documents: Sequence[Item] | Sequence[Brief],
        *before: object,
        after: Sequence[object] = (),
        record: str = "",
    ) -> tuple[Item, ...]:
        """Take documents through a stage and hand on those that go on.

        Args:
            before: what the task takes between the job and the documents.
            after: what it takes after them.
            record: name of the output in a document's history, where it is not the stage's.

        Raises:
            StoreError: the disk is full or the store is gone.
            InputError: a part that the job needs is missing.
            HopelessError: the stage has failed whole chunks one after the other.
        """
        return self.take_all(stage, name, [documents], *before, after=after, record=record)[0]

    def take_all(
        self,
        stage: Task[..., StageResult],
        name: Stage,
        chunks: Sequence[Sequence[Item] | Sequence[Brief]],
        *before: object,
        after: Sequence[object] = (),
        record: str = "",
    ) -> list[tuple[Item, ...]]:
        """Take several chunks through a stage, on a cluster at the same time; they are counted in their order."""
        begun = [
            self._begin(stage, name, number, documents, (self.job, *before, documents, *after))
            for number, documents in enumerate(chunks, self.chunk)
        ]
        return [self._end(name, documents, run, record) for documents, run in zip(chunks, begun, strict=True)]

    def look_over(self, look: Task[..., T], name: Stage, documents: Sequence[Item], *after: object) -> T | None:
        """Let a task see all documents together; where it fails they are accounted for, and nothing is given."""
        self.tally.begin(name, documents)
        try:
            return retried(look, self.job)(self.job, documents, *after)
        except (StoreError, InputError):
            raise
        except Exception as error:  # noqa: BLE001 - counted, and logged where it is a defect
            self._count(_lost(name, documents, error))
            return None

    def _begin(
        self,
        stage: Task[..., StageResult],
        name: Stage,
        number: int,
        documents: Sequence[Item] | Sequence[Brief],
        arguments: tuple[object, ...],
    ) -> Callable[[], StageResult]:
        """Hand a chunk to the cluster; where there is none, it is made when its result is asked for."""
        if not documents:
            return lambda: StageResult(stage=name)
        self.tally.begin(name, documents)
        requested = len(self.tally.wanted)
        progress.report(
            progress.Beginning(
                stage=name, chunk=number, chunks=self.chunks, documents=len(documents), requested=requested
            )
        )
        if self.cluster is None:
            return partial(retried(stage, self.job), *arguments)
        run = _trying_again(stage, self.job)
        # not quoted here: Dask takes a quoted argument for a tuple
        future = self.cluster.submit(run, get_call_parameters(run.fn, arguments, {}))
        return lambda: StageResult.model_validate(future.result())

    def _end(
        self,
        name: Stage,
        documents: Sequence[Item] | Sequence[Brief],
        run: Callable[[], StageResult],
        record: str,
    ) -> tuple[Item, ...]:
        if not documents:
            return ()
        try:
            result = run()
            self._lost[name] = 0
        except (StoreError, InputError):
            raise
        except Exception as error:
            self._lost[name] += 1
            self._count(_lost(name, documents, error))
            if self._lost[name] == _HOPELESS:
                raise HopelessError(f"stopped after {_HOPELESS} chunks in a row failed; the last: {error}") from error
            return ()
        return self._count(result, record)

    def _count(self, result: StageResult, record: str = "") -> tuple[Item, ...]:
        self.results.append(result)
        return self.tally.add(result, record)


def _lost(stage: Stage, documents: Sequence[Item] | Sequence[Brief], error: Exception) -> StageResult:
    line = " ".join(str(error).split())
    if not isinstance(error, FactpressError):
        log.error("%s failed on a defect of ours", stage, exc_info=error, extra={"stage": stage})
        line = f"{type(error).__name__}: {line}"
    names = [one.brief if isinstance(one, Item) else one.id for one in documents]
    return StageResult(stage=stage, failed=tuple(Failed(brief=name, stage=stage, error=line) for name in names))


def retried(stage: Task[..., T], job: Job) -> Callable[..., T]:
    """Let Prefect try a stage again after a passing fault, as often as the job's settings say."""
    run = _trying_again(stage, job)
    return lambda *arguments: run(*_as_they_are(arguments))


def _trying_again(stage: Task[..., T], job: Job) -> Task[..., T]:
    return stage.with_options(
        retries=job.settings.job.retries,
        retry_delay_seconds=job.settings.job.retry_seconds,
        retry_condition_fn=is_passing,
    )


def _as_they_are(arguments: Sequence[object]) -> tuple[quote, ...]:
    """Keep Prefect from looking for unfinished runs in every field of every document: half of what a task cost."""
    return tuple(quote(one) for one in arguments)


async def is_passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a failed stage is worth trying again: only after a passing fault."""
    result = await state.aresult(raise_on_failure=False)
    return isinstance(result, PassingFault)
