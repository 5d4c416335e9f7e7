"""Which of several subjects a clause speaks of: what is said in it may not be another subject's."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from content.names import fold
from knowledge.evidence.coverage import Prepared
from knowledge.evidence.lists import words
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.tokens import dictionary_forms

_RELATIVE = frozenset({"which", "who", "whom", "whose", "where", "that"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_JOINS = frozenset({"and", "but"})
_PRONOUNS = frozenset({"it", "its", "he", "his", "she", "her", "they", "their", "them"})
_NEAR = 2
"""Tokens after the beginning of a clause within which a relative pronoun opens it."""


class Ends(NamedTuple):
    """Where a sentence names a fact's subject and its object."""

    subjects: Sequence[Span]
    objects: Sequence[Span]


def misplaced(reading: Reading, facts: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[Prepared, Span]]:
    """Find objects that stand in a clause about the subject of another fact, and not about their own.

    Only where facts have different subjects; a clause that names no subject goes on about the one before.
    """
    names = [_name(one) for one in facts]
    if len(set(names)) < 2:
        return
    clause = _clauses(reading)
    for one, its in zip(facts, ends, strict=True):
        about, homes = (_about(reading, clause, spans, ends) for spans in its)
        rivals = [
            span
            for name, other in zip(names, ends, strict=True)
            if name != _name(one)
            for span in other.subjects
            if span not in its.objects or _heads(reading, clause, span)
        ]
        elsewhere = homes and about and not homes & about and not _pronouns(reading, clause, about)
        if elsewhere and homes <= _about(reading, clause, rivals, ends):
            yield one, its.objects[0]
    for a, b in combinations(range(len(facts)), 2):
        if names[a] != names[b] and facts[a].relation.name == facts[b].relation.name and _crossed(ends[a], ends[b]):
            yield facts[a], ends[a].objects[0]


def _name(one: Prepared) -> str:
    return fold(one.fact.subject) or one.fact.subject


def _clauses(reading: Reading) -> tuple[int, ...]:
    """Number of the clause of each token; `and the capital of X is Y` is one of its own, too."""
    found: list[int] = []
    more = 0
    numbers = clauses(reading)
    for at, number in enumerate(numbers):
        joins = at not in reading.covered and reading.key(at) in _JOINS and numbers[at - 1] == number
        if joins and _has_verb(reading, numbers, at, -1) and _has_verb(reading, numbers, at, 1):
            more += 1
        found.append(number + more)
    return tuple(found)


def _has_verb(reading: Reading, numbers: Sequence[int], at: int, step: int) -> bool:
    """Whether a finite verb stands before or behind a token, in its clause and before the next `and`."""
    place = at + step
    while 0 <= place < len(numbers) and numbers[place] == numbers[at]:
        if place not in reading.covered and reading.key(place) in _FINITE:
            return True
        if reading.key(place) in _JOINS and step > 0:
            return False
        place += step
    return False


def _about(reading: Reading, clause: Sequence[int], spans: Sequence[Span], ends: Sequence[Ends]) -> set[int]:
    """Clauses that name a thing, or begin with a relative pronoun right behind it."""
    found = {clause[span.first] for span in spans}
    named = sorted({span for one in ends for both in one for span in both})
    for at, number in enumerate(clause):
        opens = (
            at not in reading.covered and reading.key(at) in _RELATIVE and number not in clause[: max(0, at - _NEAR)]
        )
        if opens:
            before = [span for span in named if span.last <= at]
            found = found | {number} if before and before[-1] in spans else found
    return found


def _heads(reading: Reading, clause: Sequence[int], span: Span) -> bool:
    """Whether a name opens its clause, and is not what the clause comes to: `located in Dublin`."""
    here = clause[span.first]
    before = (reading.key(at) for at in range(span.first) if clause[at] == here)
    behind = (reading.key(at) for at in range(span.last, len(clause)) if clause[at] == here)
    opens = all(not key.isalnum() or key in words("articles") | _JOINS for key in before)
    return opens and any("VERB" in dictionary_forms(key) for key in behind)


def _pronouns(reading: Reading, clause: Sequence[int], places: set[int]) -> bool:
    """Whether a pronoun may stand for something in some clauses."""
    return any(
        clause[at] in places and at not in reading.covered and reading.key(at) in _PRONOUNS for at in range(len(clause))
    )


def _crossed(one: Ends, other: Ends) -> bool:
    """Whether two subjects and two objects of one relation stand in an order that gives each the other's."""
    if not all((*one, *other)) or {*one.objects} & {*other.objects} or {*one.subjects} & {*other.subjects}:
        return False
    if any({*mine.objects} & {*its.subjects} for mine, its in ((one, other), (other, one))):
        return False
    order = sorted(
        (spans[0], number, kind)
        for number, ends in enumerate((one, other))
        for kind, spans in zip("so", ends, strict=True)
    )
    kinds = "".join(kind for _, _, kind in order)
    pairs = ((0, 2), (1, 3)) if kinds in ("ssoo", "ooss") else ((0, 1), (2, 3))
    return all(order[a][1] != order[b][1] for a, b in pairs)


__all__ = ["Ends", "misplaced"]
