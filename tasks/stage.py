"""Run one stage over a chunk: reuse what the store has, make the rest, keep each document's trouble to itself."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, overload

from content.artifacts import Artifact, Failed, Rejected, Stage
from content.errors import FactpressError, PassingFault, StoreError
from content.store import Output, Record, Store, stage_key
from tasks.job import Item, StageResult
from tasks.loaded import note_loading

log = logging.getLogger("factpress")

A = TypeVar("A", bound=Artifact)


class Work(NamedTuple):
    """One document that a stage has to handle."""

    item: Item
    ingredients: Mapping[str, object]
    """Everything that shapes the output; their hash is its key."""


Made = Artifact | Exception
"""A stage's answer for one document: its output, a `Rejected`, or the error that stopped it."""


def run_stage(
    stage: Stage,
    store: Store,
    works: Sequence[Work],
    make: Callable[[list[Item]], list[Made]],
    tokens: Callable[[Any], int] = lambda _: 0,
) -> StageResult:
    """Make the outputs of a chunk that the store does not have, all in one call.

    Args:
        make: Called once with the documents to make, in order; answers one `Made` for each.
        tokens: Tokens that the model produced for an output.

    Raises:
        PassingFault: from `make`; the whole stage is tried again.
        StoreError: the store is full or gone; nothing can go on.
    """
    began, begun = time.time(), time.perf_counter()
    keys = [stage_key(stage, work.ingredients) for work in works]
    known = _known(store, stage, keys)
    missing = [index for index, record in enumerate(known) if record is None]
    made = make([works[index].item for index in missing]) if missing else []
    outputs: list[Output] = []
    failed: list[Failed] = []
    spent: dict[str, int] = {}
    for index, answer in zip(missing, made, strict=True):
        if isinstance(answer, Exception):
            failed.append(_failed(works[index].item.brief, stage, answer))
        else:
            outputs.append(Output(keys[index], answer, works[index].ingredients))
            spent[works[index].item.brief] = 0 if isinstance(answer, Rejected) else tokens(answer)
    fresh = {record.key: record for record in _kept(store, stage, outputs)}
    items, rejected = _sort(store, works, [fresh.get(key) or record for key, record in zip(keys, known, strict=True)])
    return StageResult(
        stage=stage,
        items=tuple(items),
        rejected=tuple(rejected),
        failed=tuple(failed),
        began=began,
        seconds=time.perf_counter() - begun,
        tokens=sum(spent.values()),
        reused=len(works) - len(missing),
        inputs={work.item.brief: work.item.sha256 for work in works},
        made=spent,
    )


_TOGETHER = "generate_text"
"""The stage that makes the documents of a chunk in the same batches, so that they count only together."""


def _known(store: Store, stage: Stage, keys: Sequence[str]) -> list[Record | None]:
    known = [store.record(key) for key in keys]
    if stage == _TOGETHER and any(known) and not all(known):
        store.settle()  # another run may be moving the rest of a chunk into place
        known = [store.record(key) for key in keys]
    return known


def _kept(store: Store, stage: Stage, outputs: Sequence[Output]) -> list[Record]:
    if stage == _TOGETHER:
        return store.put_together(stage, outputs)
    return [store.put(stage, output) for output in outputs]


def one_by_one(inputs: Sequence[A], make: Callable[[A], Made]) -> list[Made]:
    """Make outputs one after the other; an error stops its own document and no other.

    What the first takes beyond every other is counted as loading: most parts load on first use.

    Raises:
        PassingFault: the stage is worth trying again.
        StoreError: nothing can go on.
    """
    made, times = [], []
    for one in inputs:
        began = time.perf_counter()
        made.append(_guarded(make, one))
        times.append(time.perf_counter() - began)
    if len(times) > 1:
        note_loading(max(0.0, times[0] - max(times[1:])))
    return made


def _guarded(make: Callable[[A], Made], one: A) -> Made:
    try:
        return make(one)
    except (PassingFault, StoreError):
        raise
    except Exception as error:  # noqa: BLE001 - the one boundary where a defect costs one document and not the job
        return error


def _failed(brief: str, stage: Stage, error: Exception) -> Failed:
    if isinstance(error, FactpressError):
        return Failed(brief=brief, stage=stage, error=str(error))
    ids = {"document": brief, "stage": stage}
    log.error("%s: %s failed on a defect of ours", brief, stage, exc_info=error, extra=ids)
    return Failed(brief=brief, stage=stage, error=f"{type(error).__name__}: {error}")


def _sort(store: Store, works: Sequence[Work], records: Sequence[Record | None]) -> tuple[list[Item], list[Rejected]]:
    """Tell what goes on from what is rejected; failed documents have no record."""
    items: list[Item] = []
    rejected: list[Rejected] = []
    for work, record in zip(works, records, strict=True):
        if record is None:
            continue
        if record.kind == Rejected.__name__:
            rejected.append(store.get(record, Rejected))
        else:
            items.append(Item(brief=work.item.brief, key=record.key, sha256=record.sha256))
    return items, rejected


class Stored(Sequence[A]):
    """What items stand for, read from the store each time it is asked for: a whole job does not fit in memory."""

    def __init__(self, store: Store, items: Sequence[Item], kind: type[A]) -> None:
        self._store, self._items, self._kind = store, items, kind

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> A: ...

    @overload
    def __getitem__(self, at: slice) -> "Stored[A]": ...

    def __getitem__(self, at: int | slice) -> "A | Stored[A]":
        if isinstance(at, slice):
            return Stored(self._store, self._items[at], self._kind)
        return load(self._store, self._items[at], self._kind)


def load(store: Store, item: Item, kind: type[A]) -> A:
    """Fetch the output that an item stands for.

    Raises:
        StoreError: it is gone or damaged.
    """
    return store.fetch(item.key, item.sha256, kind)
