"""Where a sentence names the two things of a fact: by a name, a list, a pronoun, or `the city`."""

from collections.abc import Sequence

from content.names import fold
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import LISTING, NAMING, Reading, Span
from knowledge.evidence.spellings import item_name, object_name
from knowledge.evidence.turning import is_empty
from knowledge.evidence.variants import items

_PERSONS = frozenset({"he", "him", "his", "she", "her", "hers"})
_THINGS = frozenset({"it", "its", "itself"})
_ANY = frozenset({"they", "them", "their", "theirs", "this", "these"})
_HERE = frozenset({"the", "this", "these"})


def object_spans(reading: Reading, one: Prepared, at: int, said: Sequence[frozenset[int]]) -> list[Span]:
    """Where a fact's object is said in full."""
    name = object_name(one.fact)
    named = [Span(hit.first, hit.last) for hit in reading.hits if name in hit.names and not hit.part]
    named = named or [Span(hit.first, hit.last) for hit in reading.inner if name in hit.names] or _listed(reading, one)
    valued = [
        Span(mention.first, mention.last) for mention, facts in zip(reading.mentions, said, strict=True) if at in facts
    ]
    spans = sorted(named + valued)
    if name == (fold(one.fact.subject) or one.fact.subject) and len(spans) > 1:
        return spans[1:]
    return spans


def _listed(reading: Reading, one: Prepared) -> list[Span]:
    """Where the items of an object that is a list stand together in another order: `oil, bread and salt`."""
    wanted = {item_name(one.fact, item) for item in items(one.fact.object)}
    found: set[str] = set()
    first = last = 0
    for hit in reading.hits if wanted else ():
        between = {reading.key(at) for at in range(last, hit.first)}
        if not hit.names & wanted or not found or not between <= LISTING | {"a", "an", "the"}:
            found, first = set(), hit.first
        found |= hit.names & wanted
        last = hit.last
        if found == wanted:
            return [Span(first, last)]
    return []


def subject_spans(reading: Reading, one: Prepared, all_subjects: frozenset[str] = frozenset()) -> list[Span]:
    """Where a fact's subject is said: by a name, a part of it, a pronoun or `the city`.

    Args:
        all_subjects: folded names of what the facts are about; behind one of them a pronoun means that.
    """
    name = fold(one.fact.subject) or one.fact.subject
    named = [Span(hit.first, hit.last) for hit in reading.hits if name in hit.names]
    pronouns = (
        _ANY
        | (_THINGS if one.person is not True else frozenset())
        | (_PERSONS if one.person is not False else frozenset())
    )
    others = [
        Span(at, at + 1)
        for at, token in enumerate(reading.tokens)
        if at not in reading.covered
        and (token.key in pronouns or _stands_in(reading, at, one))
        and not is_empty(reading, at)
    ]
    if not named:
        rivals = [hit.last for hit in reading.hits if hit.names & all_subjects]
        others = [span for span in others if _is_free(reading, span, one, min(rivals, default=len(reading.tokens)))]
    return sorted(named + others)


def _is_free(reading: Reading, span: Span, one: Prepared, first: int) -> bool:
    """Whether nothing else that facts are about is named before a pronoun; `he` cannot mean a thing."""
    return span.first < first or (one.person is True and reading.key(span.first) in _PERSONS)


def _stands_in(reading: Reading, at: int, one: Prepared) -> bool:
    if one.head and reading.key(at) == one.head and not reading.tokens[at].capital and reading.key(at - 1) in _HERE:
        return True
    before = at - 1
    while before > 0 and reading.keys[before] & one.modifiers:
        before -= 1
    return bool(reading.keys[at] & one.nouns) and reading.key(before) in _HERE and not _is_called(reading, at, one)


def _is_called(reading: Reading, at: int, one: Prepared) -> bool:
    """Whether the name of another thing follows: `the dish Chorizo`, `the dish called Chorizo` is no other dish."""
    name = fold(one.fact.subject) or one.fact.subject
    begin = at + 1 + (reading.key(at + 1) in NAMING)
    return any(hit.first == begin and name not in hit.names for hit in reading.hits)


def modifies(reading: Reading, at: int, one: Prepared) -> bool:
    """Whether a word only says which thing is meant: the `sleeping` of `the sleeping bag`, the `ferry`."""
    if _stands_in(reading, at, one):
        return True
    after = at
    while after < len(reading.tokens) and reading.keys[after] & one.modifiers:
        after += 1
    return after > at and after < len(reading.tokens) and bool(reading.keys[after] & one.nouns)
