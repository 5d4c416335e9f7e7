"""The word lists beside this file, read once a process."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from content.remembering import remembered


@cache
def data_file(name: str) -> Any:
    """Read a data file of this package."""
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def words(group: str) -> frozenset[str]:
    """Give a group of words.yaml as a set; entries part at ";" where there is one, else at spaces."""
    return _split(data_file("words.yaml")[group])


@remembered
def classes_of(entity_type: str) -> frozenset[str]:
    """Give the broad classes (`person`, `place` …) of a subject type; empty when unknown."""
    kind = "-".join(entity_type.lower().replace("_", " ").split())
    last = kind.rsplit("-", 1)[-1]
    groups: dict[str, str] = data_file("words.yaml")["classes"]
    exact = frozenset(name for name, members in groups.items() if kind in _split(members))
    return exact or frozenset(name for name, members in groups.items() if last in _split(members))


@cache
def _split(members: str) -> frozenset[str]:
    return frozenset(part.strip() for part in (members.split(";") if ";" in members else members.split()))
