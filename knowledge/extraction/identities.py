"""What a noun phrase says of its subject: its class, its role, its place, its measure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.findings import Finding
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.objects import read_preposition, render, spoken
from knowledge.extraction.phrases import bare, clean, is_named, is_person_noun, of_what, phrase_span
from knowledge.extraction.refs import Ref
from knowledge.extraction.words import MEASURES, SKIPPED

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGLING = frozenset(
    "first second third fourth last only main oldest youngest largest smallest sole next final".split()
)
_PLACING = frozenset("in on at near off by along beside above outside".split())
_LONGEST_CLASS = 8
_COUNTING = frozenset(
    "number total pair group series set lot couple majority variety range kind type sort form".split()
)


def identity(ref: Ref, noun: "Token", mentions: Mentions, *, past: bool = False) -> Iterator[Finding]:
    """Yield what "X is N" says, N being a noun phrase: "is a", a role ("capital of"), "is one of" or "is"."""
    role = mentions.role(noun) if ref.named else None
    if role is not None and role.owner != ref.text:
        mentions.learn_type(ref.text, noun.lemma_.lower())
        yield Finding(role.owner, role.noun, ref.text, "entity")
        return
    if is_named(noun):
        yield from _same(ref, noun, mentions)
        return
    if ref.owner and ref.noun.lower().split()[-1:] == [noun.lemma_.lower()]:
        return
    inside = of_what(noun)
    if noun.pos_ == "NUM" or _is_measured(noun):
        yield from _valued(ref, noun, mentions)
    elif _is_singled_out(noun):
        yield from _verbatim(ref, noun, mentions)
    elif any(child.dep_ == "poss" for child in noun.children):
        yield from _role_of_owner(ref, noun, mentions)
    elif inside is not None and noun.lemma_ not in _COUNTING:
        yield from _role(ref, noun, inside, mentions, past=past)
    else:
        yield from _class(ref, noun, mentions, past=past)


def _same(ref: Ref, noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    named = render(noun, mentions)
    if named and ref.owner:
        yield Finding(ref.owner, ref.noun, named.text, "entity")
    elif named and ref.kind != "generic" and named.text != ref.text:
        yield Finding(ref.text, "is", named.text, "entity")


def _valued(ref: Ref, noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    phrase = render(noun, mentions)
    if phrase and ref.owner:
        yield Finding(ref.owner, ref.noun, phrase.text, phrase.hint)
    elif phrase and noun.lemma_ != "one":
        yield Finding(ref.text, "is", phrase.text, phrase.hint)
    elif noun.lower_ == "one":
        inside = of_what(noun)
        text = spoken(phrase_span(inside), mentions) if inside is not None else ""
        if text:
            yield Finding(ref.text, "is one of", text, "text")


def _is_measured(noun: "Token") -> bool:
    return any(child.dep_ in {"nummod", "quantmod"} for child in noun.lefts) and not any(
        child.dep_ == "det" for child in noun.lefts
    )


def _is_singled_out(noun: "Token") -> bool:
    """Tell whether words single a thing out, so that less than the whole phrase would be wrong: "the oldest pier"."""
    return any(
        word.tag_ in {"JJS", "RBS"} or word.lower_ in _SINGLING or word.ent_type_ == "ORDINAL"
        for child in noun.lefts for word in child.subtree if child.dep_ in {"amod", "nmod", "compound", "nummod"}
    )  # fmt: skip


def _verbatim(ref: Ref, noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    cut = any(child.dep_ in {"relcl", "acl", "advcl"} for child in noun.rights)
    text = "" if cut else spoken(phrase_span(noun), mentions)
    if text and not ref.owner:
        yield Finding(ref.text, "is", text, "text")


def _role_of_owner(ref: Ref, noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    part = mentions.resolve(noun)
    if part and part.owner and ref.named:
        yield Finding(part.owner, part.noun, ref.text, "entity")


def _role(ref: Ref, noun: "Token", whole: "Token", mentions: Mentions, *, past: bool) -> Iterator[Finding]:
    """Read "the capital of France" as a relation when what follows "of" has a name."""
    determiner = next((child.lower_ for child in noun.lefts if child.dep_ == "det"), "")
    words = clean(bare(noun.doc[noun.left_edge.i : noun.i + 1].text))
    target = render(whole, mentions)
    if target is None or ref.owner:
        return
    if noun.lower_ in {"part", "home"} and determiner in {"", "a"}:
        yield Finding(ref.text, f"is {noun.lower_} of", target.text, target.hint)
    elif target.named and determiner in {"", "a", "an", "the"}:
        yield Finding(ref.text, f"{words} of", target.text, target.hint)
        _learn(ref, noun, mentions)
    elif determiner == "the":
        yield from _verbatim(ref, noun, mentions)
    else:
        yield from _class(ref, noun, mentions, past=past)


def _class(ref: Ref, noun: "Token", mentions: Mentions, *, past: bool) -> Iterator[Finding]:
    """Read "a stone lighthouse on Skerry Point" as a class and a place."""
    if any(child.lower_ in {"the", "this", "that", "no"} and child.dep_ == "det" for child in noun.lefts):
        yield from _verbatim(ref, noun, mentions)
        return
    prepositions = [child for child in noun.rights if child.dep_ == "prep"]
    apart = bool(prepositions) and prepositions[0].lower_ != "of"
    placed = [child for child in prepositions if _is_aside(child)] if apart and _is_aside(prepositions[0]) else []
    placed = placed if not is_person_noun(noun.lemma_.lower()) else []
    left_out = frozenset(child.i for child in prepositions) if apart else frozenset[int]()
    text = bare(spoken(phrase_span(noun, without=left_out), mentions))
    if not text or noun.tag_ == "VBG":
        return
    plural = noun.tag_ == "NNS"
    if plural and not ref.plural and text == noun.lower_ and ref.named:
        text, plural = noun.lemma_, False
    if ref.kind != "generic":
        _learn(ref, noun, mentions)
    verb = "are" if plural else "was a" if past else "is a"
    yield Finding(ref.text, verb, text, "text")
    if ref.named:
        for child in placed:
            yield from _placed(ref, child, mentions)
        if apart and not placed:
            yield from _qualified(ref, f"{verb[:-1]}{with_article(text)}" if verb[-1] == "a" else f"{verb} {text}",
                                  prepositions[0], mentions)  # fmt: skip


def _qualified(ref: Ref, words: str, preposition: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Say what more a class is told to be: "is a journey across" the glacier."""
    for extra in read_preposition(preposition, preposition.lower_, mentions):
        if preposition.lower_ not in SKIPPED and len(words.split()) < _LONGEST_CLASS:
            yield Finding(ref.text, f"{words} {extra.words}", extra.phrase.text, extra.phrase.hint)


def with_article(text: str) -> str:
    """Put "a" or "an" before a class."""
    return f"{'an' if text[:1].lower() in 'aeiou' else 'a'} {text}"


def _learn(ref: Ref, noun: "Token", mentions: Mentions) -> None:
    if ref.named:
        mentions.learn_type(ref.text, noun.lemma_.lower())


def _is_aside(preposition: "Token") -> bool:
    """Tell whether a preposition after a class adds a fact of its own: a named place or a measure."""
    pobj = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if pobj is None:
        return False
    if preposition.lower_ in _PLACING:
        inside = of_what(pobj)
        return is_named(pobj) or (inside is not None and is_named(inside))
    return preposition.lower_ == "with" and pobj.lemma_ in MEASURES


def _placed(ref: Ref, preposition: "Token", mentions: Mentions) -> Iterator[Finding]:
    pobj = next(child for child in preposition.children if child.dep_ == "pobj")
    if pobj.lemma_ in MEASURES:
        yield from measure(ref, pobj, mentions)
        return
    phrase = render(pobj, mentions)
    if phrase:
        yield Finding(ref.text, f"located {preposition.lower_}", phrase.text, phrase.hint)


def measure(ref: Ref, noun: "Token", mentions: Mentions) -> Iterator[Finding]:
    """Read "a span of 503 metres" as the attribute `span`."""
    amount = of_what(noun)
    if amount is None or noun.lemma_ not in MEASURES:
        return
    phrase = render(amount, mentions)
    words = clean(bare(noun.doc[noun.left_edge.i : noun.i + 1].text)).lower()
    if phrase and any(letter.isdigit() for letter in phrase.text) and not phrase.named and words:
        owner, words = (ref.owner, f"{ref.noun} {words}") if ref.owner else (ref.text, words)
        yield Finding(owner, words, phrase.text, phrase.hint)
