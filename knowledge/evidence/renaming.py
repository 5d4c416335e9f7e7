"""`X, which is also known as Y`, `the country Asia`: what a thing is called, though no fact calls it so."""

from collections.abc import Iterator, Sequence

from knowledge.evidence.belonging import Ends
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span

_NAMING = frozenset({"known", "called", "named", "nicknamed", "dubbed", "termed"})
_SAYS_NAME = frozenset({"know", "call", "name", "nickname", "alias", "title"})
"""Words in the name of a relation that gives names."""
_PASSED = frozenset({"also", "often", "sometimes", "commonly", "usually", "is", "are", "was", "were", "as", "by"})
_LEVELS = frozenset("continent country state province county region district city town village municipality".split())
_BEGINNINGS = frozenset({"which", "who", "that", "whose", "where", ";"})


def renamed(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[Prepared, Span]]:
    """Find objects that a sentence gives as names of something.

    Args:
        ends: where the sentence names the two things of each prepared fact.

    Yields:
        The fact whose object that is, and where its object stands.
    """
    for one, its in zip(prepared, ends, strict=True):
        if one.relation.explained & _SAYS_NAME or one.relation.order == "is_a":
            continue
        for span in its.objects:
            verb = _naming_before(reading, span)
            if verb >= 0 and not _says(reading, verb, one):
                yield one, span


def misnamed(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[str, Span]]:
    """Find places that are called by another noun than their relation's: `the country Asia` for a continent."""
    for one, its in zip(prepared, ends, strict=True):
        level = one.relation.own & _LEVELS
        for span in its.objects if level else ():
            noun = span.first - (2 if reading.key(span.first - 1) == "of" else 1)
            if reading.key(noun) in _LEVELS - level and noun not in reading.covered and reading.key(noun - 1) == "the":
                yield reading.key(noun), Span(noun, noun + 1)


def _naming_before(reading: Reading, span: Span) -> int:
    """Place of the `called`, `known as` right before a name; -1 without one."""
    at = span.first - 1
    while at >= 0 and reading.key(at) in ("as", "by", "the", '"'):
        at -= 1
    return at if reading.key(at) in _NAMING and (reading.key(at) != "known" or reading.key(at + 1) == "as") else -1


def _says(reading: Reading, verb: int, one: Prepared) -> bool:
    """Whether the clause of a naming verb says the relation, as in `its harbour is called Y`, `a man called Y`."""
    at = verb - 1
    while at >= 0 and reading.key(at) in _PASSED:
        at -= 1
    if reading.key(at) == ",":
        return False
    while at >= 0 and reading.key(at) not in _BEGINNINGS:
        if at not in reading.covered and reading.keys[at] & (one.relation.explained | one.relation.nouns):
            return True
        if at not in reading.covered and reading.key(at - 1) in ("a", "an") and at == verb - 1:
            return True
        at -= 1
    return False
