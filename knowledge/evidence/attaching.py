"""What stands behind a name is told of it: `Ada Orm, known for the Orm valve, is …`, `Ada's son Ben is buried in …`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.evidence.belonging import Ends
from knowledge.evidence.doing import BE
from knowledge.evidence.lists import prepositions, words
from knowledge.evidence.owners import HAVING
from knowledge.evidence.polarity import clauses
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import RELATIVE, Reading, Span, is_verb
from knowledge.evidence.tokens import dictionary_forms, is_bent, is_past

_CLOSING = {",": ",", "(": ")"}
_REACH = 4
_JOINS = frozenset({"and", "or", "but", "as", "whose", "where"})


def attached(reading: Reading, facts: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[Prepared, Span]]:
    """Find objects that are told of another name than their subject's.

    Args:
        ends: where the sentence names the two things of each fact.
    """
    named = sorted({span for its in ends for both in its for span in both if span.first in reading.covered})
    yield from _in_asides(reading, facts, ends, named)
    clause = clauses(reading)
    for owner, one in _owned(reading, named):
        for fact, its in zip(facts, ends, strict=True):
            behind = [span for span in its.objects if span.first > one.last and clause[span.first] == clause[one.first]]
            if owner in its.subjects and one not in (*its.subjects, *its.objects) and behind == list(its.objects) != []:
                yield fact, behind[0]


def _in_asides(
    reading: Reading, facts: Sequence[Prepared], ends: Sequence[Ends], named: Sequence[Span]
) -> Iterator[tuple[Prepared, Span]]:
    closed: set[int] = set()
    for span in named:
        phrase = range(0) if span.last in closed else _phrase(reading, span)
        closed.add(_end(reading, span))
        told_of = _told_of(reading, span, named) if phrase else set()
        for fact, its in zip(facts, ends, strict=True):
            inside = [one for one in its.objects if one.first in phrase]
            own = {one for one in its.subjects if one.first in reading.covered}
            others = told_of & own or any(one.first in phrase for one in own) or span in its.objects
            if inside and own and len(inside) == len(its.objects) and not others and not _has(ends, told_of, inside):
                yield fact, inside[0]


def _owned(reading: Reading, named: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Find what belongs to another thing and does something: Ben in `Ada's son Ben is …`; with that other thing."""
    for owner, one in pairwise(named):
        between = range(owner.last, one.first)
        role = reading.possessive(owner) and 1 < len(between) <= _REACH and not reading.covered & set(between)
        if role and reading.key(one.first - 1).isalpha() and is_verb(reading, one.last):
            yield owner, one


def _phrase(reading: Reading, span: Span) -> range:
    """The tokens between a name and the next comma, where they are no clause and no list."""
    begin = span.last + 1
    key = reading.key(begin)
    told = not is_past(key) if is_bent(key) else "NOUN" in dictionary_forms(key) or key == "with"
    if begin in reading.covered or key in _JOINS or not told:
        return range(0)
    phrase = range(begin, _end(reading, span))
    clause = any(reading.key(at) in RELATIVE | BE | (HAVING - {"with"}) and at not in reading.covered for at in phrase)
    return range(0) if clause else phrase


def _end(reading: Reading, span: Span) -> int:
    """Where what a comma or a bracket right behind a name opens ends; -1 without one."""
    closing = _CLOSING.get(reading.key(span.last))
    places = range(span.last + 1, len(reading.tokens) if closing else 0)
    return next((at for at in places if at not in reading.covered and reading.key(at) in (closing, ";")), -1)


def _told_of(reading: Reading, span: Span, named: Sequence[Span]) -> set[Span]:
    """What such a phrase may be told of: the name, or what is placed there by it: `the hall in Ulm, built by`."""
    found, begin = {span}, span.first
    passed = words("articles") | prepositions() | {",", "("}
    for one in reversed([one for one in named if one.last <= span.first]):
        between = range(one.last, begin)
        if all(reading.key(at) in passed or at in reading.covered for at in between):
            found.add(one)
            begin = one.first
    return found


def _has(ends: Sequence[Ends], told_of: set[Span], inside: Sequence[Span]) -> bool:
    """Whether another fact says the same value of what the phrase is told of."""
    return any(told_of & set(its.subjects) and set(inside) & set(its.objects) for its in ends)
