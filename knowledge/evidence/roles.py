"""Which of two things has the role that a noun names, and which one fills it: `the capital of A is B`."""

from collections.abc import Collection, Sequence
from typing import Literal

from knowledge.evidence.doing import BE, best
from knowledge.evidence.lists import words
from knowledge.evidence.owners import HAVING, OWN, Ends, Found, last_named, possessed
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span, is_verb
from knowledge.evidence.relations import Relation
from knowledge.evidence.tokens import dictionary_forms, is_bent, is_only_verb
from knowledge.evidence.turning import ends_in_preposition

_LINKS = frozenset({"in", "of", "at", "from", "to", "on", "within", "into", "by", "with", "for"})
_TOWARDS = frozenset({"of", "for", "to", "in", "at", "on", "within", "from"})
_WITHIN = frozenset({"in", "within"})
_REGIONS = frozenset("region country city town county province state district municipality village island".split())
_MAKING = frozenset({"make", "prepare", "create"})
_STANDING = frozenset({"used", "spoken", "found", "eaten"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "which", "who", "that"})
_JOINS = frozenset({"and", "but", "or"})
_INCLUDING = frozenset({"includes", "include", "including", "contains", "containing"})


def role_of(reading: Reading, relation: Relation, holder: Sequence[Span], filler: Sequence[Span], ends: Ends) -> Found:
    """`the N of X`, `X's N`, `its N`, `X has the N Y`: X holds, Y is it; in a clause that names one of them."""
    numbers = clauses(reading)
    concerned = {numbers[span.first] for spans in ends for span in spans}
    return best(
        role_at(reading, relation, at, holder, filler, ends)
        for at, keys in enumerate(reading.keys)
        if keys & relation.nouns and numbers[at] in concerned and stands_as_noun(reading, at)
    )


def role_at(
    reading: Reading, relation: Relation, at: int, holder: Sequence[Span], filler: Sequence[Span], ends: Ends
) -> Found:
    """What a noun at a token says: right where `holder` has the role."""
    end = _end(reading, relation, at)
    having = _is_had(reading, relation, at) or _is_its_own(reading, at)
    if (reading.key(end), reading.key(end + 1)) == ("of", "which"):
        return _told(last_named(at, holder, filler))
    found = _behind(reading, relation, at, end, having, ((holder, not having), (filler, having)))
    if found == "unknown":
        found = possessed(reading, at, holder, filler, ends)
    if found != "unknown":
        return found if found != "open" else "unknown"
    sides: Sequence[tuple[Sequence[Span], Found]] = ((holder, "right"), (filler, "reversed"))
    for spans, whose in sides:
        if any(span.first == end and ends_in_preposition(reading, span.last) for span in spans):
            return whose  # "the country that Laksa comes from is"
    if any(span.first == end for span in holder) and reading.key(end - 1) not in OWN:
        return "reversed"
    named = last_named(at, holder, filler) if having else None
    filled = named is None and having and any(span.first == end for span in filler)
    return "right" if filled else _told(named)


def _told(right: bool | None) -> Found:
    return "unknown" if right is None else "right" if right else "reversed"


def _end(reading: Reading, relation: Relation, at: int) -> int:
    """Where the words of a role end: behind `capital city`, `country of origin`, `language spoken`."""
    end = at + 1
    while end < len(reading.keys) and _goes_on(reading, relation, end):
        end += 1
    while reading.key(end) == "of" and end + 1 < len(reading.keys) and reading.keys[end + 1] & relation.roles:
        end += 2  # "country of origin of"
    city = end == at + 1 and reading.key(end) in words("apposed") and reading.key(end + 1) in ("of", "in")
    end += city  # "capital city of"
    end += reading.key(end) in _STANDING and reading.key(end + 1) in _TOWARDS
    return end + (reading.key(end) == "to" and reading.key(end + 1) in _MAKING)


def _behind(
    reading: Reading, relation: Relation, at: int, end: int, having: bool, sides: Sequence[tuple[Sequence[Span], bool]]
) -> Found | Literal["open"]:
    """What the preposition behind a role governs; open where that only names its kind: `in the country of X`.

    Args:
        sides: the two things, and whether the role is said right with the first behind its preposition.
    """
    if reading.key(end) not in _TOWARDS | _MAKING:
        return "unknown"
    governed = (
        (span.first, right)
        for spans, right in sides
        for span in spans
        if reading.before(span) == end or span.first == end + 1
    )
    _, right = min(governed, default=(0, None))
    if right is None:
        return "unknown"
    lies = reading.key(end) in _WITHIN or (reading.key(end) == "of" and reading.key(at) in _REGIONS)
    if relation.order == "forward" and reading.key(at - 1) in ("a", "an") and lies:
        right = not right  # "is a location in X" is no location of X, "is a region of X" none that X lies in
    apposed = reading.key(end) == "of" and reading.key(end - 1) in words("apposed")
    serves = reading.key(at - 1 - (reading.key(at - 1) in words("articles"))) == "as"
    if apposed and is_governed(reading, relation, at) and not having and not serves:
        return "reversed" if right else "open"
    return _told(right)


def is_governed(reading: Reading, relation: Relation, at: int) -> bool:
    """Whether a noun phrase stands behind a verb or a preposition, not at the head of its clause."""
    before = at - 1
    passed = words("articles") | set(relation.name.split()) - _LINKS
    while before >= 0 and reading.key(before) in passed:
        before -= 1
    listed = next((hit for hit in reading.hits if hit.last == before and reading.key(before) in _JOINS), None)
    if listed is not None:  # "in the country of X and the region of Y"
        before = reading.before(Span(listed.first, listed.last))
    return before >= 0 and reading.tokens[before].kind == "word" and reading.key(before) not in BE | _JOINS


def stands_as_noun(reading: Reading, at: int) -> bool:
    """Whether a word can be a noun where it stands; right behind a name or pronoun a verb is a verb."""
    found = dictionary_forms(reading.key(at))
    behind_name = any(hit.last == at for hit in reading.hits) or reading.key(at - 1) in _SUBJECTS
    if {reading.key(at - 1), reading.key(at - 2)} & BE and reading.key(at) in words("unchanged"):
        return False  # "is set in", "was first broadcast on"
    return not found or ("NOUN" in found and not ("VERB" in found and behind_name))


def _is_had(reading: Reading, relation: Relation, noun: int) -> bool:
    """Whether something has the role: `has a capital`, `with the main parts`, `has an area of 5, and a length`.

    So it is where a thing is said to be: `in Ulm there is an ethnic group of`.
    """
    at = noun - 1
    passed = words("articles")
    while at >= 0 and reading.key(at) not in _INCLUDING and _belongs(reading, relation, at, passed):
        at -= 1
    if reading.key(at) in _JOINS and at not in reading.covered:
        at = next((place for place in range(at, -1, -1) if _tells_what_is(reading.key(place))), -1)
    if reading.key(at) in BE and reading.key(at - 1) == "there":
        return True
    return reading.key(at) in HAVING | _INCLUDING and not (reading.key(at) == "with" and is_bent(reading.key(at - 1)))


def _is_its_own(reading: Reading, noun: int) -> bool:
    """Whether the role is the subject's: `made its first appearance in`."""
    at = noun - 1
    while at >= 0 and _is_adjective(reading, at):
        at -= 1
    return reading.key(at) in OWN - {"whose"} and is_verb(reading, at - 1)


def _belongs(reading: Reading, relation: Relation, at: int, passed: Collection[str]) -> bool:
    """Whether a word may stand between `has` and the role."""
    return reading.key(at) in passed or _goes_on(reading, relation, at) or _is_adjective(reading, at)


def _tells_what_is(key: str) -> bool:
    return key in HAVING | BE or is_only_verb(key)


def _is_adjective(reading: Reading, at: int) -> bool:
    return at not in reading.covered and "ADJ" in dictionary_forms(reading.key(at))


def _goes_on(reading: Reading, relation: Relation, at: int) -> bool:
    return bool(reading.keys[at] & relation.explained) and reading.key(at) not in _LINKS | BE | HAVING
