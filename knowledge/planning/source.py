"""What planning asks of a graph: the part of `knowledge.graph.KnowledgeGraph` that it uses."""

from collections.abc import Iterator
from typing import Protocol

from content.artifacts import Fact


class NamedEntity(Protocol):
    """An entity as the graph answers for a name."""

    @property
    def label(self) -> str:
        """Preferred spelling."""

    @property
    def type(self) -> str:
        """Main type in lower case; empty when unknown."""

    @property
    def names(self) -> tuple[str, ...]:
        """Other spellings."""


class FactSource(Protocol):
    """A graph of facts, asked and never changed."""

    def entity(self, name: str) -> NamedEntity | None:
        """Find an entity by any of its spellings."""

    def fact(self, fact_id: str) -> Fact | None:
        """Find a fact by its id."""

    def facts_about(self, name: str) -> list[Fact]:
        """List the facts whose subject is the entity."""

    def facts_naming(self, name: str) -> list[Fact]:
        """List the facts whose object is the entity."""

    def relevant(self, name: str, limit: int = 60) -> list[tuple[Fact, float]]:
        """Rank the facts around an entity, best first."""

    def conflicting(self, fact: Fact) -> list[Fact]:
        """List the facts that contradict this one."""

    def entities(self) -> Iterator[NamedEntity]:
        """Go through all entities."""
