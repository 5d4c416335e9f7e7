"""Nouns of relations: `X is the N of Y`, whether a fact makes X the N and Y what it belongs to; no N is a verb."""

from collections.abc import Iterator, Sequence

from knowledge.evidence.belonging import Ends
from knowledge.evidence.lists import words
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.relations import is_deed

BE = frozenset({"is", "are", "was", "were", "be", "been"})
HAVE = frozenset({"has", "have", "had"})
_APART = frozenset({"part", "member", "native", "resident", "home", "base", "one", "type", "kind"})
_REACH = 4
_SUBJECTS = frozenset({"which", "who", "it", "he", "she"})


def wrong_roles(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[str, Span]]:
    """Find nouns of relations that a sentence gives to what has no such role: `Brazil is a demonym of Brazil`.

    Args:
        ends: where the sentence names the two things of each prepared fact.

    Yields:
        The noun, and where it stands.
    """
    for at in range(2, len(reading.keys)):
        noun = at - 1
        be = _copula(reading, noun)
        if reading.key(at) != "of" or be < 0 or reading.keys[noun] & _APART:
            continue
        concerned = [(one, its) for one, its in zip(prepared, ends, strict=True) if names_role(reading, noun, one)]
        behind = {span.last for its in ends for span in (*its.subjects, *its.objects) if reading.before(span) == at}
        if concerned and behind and not any(_right(reading, noun, one, its, be) for one, its in concerned):
            yield reading.key(noun), Span(noun, at)


def verbless(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[str, Span]]:
    """Find nouns that stand in a verb's place: `the league, which champions FC Norda`, for `whose champions are`.

    Yields:
        The noun, and where it stands.
    """
    for one, its in zip(prepared, ends, strict=True):
        if one.relation.verbs or one.relation.order not in ("agent", "noun", "noun_of"):
            continue
        for noun in {span.first - 1 for span in its.objects}:
            if reading.key(noun - 1) in _SUBJECTS and reading.keys[noun] & (one.relation.nouns | one.relation.roles):
                yield reading.key(noun), Span(noun, noun + 1)


def _copula(reading: Reading, noun: int) -> int:
    """Place of the `is` before `a N`, `the official N`; -1 without one."""
    for at in range(noun - 1, max(-1, noun - _REACH), -1):
        if reading.key(at) in BE:
            return -1 if reading.key(at - 1) == "there" else at
        if reading.tokens[at].kind != "word" or (at in reading.covered and reading.key(at) not in words("articles")):
            return -1
    return -1


def names_role(reading: Reading, noun: int, one: Prepared) -> bool:
    """Whether a noun is the role that a relation gives: `capital`, `author`."""
    nouns = (one.relation.nouns - words("belonging")) | one.relation.roles
    return one.relation.order not in ("symmetric", "free", "is_a") and bool(reading.keys[noun] & nouns)


def filler_of(reading: Reading, noun: int, one: Prepared, its: Ends) -> Sequence[Span]:
    """Where a sentence names what is the N: the object of `author`, the subject of `capital of`."""
    return its.subjects if _is_by_object(reading, noun, one) else its.objects


def holder_of(reading: Reading, noun: int, one: Prepared, its: Ends) -> Sequence[Span]:
    """Where a sentence names what has the N."""
    return its.objects if _is_by_object(reading, noun, one) else its.subjects


def _is_by_object(reading: Reading, noun: int, one: Prepared) -> bool:
    is_role = bool(reading.keys[noun] & one.relation.roles)
    if not is_role and one.relation.order in ("agent", "actor") and is_deed(reading.key(noun)):
        return one.relation.order == "agent"  # "A is an invention of B"
    return one.relation.trailing == "of" if is_role else one.relation.order in ("noun_of", "actor")


def _right(reading: Reading, noun: int, one: Prepared, its: Ends, be: int) -> bool:
    """Whether what stands behind `of` holds the role, and what fills it is named before `is`."""
    filled = any(span.first < be for span in filler_of(reading, noun, one, its))
    return filled and any(reading.before(span) == noun + 1 for span in holder_of(reading, noun, one, its))
