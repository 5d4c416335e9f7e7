"""Slips of grammar in a true sentence, as far as patterns can tell."""

import re
from collections.abc import Sequence
from itertools import pairwise

from content.artifacts import Fact
from content.names import fold, spoken_object
from models.wording.morphology import is_participle, verb_lemma

_PLURAL_MEASURE = re.compile(r"\ban? \d[\d.,]* [a-z]+s [a-z]+")
"""`a 3 years warranty`, for `a 3-year warranty`."""
_DATED_PERFECT = re.compile(
    r"\b(?:has|have|hasn[’']t|haven[’']t) (?:not |never )?[a-z]+(?:ed|en|t|ne|wn) (?:[^,.]* )?"
    r"(?:in|on) (?:[A-Z0-9]\w* ){0,2}\d{4}\b"
)
_UNJOINED = re.compile(r"^[^,]+ (?:is|lies) [^,]+, (?:is|has|lies) (?!.* and )(?:[^,]|(?<=\d),(?=\d))+[.!]$")
"""`Riyadh is a city in Asia, is the capital of Saudi Arabia.`: two things said, and no `and`."""
_FINITE = re.compile(r"(?<!and )\b(?:is|was|are|were|has|have|had|can|will|[a-z]+s)\b")
_PRONOUNS = frozenset({"it", "they", "he", "she", "which", "who"})
_PREPOSITIONS = frozenset({"in", "on", "at", "from", "to", "by", "with", "for", "of"})


def said_twice(text: str, facts: Sequence[Fact]) -> str:
    """Find a name or value that a sentence says twice: `is 68 metres long and has a length of 68 metres`; else ""."""
    folded = f" {fold(text)} "
    names = {fold(name) for fact in facts for name in (fact.subject, *fact.subject_names)}
    objects = [fold(spoken_object(fact)) for fact in facts if fact.value.kind != "boolean"]
    for one in objects:
        inside = [other for other in {*names, *objects} if one != other and f" {one} " in f" {other} "]
        beside = folded
        for other in sorted(inside, key=len, reverse=True):
            beside = beside.replace(f" {other} ", "  ")
        if len(one) > 3 and one not in names and beside.count(f" {one} ") > objects.count(one):
            return one
    return ""


def slip(text: str, facts: Sequence[Fact]) -> str:
    """Say what is wrong with the grammar of a true sentence, as far as patterns can tell; else ""."""
    twice = said_twice(text, facts)
    if twice:
        return f"says {twice!r} twice"
    if _UNJOINED.search(text):
        return "lacks an 'and'"
    if _lacks_auxiliary(text, facts):
        return "lacks 'is' or 'was'"
    if _PLURAL_MEASURE.search(text):
        return "'a' before several"
    if _DATED_PERFECT.search(text) and any(fact.value.kind == "date" for fact in facts):
        return "'has done' at a time that is over"
    moved = next((fact.predicate for fact in facts if _moves_preposition(text, fact.predicate)), "")
    if moved:
        return f"moves the preposition of {moved!r}"
    for objects in _several(facts):
        if _singular_for_several(text, objects):
            return "'is' before several"
        if _told_apart(text, objects):
            return f"tells {' and '.join(objects)} apart"
    return ""


def _lacks_auxiliary(text: str, facts: Sequence[Fact]) -> bool:
    """Tell whether a participle is all there is for a verb: `The Expedition led by Brun and was guided by Hatta.`"""
    names = "|".join(re.escape(name) for fact in facts for name in (fact.subject, *fact.subject_names))
    subject = rf"(?:(?:[Tt]he )?(?:{names})|It|He|She|They|The [a-z][a-z ]*?)"
    found = re.match(rf"{subject}(?:, (?:which|who|whose) [^,]*,)? ([a-z]+) by ", text)
    if found is None or not is_participle(found[1]):
        return False
    return not any(verb_lemma(one[0]) for one in _FINITE.finditer(text, found.end()))


def _moves_preposition(text: str, predicate: str) -> bool:
    """Tell whether a relation's last preposition stands behind its verb too: `carried in 412,000 passengers in`."""
    verb, *rest = predicate.split()
    return len(rest) > 1 and rest[-1] in _PREPOSITIONS and rest[0] != rest[-1] and f" {verb} {rest[-1]} " in text


def _several(facts: Sequence[Fact]) -> list[list[str]]:
    """List the folded objects of each relation that has several of one subject; a type is no list."""
    found: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        if fold(fact.predicate) != "type" and not (fact.valid_from or fact.valid_to or fact.negated):
            found.setdefault((fold(fact.subject), fold(fact.predicate)), []).append(fold(fact.object))
    return [objects for objects in found.values() if len(objects) > 1]


def _singular_for_several(text: str, objects: Sequence[str]) -> bool:
    """Tell whether `is` or `was` stands before several objects of one relation: `Its language is Thai and Lao`."""
    any_of = "|".join(map(re.escape, objects))
    singular = rf"\b(?:is|was) (?:the )?(?:{any_of}) (?:and )?(?:the )?(?:{any_of})\b"
    return re.search(singular, fold(text.replace(",", " "))) is not None


def _told_apart(text: str, objects: Sequence[str]) -> bool:
    """Tell whether a verb or its subject stands between objects of one relation: `is Thai and it speaks Lao`."""
    folded = f" {fold(text.replace(',', ' '))} "
    if any(folded.count(f" {one} ") != 1 for one in objects):
        return False
    places = sorted((folded.index(f" {one} "), len(one)) for one in objects)
    between = (folded[at + 1 + length : then] for (at, length), (then, _) in pairwise(places))
    said = (word for words in between for word in words.split())
    return any(word in _PRONOUNS or verb_lemma(word) in ("be", "have") for word in said)
