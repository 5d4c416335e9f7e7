"""What a store holds, what finished jobs need of it, and how the rest is removed.

Every job that comes to its end leaves a claim in the store: the keys that its documents are made of. What no claim
names and what is old enough is nobody's; a run at work is protected by its outputs' age.
"""

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from content.artifacts import Artifact
from content.errors import StoreError
from content.files import Entry, is_leftover
from content.hashing import canonical, digest
from content.store import Store


class Claim(Artifact):
    """What a job needs of its store."""

    format: Literal[1] = 1
    job: str
    out: str
    """Absolute path of the job's folder on the machine that ran it."""
    graph: str
    """Name of its graph's folder."""
    keys: tuple[str, ...]


class Pruned(NamedTuple):
    """What was removed, or would be."""

    kind: str
    files: int
    bytes: int


class Held(NamedTuple):
    """What a store holds of one kind."""

    kind: str
    files: int
    bytes: int
    needed: int
    """Bytes of them that finished jobs need."""


def claim(store: Store, job: str, out: Path, graph: str, keys: Iterable[str]) -> None:
    """Say what a job needs, in place of what it said before.

    Raises:
        StoreError: the store cannot be written.
    """
    said = Claim(job=job, out=str(out.resolve()), graph=graph, keys=tuple(sorted(set(keys))))
    store.files.write(f"jobs/{digest([said.job, said.out])[:32]}.json", canonical(said).encode() + b"\n")


def holdings(store: Store) -> list[Held]:
    """Sum up a store by kind: the outputs of each stage, graphs, and what belongs to the store itself."""
    needed = _Needed(store, forget_missing=False)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for entry in store.files.entries(""):
        kind = _kind(store, entry)
        for place, value in enumerate((1, entry.size, entry.size * needed.has(entry.name))):
            sums[kind][place] += value
    return [Held(kind, *sums[kind]) for kind in sorted(sums)]


def prune(store: Store, older_than: float, *, forget_missing: bool = False, dry_run: bool = False) -> list[Pruned]:
    """Remove what no finished job needs.

    Args:
        older_than: seconds; younger files stay, they may belong to a run at work.
        forget_missing: a job whose folder is not on this machine needs nothing either.
        dry_run: only say what would be removed.

    Raises:
        StoreError: a claim is damaged, or a file cannot be deleted.
    """
    needed = _Needed(store, forget_missing)
    limit = time.time() - older_than
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for entry in store.files.entries(""):
        left = is_leftover(entry.name.rpartition("/")[2])
        if needed.has(entry.name) or (entry.modified > limit and not left):
            continue
        kind = _kind(store, entry)
        sums[kind][0] += 1
        sums[kind][1] += entry.size
        if not dry_run:
            store.files.delete(entry.name)
    return [Pruned(kind, *sums[kind]) for kind in sorted(sums)]


class _Needed:
    """Tell what finished jobs need."""

    def __init__(self, store: Store, forget_missing: bool) -> None:
        living = [(name, claim) for name, claim in _claims(store) if _lives(claim, forget_missing)]
        self.names = {"format", *(name for name, _ in living)}
        self.keys = {key for _, claim in living for key in claim.keys}
        self.graphs = {claim.graph for _, claim in living}
        self.jobs = {claim.job for _, claim in living}
        self.store = store

    def has(self, name: str) -> bool:
        top, _, rest = name.partition("/")
        match top:
            case "outputs":
                return rest[3:].removesuffix(".jsonl") in self.keys
            case "graphs":
                return rest.partition("/")[0] in self.graphs
            case "finished":
                return self._job_of(name) in self.jobs
            case "journal":
                return name.endswith(".jsonl")
            case _:
                return name in self.names

    def _job_of(self, name: str) -> str:
        try:
            return str(json.loads(self.store.files.read(name) or b"{}").get("job", ""))
        except ValueError:
            return ""


def _claims(store: Store) -> Iterator[tuple[str, Claim]]:
    for entry in store.files.entries("jobs"):
        if not entry.name.endswith(".json"):
            continue
        try:
            yield entry.name, Claim.model_validate_json(store.files.read(entry.name) or b"")
        except ValidationError as error:
            remedy = "run its job again, or delete the file if the job is no more"
            raise StoreError(f"{store.files.where(entry.name)}: damaged or of another version; {remedy}") from error


def _lives(claim: Claim, forget_missing: bool) -> bool:
    """Whether a job is still what stands in its folder; a folder that is not here may be on another machine."""
    folder = Path(claim.out)
    if not folder.is_dir():
        return not forget_missing
    try:
        return str(json.loads((folder / "job.json").read_bytes()).get("job", "")) == claim.job
    except (OSError, ValueError):
        return False


def _kind(store: Store, entry: Entry) -> str:
    top, inside, _ = entry.name.partition("/")
    if entry.name.endswith(".part"):
        return "half-written files"
    if top != "outputs":
        return {"graphs": "graphs", "journal": "journals"}.get(top, "the store's own files") if inside else top
    record = store.record(entry.name.rpartition("/")[2].removesuffix(".jsonl"))
    return record.stage if record else "damaged outputs"
