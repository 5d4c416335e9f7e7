"""Facts, prepared once so that many sentences are checked against them quickly."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact
from content.names import relation_words
from knowledge.evidence.lists import domain, stand_ins, words
from knowledge.evidence.relations import Relation, relation
from knowledge.evidence.tokens import content_keys, dictionary_forms, lemmas


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
