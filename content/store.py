"""Content-addressed store: one file an output, named by the hash of all that went into it.

    STORE/format                     the format's version
    STORE/outputs/ab/abcdef….jsonl   line 1: Record (what it is and why), line 2: the output
    STORE/journal/….jsonl            outputs that are on their way in together

A file is written beside its place and renamed into it, so that a kill or a full disk leaves the old state or the new
one, never half a file. Outputs that were made together (a chunk worded in one batch) go through a journal: after a
kill either all of them or none count, so that a resumed job words the same batches. Two writers of one key write the
same bytes.
"""

import contextlib
import hashlib
import json
import os
import socket
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from content.artifacts import FORMAT, Artifact, Stage
from content.errors import StoreError
from content.hashing import canonical, digest

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


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        StoreError: the disk is full or the folder cannot be written.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{_host()}-{os.getpid()}-", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        remedy = "free some space or choose another folder"
        raise StoreError(f"{path}: cannot be written ({error.strerror or error}); {remedy}") from error


def clear_leftovers(folder: Path) -> None:
    """Remove the half-written files of processes of this machine that are no more; a kill leaves such files."""
    for path in folder.rglob(f".{_host()}-*.part"):
        process = path.name.split("-")[1]
        if process.isdigit() and not _lives(int(process)):
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def stage_key(stage: str, ingredients: Mapping[str, object]) -> str:
    """Key of a stage's output: the hash of the stage's name and everything that shapes the output."""
    return digest({"stage": stage, "ingredients": dict(ingredients)})


class Store:
    """Keep the outputs of stages under their keys."""

    def __init__(self, root: Path) -> None:
        """Open or make a store, and finish what a killed run left in the journal.

        Raises:
            StoreError: the folder holds a format this version does not know, or cannot be written.
        """
        self.root = root
        mark = root / "format"
        if mark.exists():
            found = mark.read_text(encoding="utf-8", errors="replace").strip()
            if found != str(FORMAT):
                raise StoreError(
                    f"{root}: store format {found[:20]!r}, this version reads {FORMAT}; use another folder"
                )
        else:
            write_atomically(mark, f"{FORMAT}\n".encode())
        for journal in sorted((root / "journal").glob("*.jsonl")):
            self._finish(journal)

    def path(self, key: str) -> Path:
        """Place of an output."""
        return self.root / "outputs" / key[:2] / f"{key}.jsonl"

    def record(self, key: str) -> Record | None:
        """Fetch an output's first line, or None when the output was never made or its file is damaged."""
        lines = self._lines(key)
        return lines[0] if lines else None

    def get(self, record: Record, kind: type[T]) -> T:
        """Fetch an output.

        Raises:
            StoreError: the file is gone or is not what its record says.
        """
        lines = self._lines(record.key)
        if lines is None or lines[0].sha256 != record.sha256 or record.kind != kind.__name__:
            raise StoreError(f"{self.path(record.key)}: gone or damaged; run the job again to make it anew")
        return kind.model_validate_json(lines[1])

    def put(self, stage: Stage, output: Output) -> Record:
        """Keep one output."""
        record, data = _encode(stage, output)
        write_atomically(self.path(output.key), data)
        return record

    def put_together(self, stage: Stage, outputs: Sequence[Output]) -> list[Record]:
        """Keep outputs that count only together."""
        encoded = [_encode(stage, output) for output in outputs]
        if len(encoded) > 1:
            name = digest([output.key for output in outputs])
            journal = self.root / "journal" / f"{name}.jsonl"
            write_atomically(journal, b"".join(data for _, data in encoded))
            self._finish(journal)
        else:
            for record, data in encoded:
                write_atomically(self.path(record.key), data)
        return [record for record, _ in encoded]

    def _finish(self, journal: Path) -> None:
        """Move a whole journal's outputs to their places; whoever comes second finds the same bytes there."""
        try:
            lines = journal.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return  # another run finished it first
        for first, second in zip(lines[::2], lines[1::2], strict=True):
            write_atomically(self.path(Record.model_validate_json(first).key), first + second)
        journal.unlink(missing_ok=True)

    def _lines(self, key: str) -> tuple[Record, bytes] | None:
        try:
            first, second, *_ = self.path(key).read_bytes().split(b"\n")
            record = Record.model_validate_json(first)
        except FileNotFoundError:
            return None
        except (ValueError, ValidationError):
            return None  # a damaged file counts as never made
        except OSError as error:
            raise StoreError(f"{self.path(key)}: cannot be read ({error.strerror or error})") from error
        sound = record.format == FORMAT and hashlib.sha256(second).hexdigest() == record.sha256
        return (record, second) if sound else None


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
