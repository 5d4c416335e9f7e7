"""Clauses with other verbs: who does what to what, where, when, by whom and how much."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.clauses import is_negated, is_passive, relation_verb
from knowledge.extraction.copulas import sized
from knowledge.extraction.findings import Finding
from knowledge.extraction.identities import measure
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.objects import (
    Adjunct,
    Phrase,
    adjuncts,
    conditions,
    is_time,
    late_dates,
    listed,
    own,
    render,
    validity,
)
from knowledge.extraction.phrases import clean, hint_of, is_measure, is_named, members
from knowledge.extraction.refs import Ref
from knowledge.extraction.subjects import RELATIVE, antecedent
from knowledge.extraction.words import ADJECTIVE_MEASURES

if TYPE_CHECKING:
    from spacy.tokens import Token

_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_PASSIVE_AUXILIARY = frozenset("is are was were be been being am has have had".split())
_LIGHT = frozenset({("take", "place"), ("take", "part"), ("give", "birth"), ("play", "host")})
_NAMEABLE = 5
"""Words of an object that can be part of a relation's name: "designed Halden Bridge in"."""
LONGEST_RELATION = 9
"""Words of a relation's name."""


def read_action(verb: "Token", refs: list[Ref], mentions: Mentions) -> Iterator[Finding]:
    """Yield what a clause says of each subject."""
    if _is_incomplete(verb):
        return
    relation = relation_verb(verb, singular=len(refs) > 1 or (bool(refs) and not refs[0].plural))
    negated = is_negated(verb)
    recurring = conditions(verb)
    starts = {start for start, _ in recurring}
    found = [extra for extra in _adjuncts(verb, mentions) if extra.start not in starts]
    said = list(_passive(verb, relation, found) if is_passive(verb) else _active(verb, relation, found, mentions))
    suffix = " ".join(text for _, text in recurring)
    if not said and suffix and not any(child.dep_ in _OBJECTS for child in verb.children):
        said = [(relation, Phrase(suffix, "text"))]
        suffix = ""
    begin, end = validity([extra for extra in found if extra.words in {"since", "until", "from", "between"}])
    for ref in refs:
        for predicate, phrase in _repeated(said, suffix):
            if len(predicate.split()) > LONGEST_RELATION or phrase.text == ref.text:
                continue
            none = phrase.text.lower().startswith("no ")
            text = phrase.text[3:] if none else phrase.text
            text = own(verb, ref, text) if len(refs) == 1 else text
            span = (begin, end) if predicate == relation else ("", "")
            yield Finding(ref.text, predicate, text, phrase.hint, negated or none, *span)
        yield from _measures(verb, ref, mentions, negated=negated)


def _repeated(said: list[tuple[str, Phrase]], suffix: str) -> Iterator[tuple[str, Phrase]]:
    """Keep a time that comes again with each object; behind a name it is a fact of its own."""
    for predicate, phrase in said:
        keeps = bool(suffix) and suffix not in phrase.text and phrase.hint != "date"
        if keeps and not phrase.named:
            yield predicate, Phrase(f"{phrase.text} {suffix}", "text")
            continue
        yield predicate, phrase
        if keeps:
            yield f"{predicate} {phrase.text}", Phrase(suffix, "text")


def _is_incomplete(verb: "Token") -> bool:
    """Tell whether a clause's content hangs in another clause, so that its own words say too little."""
    return any(child.dep_ in {"xcomp", "ccomp"} for child in verb.children if child.pos_ in {"VERB", "AUX"})


def _adjuncts(verb: "Token", mentions: Mentions) -> list[Adjunct]:
    """Collect a clause's prepositional phrases, and the dates that the parser hung on a noun of it."""
    found = list(adjuncts(verb, mentions))
    for child in verb.children:
        if child.dep_ in {"dobj", "attr", "oprd", "prep", "agent", "dative"}:
            found.extend(late_dates(child, mentions))
    spread = [extra for extra in found if extra.words in {"from", "between"} and " to " in extra.phrase.text]
    told = [extra for extra in found if not any(whole.start < extra.start < whole.end for whole in spread)]
    return sorted(dict.fromkeys(told), key=lambda extra: extra.start)


def _passive(verb: "Token", relation: str, found: list[Adjunct]) -> Iterator[tuple[str, Phrase]]:
    """Read "was designed by Ann Lee" as `designed by`."""
    words = [word for word in relation.split() if word not in _PASSIVE_AUXILIARY]
    named = next((child for child in verb.children if child.dep_ == "oprd"), None)
    auxiliary = (
        "was" if any(child.dep_ == "auxpass" and child.tag_ in {"VBD", "VBN"} for child in verb.children) else "is"
    )
    if named is not None:
        text = clean(verb.doc[named.left_edge.i : named.right_edge.i + 1].text)
        yield f"{auxiliary} {' '.join(words)}", Phrase(text, "entity" if is_named(named) else "text")
    participle = " ".join(words)
    for extra in found:
        yield f"{participle} {extra.words}", extra.phrase
    placed = any(child.tag_ == "WRB" for child in verb.children)
    if not found and named is None and not placed and verb.dep_ != "acl" and not _has_object(verb):
        yield auxiliary, Phrase(participle, "text")


def _has_object(verb: "Token") -> bool:
    return any(child.dep_ in {"dobj", "advcl", "prep", "agent"} for child in verb.children)


def _active(verb: "Token", relation: str, found: list[Adjunct], mentions: Mentions) -> Iterator[tuple[str, Phrase]]:
    target = next((child for child in verb.children if child.dep_ in _OBJECTS), None)
    if target is None:
        yield from _intransitive(verb, relation, found, mentions)
        return
    if is_measure(verb.lemma_, target):
        return
    if (verb.lemma_, target.lower_) in _LIGHT:
        yield from _intransitive(verb, f"{relation} {target.lower_}", found, mentions)
        return
    if target.lower_ in RELATIVE:
        whole = antecedent(verb.head, mentions) if verb.dep_ == "relcl" else None
        if whole is not None and whole.named:
            yield relation, Phrase(whole.text, "entity", named=True)
        return
    times = [extra for extra in found if is_time(extra)]
    others = [extra for extra in found if not is_time(extra)]
    phrases = _targets(target, mentions)
    if not phrases:
        return
    if len(phrases) == 1 and not phrases[0].named:
        phrases, others = [_lengthened(target, phrases[0], others, times)], []
        if times and len(phrases[0].text.split()) > _NAMEABLE:
            last = times[-1]
            phrases, times = [Phrase(f"{phrases[0].text} {last.words} {last.phrase.text}", "text")], []
    for phrase in phrases:
        yield relation, phrase
        for extra in [*times, *others]:
            if len(phrase.text.split()) <= _NAMEABLE:
                yield f"{relation} {phrase.text} {extra.words}", extra.phrase


def _targets(target: "Token", mentions: Mentions) -> list[Phrase]:
    if any(child.dep_ in {"acl", "relcl", "ccomp"} and child.tag_ == "VB" for child in target.children):
        return []
    return listed(target, mentions)


def _lengthened(target: "Token", phrase: Phrase, others: list[Adjunct], times: list[Adjunct]) -> Phrase:
    """Keep what limits a common object with it: "9 euros for an adult ticket"."""
    text = phrase.text
    for extra in others:
        if (extra.start > target.i or extra.words == "to") and not any(
            target.i < time.start < extra.start for time in times
        ):
            text = f"{text} {extra.words} {extra.phrase.text}"
    return Phrase(text, phrase.hint if text == phrase.text else hint_of(text), named=False)


def _intransitive(
    verb: "Token", relation: str, found: list[Adjunct], mentions: Mentions
) -> Iterator[tuple[str, Phrase]]:
    for extra in found:
        yield f"{relation} {extra.words}", extra.phrase
    for child in verb.children:
        if child.dep_ == "npadvmod" and child.i > verb.i:
            phrase = render(child, mentions)
            if phrase and any(letter.isdigit() for letter in phrase.text):
                yield relation, phrase
        elif child.dep_ == "acomp" and not any(inner.dep_ == "npadvmod" for inner in child.children):
            yield relation, Phrase(clean(child.doc[child.left_edge.i : child.i + 1].text), "text")


def _measures(verb: "Token", ref: Ref, mentions: Mentions, *, negated: bool) -> Iterator[Finding]:
    for child in verb.children:
        if child.dep_ == "dobj" and is_measure(verb.lemma_, child):
            for noun in members(child):
                for finding in measure(ref, noun, mentions):
                    yield finding._replace(negated=negated)
        elif child.dep_ in {"acomp", "advmod"} and child.lower_ in ADJECTIVE_MEASURES:
            extent = next((word for word in child.lefts if word.dep_ == "npadvmod"), None)
            if extent is not None:
                yield from (finding._replace(negated=negated) for finding in sized(ref, child, extent, mentions))
