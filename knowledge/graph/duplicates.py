"""Entities that may be one: alike names within a type, told without comparing every pair."""

from collections.abc import Sequence

from content.artifacts import Artifact
from content.names import fold
from knowledge.graph.conflicts import same_object
from knowledge.graph.graph import KnowledgeGraph
from knowledge.graph.shortforms import same_numbers

_ALIKE = 90.0
_WINDOW = 4
"""Neighbours in each order that a name is compared with."""
_SHORTEST = 5
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

    Sorted neighbourhoods: names are compared within a type, each with the few that stand next to it when sorted by
    their letters, from the last word on, and with their words in order. The work grows with the number of names and not
    with its square. Two that differ in most of what can have one value only are two.
    """
    labels, types = graph.built.entities.labels, graph.built.entities.types
    found = [
        Duplicate(one=labels[one], other=labels[other], type=types[one], similarity=round(score, 1))
        for (one, other), score in _alike(labels, types).items()
        if same_numbers(labels[one], labels[other]) and not _differ(graph, one, other)
    ]
    return sorted(found, key=lambda pair: (-pair.similarity, pair.one, pair.other))


def _alike(labels: Sequence[str], types: Sequence[str]) -> dict[tuple[int, int], float]:
    """Give pairs of entities whose names are alike, with how much."""
    from rapidfuzz import fuzz, process

    words = {i: fold(label).split() for i, label in enumerate(labels) if len(label) >= _SHORTEST}
    plain = {i: " ".join(sorted(parts)) for i, parts in words.items()}
    found: dict[tuple[int, int], float] = {}
    for turned in (list, _reversed, sorted):
        order = sorted(words, key=lambda i: (types[i], turned(words[i]), i))
        for step in range(1, _WINDOW + 1):
            pairs = [pair for pair in zip(order, order[step:], strict=False) if types[pair[0]] == types[pair[1]]]
            scores = process.cpdist(
                [plain[one] for one, _ in pairs], [plain[other] for _, other in pairs], scorer=fuzz.ratio, workers=1
            )
            for at in (scores >= _ALIKE).nonzero()[0].tolist():
                one, other = sorted(pairs[at])
                found[one, other] = float(scores[at])
    return found


def _reversed(words: list[str]) -> list[str]:
    return words[::-1]


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
