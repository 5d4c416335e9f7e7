"""Two values of one kind that a sentence gives to each other's relation."""

from collections.abc import Iterator, Sequence

from content.artifacts import Fact
from knowledge.evidence.coverage import Prepared
from knowledge.evidence.lists import words
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.tokens import is_only_verb

_FAR = 10_000
_LIGHT = frozenset({"of", "in", "at", "on"})


def exchanged(
    reading: Reading, prepared: Sequence[Prepared], objects: Sequence[Sequence[Span]]
) -> Iterator[tuple[Prepared, Prepared, Span]]:
    """Find pairs of facts whose values stand at each other's words: a population of 35 and a height of 2,102,650.

    Args:
        reading: the sentence.
        prepared: its facts.
        objects: for each where it says the fact's object.
    """
    said_by = [anchors(reading, one) for one in prepared]
    numbers = clauses(reading)
    for a, one in enumerate(prepared):
        for b in range(a + 1, len(prepared)):
            other = prepared[b]
            mine, theirs = said_by[a] - said_by[b], said_by[b] - said_by[a]
            if not _alike(one.fact, other.fact) or not (mine and theirs and objects[a] and objects[b]):
                continue
            crossed = _gap(mine, objects[b], numbers) + _gap(theirs, objects[a], numbers)
            if crossed < _gap(mine, objects[a]) + _gap(theirs, objects[b]):
                yield one, other, objects[a][0]


def borrowed(
    reading: Reading, prepared: Sequence[Prepared], objects: Sequence[Sequence[Span]]
) -> Iterator[tuple[Prepared, Span]]:
    """Find values right behind a verb of another fact's relation: `sells for 5 out of 5`, of a rating.

    Args:
        reading: the sentence.
        prepared: its facts.
        objects: for each where it says the fact's object.
    """
    for at, one in enumerate(prepared):
        for span in objects[at]:
            verb = span.first - 1
            if reading.key(verb) in words("prepositions") | _LIGHT:
                verb -= 1
            keys = reading.keys[verb] if verb >= 0 and is_only_verb(reading.key(verb)) else frozenset()
            of_it = any(
                keys & other.relation.anchors
                for there, other in enumerate(prepared)
                if one.fact.predicate == other.fact.predicate or span in objects[there]
            )
            others = any(keys & other.relation.anchors for other in prepared)
            if others and not of_it and not keys & one.relation.explained:
                yield one, span


def anchors(reading: Reading, one: Prepared) -> frozenset[int]:
    """Tokens that say a fact's relation."""
    return frozenset(at for at, keys in enumerate(reading.keys) if keys & one.relation.anchors)


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two different values could be taken for each other."""
    a, b = one.value, other.value
    return a.kind == b.kind and a.unit == b.unit and a != b and one.subject == other.subject


def _gap(anchors: frozenset[int], spans: Sequence[Span], clause: Sequence[int] = ()) -> int:
    """Tokens from a relation's words to a value; far too many where only another clause has the value."""
    gaps = [
        max(span.first - at, at - span.last + 1)
        for at in anchors
        for span in spans
        if not clause or clause[at] == clause[span.first]
    ]
    return min(gaps, default=_FAR)
