"""Content-addressed store: one file an output, named by the hash of all that went into it.

    STORE/format                     the format's version
    STORE/outputs/ab/abcdef….jsonl   line 1: Record (what it is and why), line 2: the output
    STORE/journal/….jsonl            outputs that are on their way in together

An output never changes: of two writers of one key the first wins and the other takes what is there, so that several
jobs, on several machines, can share a store without a lock. An output says its own hash; one that a power failure tore
is told by it and made anew. Outputs that were made together (a chunk worded in one batch) go through a journal that is
flushed to the disk before they are moved out of it: after a kill or a power failure either all of them or none count,
so that a resumed job words the same batches.
"""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from content.artifacts import FORMAT, Artifact, Stage
from content.errors import StoreError
from content.files import LocalFiles, clear_leftovers, open_files, write_atomically
from content.hashing import canonical, digest

__all__ = ["Output", "Record", "Store", "clear_leftovers", "stage_key", "write_atomically"]

log = logging.getLogger("factpress")

T = TypeVar("T", bound=Artifact)


class Record(Artifact):
    """First line of an output's file."""

    format: int = FORMAT
    key: str
    stage: str
    kind: str
    """Name of the output's type."""
    sha256: str
    """Of the second line: the output's content hash, which later stages build their keys on."""
    ingredients: dict[str, object]
    """Everything that the key is the hash of."""


class Output(NamedTuple):
    """An output on its way into the store."""

    key: str
    output: Artifact
    ingredients: Mapping[str, object]


def stage_key(stage: str, ingredients: Mapping[str, object]) -> str:
    """Key of a stage's output: the hash of the stage's name and everything that shapes the output."""
    return digest({"stage": stage, "ingredients": dict(ingredients)})


class Store:
    """Keep the outputs of stages under their keys."""

    def __init__(self, location: str | Path) -> None:
        """Open or make a store, and finish what a killed run left in the journal.

        Args:
            location: a folder, or an address that fsspec knows.

        Raises:
            StoreError: it is of a format this version does not know, or cannot be written.
        """
        self.location = str(location)
        self.files = open_files(location)
        mark = self.files.read("format")
        if mark is None:
            self.files.write("format", f"{FORMAT}\n".encode())
        elif (found := mark.decode(errors="replace").strip()) != str(FORMAT):
            raise StoreError(
                f"{location}: store format {found[:20]!r}, this version reads {FORMAT}; use another folder"
            )
        self.settle()

    def path(self, key: str) -> Path:
        """Place of an output in a store that is a folder.

        Raises:
            StoreError: the store is no folder.
        """
        if not isinstance(self.files, LocalFiles):
            raise StoreError(f"{self.location}: is no folder")
        return self.files.root / _name(key)

    def where(self, key: str) -> str:
        """Path or address of an output."""
        return self.files.where(_name(key))

    def record(self, key: str) -> Record | None:
        """Fetch an output's first line, or None when the output was never made or its file is damaged."""
        lines = self._lines(key)
        return lines[0] if lines else None

    def get(self, record: Record, kind: type[T]) -> T:
        """Fetch an output.

        Raises:
            StoreError: the file is gone or is not what its record says.
        """
        return self.fetch(record.key, record.sha256, kind)

    def fetch(self, key: str, sha256: str, kind: type[T]) -> T:
        """Fetch an output by its key and the hash of its content.

        Raises:
            StoreError: the file is gone or holds something else.
        """
        lines = self._lines(key)
        if lines is None or lines[0].sha256 != sha256 or lines[0].kind != kind.__name__:
            raise StoreError(f"{self.where(key)}: gone or damaged; run the job again to make it anew")
        return kind.model_validate_json(lines[1])

    def put(self, stage: Stage, output: Output) -> Record:
        """Keep one output and give the record that the store has of its key."""
        return self._keep(*_encode(stage, output))

    def put_together(self, stage: Stage, outputs: Sequence[Output]) -> list[Record]:
        """Keep outputs that count only together."""
        if len(outputs) < 2:
            return [self.put(stage, output) for output in outputs]
        encoded = [_encode(stage, output) for output in outputs]
        journal = f"journal/{digest([output.key for output in outputs])}.jsonl"
        self.files.write(journal, b"".join(lines for _, lines in encoded))
        return self._move(journal, encoded)

    def settle(self) -> None:
        """Finish every journal that is there, whoever left it."""
        for entry in sorted(self.files.entries("journal")):
            data = self.files.read(entry.name) if entry.name.endswith(".jsonl") else None
            if data is None:
                continue  # half written, or another run finished it
            outputs = _decode(data)
            if outputs is None:
                log.warning("%s: damaged; what it held is made anew", self.files.where(entry.name))
            self._move(entry.name, outputs or [])

    def _move(self, journal: str, outputs: Sequence[tuple[Record, bytes]]) -> list[Record]:
        """Move a whole journal's outputs to their places; whoever comes second finds them there."""
        kept = [self._keep(record, lines) for record, lines in outputs]
        self.files.flush(_name(record.key) for record in kept)
        self.files.delete(journal)
        return kept

    def _keep(self, record: Record, lines: bytes) -> Record:
        name = _name(record.key)
        if self.files.create(name, lines):
            return record
        if there := self._lines(record.key):
            return there[0]
        self.files.write(name, lines)  # what was there is damaged
        return record

    def _lines(self, key: str) -> tuple[Record, bytes] | None:
        data = self.files.read(_name(key))
        if data is None:
            return None
        whole = _decode(data)
        if not whole or whole[0][0].key != key:
            return None  # a damaged file counts as never made
        return whole[0][0], data.split(b"\n", 2)[1]


def _name(key: str) -> str:
    return f"outputs/{key[:2]}/{key}.jsonl"


def _encode(stage: Stage, output: Output) -> tuple[Record, bytes]:
    body = canonical(output.output).encode()
    record = Record(
        key=output.key,
        stage=stage,
        kind=type(output.output).__name__,
        sha256=hashlib.sha256(body).hexdigest(),
        ingredients=json.loads(canonical(dict(output.ingredients))),
    )
    return record, canonical(record).encode() + b"\n" + body + b"\n"


def _decode(data: bytes) -> list[tuple[Record, bytes]] | None:
    """Read pairs of lines; None when one of them is not what it says it is."""
    lines = data.split(b"\n")
    if lines.pop() or len(lines) % 2:
        return None
    found = []
    for first, second in zip(lines[::2], lines[1::2], strict=True):
        try:
            record = Record.model_validate_json(first)
        except ValidationError:
            return None
        if record.format != FORMAT or hashlib.sha256(second).hexdigest() != record.sha256:
            return None
        found.append((record, first + b"\n" + second + b"\n"))
    return found
