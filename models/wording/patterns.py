"""Patterns of one clause, and how they become words.

A pattern is a line such as `the <capital> of {s} [is] {o}`:

    {s} {s's}        the subject, and in the possessive
    {o}              the objects, as a list
    {a o}            the objects as what something is: a city and a port
    {at o}           the objects behind a preposition of time or place: on 14 March 1879, in Paris
    {bare o}         the objects without an article, behind their noun: the country Netherlands
    {some o}         the objects as things that something has: an engine, doors and Brembo brakes
    {area o}         the objects as parts of a town: the city centre, the riverside area
    {the o}          the objects with their article: the Norwegian krone
    {q o}            the objects in quotation marks
    {r}              the relation's own words
    [verb]           conjugated: agrees, is negated, follows the time of the facts
    <noun> a <noun>  plural when several objects are listed
    <<noun>>         plural unless the object is the number one
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from content.artifacts import Fact
from models.wording.morphology import Tense, conjugated, plural, with_article
from models.wording.phrases import (
    as_area,
    at_time_or_place,
    is_plural_subject,
    listed,
    object_phrase,
    possessive,
    quoted,
    spoken_name,
    spoken_relation,
    with_article_if_common,
    with_object_article,
    with_the,
)
from models.wording.validity import tense_of, when

_MARK = re.compile(
    r"\{(?P<slot>[a-z' ]+)\}|\[(?P<verb>[^\]]+)\]|<<(?P<count>[^>]+)>>|(?P<article>an? )?<(?P<noun>[^>]+)>"
)
_OBJECTS: dict[str, Callable[[Fact], str]] = {
    "o": object_phrase,
    "a o": with_object_article,
    "at o": at_time_or_place,
    "bare o": lambda fact: object_phrase(fact).removeprefix("the "),
    "some o": with_article_if_common,
    "area o": as_area,
    "the o": with_the,
    "q o": lambda fact: quoted(fact.object),
}


class Clause(NamedTuple):
    """A worded group of facts, still open to be joined with others."""

    subject: str
    """What the clause begins with: the subject's name, or the whole clause when it begins otherwise."""
    phrase: str
    """What is said of the subject; empty when the clause begins otherwise."""
    ends_with: str
    """The object at its very end, or ""; a relative clause can follow there."""


def realise(pattern: str, facts: Sequence[Fact], subjects: Sequence[str] = ()) -> Clause:
    """Word facts that share subject, relation, negation and validity by a pattern.

    Args:
        pattern: a pattern as described above.
        facts: one fact an object.
        subjects: several subjects that share the object; by default the facts' own subject.
    """
    first = facts[0]
    names = list(subjects) or [spoken_name(first.subject, first.subject_type)]
    leads = pattern.startswith("{s} ")
    subject_plural = len(names) > 1 or is_plural_subject(first)
    objects_plural = len(facts) > 1 and ("<" in pattern or pattern.startswith("{o}"))
    fill = _Filler(facts, listed(names), subject_plural if leads else objects_plural)
    worded = pattern.replace("{r}", spoken_relation(first.predicate))
    body = _MARK.sub(fill, worded.removeprefix("{s} ") if leads else worded)
    time = when(first)
    body = f"{body} {time}" if time else body
    end = fill.objects if body.endswith(fill.objects) else ""
    return Clause(listed(names), body, end) if leads else Clause(body, "", end)


class _Filler:
    """Replace one mark of a pattern at a time."""

    def __init__(self, facts: Sequence[Fact], subject: str, plural_verb: bool) -> None:
        self.facts, self.subject, self.plural_verb = facts, subject, plural_verb
        self.negated = facts[0].negated != says_false(facts[0])
        self.tense: Tense | None = tense_of(facts[0])
        self.objects = "\x00"

    def __call__(self, match: re.Match[str]) -> str:
        if match["slot"]:
            return self._slot(match["slot"])
        if match["verb"]:
            return conjugated(match["verb"], self.tense, self.plural_verb, self.negated)
        if match["count"]:
            return match["count"] if self.facts[0].value.number == 1 else plural(match["count"])
        if len(self.facts) > 1:
            return plural(match["noun"])
        return with_article(match["noun"]) if match["article"] else match["noun"]

    def _slot(self, slot: str) -> str:
        if slot == "s":
            return self.subject
        if slot == "s's":
            return possessive(self.subject)
        phrases = [_OBJECTS[slot](fact) for fact in self.facts]
        if slot == "at o" and len({phrase.split(" ", 1)[0] for phrase in phrases}) == 1:
            phrases[1:] = [phrase.split(" ", 1)[1] for phrase in phrases[1:]]
        self.objects = listed(phrases, "or" if self.negated else "and")
        return self.objects


def says_false(fact: Fact) -> bool:
    """Tell whether a fact denies by its value: `waterproof: false`."""
    return fact.value.kind == "boolean" and fact.value.text == "false"
