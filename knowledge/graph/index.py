"""Numbers into facts: where each entity's facts are, and facts made when they are asked for."""

import functools
from typing import cast

import networkx as nx
import numpy as np
import numpy.typing as npt

from content.artifacts import Fact, Place, Value
from knowledge.graph.build import Built
from knowledge.graph.likeness import Names
from knowledge.graph.records import Entity
from knowledge.graph.rows import Ints
from knowledge.graph.table import shown_object
from knowledge.graph.values import folded


class Index:
    """Reach the columns of a graph by entity and by fact, all by position."""

    def __init__(self, built: Built) -> None:
        self.built = built
        table, count = built.table, len(built.entities.labels)
        self.subject_start = np.searchsorted(table.subject, np.arange(count + 1)).astype(np.int64)
        self.by_target = np.argsort(table.target, kind="stable").astype(np.int32)
        self.target_start = np.searchsorted(table.target[self.by_target], np.arange(count + 1)).astype(np.int64)
        self.by_id = np.argsort(table.ids, kind="stable")
        self.degree: npt.NDArray[np.int64] = np.bincount(table.subject[table.target >= 0], minlength=count) + np.diff(
            self.target_start
        )
        self.degrees: list[int] = self.degree.tolist()
        """The same as plain numbers, which a walk reads one by one several times faster."""
        self.relation_of = {key: i for i, key in enumerate(built.relation_keys)}

    def find(self, name: str) -> int:
        """Find an entity; -1 when there is none."""
        return self.built.entities.find(name, self.built.rows.texts)

    @functools.cached_property
    def names(self) -> Names:
        """The entities' names, looked at closely."""
        return Names(self.built.entities.labels)

    def entity(self, i: int) -> Entity:
        """Make an entity."""
        entities = self.built.entities
        return Entity(entities.labels[i], entities.types[i], entities.names(i, self.built.rows.texts))

    def about(self, entity: int) -> range:
        """Give the facts that an entity is the subject of."""
        return range(int(self.subject_start[entity]), int(self.subject_start[entity + 1]))

    def naming(self, entity: int) -> Ints:
        """Give the facts that an entity is the object of."""
        return self.by_target[self.target_start[entity] : self.target_start[entity + 1]]

    def said_of(self, entity: int, relation: int) -> range:
        """Give an entity's facts of one relation."""
        low, high = int(self.subject_start[entity]), int(self.subject_start[entity + 1])
        column = self.built.table.relation[low:high]
        first, last = np.searchsorted(column, (relation, relation + 1))
        return range(low + int(first), low + int(last))

    def position(self, fact_id: str) -> int:
        """Find a fact by its id; -1 when there is none."""
        try:
            number = np.uint64(int(fact_id.removeprefix("f"), 16))
        except (ValueError, OverflowError):
            return -1
        ids = self.built.table.ids
        at = int(np.searchsorted(ids, number, sorter=self.by_id))
        found = at < len(ids) and ids[self.by_id[at]] == number and fact_id == f"f{int(number):016x}"
        return int(self.by_id[at]) if found else -1

    def fact(self, i: int) -> Fact:
        """Make a fact."""
        built, table = self.built, self.built.table
        texts, labels = built.rows.texts, built.entities.labels
        subject, target = int(table.subject[i]), int(table.target[i])
        return Fact(
            id=f"f{int(table.ids[i]):016x}",
            subject=labels[subject],
            predicate=built.relations[table.relation[i]],
            object=shown_object(table, i, texts, labels),
            value=self.value(i),
            negated=bool(table.negated[i]),
            valid_from=texts[table.valid_from[i]],
            valid_to=texts[table.valid_to[i]],
            sources=self._places(i),
            subject_names=built.entities.names(subject, texts),
            object_names=built.entities.names(target, texts) if target >= 0 else (),
            subject_type=built.entities.types[subject],
        )

    def value(self, i: int) -> Value:
        """Make the normal form of a fact's object."""
        table = self.built.table
        target = int(table.target[i])
        if target >= 0:
            return Value(kind="entity", text=folded(self.built.entities.labels[target]))
        return self.built.values.at(int(table.value[i]))

    def _places(self, i: int) -> tuple[Place, ...]:
        rows = self.built.rows
        low, high = self.built.table.row_start[i : i + 2].tolist()
        found = {
            (rows.texts[rows.uri[j]], rows.texts[rows.sha256[j]], int(rows.start[j]), int(rows.end[j])): None
            for j in range(low, high)
        }
        return tuple(Place(uri=uri, sha256=sha, start=start, end=end) for uri, sha, start, end in sorted(found))

    def near(self, entity: int, most: int) -> list[int]:
        """Give the neighbours of an entity, once for every fact between; of a hub those with most facts."""
        low, high = int(self.subject_start[entity]), int(self.subject_start[entity + 1])
        out = self.built.table.target[low:high]
        found = np.concatenate((out[out >= 0], self.built.table.subject[self.naming(entity)]))
        return cast(list[int], self.strongest(found, most).tolist())

    def strongest(self, entities: Ints, most: int) -> Ints:
        """Keep the entities that have most facts."""
        if len(entities) <= most:
            return entities
        size = len(self.degree)
        ranked = np.partition(entities - self.degree[entities] * size, most)[:most]
        return cast(Ints, np.sort(ranked) % size)

    @functools.cached_property
    def network(self) -> "nx.MultiDiGraph[int]":
        """All facts between entities as a networkx graph; nodes are entities, the key of an edge is its fact."""
        network: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        network.add_nodes_from(range(len(self.built.entities.labels)))
        linked = np.flatnonzero(self.built.table.target >= 0)
        subjects, targets = self.built.table.subject[linked].tolist(), self.built.table.target[linked].tolist()
        network.add_edges_from(zip(subjects, targets, linked.tolist(), strict=True))
        return network
