"""Whether a sentence says the relation of a fact, and which way round."""

from collections.abc import Sequence

from knowledge.evidence.doing import does_otherwise
from knowledge.evidence.lists import demonyms, places_of, words
from knowledge.evidence.order import beside, is_reversed
from knowledge.evidence.owners import Ends
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.relations import Relation, Say
from knowledge.evidence.spellings import object_name
from knowledge.evidence.tokens import content_keys, dictionary_forms, is_only_verb, lemmas

_PLACES = frozenset({"country", "state", "location", "part", "region", "county", "province", "city", "island"})
_ORIGINS = _PLACES | {"nationality", "citizenship", "origin", "continent"}
_EXCLUDED = {
    "by": frozenset({"for", "from", "to", "against"}),
    "for": frozenset({"by", "from", "against"}),
    "from": frozenset({"to", "by", "for", "into"}),
    "to": frozenset({"from", "by"}),
    "with": frozenset({"by", "against"}),
    "in": frozenset({"by", "for", "from"}),
    "at": frozenset({"by", "for", "from"}),
    "on": frozenset({"by", "for", "from"}),
    "of": frozenset({"by"}),
}
"""Prepositions that say something else than the one a relation's name ends with: `made in`, `made by`."""


def says_relation(reading: Reading, one: Prepared, objects: Sequence[Span], subjects: Sequence[Span]) -> bool:
    """Whether the words of the relation, or a form that says it, are there."""
    ordinals = frozenset(reading.key(at) for value in reading.mentions for at in range(value.first, value.last))
    spoken = frozenset().union(*reading.keys) | one.object_keys | ordinals
    if one.relation.order == "is_a" and any(_names_kind(span, subjects, reading) for span in objects):
        return True
    if one.relation.roles & _ORIGINS and any(_is_demonym(reading, one, span, subjects) for span in objects):
        return True
    if one.relation.roles & _PLACES and beside(reading, Ends(subjects, objects)):
        return True
    itself = bool(objects) and not one.relation.roles.isdisjoint(content_keys(one.fact.object)[-1:])  # "Thai cuisine"
    if not itself and not any(_says(reading, one.relation, say, spoken, objects) for say in one.relation.says):
        return False
    return one.fact.value.kind != "entity" or not objects or any(_fits(reading, one.relation, span) for span in objects)


def _is_demonym(reading: Reading, one: Prepared, span: Span, subjects: Sequence[Span]) -> bool:
    """Whether a span says where something is from: the `Spanish` of a Spanish dish, `American` right before a name."""
    said = tuple(reading.key(at) for at in range(span.first, span.last))
    if any(content_keys(demonym) == said for demonym in demonyms(object_name(one.fact))):
        return True
    before = any(span.last == subject.first for subject in subjects)
    return before and bool(places_of(" ".join(word.capitalize() for word in said)))


def _says(reading: Reading, known: Relation, say: Say, spoken: frozenset[str], objects: Sequence[Span]) -> bool:
    if say.words:
        return all(alternatives & spoken for alternatives in say.words)
    return any(
        _stands_before(reading, known, say.before, span) and _stands_after(reading, say.after, span) for span in objects
    )


def _stands_before(reading: Reading, known: Relation, wanted: Sequence[str], span: Span) -> bool:
    if not wanted:
        return True
    for end in {span.first - 1, *_steps(reading, span)}:
        start = end - len(wanted) + 1
        if start >= 0 and all(_is(reading, start + step, word) for step, word in enumerate(wanted)):
            return not _other_verb(reading, known, start - 1)
    return False


def _other_verb(reading: Reading, known: Relation, at: int) -> bool:
    """Whether a verb of another relation governs the form: `directed by` where `by` alone would name an author."""
    keys = reading.keys[at] if at >= 0 else frozenset()
    return is_only_verb(reading.key(at)) and not keys & (known.explained | words("function") | words("harmless"))


def _steps(reading: Reading, span: Span) -> set[int]:
    """The tokens passed over on the way to the one that governs a span, and that one."""
    return set(range(max(0, reading.before(span)), span.first))


def _is(reading: Reading, at: int, word: str) -> bool:
    return at not in reading.covered and (reading.key(at) == word or word in reading.keys[at])


def _stands_after(reading: Reading, wanted: Sequence[str], span: Span) -> bool:
    if wanted == ("'", "s"):
        return reading.possessive(span)
    return all(
        span.last + step < len(reading.tokens) and _is(reading, span.last + step, word)
        for step, word in enumerate(wanted)
    )


def _names_kind(span: Span, subjects: Sequence[Span], reading: Reading) -> bool:
    """`writer Victor Hugo`, `the city of Paris`, `The Aria 3, a laptop`: a kind beside its thing."""
    return any(
        span.last == subject.first
        or (span.last + 1 == subject.first and reading.key(span.last) == "of")
        or (subject.last < span.first and reading.key(subject.last) == "," and reading.before(span) <= subject.last)
        for subject in subjects
    )


def _fits(reading: Reading, known: Relation, span: Span) -> bool:
    """Whether the preposition before the object is one that the relation has: `made in` is not `made by`.

    Of `by the Ulm-born Ada Orm` it is none of the object's.
    """
    said = reading.key(reading.before(span))
    behind = span.last + (reading.key(span.last) == "-")
    if said in known.explained or (behind < len(reading.keys) and reading.keys[behind] & known.explained):
        return True
    if said == "by" and not known.trailing:
        return known.order in ("agent", "free", "symmetric", "noun", "is_a")
    return said not in _EXCLUDED.get(known.trailing, ())


def order_is_wrong(reading: Reading, one: Prepared, objects: Sequence[Span], subjects: Sequence[Span]) -> bool:
    """Whether the two things of a fact are said the wrong way round."""
    counted = any(letter.isdigit() for letter in one.fact.object) and one.fact.value.kind == "text"
    if counted or one.fact.value.kind not in ("entity", "text"):
        return False
    if objects and all(_is_demonym(reading, one, span, subjects) for span in objects):
        return False
    return is_reversed(reading, _between_things(one), Ends(subjects, objects))


def _between_things(one: Prepared) -> Relation:
    """A relation of dates as it is between two things: `founded in` takes a place then, and somebody `founded` it."""
    known = one.relation
    if known.order != "free" or one.fact.value.kind != "entity":
        return known
    if known.trailing:
        return known._replace(order="forward")
    [*_, last] = content_keys(known.name)
    acts = last not in dictionary_forms(last).get("VERB", (last,))
    return known._replace(order="actor", verbs=lemmas(last)) if acts else known


def may_be_turned(reading: Reading, one: Prepared, objects: Sequence[Span], subjects: Sequence[Span]) -> bool:
    """Whether the things of a fact whose relation's words are missing do another thing, and the wrong way round."""
    return one.fact.value.kind == "entity" and does_otherwise(reading, one.relation, Ends(subjects, objects))
