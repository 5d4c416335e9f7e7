"""Entities that may be one: alike names within a type, told without comparing every pair."""

from collections.abc import Iterator, Sequence

from content.artifacts import Artifact
from content.names import fold
from knowledge.graph.conflicts import same_object
from knowledge.graph.graph import KnowledgeGraph
from knowledge.graph.shortforms import same_numbers

_ALIKE = 90.0
_WINDOW = 12
_MOST_PAIRS = 400_000
_MOST_FACTS = 200


class Duplicate(Artifact):
    """Two entities whose names are nearly the same."""

    one: str
    other: str
    type: str
    similarity: float
    """0 to 100."""


def suspected(graph: KnowledgeGraph) -> list[Duplicate]:
    """Find entities with nearly the same name.

    Names are compared within a type, each with the few that stand next to it when sorted by their letters, from the
    last word on, and with their words in order: the work grows with the number of names and not with its square. Two
    that differ in most of what can have one value only are two.
    """
    from rapidfuzz import fuzz, process

    ones, others, kinds = _pairs(graph)
    labels = graph.built.entities.labels
    scores = process.cpdist(
        [fold(labels[i]) for i in ones], [fold(labels[i]) for i in others], scorer=fuzz.token_sort_ratio, workers=1
    )
    found = [
        Duplicate(one=labels[one], other=labels[other], type=kind, similarity=round(float(score), 1))
        for one, other, kind, score in zip(ones, others, kinds, scores, strict=True)
        if score >= _ALIKE and same_numbers(labels[one], labels[other]) and not _differ(graph, one, other)
    ]
    return sorted(found, key=lambda pair: (-pair.similarity, pair.one, pair.other))


def _differ(graph: KnowledgeGraph, one: int, other: int) -> bool:
    table, same, different = graph.built.table, 0, 0
    mine, theirs = (_values(graph, entity) for entity in (one, other))
    for relation in mine.keys() & theirs.keys():
        alike = any(same_object(graph.index, fact, twin) for fact in mine[relation] for twin in theirs[relation])
        same, different = same + alike, different + (not alike)
    linked = any(int(table.target[fact]) == other for fact in graph.index.about(one)[:_MOST_FACTS])
    return different > same or linked


def _values(graph: KnowledgeGraph, entity: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for fact in graph.index.about(entity)[:_MOST_FACTS]:
        relation = int(graph.built.table.relation[fact])
        if graph.single[relation]:
            found.setdefault(relation, []).append(fact)
    return found


def _pairs(graph: KnowledgeGraph) -> tuple[list[int], list[int], list[str]]:
    pairs: dict[tuple[int, int], str] = {}
    for kind, group in _blocks(graph):
        for i, one in enumerate(group):
            for other in group[i + 1 : i + 1 + _WINDOW]:
                if len(pairs) < _MOST_PAIRS:
                    pairs.setdefault((min(one, other), max(one, other)), kind)
    return [one for one, _ in pairs], [other for _, other in pairs], list(pairs.values())


def _blocks(graph: KnowledgeGraph) -> Iterator[tuple[str, Sequence[int]]]:
    labels, types = graph.built.entities.labels, graph.built.entities.types
    groups: dict[str, list[int]] = {}
    for i, label in enumerate(labels):
        if len(label) >= 5:
            groups.setdefault(types[i], []).append(i)
    for kind in sorted(groups, key=lambda kind: (kind == "", kind)):
        for key in (fold, _from_behind, _in_order):
            blocks: dict[str, list[int]] = {}
            for i in groups[kind]:
                blocks.setdefault(key(labels[i])[:2], []).append(i)
            for block in sorted(blocks):
                yield kind, sorted(blocks[block], key=lambda i: (key(labels[i]), i))


def _from_behind(label: str) -> str:
    return " ".join(reversed(fold(label).split()))


def _in_order(label: str) -> str:
    return " ".join(sorted(fold(label).split()))
