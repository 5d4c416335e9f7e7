"""One way to hash plain data, so that keys agree between processes and machines."""

import hashlib
import json
from pathlib import Path

from pydantic import BaseModel

FACT_ID = r"^f[0-9a-f]{16}$"
"""How the id of a fact is written."""


def canonical(value: object) -> str:
    """Write plain data, artifacts included, as JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is not plain data and cannot be part of a key")


def digest(value: object) -> str:
    """SHA-256 of plain data, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fact_id(
    subject: str, predicate: str, obj: str, negated: bool = False, valid_from: str = "", valid_to: str = ""
) -> str:
    """Identify a fact by what it says, never by where it was found: `f` and 16 hexadecimal digits."""
    said = "\x1f".join((subject, predicate, obj, "not" if negated else "", valid_from, valid_to))
    return "f" + hashlib.sha256(said.encode()).hexdigest()[:16]
