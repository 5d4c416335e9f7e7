"""Nouns that belong to something: `its N is Z`, `the N of Y is Z`, where a fact has to make Z the N of that."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.evidence.belonging import Ends
from knowledge.evidence.copulas import BE, HAVE, filler_of, holder_of, names_role
from knowledge.evidence.lists import words
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span

_OWNING = frozenset({"its", "whose", "their", "his", "her"})


def unfilled(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[str, Span]]:
    """Find nouns that are given something else: `its capital is in Asia`, `its area is 5 km² and is in Asia`.

    Args:
        ends: where the sentence names the two things of each prepared fact.

    Yields:
        The noun, and where it stands.
    """
    for noun in range(1, len(reading.keys)):
        concerned = [] if noun in reading.covered else _concerned(reading, noun, prepared)
        heads = concerned and not (noun + 1 < len(reading.keys) and _concerned(reading, noun + 1, prepared))
        phrase = _phrase(reading, noun, ends) if heads else None
        if phrase is not None and _is_wrong(reading, noun, phrase, concerned, prepared, ends):
            yield reading.key(noun), Span(noun, noun + 1)


class _Phrase(NamedTuple):
    """A noun that belongs to something and is something."""

    owner: Span | None
    """Y in `the N of Y`, `Y's N`; None for `its N`."""
    be: int
    """Place of `is`."""


def _is_wrong(
    reading: Reading,
    noun: int,
    phrase: _Phrase,
    concerned: Sequence[int],
    prepared: Sequence[Prepared],
    ends: Sequence[Ends],
) -> bool:
    filling = [span for at in concerned for span in filler_of(reading, noun, prepared[at], ends[at])]
    holding = [span for at in concerned for span in holder_of(reading, noun, prepared[at], ends[at])]
    if phrase.owner in filling and phrase.owner not in holding:
        return True
    following = [span.first for its in ends for span in (*its.subjects, *its.objects) if span.first > phrase.be]
    several = reading.key(phrase.be) in ("are", "were")
    behind = [
        span for span in filling if span.first == min(following, default=-1) or (several and span.first in following)
    ]
    subjects = {span for its in ends for span in its.subjects}
    others = {span for at, its in enumerate(ends) if at not in concerned for span in its.objects}
    listed = any(_is_listed(reading, span, behind) for span in others - subjects - set(filling))
    valued = not any(prepared[at].fact.value.kind == "entity" for at in concerned)
    return not behind or listed or (valued and any(_goes_on(reading, span) for span in behind))


def _concerned(reading: Reading, noun: int, prepared: Sequence[Prepared]) -> list[int]:
    """The facts whose relation a noun names; those whose own name has it before those that are only worded so."""
    named = [at for at, one in enumerate(prepared) if _names(reading, noun, one)]
    return [at for at in named if reading.keys[noun] & prepared[at].relation.roles] or named


def _names(reading: Reading, noun: int, one: Prepared) -> bool:
    if reading.key(noun) in words("harmless"):
        return False
    measured = one.relation.order == "free" and bool(reading.keys[noun] & one.relation.roles)
    return measured or names_role(reading, noun, one)


def _phrase(reading: Reading, noun: int, ends: Sequence[Ends]) -> _Phrase | None:
    """Read `its N is`, `Y's N is`, `the N of Y is` and `the N of Y, which …, is`, with the words that belong to N."""
    first, last = noun, noun + 1
    while _belongs(reading, first - 1):
        first -= 1
    while _belongs(reading, last):
        last += 1
    spans = sorted({span for its in ends for span in (*its.subjects, *its.objects)})
    if reading.key(first - 1) == "the" and reading.key(last) == "of":
        owner = next((span for span in spans if reading.before(span) == last), None)
        end = -1 if owner is None else _behind_clause(reading, owner.last)
        return _Phrase(owner, end) if reading.key(end) in BE else None
    owner = next((span for span in spans if reading.possessive(span) and span.last in (first - 1, first - 2)), None)
    owned = owner is not None or reading.key(first - 1) in _OWNING
    return _Phrase(owner, last) if owned and reading.key(last) in BE else None


def _belongs(reading: Reading, at: int) -> bool:
    """Whether a word can be a part of a noun's phrase."""
    if not 0 <= at < len(reading.tokens) or at in reading.covered or reading.tokens[at].kind == "mark":
        return False
    return reading.key(at) not in words("function") and reading.key(at) not in BE


def _behind_clause(reading: Reading, at: int) -> int:
    """The token behind `, which …,`, where such a clause stands at a place; else the place."""
    if reading.key(at) != "," or reading.key(at + 1) not in ("which", "whose", "who"):
        return at
    commas = (to for to in range(at + 1, len(reading.tokens)) if reading.key(to) == "," and to not in reading.covered)
    return next(commas, at - 1) + 1


def _is_listed(reading: Reading, span: Span, behind: Sequence[Span]) -> bool:
    """Whether a value stands right behind `and` after what fills the noun."""
    first = span.first - 1
    while reading.key(first) in words("articles"):
        first -= 1
    return reading.key(first) == "and" and any(one.last in (first, first - 1) for one in behind)


def _goes_on(reading: Reading, value: Span) -> bool:
    """Whether a verb behind a value still has the noun as its subject: `its area is 5 km² and is in Asia`."""
    after = value.last + (reading.key(value.last) == ",")
    return reading.key(after) == "and" and reading.key(after + 1) in BE | HAVE | {"lies"}
