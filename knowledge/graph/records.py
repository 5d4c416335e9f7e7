"""What the graph answers with, beside facts."""

from typing import NamedTuple

from content.artifacts import Fact


class Entity(NamedTuple):
    """Something that facts are about."""

    label: str
    """The preferred name; no two entities share one."""
    type: str = ""
    """Main type in lower case; empty when unknown."""
    names: tuple[str, ...] = ()
    """Other spellings, the label excluded."""


class Conflict(NamedTuple):
    """Facts of one subject and relation that cannot all be true."""

    subject: str
    predicate: str
    facts: tuple[Fact, ...]


class Merge(NamedTuple):
    """Two names that were taken for one entity, and why."""

    name: str
    into: str
    kind: str
    """`same as`, `alias`, `spelling`, `qualifier`, `short form`."""
    evidence: str
    """One line that a person understands."""
