"""Words of a sentence that neither its facts nor its grammar explain."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.evidence.lists import number_words, words
from knowledge.evidence.naming import modifies
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span, is_negation, is_noun, is_numbering
from knowledge.evidence.tokens import dictionary_forms, is_compared


class Unexplained(NamedTuple):
    """A word that nothing explains, and what kind of error that is."""

    kind: str
    span: Span


_IDLE = frozenset({("as", "well"), ("along", "with"), ("in", "turn"), ("has", "got"), ("have", "got")})
"""Pairs of words that only join: `as well as`, `along with`."""
_PLACING = frozenset({"over", "under", "above", "below", "about", "around", "beyond"})
"""Words that bound a number, and elsewhere say where something is."""
_RENOWNED = frozenset({"better", "best", "most"})
"""`better known as` compares nobody."""
_AMOUNTS = frozenset({"half", "quarter", "third", "all", "every", "million", "billion", "thousand", "hundred"})
_WHEN = frozenset("currently originally officially formerly previously sometimes often also".split())
"""Adverbs that add little: opinions may outweigh them."""
_ENDS = frozenset({".", "!", "?", ":", ";"})
_OPENING = frozenset({'"', "'", "(", "[", "-", "–", "—", "*"})


def unexplained(reading: Reading, facts: Sequence[Prepared], names: frozenset[str]) -> list[Unexplained]:
    """Find names, comparisons and other words beyond the facts; words of one name are one finding.

    Args:
        names: words of the names that the facts have; alone they name something else.
    """
    relation_words = frozenset().union(*(one.relation.explained for one in facts))
    own = frozenset().union(*(one.relation.own for one in facts))
    nouns = frozenset().union(*(one.nouns for one in facts))
    dated = any(one.fact.valid_from or one.fact.valid_to for one in facts)
    told = frozenset().union(*(one.namesakes for one in facts))
    explained = relation_words | nouns | told | words("function") | words("harmless")
    found: list[Unexplained] = []
    start = next((at for at, token in enumerate(reading.tokens) if token.key not in _OPENING), 0)
    for at, token in enumerate(reading.tokens):
        if at in reading.covered or token.kind == "mark" or is_negation(reading, at) or is_numbering(reading, at):
            continue
        keys = reading.keys[at]
        opens = at == start or (token.key in words("function") and reading.key(at - 1) in _ENDS)
        grammar = token.key in words("function") and token.text.istitle()
        named = token.capital and not opens and not grammar and not (own | nouns) & keys
        bounds = _bounds(reading, at)
        if bounds and (dated or token.key in relation_words):
            continue
        if (reading.key(at - 1), token.key) in _IDLE or (token.key, reading.key(at + 1)) in _IDLE:
            continue
        kind = ""
        if named:
            kind = "name"
        elif bounds or _compares(reading, at, keys, relation_words):
            kind = "comparison"
        elif not keys & explained and not any(modifies(reading, at, one) for one in facts):
            unknown = token.key in names or not dictionary_forms(token.key)
            kind = "name" if token.capital and unknown else "addition"
        if kind:
            found.append(Unexplained(kind, Span(at, at + 1)))
    return list(_joined(found))


def _compares(reading: Reading, at: int, keys: frozenset[str], relation_words: frozenset[str]) -> bool:
    key = reading.key(at)
    if key in relation_words or keys & relation_words:
        return False
    if key == "up":
        return reading.key(at + 1) == "to" and "maximum" not in relation_words
    if key in _RENOWNED and reading.key(at + 1) == "known":
        return False
    if key in words("vague") or (key in _PLACING and not _counts(reading, at + 1)):
        return False
    if key == "number":
        return reading.key(at - 1) == "a" and reading.key(at + 1) == "of"
    return key in words("comparison") or key in number_words("ordinals") or is_compared(key)


def _counts(reading: Reading, at: int) -> bool:
    """Whether a number, or half of something, follows: `over 500`, `about a third`; not `took over Norda`."""
    while reading.key(at) in words("articles"):
        at += 1
    digits = at < len(reading.tokens) and reading.tokens[at].kind == "number"
    return digits or any(one.first == at for one in reading.mentions) or reading.key(at) in _AMOUNTS


def _bounds(reading: Reading, at: int) -> bool:
    """Whether a preposition bounds a date that follows it: `before 1976`."""
    dates = (
        one.first
        for one in reading.mentions
        if one.kind == "date" or (one.year and not is_noun(reading, one.last))  # "to 600 students"
    )
    return reading.key(at) in words("bounds") and at + 1 in dates


def _joined(found: Sequence[Unexplained]) -> Iterator[Unexplained]:
    """Join neighbouring words of one name."""
    last: Unexplained | None = None
    for one in found:
        if last and one.kind == last.kind == "name" and one.span.first == last.span.last:
            last = last._replace(span=Span(last.span.first, one.span.last))
            continue
        if last:
            yield last
        last = one
    if last:
        yield last
