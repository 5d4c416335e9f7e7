"""Which of its facts a sentence says: their two things, and the words of their relation."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact
from content.names import fold, relation_words
from knowledge.evidence.doing import does_otherwise
from knowledge.evidence.lists import demonyms, domain, places_of, stand_ins, words
from knowledge.evidence.order import beside, is_reversed
from knowledge.evidence.owners import Ends
from knowledge.evidence.reading import LISTING, Reading, Span
from knowledge.evidence.relations import Relation, Say, relation
from knowledge.evidence.spellings import item_name, object_name
from knowledge.evidence.tokens import content_keys, dictionary_forms, is_only_verb, lemmas
from knowledge.evidence.turning import is_empty
from knowledge.evidence.variants import items

_PERSONS = frozenset({"he", "him", "his", "she", "her", "hers"})
_THINGS = frozenset({"it", "its", "itself"})
_ANY = frozenset({"they", "them", "their", "theirs", "this", "these"})
_PLACES = frozenset({"country", "state", "location", "part", "region", "county", "province", "city", "island"})
_ORIGINS = _PLACES | {"nationality", "citizenship", "origin", "continent"}
_HERE = frozenset({"the", "this", "these"})
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


class Prepared(NamedTuple):
    """A fact with what is looked up once."""

    fact: Fact
    relation: Relation
    object_keys: frozenset[str]
    """Words inside the object, which may carry the relation: a screen of `14-inch screen`."""
    nouns: frozenset[str]
    """Words that stand for the subject: its type, and what the facts say it is."""
    head: str
    """The `ferry` of the `Vesh–Orm Ferry`: stands for it in small letters behind an article."""
    modifiers: frozenset[str]
    """Words that may stand before those: the `sleeping` of a sleeping bag."""
    namesakes: frozenset[str]
    """Words that tell its things from their namesakes: the `comics character` of `Bolt (comicsCharacter)`; and what the
    object has to be: the `city` that a capital is."""
    person: bool | None
    """None where the type is unknown."""


def prepare(facts: Sequence[Fact]) -> tuple[Prepared, ...]:
    """Look up the relations of facts and what their subjects may be called."""
    kinds: dict[str, set[str]] = {}
    modifiers: dict[str, set[str]] = {}
    for fact in facts:
        kinds.setdefault(fact.subject, set()).update(_nouns(fact.subject_type))
        modifiers.setdefault(fact.subject, set()).update(content_keys(fact.subject_type)[:-1])
        kinds[fact.subject].update(*(_nouns(kind) for kind in _namesake(fact.subject)))
        kinds[fact.subject].update(domain(relation_words(fact.predicate), "subject"))
        if relation(fact.predicate).order == "is_a" and fact.value.kind != "boolean":
            kinds[fact.subject].update(_nouns(fact.object.lower()))
        ranged = content_keys(relation_words(fact.predicate))[-1:]
        if set(ranged) <= words("apposed") and fact.value.kind == "entity":
            kinds.setdefault(fact.object, set()).update(ranged)
    return tuple(
        Prepared(
            fact,
            relation(fact.predicate),
            frozenset(content_keys(fact.object)) if fact.value.kind in ("text", "quantity") else frozenset(),
            frozenset(kinds[fact.subject]),
            _head(fact.subject),
            frozenset(modifiers[fact.subject]),
            frozenset(
                form
                for name in (fact.subject, fact.object)
                for kind in _namesake(name)
                for word in content_keys(kind)
                for form in lemmas(word)
            )
            | domain(relation_words(fact.predicate), "object"),
            bool(kinds[fact.subject] & words("person_types")) if kinds[fact.subject] else None,
        )
        for fact in facts
    )


def _namesake(name: str) -> list[str]:
    """What a name says in brackets that it is, in words; a name in brackets says nothing."""
    found = re.search(r"\(([a-z][A-Za-z ]*)\)$", name)
    return [relation_words(found[1])] if found else []


def _nouns(kind: str) -> set[str]:
    keys = content_keys(kind)
    return {*keys[-1:], *stand_ins(keys[-1])} if keys else set()


def _head(name: str) -> str:
    keys = content_keys(name)
    return keys[-1] if len(keys) > 1 and "NOUN" in dictionary_forms(keys[-1]) else ""


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
    """Whether the name of another thing follows: `the dish Chorizo`, `the dish of Chorizo` is no other dish."""
    name = fold(one.fact.subject) or one.fact.subject
    begin = at + 1 + (reading.key(at + 1) == "of")
    return any(hit.first == begin and name not in hit.names for hit in reading.hits)


def modifies(reading: Reading, at: int, one: Prepared) -> bool:
    """Whether a word only says which thing is meant: the `sleeping` of `the sleeping bag`, the `ferry`."""
    if _stands_in(reading, at, one):
        return True
    after = at
    while after < len(reading.tokens) and reading.keys[after] & one.modifiers:
        after += 1
    return after > at and after < len(reading.tokens) and bool(reading.keys[after] & one.nouns)


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
    """Whether the preposition before the object is one that the relation has: `made in` is not `made by`."""
    said = reading.key(reading.before(span))
    if said in known.explained:
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
