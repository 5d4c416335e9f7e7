"""Content-addressed store: one file an output, named by the hash of all that went into it.

    STORE/format                    the format's version
    STORE/outputs/ab/abcdef….json   {"format", "stage", "ingredients", "output"}

A file is written beside its place and renamed into it, so that a kill or a full disk leaves the old state or the new
one, never half a file. Two writers of one key write the same bytes.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from content.artifacts import FORMAT, Artifact
from content.errors import StoreError
from content.hashing import canonical, digest

T = TypeVar("T", bound=Artifact)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        StoreError: the disk is full or the folder cannot be written.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
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
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}); free space or choose another folder"
        ) from error


def stage_key(stage: str, ingredients: Mapping[str, object]) -> str:
    """Key of a stage's output: the hash of the stage's name and everything that shapes the output."""
    return digest({"stage": stage, "ingredients": dict(ingredients)})


class Store:
    """Keep the outputs of stages under their keys."""

    def __init__(self, root: Path) -> None:
        """Open or make a store.

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

    def path(self, key: str) -> Path:
        """Place of an output."""
        return self.root / "outputs" / key[:2] / f"{key}.json"

    def get(self, key: str, kind: type[T]) -> T | None:
        """Fetch an output, or None when it was never made or its file is damaged (it is then made again)."""
        try:
            record = json.loads(self.path(key).read_bytes())
            return kind.model_validate(record["output"]) if record["format"] == FORMAT else None
        except (FileNotFoundError, json.JSONDecodeError, KeyError, TypeError, ValidationError, UnicodeDecodeError):
            return None
        except OSError as error:
            raise StoreError(f"{self.path(key)}: cannot be read ({error.strerror or error})") from error

    def put(self, key: str, output: Artifact, stage: str, ingredients: Mapping[str, object]) -> Path:
        """Keep an output with the ingredients of its key, so that a later hit can be explained."""
        path = self.path(key)
        record = {"format": FORMAT, "stage": stage, "ingredients": dict(ingredients), "output": output}
        write_atomically(path, canonical(record).encode())
        return path
