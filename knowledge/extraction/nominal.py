"""Facts that stand inside noun phrases: appositions, titles before names, measures, years of birth and death."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.findings import Finding
from knowledge.extraction.identities import identity, measure
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.phrases import clean, is_close, is_date, is_measure, is_named, is_person_noun, members
from knowledge.extraction.refs import Ref
from knowledge.extraction.subjects import antecedent, subjects
from knowledge.extraction.words import KIN, THING_NOUNS, WIDER

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LIFETIME = re.compile(r"(?:born |b\. ?)?(?P<birth>[\w ,]{4,20}?)(?: ?[-–] ?(?P<death>[\w ,]{4,20}))?")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_RANKS = frozenset("former prime vice deputy chief senior retired".split())
_PLACES = frozenset({"GPE", "LOC"})


def read_names(sentence: "Span", mentions: Mentions) -> Iterator[Finding]:
    """Yield what a sentence's noun phrases say by themselves."""
    for token in sentence:
        if token.dep_ == "appos":
            yield from _apposition(token.head, token, mentions)
        elif token.dep_ in {"compound", "nmod", "amod"} and token.pos_ == "NOUN" and is_named(token.head):
            yield from _title(token, token.head, mentions)
        elif token.dep_ == "nsubj" and token.pos_ == "NOUN":
            for other in token.head.lefts:  # "the architect Ann Lee" read as two subjects
                if other.dep_ == "nsubj" and is_named(other) and other.left_edge.i == token.i + 1:
                    yield from _title(token, other, mentions)
        if token.tag_ == "NNS" and token.n_rights:
            yield from _enumeration(token, mentions)
        if token.text == "(" and token.i > sentence.start:
            yield from _lifetime(sentence, token, mentions)
        if token.dep_ == "prep" and token.lower_ in {"with", "at"}:
            yield from _measure(token, mentions)


def _apposition(head: "Token", beside: "Token", mentions: Mentions) -> Iterator[Finding]:
    if beside.ent_type_ in {"DATE", "TIME", "CARDINAL"} or head.doc[beside.left_edge.i - 1].text == "(":
        return
    if beside.pos_ not in {"NOUN", "PROPN"} or any(child.dep_ == "conj" for child in head.children):
        return
    if is_named(head) and not is_named(beside):
        if head.doc[beside.left_edge.i - 1].text not in {",", "-", "–", "—"}:
            return
        ref = mentions.resolve(head)
        if ref is not None and ref.text and not any(child.dep_ == "neg" for child in beside.children):
            for noun in (word for word in members(beside) if not is_named(word)):
                yield from identity(ref, noun, mentions)
    elif is_named(head):
        yield from _place_in(head, beside, mentions)
    elif is_named(beside):
        yield from _introduced(head, beside, mentions)


def _place_in(inner: "Token", outer: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "Bergen, Norway" as a place in a place."""
    comma = inner.doc[inner.i + 1].text == ","
    if comma and inner.ent_type_ in _PLACES and outer.ent_type_ in _PLACES and not list(outer.conjuncts):
        place, around = mentions.resolve(inner), mentions.resolve(outer)
        if place and around and place.text and around.text:
            yield Finding(place.text, "located in", around.text, "entity")


def _introduced(head: "Token", name: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "its director, Ann Lee" as a relation of the owner, and "the architect Ann Lee" as a class."""
    ref = mentions.resolve(name)
    if ref is None or not ref.text or head.pos_ != "NOUN":
        return
    if any(word.dep_ == "cc" for word in head.doc[head.i : name.left_edge.i]):
        return
    if is_person_noun(head.lemma_.lower()):
        mentions.learn_type(ref.text, head.lemma_.lower())
    part = mentions.part(head)
    if part is not None and part.owner:
        yield Finding(part.owner, part.noun, ref.text, "entity")
        mentions.learn_type(ref.text, head.lemma_.lower())
    elif not is_close(name) and (role := mentions.role(head)) is not None and role.owner != ref.text:
        yield Finding(role.owner, role.noun, ref.text, "entity")
    elif (
        head.lemma_.lower() not in KIN
        and is_class(head.lemma_.lower())
        and not any(child.dep_ in {"poss", "nummod"} for child in head.children)
    ):
        yield from identity(ref, head, mentions) if _is_indefinite(head) else _named_class(ref, head, mentions)


def _enumeration(noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "two ships, the Aurora and the Petra" as two classes, when there are as many names as the number says."""
    count = next((child.lower_ for child in noun.lefts if child.dep_ == "nummod"), "")
    after = [child for child in noun.rights if child.dep_ in {"conj", "appos"} and is_named(child)]
    named = [word for first in after[:1] for word in members(first)]
    if noun.lemma_.lower() in KIN:
        return
    if _COUNTS.get(count) != len(named) or not all(is_named(word) for word in named):
        return
    for word in named:
        ref = mentions.resolve(word)
        if ref is not None and ref.text:
            mentions.learn_type(ref.text, noun.lemma_.lower())
            yield Finding(ref.text, "is a", noun.lemma_.lower(), "text")


def _is_indefinite(noun: "Token") -> bool:
    return any(child.lower_ in {"a", "an"} for child in noun.lefts)


def _named_class(ref: Ref, noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    mentions.learn_type(ref.text, noun.lemma_.lower())
    start = noun.i
    while start > noun.sent.start and (noun.doc[start - 1].lower_ in _RANKS or noun.doc[start - 1].dep_ == "compound"):
        start -= 1
    words = clean(noun.doc[start : noun.i].text)
    yield Finding(ref.text, "is a", f"{words} {noun.lemma_}".strip(), "text")


def _title(noun: "Token", name: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "the ferry Aurora" and "architect Ann Lee" as a class."""
    ref = mentions.resolve(name)
    lemma = noun.lemma_.lower()
    if ref is None or not ref.text or noun.i > name.i or not noun.text.islower() or not is_class(lemma):
        return
    between = noun.doc[noun.i + 1 : name.i]
    if any(not word.text[:1].isupper() for word in between):
        return
    if is_person_noun(lemma) and ref.kind == "thing":
        return
    yield from _named_class(ref, noun, mentions)


def is_class(lemma: str) -> bool:
    """Tell whether a noun is known to name a class of persons or things."""
    return (
        is_person_noun(lemma)
        or lemma in THING_NOUNS
        or lemma in WIDER
        or any(lemma in names for names in WIDER.values())
    )


def _lifetime(sentence: "Span", bracket: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "Ann Lee (1867-1934)" as dates of birth and death, for people only."""
    name = sentence.doc[bracket.i - 1]
    rest = sentence.doc[bracket.i + 1 : sentence.end].text
    match = _LIFETIME.fullmatch(rest.partition(")")[0].rpartition(";")[2].strip())
    if not match or not is_named(name):
        return
    ref = mentions.resolve(name)
    if ref is None or ref.kind == "thing" or not (match["death"] or rest.startswith("b")):
        return
    for predicate, date in (("born", match["birth"]), ("died", match["death"])):
        if date and is_date(date.strip()):
            joint = "on" if re.search(r"\b\d{1,2}\b", date) else "in"
            yield Finding(ref.text, f"{predicate} {joint}", date.strip(), "date")


def _measure(preposition: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "a bridge with a span of 503 metres" and "built at a cost of £3 million"."""
    noun = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    host = preposition.head
    if (
        noun is None
        or not is_measure(preposition.lower_, noun)
        or (host.dep_ in {"appos", "attr"} and host.pos_ != "NOUN")
    ):
        return
    if host.pos_ in {"VERB", "AUX"}:
        if any(child.dep_ == "dobj" for child in host.children):
            return
        refs = subjects(host, mentions)
    else:
        found = antecedent(host, mentions)
        refs = [found] if found is not None else []
    for ref in refs:
        if ref.kind != "generic":
            for word in members(noun):
                yield from measure(ref, word, mentions)
