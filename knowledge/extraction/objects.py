"""Objects and adjuncts of a clause: what a fact says of its subject, and when."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from knowledge.extraction.mentions import Mentions
from knowledge.extraction.phrases import (
    bare,
    clean,
    comes_again,
    dates_clause,
    hint_of,
    is_choice,
    is_date,
    is_measure,
    is_named,
    iso,
    last_inside,
    members,
    phrase_span,
)
from knowledge.extraction.refs import Ref
from knowledge.extraction.words import IDLE, RELATIVE_TIMES, SKIPPED, UNSPOKEN

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NOT_ABOVE = SKIPPED | {"of", "since", "until", "after", "before", "during"}
"""Prepositions whose own dates date their noun, not the clause."""
LONGEST = 24
"""Words of an object; a longer one is a sentence in disguise or a wrong parse."""


class Phrase(NamedTuple):
    """A rendered object."""

    text: str
    hint: str
    named: bool = False


class Adjunct(NamedTuple):
    """A preposition and what stands after it."""

    words: str
    phrase: Phrase
    start: int
    end: int
    """First word and one past the last, as indices into the parsed text."""


def render(token: "Token", mentions: Mentions, *, without: frozenset[int] = frozenset()) -> Phrase | None:
    """Write a noun phrase as an object, self-contained; None when it rests on something unresolved."""
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "WDT", "WP", "EX"}:
        ref = mentions.resolve_object(token)
        return Phrase(ref.text, "entity", named=True) if ref and ref.named and ref.text and not ref.plural else None
    if is_named(token):
        ref = mentions.resolve(token)
        if ref is None or not ref.text:
            return None
        mentions.heard(ref)
        return Phrase(ref.text, "entity", named=True)
    called = next((child for child in token.rights if child.dep_ == "appos" and is_named(child)), None)
    if called is not None and not any(child.pos_ == "NUM" for child in token.lefts):
        return render(called, mentions)
    described = _described(token, mentions)
    if described is not None:
        return described
    if token.dep_ == "dobj" and token.tag_ == "NN":
        mentions.heard(Ref("", "unknown", named=False))
    span = phrase_span(token, without=without)
    text = spoken(span, mentions)
    if not text or len(span) > LONGEST:
        return None
    text = text.rstrip(".") if text[-2:-1].isalpha() or text[-3:-2] == " " else text
    hint = hint_of(text)
    return Phrase(bare(text) if hint == "date" else text, hint)


def _described(token: "Token", mentions: Mentions) -> Phrase | None:
    """Name what "the bridge" stands for."""
    if token.tag_ != "NN" or [child.lower_ for child in token.children] not in (["the"], ["this"]):
        return None
    ref = mentions.resolve(token)
    if ref is None or not ref.named or not ref.text:
        return None
    mentions.heard(ref)
    return Phrase(ref.text, "entity", named=True)


def spoken(span: "Span", mentions: Mentions) -> str:
    """Write a phrase with "its" and "his" replaced by the name; empty when one is unresolved."""
    words: list[str] = []
    for token in span:
        if token.lower_ in UNSPOKEN and token.pos_ != "SCONJ" and not (token.lower_ == "that" and token.dep_ == "mark"):
            return ""
        if token.tag_ in {"PRP", "PRP$"}:
            owner = mentions.owner(token)
            if not owner:
                return ""
            words.append(f"{owner}'s" if token.tag_ == "PRP$" else owner)
            words.append(token.whitespace_)
            continue
        words.append(token.text_with_ws)
    return clean("".join(words))


def listed(token: "Token", mentions: Mentions, *, without: frozenset[int] = frozenset()) -> list[Phrase]:
    """Render every member of a list; a choice ("A or B") or a list with an unclear member stays one phrase."""
    group = list(members(token))
    if len(group) == 1:
        found = render(token, mentions, without=without)
        return [found] if found else []
    rendered = [render(word, mentions, without=without) for word in group]
    if not is_choice(token) and all(phrase is not None for phrase in rendered) and _are_alike(group):
        return [phrase for phrase in rendered if phrase is not None]
    whole = token.doc[token.left_edge.i : last_inside(token) + 1]
    text = spoken(whole, mentions)
    return [Phrase(text, "text")] if text and len(whole) <= LONGEST else []


def _are_alike(group: "list[Token]") -> bool:
    """Tell a list of things from a shared description ("large and small boats", "5 and 6 metres")."""
    return all(word.pos_ in {"NOUN", "PROPN"} for word in group) or all(word.pos_ == "NUM" for word in group)


def adjuncts(host: "Token", mentions: Mentions) -> Iterator[Adjunct]:
    """Yield the prepositional phrases of a verb or adjective, one for each member of a list after the preposition."""
    for child in host.children:
        if child.dep_ == "dative" and child.pos_ in {"NOUN", "PROPN"}:
            for phrase in listed(child, mentions):
                yield Adjunct("to", phrase, child.right_edge.i, child.right_edge.i + 1)
        if (
            child.dep_ not in {"prep", "agent", "dative"}
            or child.lower_ in SKIPPED
            or child.pos_ not in {"ADP", "SCONJ"}
        ):
            continue
        yield from read_preposition(child, child.lower_, mentions)


def read_preposition(preposition: "Token", words: str, mentions: Mentions) -> Iterator[Adjunct]:
    """Yield what stands after a preposition."""
    pobj = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if pobj is not None and (is_measure(words, pobj) or _is_idle(pobj)):
        return
    if pobj is None:
        inner = next((child for child in preposition.children if child.dep_ == "prep"), None)
        if inner is not None and inner.lower_ not in SKIPPED and words not in {"along", "together"}:
            yield from read_preposition(inner, f"{words} {inner.lower_}", mentions)
        return
    start, end = preposition.i, last_inside(preposition) + 1
    spread = _spread(preposition, pobj)
    if spread is not None or words == "between":
        last = spread.right_edge.i if spread is not None else preposition.right_edge.i
        text = spoken(preposition.doc[pobj.left_edge.i : last + 1], mentions)
        if text:
            yield Adjunct(words, Phrase(text, "text"), start, max(end, last + 1))
        return
    for phrase in listed(pobj, mentions):
        yield Adjunct(words, phrase, start, end)
    for child in preposition.children:
        if child.dep_ == "prep" and child.lower_ == "to":
            yield from read_preposition(child, child.lower_, mentions)


def _is_idle(noun: "Token") -> bool:
    """Tell phrases that say nothing out of their context: "for the first time", "in the same year"."""
    relative = {"same", "following", "next", "previous", "preceding", "last", "first"}
    timely = noun.lemma_.lower() in RELATIVE_TIMES | {"time", "decade", "century", "moment"}
    return noun.lemma_.lower() in IDLE or (timely and any(child.lower_ in relative for child in noun.lefts))


def _spread(preposition: "Token", pobj: "Token") -> "Token | None":
    """Find the other end of "from 9:00 to 17:00", which is one value."""
    if preposition.lower_ != "from" or not (pobj.pos_ == "NUM" or pobj.ent_type_ in {"DATE", "TIME"}):
        return None
    for other in (*preposition.children, *preposition.head.children, *pobj.children):
        if other.dep_ == "prep" and other.lower_ in {"to", "until", "till"} and other.i > pobj.i:
            return next((child for child in other.children if child.dep_ == "pobj"), None)
    return None


def late_dates(token: "Token", mentions: Mentions) -> Iterator[Adjunct]:
    """Yield the dates below a phrase that date its clause: "awarded a medal to Ann Lee in 1925"."""
    for child in token.rights:
        if dates_clause(child):
            yield from read_preposition(child, child.lower_, mentions)
        elif child.dep_ not in {"relcl", "acl", "appos", "ccomp", "advcl"} and child.lower_ not in _NOT_ABOVE:
            yield from late_dates(child, mentions)


def is_time(adjunct: Adjunct) -> bool:
    """Tell whether an adjunct dates its clause."""
    first, _, last = adjunct.phrase.text.replace(" until ", " to ").partition(" to ")
    return adjunct.phrase.hint == "date" or (bool(last) and is_date(first) and is_date(last))


def validity(found: list[Adjunct]) -> tuple[str, str]:
    """Read from when until when a state held, as ISO dates; empty where the text does not say."""
    begin = end = ""
    for adjunct in found:
        first, _, last = adjunct.phrase.text.replace(" until ", " to ").replace(" and ", " to ").partition(" to ")
        match adjunct.words:
            case "since":
                begin = iso(first)
            case "until" | "till":
                end = iso(first)
            case "from" | "between":
                begin, end = iso(first), iso(last) if last else end
            case "in" | "on" | "during":
                begin = end = iso(first)
    return begin, end


def conditions(verb: "Token", hosts: "tuple[Token, ...]" = ()) -> list[tuple[int, str]]:
    """Collect the times that come again ("in summer", "twice a day"), each with its first word's index."""
    from spacy.util import filter_spans

    found: list[Span] = []
    for host in (verb, *hosts):
        for child in host.children:
            if child.dep_ == "prep" and child.i > 0:
                pobj = next((word for word in child.children if word.dep_ == "pobj"), None)
                if pobj is not None and is_recurring(child):
                    found.append(child.doc[child.i : _whole_list(pobj) + 1])
            elif child.dep_ in {"npadvmod", "tmod"} and comes_again(child.doc[child.left_edge.i : child.i + 1]):
                span = child.doc[child.left_edge.i : _whole_list(child) + 1]
                if not any(word.lower_ in {"last", "next", "later", "earlier", "ago", "this", "that"} for word in span):
                    found.append(span)
            elif child.dep_ == "advmod" and child.lower_ in {
                "daily",
                "weekly",
                "monthly",
                "yearly",
                "annually",
                "nightly",
            }:
                found.append(child.doc[child.i : child.i + 1])
    return [(span.start, _lowered(span)) for span in filter_spans(found)]


def _whole_list(token: "Token") -> int:
    """Index of the last word of a time and the times listed after it."""
    return max(last_inside(token), *(last_inside(word) for word in (token, *token.conjuncts)))


def _lowered(span: "Span") -> str:
    text = clean(span.text)
    return text[0].lower() + text[1:] if text and span[0].pos_ != "PROPN" else text


def is_recurring(preposition: "Token") -> bool:
    """Tell whether a preposition opens a time that comes again."""
    if preposition.lower_ not in {"in", "on", "at", "during", "by", "per", "from", "between", "through", "throughout"}:
        return False
    pobj = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if pobj is None or pobj.pos_ == "NUM" or _is_idle(pobj):
        return False
    span = phrase_span(pobj)
    return comes_again(span) and not any(word.pos_ == "NUM" for word in span)


def own(verb: "Token", ref: Ref, text: str) -> str:
    """Write "its camp" where the subject's own camp is meant, as a sentence would."""
    pronoun = next((word.lower_ for word in verb.subtree if word.tag_ == "PRP$"), "")
    return text.replace(f"{ref.text}'s ", f"{pronoun} ") if pronoun else text
