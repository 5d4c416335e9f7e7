"""Nouns that belong to something: `its N is Z`, `the N of Y is Z`, where a fact has to make Z the N of that."""

from collections.abc import Iterator, Sequence

from knowledge.evidence.belonging import Ends
from knowledge.evidence.copulas import BE, filler_of, names_role
from knowledge.evidence.coverage import Prepared
from knowledge.evidence.lists import words
from knowledge.evidence.reading import Reading, Span

_OWNING = frozenset({"its", "whose", "their", "his", "her"})
_HAVE = frozenset({"has", "have", "had", "lies"})


def unfilled(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[str, Span]]:
    """Find nouns that are given something else: `its capital is in Asia`, `its area is 5 km² and is in Asia`.

    Args:
        ends: where the sentence names the two things of each prepared fact.

    Yields:
        The noun, and where it stands.
    """
    subjects = {span for its in ends for span in its.subjects}
    for noun in range(1, len(reading.keys)):
        be = _copula(reading, noun, ends)
        concerned = _concerned(reading, noun, prepared) if be >= 0 else []
        if not concerned:
            continue
        filling = [span for at in concerned for span in filler_of(reading, noun, prepared[at], ends[at])]
        following = [span for its in ends for span in (*its.subjects, *its.objects) if span.first > be]
        first = min((span.first for span in following), default=-1)
        behind = [span for span in filling if span.first == first]
        others = {span for at, its in enumerate(ends) if at not in concerned for span in its.objects}
        listed = any(_is_listed(reading, span, behind) for span in others - subjects - set(filling))
        valued = not any(prepared[at].fact.value.kind == "entity" for at in concerned)
        if not behind or listed or (valued and any(_goes_on(reading, span) for span in behind)):
            yield reading.key(noun), Span(noun, noun + 1)


def _concerned(reading: Reading, noun: int, prepared: Sequence[Prepared]) -> list[int]:
    """The facts whose relation a noun names; those whose own name has it before those that are only worded so."""
    named = [at for at, one in enumerate(prepared) if _names(reading, noun, one)]
    return [at for at in named if reading.keys[noun] & prepared[at].relation.roles] or named


def _names(reading: Reading, noun: int, one: Prepared) -> bool:
    measured = one.relation.order == "free" and bool(reading.keys[noun] & one.relation.roles)
    return measured or names_role(reading, noun, one)


def _copula(reading: Reading, noun: int, ends: Sequence[Ends]) -> int:
    """Place of the `is` behind `its N`, `X's N`, `the N of Y`, `the N of Y, which …,`; -1 without one."""
    if noun in reading.covered:
        return -1
    if reading.key(noun - 1) in _OWNING or (reading.key(noun - 1) == "s" and reading.key(noun - 2) == "'"):
        return noun + 1 if reading.key(noun + 1) in BE else -1
    if reading.key(noun - 1) != "the" or reading.key(noun + 1) != "of":
        return -1
    named = [span for its in ends for span in (*its.subjects, *its.objects) if reading.before(span) == noun + 1]
    last = min(named, default=None, key=lambda span: (span.first, -span.last))
    if last is None:
        return -1
    end = _behind_clause(reading, last.last) if reading.key(last.last) == "," else last.last
    return end if reading.key(end) in BE else -1


def _behind_clause(reading: Reading, comma: int) -> int:
    """The token behind `, which …,`; the comma where no such clause follows."""
    if reading.key(comma + 1) not in ("which", "whose", "who"):
        return comma
    commas = (
        at for at in range(comma + 1, len(reading.tokens)) if reading.key(at) == "," and at not in reading.covered
    )
    return next(commas, comma - 1) + 1


def _is_listed(reading: Reading, span: Span, behind: Sequence[Span]) -> bool:
    """Whether a value stands right behind `and` after what fills the noun."""
    first = span.first - 1
    while reading.key(first) in words("articles"):
        first -= 1
    return reading.key(first) == "and" and any(one.last in (first, first - 1) for one in behind)


def _goes_on(reading: Reading, value: Span) -> bool:
    """Whether a verb behind a value still has the noun as its subject: `its area is 5 km² and is in Asia`."""
    after = value.last + (reading.key(value.last) == ",")
    return reading.key(after) == "and" and reading.key(after + 1) in BE | _HAVE


_LEVELS = frozenset("continent country state province county region district city town village municipality".split())


def misnamed(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[str, Span]]:
    """Find places that are called by another noun than their relation's: `the country Asia` for a continent."""
    for one, its in zip(prepared, ends, strict=True):
        level = one.relation.own & _LEVELS
        for span in its.objects if level else ():
            noun = span.first - (2 if reading.key(span.first - 1) == "of" else 1)
            if reading.key(noun) in _LEVELS - level and noun not in reading.covered and reading.key(noun - 1) == "the":
                yield reading.key(noun), Span(noun, noun + 1)
