"""Two values that a sentence gives to each other's relation."""

from collections.abc import Iterator, Sequence

from knowledge.evidence.polarity import clauses
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span

_FAR = 10_000
_BESIDE = 1
"""Tokens from a value to the word it has beside it, as in `located 210 metres above sea level in Ulm`."""


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
            if not (mine and theirs):
                mine, theirs = _apart(reading, one, other)
            if one.fact.subject != other.fact.subject or not (mine and theirs and objects[a] and objects[b]):
                continue
            crossed = _gap(mine, objects[b], numbers) + _gap(theirs, objects[a], numbers)
            own = _gap(mine, objects[a]), _gap(theirs, objects[b])
            if crossed < sum(own) and _BESIDE not in own:
                yield one, other, objects[a][0]


def anchors(reading: Reading, one: Prepared) -> frozenset[int]:
    """Tokens that say a fact's relation."""
    return frozenset(at for at, keys in enumerate(reading.keys) if keys & one.relation.anchors)


def _apart(reading: Reading, one: Prepared, other: Prepared) -> tuple[frozenset[int], frozenset[int]]:
    """Tokens that tell two relations of one noun apart: `mother` and `daughter house`, `president` and `vice`."""
    mine, theirs = (_named(reading, of) for of in (one, other))
    both = mine & theirs
    mine, theirs = mine - both, theirs - both
    if not (mine or theirs):
        return mine, theirs
    plain = frozenset(
        at for at in both if not {at - 1, at - 2} & (mine | theirs)
    )  # "president" beside "vice president"
    return mine or plain, theirs or plain


def _named(reading: Reading, one: Prepared) -> frozenset[int]:
    return frozenset(at for at, keys in enumerate(reading.keys) if keys & one.relation.own)


def _gap(anchors: frozenset[int], spans: Sequence[Span], clause: Sequence[int] = ()) -> int:
    """Tokens from a relation's words to a value; far too many where only another clause has the value."""
    gaps = [
        max(span.first - at, at - span.last + 1)
        for at in anchors
        for span in spans
        if not clause or clause[at] == clause[span.first]
    ]
    return min(gaps, default=_FAR)
