"""Numbers that give no value of a fact: they count what a sentence says, or stand for anybody."""

from collections import Counter
from collections.abc import Sequence

from knowledge.evidence.mentions import Mention
from knowledge.evidence.owners import HAVING
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import RELATIVE, Reading, is_noun, is_verb
from knowledge.evidence.tokens import dictionary_forms, is_only_verb

_MODALS = frozenset({"can", "could"})
_ONLY = frozenset({"only", "just", "exactly", "all"})
_FIRST = frozenset({"original", "originally", "maiden", "earliest", "initial", "inaugural", "debut", "premiere"})
"""Words of relations whose value comes first: `was first broadcast on` says `original broadcaster`."""
_BETWEEN = 3
"""Words between a number and the noun that it counts, at most."""


def counts(reading: Reading, one: Mention, prepared: Sequence[Prepared]) -> bool:
    """Whether a number counts: `two of`, `two leaders are`, where two are said; `One language`, `where one can find`.

    Behind `has` it would say that there are no more.
    """
    if one.kind == "ordinal":
        return one.number == 1 and any(_FIRST & set(fact.relation.own) for fact in prepared)
    if one.kind != "number" or one.number is None:
        return False
    word, after = reading.key(one.first), reading.key(one.last)
    if after == "of":
        return word.isalpha() and (one.number == 1 or one.number in _said(prepared, reading, one.last + 1))
    if word == "one" and (_is_pronoun(reading, one) or (one.first == 0 and is_noun(reading, one.last))):
        return True
    bare = word.isalpha() and reading.key(one.first - 1) not in HAVING | _ONLY
    nouns = _nouned(prepared, reading, one.last) if bare else Counter[str]()
    return bool(nouns) and (one.number == 1 or one.number in nouns.values())


def _is_pronoun(reading: Reading, one: Mention) -> bool:
    """Whether `one` counts nothing: `where one can find`, `the one who`, `a red one`, `one in which`."""
    before, after = reading.key(one.first - 1), reading.key(one.last)
    if before in HAVING | _ONLY or (is_noun(reading, one.last) and not is_verb(reading, one.last)):
        return False
    described = before == "the" or "ADJ" in dictionary_forms(before)
    return described or after in _MODALS | RELATIVE | {"in", "where"} or is_only_verb(after)


def _said(prepared: Sequence[Prepared], reading: Reading, at: int) -> set[int]:
    """How many objects are said of a subject by one relation, or by those that have the noun behind `of`."""
    by_relation = Counter((one.fact.subject, one.fact.predicate) for one in prepared)
    return {*by_relation.values(), *_nouned(prepared, reading, at).values()}


def _nouned(prepared: Sequence[Prepared], reading: Reading, at: int) -> Counter[str]:
    """How many facts each subject has by relations that the next noun names; empty where none has it."""
    for place in range(at, min(at + _BETWEEN, len(reading.keys))):
        found = Counter(one.fact.subject for one in prepared if reading.keys[place] & one.relation.roles)
        if found and place not in reading.covered:
            return found
    return Counter()
