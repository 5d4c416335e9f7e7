"""The knowledge graph: what is known, and questions to it."""

import functools
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from content.artifacts import Fact, Statement
from content.settings import KnowledgeSettings
from knowledge.graph import conflicts, storage, walks
from knowledge.graph.build import Built, build, derive
from knowledge.graph.index import Index
from knowledge.graph.records import Conflict, Entity, Merge
from knowledge.graph.relations import SINGLE, names_places, relation_key
from knowledge.graph.relevance import relevant_facts
from knowledge.graph.rows import Mask
from knowledge.graph.validity import overlap, values_are_one
from knowledge.graph.values import folded

if TYPE_CHECKING:
    import networkx as nx


def build_graph(statements: Iterable[Statement], settings: KnowledgeSettings) -> "KnowledgeGraph":
    """Build a graph from statements; their order does not matter."""
    return KnowledgeGraph(build(statements, settings))


class KnowledgeGraph:
    """Answer questions about entities and facts. It never changes; `split` and `overlaid` make another one."""

    def __init__(self, built: Built) -> None:
        """Take what `build` worked out."""
        self.built = built
        self.digest = built.digest
        self.settings = built.settings
        self.index = Index(built)

    @functools.cached_property
    def single(self) -> Mask:
        """Per relation: whether it has one value at a time."""
        return conflicts.single_valued(self.index)

    @functools.cached_property
    def _conflict_groups(self) -> list[list[int]]:
        return conflicts.conflict_groups(self.index, self.single)

    def conflict_groups(self) -> list[list[int]]:
        """Give the positions of facts that contradict each other, by subject and relation."""
        return self._conflict_groups

    @property
    def network(self) -> "nx.MultiDiGraph[int]":
        """Give the whole graph to networkx: nodes are positions of entities, an edge's key is its fact's position."""
        return self.index.network

    def entity(self, name: str) -> Entity | None:
        """Find an entity by label, other name or folded spelling; of several, the one with most facts."""
        found = self.index.find(name)
        return self.index.entity(found) if found >= 0 else None

    def entities(self) -> Iterator[Entity]:
        """Give all entities, by label."""
        return (self.index.entity(i) for i in range(len(self.built.entities.labels)))

    def fact(self, fact_id: str) -> Fact | None:
        """Find a fact by its id."""
        found = self.index.position(fact_id)
        return self.index.fact(found) if found >= 0 else None

    def facts(self) -> Iterator[Fact]:
        """Give all facts, by subject and relation."""
        return (self.index.fact(i) for i in range(len(self.built.table)))

    def facts_about(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the subject of."""
        found = self.index.find(name)
        return [self.index.fact(i) for i in self.index.about(found)] if found >= 0 else []

    def facts_naming(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the object of."""
        found = self.index.find(name)
        return [self.index.fact(i) for i in sorted(self.index.naming(found).tolist())] if found >= 0 else []

    def entity_called(self, name: str) -> Entity | None:
        """Find an entity by what a text may call it: `Arlington in Texas`, `AFC Fylde` for `A.F.C. Fylde`."""
        found = self.index.names.variant(name)
        return self.entity(name) or (self.index.entity(found) if found >= 0 else None)

    def nearest_name(self, name: str) -> str:
        """Find the label that is nearly this name; empty where none is."""
        found = self.index.names.nearest(name)
        return self.index.entity(found).label if found >= 0 else ""

    def relevant(self, name: str, limit: int = 60) -> list[tuple[Fact, float]]:
        """Give the facts that matter for an entity with their weight, best first.

        Its own facts weigh 1 to 2, facts about its neighbours 0.5 to 1, facts that name it less.
        """
        found = self.index.find(name)
        if found < 0 or limit < 1:
            return []
        return [(self.index.fact(i), weight) for i, weight in relevant_facts(self.index, found, limit)]

    def is_single_valued(self, predicate: str) -> bool:
        """Whether a relation has one value at a time."""
        key = relation_key(predicate)
        found = self.index.relation_of.get(key)
        if found is None:
            return key in {relation_key(name) for name in self.settings.single_valued} | SINGLE
        return bool(self.single[found])

    def conflicts(self) -> list[Conflict]:
        """List what cannot all be true: several values of a single-valued relation, or a fact and its denial."""
        found = []
        for group in self._conflict_groups:
            facts = tuple(self.index.fact(i) for i in group)
            found.append(Conflict(facts[0].subject, facts[0].predicate, facts))
        return found

    def conflicting(self, fact: Fact) -> list[Fact]:
        """Give the facts that a fact, of this graph or not, cannot be true beside."""
        single = self.is_single_valued(fact.predicate)
        return [other for other in self.said_of(fact.subject, fact.predicate) if self._excludes(fact, other, single)]

    def said_of(self, name: str, predicate: str) -> list[Fact]:
        """Give an entity's facts of one relation."""
        entity, relation = self.index.find(name), self.index.relation_of.get(relation_key(predicate))
        if entity < 0 or relation is None:
            return []
        return [self.index.fact(i) for i in self.index.said_of(entity, relation)]

    def _excludes(self, fact: Fact, other: Fact, single: bool) -> bool:
        if other.id == fact.id or not overlap(fact.valid_from, fact.valid_to, other.valid_from, other.valid_to):
            return False
        same = self._means(fact) == self._means(other)
        if fact.negated or other.negated:
            return same and fact.negated != other.negated
        if names_places(relation_key(fact.predicate), fact.value, other.value):
            return False
        return single and not same and not values_are_one(fact.value, other.value)

    def _means(self, fact: Fact) -> str:
        entity = self.entity(fact.object) if fact.value.kind == "entity" else None
        return folded(entity.label) if entity else fact.value.text

    def neighbourhood(self, name: str, hops: int = 1, limit: int = 60) -> "nx.MultiDiGraph[str]":
        """Cut out what is near an entity: nodes are labels and values, an edge's key is its fact's id."""
        entity = self.entity(name)
        facts = [fact for fact, _ in self.relevant(name, 4 * limit)]
        return walks.picture(entity.label if entity else name, facts if entity else (), hops, limit)

    def paths(self, start: str, end: str, limit: int = 5, longest: int = 4) -> list[tuple[Fact, ...]]:
        """Find the shortest ways from one entity to another over facts, in either direction."""
        first, last = self.entity(start), self.entity(end)
        if not first or not last:
            return []
        network = self.around((first.label, last.label), (longest + 1) // 2)
        found = walks.simple_paths(network, first.label, last.label, limit, longest)
        return [tuple(self.edge_fact(network.edges[edge]["fact"]) for edge in pairwise(path)) for path in found]

    def around(self, names: Iterable[str], hops: int) -> "nx.Graph[str]":
        """Cut out what lies within some hops of entities, as networkx graph of labels."""
        seeds = [found for name in names if (found := self.index.find(name)) >= 0]
        return walks.surroundings(self.index, seeds, hops)

    def edge_fact(self, mark: int | Fact) -> Fact:
        """Give the fact of an edge of `around`."""
        return mark if isinstance(mark, Fact) else self.index.fact(mark)

    def merges(self) -> list[Merge]:
        """List the names that were taken for one entity, with the evidence."""
        return list(self.built.merges)

    def split(self, name: str) -> "KnowledgeGraph":
        """Make a graph in which a name is no longer taken for another; the way back from a wrong merge."""
        entity = self.entity(name)
        clean = " ".join(name.split())
        if entity is None:
            return self
        others = [other for other in (entity.label, *entity.names) if other != clean]
        pairs = tuple((clean, other) for other in others)
        return self.rebuilt(self.settings.model_copy(update={"do_not_merge": self.settings.do_not_merge + pairs}))

    def rebuilt(self, settings: KnowledgeSettings) -> "KnowledgeGraph":
        """Make a graph of the same statements with other settings."""
        return KnowledgeGraph(derive(self.built.rows, settings))

    def overlaid(self, statements: Iterable[Statement]) -> "KnowledgeGraph":
        """See this graph with a brief's own statements; nothing is copied."""
        from knowledge.graph.overlay import OverlaidGraph

        own = list(statements)
        return OverlaidGraph(self, own) if own else self

    def save(self, folder: Path) -> None:
        """Write the graph into a folder, whole or not at all.

        Raises:
            StoreError: the disk is full or the folder cannot be written.
            InputError: the folder holds something else.
        """
        storage.save(self.built, folder)

    @classmethod
    def load(cls, folder: Path) -> "KnowledgeGraph":
        """Read a graph from its folder.

        Raises:
            InputError: it is no graph, of an unknown format, or damaged.
        """
        return cls(storage.load(folder))
