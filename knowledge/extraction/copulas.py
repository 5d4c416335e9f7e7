"""Clauses with "to be": classes, roles, properties, measures, places, and "there is"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.clauses import is_negated
from knowledge.extraction.findings import Finding
from knowledge.extraction.identities import identity
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.objects import adjuncts, conditions, is_time, listed, own, render, validity
from knowledge.extraction.phrases import clean, is_choice, members, phrase_span
from knowledge.extraction.refs import Ref
from knowledge.extraction.words import ADJECTIVE_MEASURES, FORMERLY

if TYPE_CHECKING:
    from spacy.tokens import Token


def read_copula(verb: "Token", refs: list[Ref], mentions: Mentions) -> Iterator[Finding]:
    """Yield what a clause with "to be" says of each subject."""
    negated = is_negated(verb)
    times = [found for found in adjuncts(verb, mentions) if is_time(found)]
    begin, end = validity(times)
    condition = " ".join(text for _, text in conditions(verb))
    for ref in refs:
        for finding in _complements(verb, ref, mentions, dated=bool(times)):
            text = own(verb, ref, finding.object)
            said = f"{text} {condition}" if condition else text
            hint = "text" if condition else finding.hint
            yield finding._replace(object=said, hint=hint, negated=negated, valid_from=begin, valid_to=end)


def _complements(verb: "Token", ref: Ref, mentions: Mentions, *, dated: bool) -> Iterator[Finding]:
    shapes = [child for child in verb.children if child.dep_ == "acomp" and child.lower_ in ADJECTIVE_MEASURES]
    if shapes and any(child.dep_ == "attr" for child in verb.children):
        return  # "19 feet 3 inches tall" is one measure that the parser cut in two
    past = verb.tag_ == "VBD" and (dated or _has_ended(verb))
    for child in verb.children:
        if child.dep_ == "attr":
            yield from _nouns(child, ref, mentions, past=past)
        elif child.dep_ == "acomp":
            yield from _adjective(verb, child, ref, mentions)
    if not any(child.dep_ in {"attr", "acomp", "ccomp", "xcomp", "advcl"} for child in verb.children):
        yield from _places(verb, ref, mentions)


def _has_ended(verb: "Token") -> bool:
    return any(child.lower_ in FORMERLY or child.dep_ == "advcl" for child in verb.children)


def _nouns(attribute: "Token", ref: Ref, mentions: Mentions, *, past: bool) -> Iterator[Finding]:
    if any(child.dep_ in {"ccomp", "xcomp"} for child in attribute.children) or is_choice(attribute):
        return
    if attribute.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return
    if any(child.tag_ == "VB" and child.dep_ in {"xcomp", "advcl", "relcl"} for child in attribute.head.children):
        return  # "the first to cross": the parser hung what limits the noun on the verb
    denied = any(child.dep_ == "neg" for child in attribute.children)
    for noun in members(attribute):
        if noun.i > attribute.i and _contrasts(attribute):
            break
        if noun.pos_ in {"NOUN", "PROPN", "NUM"} and not denied:
            yield from identity(ref, noun, mentions, past=past)


def _contrasts(first: "Token") -> bool:
    """Tell "not a sailor but a cook" from a plain list."""
    return any(child.dep_ == "cc" and child.lower_ in {"but", "not"} for child in first.children)


def _adjective(verb: "Token", adjective: "Token", ref: Ref, mentions: Mentions) -> Iterator[Finding]:
    if any(child.dep_ in {"xcomp", "ccomp", "advcl"} for child in adjective.children):
        return
    extent = next((child for child in adjective.lefts if child.dep_ == "npadvmod"), None)
    if extent is not None and adjective.lower_ in ADJECTIVE_MEASURES:
        yield from sized(ref, adjective, extent, mentions)
        return
    if ref.owner and len(ref.owner.split()) > 6:
        return
    be = _be(verb, ref)
    words = clean(adjective.doc[adjective.left_edge.i : adjective.i + 1].text)
    found = [
        *adjuncts(adjective, mentions),
        *(extra for extra in adjuncts(verb, mentions) if extra.start > adjective.i and not is_time(extra)),
    ]
    recurring = {start for start, _ in conditions(verb, (adjective,))}
    told = [extra for extra in found if extra.start not in recurring]
    for extra in told:
        yield Finding(ref.text, f"{be} {words} {extra.words}", extra.phrase.text, extra.phrase.hint)
    than = next((child for child in adjective.rights if child.lower_ == "than"), None)
    if than is not None:
        yield from _comparison(ref, f"{be} {words} than", than, mentions)
    elif not told and adjective.tag_ != "JJR":
        for word in (
            adjective,
            *(other for other in adjective.conjuncts if other.pos_ == "ADJ" and other.i > adjective.i),
        ):
            if is_choice(adjective):
                return
            yield Finding(ref.text, be, clean(phrase_span(word).text), "text")


def _comparison(ref: Ref, predicate: str, than: "Token", mentions: Mentions) -> Iterator[Finding]:
    other = next((child for child in than.children if child.dep_ == "pobj"), None)
    phrase = render(other, mentions) if other is not None else None
    if phrase:
        yield Finding(ref.text, predicate, phrase.text, phrase.hint)


def sized(ref: Ref, adjective: "Token", extent: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "30 metres high" as the attribute `height`."""
    phrase = render(extent, mentions)
    if phrase is None or not any(letter.isdigit() for letter in phrase.text):
        return
    word = ADJECTIVE_MEASURES[adjective.lower_]
    if ref.owner:
        yield Finding(ref.owner, f"{_singular(ref)} {word}", phrase.text, phrase.hint)
    else:
        yield Finding(ref.text, word, phrase.text, phrase.hint)


def _singular(ref: Ref) -> str:
    """Write a part's words for one of them: "its walls are 2 metres thick" tells the wall thickness."""
    from lemminflect import getLemma

    *words, last = ref.noun.split()
    return " ".join((*words, (getLemma(last, "NOUN") or (last,))[0])) if ref.plural else ref.noun


def _be(verb: "Token", ref: Ref) -> str:
    if verb.tag_ in {"VBD", "VBN"}:
        return "were" if ref.plural else "was"
    return "are" if ref.plural else "is"


def _places(verb: "Token", ref: Ref, mentions: Mentions) -> Iterator[Finding]:
    for extra in adjuncts(verb, mentions):
        if not is_time(extra) and extra.start > verb.i and extra.words not in {"to", "with", "for"}:
            yield Finding(ref.text, f"{_be(verb, ref)} {extra.words}", extra.phrase.text, extra.phrase.hint)


def read_existence(verb: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "There are 42 rooms in the museum" as what the museum has."""
    noun = next((child for child in verb.children if child.dep_ in {"attr", "nsubj"} and child.pos_ == "NOUN"), None)
    if noun is None:
        return
    places = [child for host in (noun, verb) for child in host.children if child.dep_ == "prep"]
    inside = [child for child in places if child.lower_ in {"in", "on", "at", "aboard", "inside"}]
    for preposition in inside[:1]:
        pobj = next((child for child in preposition.children if child.dep_ == "pobj"), None)
        holder = mentions.resolve(pobj) if pobj is not None else None
        if holder is None or not holder.text or holder.kind == "generic":
            continue
        if holder.named:
            mentions.heard(holder)
        negated = is_negated(verb) or any(child.lower_ == "no" for child in noun.lefts)
        for phrase in listed(noun, mentions, without=frozenset({preposition.i})):
            text = phrase.text[3:] if phrase.text.lower().startswith("no ") else phrase.text
            yield Finding(holder.text, "has", text, phrase.hint, negated)
