"""How good a graph is: its size, its loose parts, what contradicts and what may be the same."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from content.artifacts import Artifact
from knowledge.graph.duplicates import Duplicate, suspected
from knowledge.graph.graph import KnowledgeGraph
from knowledge.graph.records import Conflict, Merge

_LISTED = 50
_GUESSED = ("short form", "mention", "qualifier", "spelling", "same as", "alias")
"""Kinds of merges, those that a person should look at first."""


class GraphReport(Artifact):
    """What a person should know of a graph before writing from it."""

    digest: str
    statements: int
    entities: int
    relations: int
    facts: int
    sources: int
    """Different places that state facts."""
    untyped: int
    """Entities without a type."""
    types: tuple[tuple[str, int], ...]
    """The commonest types and how many entities each has."""
    commonest: tuple[tuple[str, int], ...]
    """The commonest relations and how many facts each has."""
    single_valued: tuple[str, ...]
    parts: int
    """Pieces of the graph that no fact connects."""
    largest_part: int
    """Entities in the largest piece."""
    isolated: tuple[tuple[str, ...], ...]
    """Some of the other pieces, each by its first names."""
    conflict_count: int
    conflicts: tuple[Conflict, ...]
    merge_count: int
    merges: tuple[Merge, ...]
    duplicate_count: int
    duplicates: tuple[Duplicate, ...]
    """Entities that may be the same; alike names within a type."""

    def to_markdown(self) -> str:
        """Write the report for people."""
        return "\n".join(_lines(self)) + "\n"


def report(graph: KnowledgeGraph) -> GraphReport:
    """Look a graph over; the lists hold the first fifty of each, the counts are exact."""
    built, index = graph.built, graph.index
    parts, largest, isolated = _parts(graph)
    found, alike = graph.conflict_groups(), suspected(graph)
    types = Counter(type_ for type_ in built.entities.types if type_)
    counts = np.bincount(built.table.relation, minlength=len(built.relations))
    order = sorted(range(len(counts)), key=lambda i: (-int(counts[i]), built.relations[i]))
    return GraphReport(
        digest=graph.digest,
        statements=len(built.rows),
        entities=len(built.entities.labels),
        relations=len(built.relations),
        facts=len(built.table),
        sources=len(np.unique(built.rows.uri)),
        untyped=sum(not type_ for type_ in built.entities.types),
        types=tuple(sorted(types.items(), key=lambda item: (-item[1], item[0]))[:_LISTED]),
        commonest=tuple((built.relations[i], int(counts[i])) for i in order[:_LISTED] if counts[i]),
        single_valued=tuple(name for i, name in enumerate(built.relations) if graph.single[i] and counts[i]),
        parts=parts,
        largest_part=largest,
        isolated=isolated,
        conflict_count=len(found),
        conflicts=tuple(
            Conflict(facts[0].subject, facts[0].predicate, facts)
            for group in found[:_LISTED]
            if (facts := tuple(index.fact(i) for i in group))
        ),
        merge_count=len(built.merges),
        merges=tuple(sorted(built.merges, key=lambda merge: _GUESSED.index(merge.kind))[:_LISTED]),
        duplicate_count=len(alike),
        duplicates=tuple(alike[:_LISTED]),
    )


def _parts(graph: KnowledgeGraph) -> tuple[int, int, tuple[tuple[str, ...], ...]]:
    """Count the weakly connected pieces and name the smaller ones."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    labels, table = graph.built.entities.labels, graph.built.table
    linked = table.target >= 0
    size = len(labels)
    if not size:
        return 0, 0, ()
    ends = (table.subject[linked], table.target[linked])
    count, part = connected_components(
        coo_array((np.ones(int(linked.sum()), dtype=np.int8), ends), shape=(size, size)), directed=False
    )
    sizes = np.bincount(part)
    order = np.argsort(part, kind="stable")
    starts = np.concatenate(([0], np.cumsum(sizes)))
    others = sorted(set(range(count)) - {int(np.argmax(sizes))}, key=lambda i: (-int(sizes[i]), int(order[starts[i]])))
    named = tuple(
        tuple(labels[entity] for entity in order[starts[i] : starts[i + 1]][:5].tolist()) for i in others[:_LISTED]
    )
    return int(count), int(sizes.max()), named


def _lines(found: GraphReport) -> Iterator[str]:
    yield "# Knowledge graph"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for name, count in (
        ("entities", found.entities),
        ("without a type", found.untyped),
        ("relations", found.relations),
        ("facts", found.facts),
        ("statements", found.statements),
        ("sources", found.sources),
        ("parts that no fact connects", found.parts),
        ("entities in the largest part", found.largest_part),
        ("conflicts", found.conflict_count),
        ("merged names", found.merge_count),
        ("suspected duplicates", found.duplicate_count),
    ):
        yield f"| {name} | {count:,} |"
    yield from _list("Types", [f"{_safe(name)}: {count:,}" for name, count in found.types])
    yield from _list("Relations", [f"{_safe(name)}: {count:,}" for name, count in found.commonest])
    yield from _list("One value at a time", [_safe(name) for name in found.single_valued])
    yield from _list("Conflicts", [_conflict(each) for each in found.conflicts])
    yield from _list(
        "Merged names",
        [f"{_safe(each.name)} → {_safe(each.into)} ({each.kind}; {_safe(each.evidence)})" for each in found.merges],
    )
    yield from _list(
        "Suspected duplicates",
        [
            f"{_safe(each.one)} · {_safe(each.other)} ({_safe(each.type) or 'no type'}, {each.similarity:g} % alike)"
            for each in found.duplicates
        ],
    )
    yield from _list("Isolated parts", [", ".join(_safe(name) for name in part) for part in found.isolated])


def _conflict(found: Conflict) -> str:
    values = "; ".join(
        ("not " if fact.negated else "") + f"{_safe(fact.object)} [{', '.join(_safe(p.uri) for p in fact.sources[:3])}]"
        for fact in found.facts
    )
    return f"{_safe(found.subject)} — {_safe(found.predicate)}: {values}"


def _list(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"## {heading}"
        yield ""
        yield from (f"- {line}" for line in lines)


def _safe(text: str) -> str:
    """Keep a name from being read as markup."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return text
