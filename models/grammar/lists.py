"""The word lists of this room, read once a process."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _read() -> Any:
    return yaml.safe_load((files("models.grammar") / "words.yaml").read_text(encoding="utf-8"))


@cache
def words(group: str) -> frozenset[str]:
    """Words of a group of words.yaml."""
    found = _read()[group]
    return frozenset(found.split() if isinstance(found, str) else found)
