"""Neighbourhoods and paths, as small networkx graphs cut out of the large one."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import networkx as nx

from content.artifacts import Fact
from knowledge.graph.index import Index

_MOST_ENTITIES = 4_000
_HUB = 400
"""From an entity with more facts than this, a walk goes on only to those neighbours that have most."""


def surroundings(index: Index, seeds: Iterable[int], hops: int) -> "nx.Graph[str]":
    """Cut out what lies within some hops of entities; an edge's `fact` is the first fact between its ends."""
    network: nx.Graph[str] = nx.Graph()
    labels = index.built.entities.labels
    reached = dict.fromkeys(seeds)
    network.add_nodes_from(labels[entity] for entity in reached)
    ring = list(reached)
    for _ in range(hops):
        following: dict[int, None] = {}
        for entity in ring:
            for fact, other in _links(index, entity):
                if other not in reached and len(reached) < _MOST_ENTITIES:
                    reached[other] = following[other] = None
                if other in reached and not network.has_edge(labels[entity], labels[other]):
                    network.add_edge(labels[entity], labels[other], fact=fact)
        ring = list(following)
    for entity in reached:
        network.add_node(labels[entity], degree=int(index.degree[entity]))
    return network


def _links(index: Index, entity: int) -> Iterator[tuple[int, int]]:
    table = index.built.table
    allowed = None
    if index.degree[entity] > _HUB:
        allowed = set(index.near(entity, _HUB))
    for fact in index.about(entity):
        target = int(table.target[fact])
        if target >= 0 and not table.negated[fact] and (allowed is None or target in allowed):
            yield fact, target
    for fact in index.naming(entity).tolist():
        subject = int(table.subject[fact])
        if not table.negated[fact] and (allowed is None or subject in allowed):
            yield fact, subject


def simple_paths(network: "nx.Graph[str]", start: str, end: str, limit: int, longest: int) -> list[list[str]]:
    """Give the shortest paths without loops, shortest first; of equal lengths those over less busy stations."""
    if start == end or start not in network or end not in network:
        return []
    close = nx.single_source_shortest_path_length(network, start, cutoff=longest)
    far = nx.single_source_shortest_path_length(network, end, cutoff=longest)
    kept = sorted(node for node in close if node in far and close[node] + far[node] <= longest)
    small: nx.Graph[str] = nx.Graph()
    small.add_nodes_from(kept)
    for one, other in sorted(tuple(sorted(edge)) for edge in network.subgraph(kept).edges()):
        small.add_edge(one, other, cost=1 + (_busy(network, one) + _busy(network, other)) / 200)
    found: list[list[str]] = []
    if start in small and end in small and nx.has_path(small, start, end):
        for path in islice(nx.shortest_simple_paths(small, start, end, weight="cost"), limit):
            if len(path) - 1 > longest:
                break
            found.append(path)
    return sorted(found, key=lambda path: (len(path), _crowd(network, path), path))


def _crowd(network: "nx.Graph[str]", path: list[str]) -> float:
    """Sum up how busy a path's stations are; what nearly everything is linked with says little."""
    return sum(_busy(network, node) for node in path[1:-1])


def _busy(network: "nx.Graph[str]", node: str) -> float:
    return math.log2(2 + network.nodes[node].get("degree", 0))


def picture(centre: str, facts: Sequence[Fact], hops: int, limit: int) -> "nx.MultiDiGraph[str]":
    """Make a networkx graph of the facts within some hops, those between entities first.

    An edge's key is the fact's id, its `predicate` the relation; a node's `kind` is `entity` or the kind of its value.
    """
    near = {centre: 0}
    chosen: list[Fact] = []
    for hop in range(hops):
        for fact in facts:
            ends = (fact.subject, fact.object) if fact.value.kind == "entity" else (fact.subject,)
            if min(near.get(end, hops) for end in ends) == hop:
                chosen.append(fact)
                for end in ends:
                    near.setdefault(end, hop + 1)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node(centre, type="", kind="entity")
    distinct = list({fact.id: fact for fact in chosen}.values())
    for fact in sorted(distinct, key=lambda fact: fact.value.kind != "entity")[:limit]:
        network.add_node(fact.subject, type=fact.subject_type, kind="entity")
        if fact.object not in network:
            network.add_node(fact.object, type="", kind=fact.value.kind)
        network.add_edge(fact.subject, fact.object, key=fact.id, predicate=fact.predicate, negated=fact.negated)
    return network
