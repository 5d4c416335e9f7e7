"""A graph with a brief's own statements laid over it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from content.artifacts import Fact, Statement
from content.errors import InputError
from content.hashing import digest
from content.settings import KnowledgeSettings
from knowledge.graph.build import build
from knowledge.graph.graph import KnowledgeGraph
from knowledge.graph.records import Conflict, Entity, Merge
from knowledge.graph.relations import CONSUMED, Role, relation_key, role_of
from knowledge.graph.values import normalise

if TYPE_CHECKING:
    import networkx as nx

_FACTS_A_NEIGHBOUR = 4


class OverlaidGraph(KnowledgeGraph):
    """Answer from a brief's statements first, then from the graph beneath; where both know a thing, as one."""

    def __init__(self, base: KnowledgeGraph, statements: Sequence[Statement]) -> None:
        """Lay statements over a graph; their names are led to the entities that it knows."""
        led = [_led(base, statement) for statement in statements]
        known = {name for statement in led for name in (statement.subject, statement.object)}
        labels = frozenset(name for name in known if (found := base.entity(name)) and found.label == name)
        self.base = base
        super().__init__(build(led, base.settings, labels))
        self.own = KnowledgeGraph(self.built)
        self.digest = digest({"base": base.digest, "own": self.built.digest})

    def entity(self, name: str) -> Entity | None:
        """Find an entity in either."""
        mine = self.own.entity(name)
        theirs = self.base.entity(mine.label if mine else name)
        if theirs and not mine:
            mine = self.own.entity(theirs.label)
            mine = mine if mine and mine.label == theirs.label else None
        if not mine or not theirs:
            return mine or theirs
        names = sorted({*mine.names, *theirs.names, mine.label} - {theirs.label})
        return Entity(theirs.label, theirs.type or mine.type, tuple(names))

    def entities(self) -> Iterator[Entity]:
        """Give all entities: those of the graph beneath, then those that only the brief knows."""
        for entity in self.base.entities():
            yield self.entity(entity.label) or entity
        for entity in self.own.entities():
            if not self.base.entity(entity.label):
                yield entity

    def fact(self, fact_id: str) -> Fact | None:
        """Find a fact in either."""
        mine = self.own.fact(fact_id)
        return self._joined([mine])[0] if mine else self.base.fact(fact_id)

    def facts(self) -> Iterator[Fact]:
        """Give the brief's facts, then those beneath."""
        mine = self._joined(self.own.facts())
        ids = {fact.id for fact in mine}
        yield from mine
        yield from (fact for fact in self.base.facts() if fact.id not in ids)

    def facts_about(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the subject of, the brief's first."""
        entity = self.entity(name)
        return self._union(self.own.facts_about(entity.label), self.base.facts_about(entity.label)) if entity else []

    def facts_naming(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the object of, the brief's first."""
        entity = self.entity(name)
        return self._union(self.own.facts_naming(entity.label), self.base.facts_naming(entity.label)) if entity else []

    def said_of(self, name: str, predicate: str) -> list[Fact]:
        """Give an entity's facts of one relation, the brief's first."""
        entity = self.entity(name)
        if not entity:
            return []
        return self._union(self.own.said_of(entity.label, predicate), self.base.said_of(entity.label, predicate))

    def relevant(self, name: str, limit: int = 60) -> list[tuple[Fact, float]]:
        """Give the facts that matter for an entity, the brief's own before equals."""
        entity = self.entity(name)
        if not entity or limit < 1:
            return []
        mine = self.own.relevant(entity.label, limit)
        theirs = self.base.relevant(entity.label, limit) or self._beyond(entity.label, mine)
        weight = {fact.id: weight for fact, weight in (*theirs, *mine)}
        joined = self._union([fact for fact, _ in mine], [fact for fact, _ in theirs])
        own = {fact.id for fact, _ in mine}
        ranked = sorted(joined, key=lambda fact: (-int(2 * weight[fact.id]), fact.id not in own, -weight[fact.id]))
        return [(fact, weight[fact.id]) for fact in ranked[:limit]]

    def _beyond(self, label: str, mine: list[tuple[Fact, float]]) -> list[tuple[Fact, float]]:
        """Give facts beneath about what the brief's own facts of a new entity name."""
        named = dict.fromkeys(fact.object for fact, _ in mine if fact.subject == label and fact.value.kind == "entity")
        return [
            (fact, 0.5 + weight / 8)
            for name in named
            for fact, weight in self.base.relevant(name, _FACTS_A_NEIGHBOUR)
            if weight >= 1
        ]

    def is_single_valued(self, predicate: str) -> bool:
        """Whether a relation has one value at a time; the larger graph knows its habits better."""
        if relation_key(predicate) in self.base.index.relation_of:
            return self.base.is_single_valued(predicate)
        return self.own.is_single_valued(predicate)

    def conflicts(self) -> list[Conflict]:
        """List the conflicts beneath, and those that the brief's statements bring."""
        found = {(conflict.subject, conflict.predicate): conflict for conflict in self.base.conflicts()}
        for fact in self._joined(self.own.facts()):
            others = self.conflicting(fact)
            key = (fact.subject, others[0].predicate if others else fact.predicate)
            if others:
                facts = {each.id: each for each in (*(found[key].facts if key in found else ()), fact, *others)}
                found[key] = Conflict(*key, tuple(facts.values()))
        return [found[key] for key in sorted(found)]

    def around(self, names: Iterable[str], hops: int) -> "nx.Graph[str]":
        """Cut out what lies around entities in both."""
        mine = [fact for fact in self._joined(self.own.facts()) if fact.value.kind == "entity" and not fact.negated]
        network = self.base.around((*names, *(end for fact in mine for end in (fact.subject, fact.object))), hops)
        for fact in mine:
            network.add_edge(fact.subject, fact.object, fact=fact)
        return network

    def edge_fact(self, mark: int | Fact) -> Fact:
        """Give the fact of an edge of `around`."""
        return self.base.edge_fact(mark)

    def merges(self) -> list[Merge]:
        """List the merges of both."""
        return self.base.merges() + self.own.merges()

    def rebuilt(self, settings: KnowledgeSettings) -> KnowledgeGraph:
        """Make the same two graphs with other settings."""
        from knowledge.graph.rows import statements_of

        return self.base.rebuilt(settings).overlaid(statements_of(self.built.rows))

    def save(self, folder: Path) -> None:
        """Refuse: a view has no files of its own.

        Raises:
            InputError: always.
        """
        raise InputError("a graph with a brief's statements laid over it cannot be saved", place=str(folder))

    def _union(self, mine: Iterable[Fact], theirs: Iterable[Fact]) -> list[Fact]:
        """Join facts that say the same; the brief's come first and keep their spelling."""
        found = {_said(fact): fact for fact in self._joined(mine)}
        for fact in theirs:
            key = _said(fact)
            if key in found:
                places = dict.fromkeys((*found[key].sources, *fact.sources))
                found[key] = found[key].model_copy(update={"sources": tuple(places)})
            else:
                found[key] = fact
        return list(found.values())

    def _joined(self, facts: Iterable[Fact]) -> list[Fact]:
        """Give the brief's facts the names and types that the graph beneath knows."""
        joined = []
        for fact in facts:
            subject = self.entity(fact.subject)
            target = self.entity(fact.object) if fact.value.kind == "entity" else None
            joined.append(
                fact.model_copy(
                    update={
                        "subject_names": subject.names if subject else (),
                        "subject_type": subject.type if subject else "",
                        "object_names": target.names if target else (),
                    }
                )
            )
        return joined


def _said(fact: Fact) -> tuple[str, str, str, bool, str, str]:
    return (
        fact.subject, relation_key(fact.predicate), fact.value.text, fact.negated, fact.valid_from, fact.valid_to,
    )  # fmt: skip


def _led(base: KnowledgeGraph, statement: Statement) -> Statement:
    """Write a statement with the labels of the entities that the graph knows."""
    subject = base.entity(statement.subject)
    led = statement._replace(subject=subject.label) if subject else statement
    role = role_of(statement.predicate)
    if role in CONSUMED or role in (Role.TYPE, Role.NAMING):
        return led
    if normalise(statement.object, statement.datatype).kind not in ("entity", "text") or statement.datatype not in (
        "",
        "entity",
    ):
        return led
    target = base.entity(statement.object)
    return led._replace(object=target.label, datatype="entity") if target else led
