"""Whose a role is that stands behind `its` or `X's`."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from knowledge.evidence.lists import words
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span, is_verb
from knowledge.evidence.relations import names_doer

Found = Literal["right", "reversed", "unknown"]
OWN = frozenset({"its", "his", "her", "their", "whose"})
HAVING = frozenset("has have had having with uses using features featured holds hold held holding bears".split())
RELATIVE = frozenset({"which", "who", "that", "whose", "where"})
_ARTICLES = frozenset({"a", "an", "the"})
_REACH = 4


class Ends(NamedTuple):
    """Where a sentence names the two things of a fact."""

    subject: Sequence[Span]
    object: Sequence[Span]


def possessed(reading: Reading, noun: int, holder: Sequence[Span], filler: Sequence[Span], ends: Ends) -> Found:
    """Whether the holder stands before a role as its owner: `X's N`, `its N`."""
    for at in range(noun - 1, max(-1, noun - _REACH), -1):
        for spans, right in ((holder, True), (filler, False)):
            if any(reading.possessive(span) and span.last in (at, at - 1) for span in spans):
                return "right" if right else "reversed"
            if any(span.last == at + 1 and _is_one_of(reading, span) for span in spans):
                return "right" if right else "reversed"
            of_it = reading.key(noun) not in words("apposed")  # "the Ulm region" is Ulm
            if of_it and any(span.last == noun and reading.key(span.first - 1) in _ARTICLES for span in spans):
                does = names_doer(reading.key(noun))  # "is a Norda supplier"; "is a tabloid newspaper"
                return "right" if right else "reversed" if does else "unknown"
        if reading.key(at) in OWN:
            if _is_given(reading, at, filler):
                return "right"
            return "right" if _owner_holds(reading, at, holder, filler, ends) else "reversed"
    return "unknown"


def _is_one_of(reading: Reading, span: Span) -> bool:
    """Whether a name stands behind `one of`, as an owner whose 's was left out: `one of Powys notable works`."""
    of = reading.before(span)
    return reading.key(of) == "of" and reading.key(of - 1) == "one"


def _is_given(reading: Reading, own: int, filler: Sequence[Span]) -> bool:
    """Whether something has it as one of its own: `has squid as one of its ingredients`."""
    at = own - 1
    while reading.key(at) in ("of", "one", "some"):
        at -= 1
    return reading.key(at) == "as" and any(
        span.last == at and reading.key(reading.before(span)) in HAVING for span in filler
    )


def _owner_holds(reading: Reading, at: int, holder: Sequence[Span], filler: Sequence[Span], ends: Ends) -> bool:
    """Whether `its` means the holder: the first thing named in the clause, else the subject."""
    numbers = clauses(reading)
    before = sorted(
        (span.first, right)
        for spans, right in ((holder, True), (filler, False))
        for span in spans
        if span.last <= at and reading.key(span.first) not in OWN
    )
    relative = next((place for place in range(at, -1, -1) if reading.key(place) in RELATIVE), None)
    if relative is not None and numbers[relative] == numbers[at]:
        return next((right for first, right in reversed(before) if first < relative), holder is ends.subject)
    here = [right for first, right in before if numbers[first] == numbers[at]]
    if here and any(is_verb(reading, place) for place in range(at) if numbers[place] == numbers[at]):
        return here[0]
    if before:  # "has Ulm to its west, Vesh to its south"
        return before[0][1] if here else any(right for _, right in before)
    return holder is ends.subject


def last_named(at: int, holder: Sequence[Span], filler: Sequence[Span]) -> bool | None:
    """Whether the thing named last before a token is the holder; None when neither is."""
    before = sorted(
        (span.first, right) for spans, right in ((holder, True), (filler, False)) for span in spans if span.last <= at
    )
    return before[-1][1] if before else None
