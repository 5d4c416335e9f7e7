"""What governs a value: the verb or noun right before it, or the noun right behind, has to be its own relation's."""

import re
from collections.abc import Iterator, Sequence

from content.names import MONTHS
from knowledge.evidence.belonging import Ends
from knowledge.evidence.copulas import BE, HAVE
from knowledge.evidence.lists import prepositions, words
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span, modifies
from knowledge.evidence.tokens import dictionary_forms, is_bent, is_only_verb

_LYING = frozenset({"lies", "lie", "lay", "located", "situated"})
"""Verbs that a measure may follow: `lies 35 metres above the sea`."""
_TIME = re.compile(rf"\d[\d,]* (?:BC|BCE|AD|CE)|(?:{'|'.join(MONTHS)})(?: \d+)?")
"""Times that facts have as text: `553000000 BC`, `April`."""


def borrowed(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[Prepared, Span]]:
    """Find values that another fact's words govern: `sells for 5 out of 5`, `a population of Asia`, `Niger students`.

    Args:
        reading: the sentence.
        prepared: its facts.
        ends: where it names the two things of each.
    """
    subjects = {span for its in ends for span in its.subjects}
    for at, one in enumerate(prepared):
        others = [other for there, other in enumerate(prepared) if other.relation.name != one.relation.name]
        shared = {span for there, its in enumerate(ends) if there != at for span in its.objects}
        for span in ends[at].objects:
            if span in subjects | shared or _is_kind_of(reading, one, span, ends[at]):
                continue
            wrong = (_is_governed(reading, one, others, span), _is_kind_elsewhere(reading, one, span))
            if any(wrong) or _heads_a_clause(reading, one, span):
                yield one, span


def _is_kind_of(reading: Reading, one: Prepared, span: Span, its: Ends) -> bool:
    """Whether what a thing is stands before its name: `live in the town of Velim`."""
    is_a = one.relation.order == "is_a" and reading.key(span.last) == "of"
    return is_a and any(subject.first == span.last + 1 for subject in its.subjects)


def _is_governed(reading: Reading, one: Prepared, others: Sequence[Prepared], span: Span) -> bool:
    noun = span.last
    if noun + 1 not in reading.covered and _is_anothers(reading, one, others, noun, nouns=True):
        return True
    if modifies(reading, span):
        return False
    first = span.first - 1
    while reading.key(first) in words("articles"):
        first -= 1
    preposition = reading.key(first) if reading.key(first) in prepositions() and first not in reading.covered else ""
    if preposition != "of" and any(say.before == (preposition,) for say in one.relation.says if preposition):
        return False
    verb = first - 1 if preposition else first
    lies = not preposition and reading.key(verb) in _LYING
    return not lies and _is_anothers(reading, one, others, verb)


def _is_anothers(reading: Reading, one: Prepared, others: Sequence[Prepared], at: int, *, nouns: bool = False) -> bool:
    """Whether a word says another fact's relation and not this one's."""
    if not 0 <= at < len(reading.keys) or at in reading.covered or (nouns and is_only_verb(reading.key(at))):
        return False
    keys = reading.keys[at]
    own = one.relation.explained | one.relation.nouns | one.relation.anchors | one.object_keys
    if keys & own or reading.key(at) in words("function"):
        return False
    return any(
        keys & (other.relation.roles if nouns else other.relation.nouns | other.relation.roles) for other in others
    )


def _is_kind_elsewhere(reading: Reading, one: Prepared, span: Span) -> bool:
    """Whether what a thing is stands where no kind can: `lies in city`."""
    before = reading.key(span.first - 1)
    return one.relation.order == "is_a" and (before in prepositions() - {"as", "of"} or before in HAVE)


def _heads_a_clause(reading: Reading, one: Prepared, span: Span) -> bool:
    """Whether a number or date does what its subject does: `1904 was built in the museum`; not `1904 was the year`."""
    named = any(letter.isalpha() for letter in one.fact.object) and not _TIME.fullmatch(one.fact.object)
    if (named and one.fact.value.kind in ("entity", "text", "boolean")) or not _begins(reading, span.first):
        return False
    verb, behind = reading.key(span.last), reading.key(span.last + 1)
    if verb in BE:
        # "657 and 714 are area codes"
        named_so = reading.keys[span.last + 1] & one.relation.roles and not is_bent(behind)
        return behind not in words("articles") and not named_so
    takes = verb.endswith("s") and (behind in words("articles") or span.last + 1 in reading.covered)
    return verb in HAVE or is_only_verb(verb) or (takes and "VERB" in dictionary_forms(verb))


def _begins(reading: Reading, at: int) -> bool:
    return at == 0 or reading.key(at - 1) in ("and", "but", ";")
