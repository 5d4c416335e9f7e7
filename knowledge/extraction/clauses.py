"""Clauses that a text asserts: their verb, polarity, and the words of their relation."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.phrases import is_named
from knowledge.extraction.words import CONDITIONS, HARMLESS_MARKS, HEDGES, LIMITING_ADVERBS, REPORTING, STANCES

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SECOND_PERSON = frozenset({"you", "your", "yours", "yourself", "i", "we", "us", "me", "my", "our", "ours"})
_CHAINS = frozenset("begin start continue help cease stop come go use manage serve".split())


def clauses(sentence: "Span") -> "Iterator[Token]":
    """Yield the verbs of the clauses that a sentence asserts, in order.

    Questions, orders, quotations, conditions, possibilities, and what is said, thought or wished are not asserted.
    """
    if not is_statement(sentence):
        return
    quoted = _quoted(sentence)
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"} and token.i not in quoted and _heads_clause(token) and _is_asserted(token):
            yield token


def is_statement(sentence: "Span") -> bool:
    """Tell a statement from a question, an order and a fragment."""
    root = sentence.root
    if sentence.text.rstrip("\"') ").endswith("?"):
        return False
    if root.tag_ == "VB" and not any(child.dep_ in SUBJECTS or child.dep_ in {"aux", "expl"} for child in root.lefts):
        return False
    return not any(token.lower_ in _SECOND_PERSON for token in sentence)


def _quoted(sentence: "Span") -> frozenset[int]:
    """Indices of words inside quotation marks that hold a clause; a quoted title holds none."""
    marks = [token.i for token in sentence if token.text in {'"', "``", "''", "«", "»"}]
    inside: set[int] = set()
    for begin, end in zip(marks[::2], [*marks[1::2], sentence.end][: len(marks[::2])], strict=True):
        inside.update(range(begin, end))
    return frozenset(inside)


def _heads_clause(verb: "Token") -> bool:
    if verb.dep_ in {"aux", "auxpass", "amod", "compound", "pcomp", "csubj", "csubjpass", "prep"}:
        return False
    if any(child.tag_ == "TO" for child in verb.lefts):
        return False
    if verb.dep_ == "acl":
        return verb.head.i < verb.i and (verb.tag_ == "VBN" or (verb.tag_ == "VBG" and not is_named(verb.head)))
    if verb.dep_ in {"xcomp", "oprd", "advmod", "dep", "nmod", "pobj", "dobj"}:
        return False
    return verb.tag_ in {"VBD", "VBZ", "VBP", "VBN", "VB", "VBG"}


def _is_asserted(verb: "Token") -> bool:
    """Climb from a clause to the sentence's root; every step must keep the claim."""
    if _is_unsure(verb):
        return False
    head = verb.head
    if verb.dep_ == "ROOT" or head.i == verb.i:
        return verb.tag_ != "VBG" or has_auxiliary(verb)
    if verb.dep_ != "acl" and verb.tag_ == "VBG" and not has_auxiliary(verb):
        return False
    if verb.dep_ == "conj":
        return not _reports(head) and _is_asserted_or_part(head)
    if verb.dep_ in {"relcl", "acl", "appos"}:
        return _host_is_asserted(head)
    if verb.dep_ == "advcl":
        marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
        return bool(marks & HARMLESS_MARKS) and not marks & CONDITIONS and _is_asserted_or_part(head)
    if verb.dep_ in {"ccomp", "parataxis"}:
        return verb.i < head.i and _is_side_by_side(verb) and _is_asserted_or_part(head)
    return False


def _is_asserted_or_part(verb: "Token") -> bool:
    """Like `_is_asserted`, for a head that may be no verb (a list that the parser hung on a noun)."""
    return _is_asserted(verb) if verb.pos_ in {"VERB", "AUX"} else _host_is_asserted(verb)


def _host_is_asserted(noun: "Token") -> bool:
    """Tell whether the clause around a noun lets the clause inside it stand: presupposed unless said or doubted."""
    for ancestor in noun.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"} and (_reports(ancestor) or _is_unsure(ancestor)):
            return False
        if ancestor.pos_ in {"VERB", "AUX"} and ancestor.dep_ in {"ROOT", "conj"}:
            return True
    return True


def _is_side_by_side(verb: "Token") -> bool:
    """Tell a clause joined by a semicolon or a comma from the content of a verb of saying."""
    head = verb.head
    if _reports(head) or any(child.dep_ == "mark" for child in verb.children):
        return False
    between = verb.doc[verb.i : head.i]
    return any(token.text in {";", ":", ",", "—"} for token in between)


def _reports(verb: "Token") -> bool:
    return verb.lemma_ in REPORTING and any(
        child.dep_ in {"ccomp", "xcomp", "acomp"} or child.text in {'"', "``", "''"} for child in verb.children
    )


def _is_unsure(verb: "Token") -> bool:
    """Tell whether a clause is only possible, wished, conditional, reported or about a habit of unknown truth."""
    if verb.lemma_ in STANCES and not (verb.lemma_ == "appear" and not _reports(verb)):
        return True
    if _reports(verb):
        return True
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            return True
        if child.dep_ in {"advmod", "npadvmod"} and child.lower_ in HEDGES and child.i < verb.i + 3:
            return True
        if child.dep_ == "mark" and child.lower_ in CONDITIONS:
            return True
        if child.dep_ == "advcl" and _is_condition(child, verb):
            return True
        if child.dep_ == "prep" and child.lower_ == "according":
            return True
    return False


def _is_condition(clause: "Token", verb: "Token") -> bool:
    marks = {child.lower_ for child in clause.children if child.dep_ in {"mark", "advmod"}}
    if marks & {"if", "unless", "whether", "provided", "lest"}:
        return True
    passing = verb.tag_ in {"VBZ", "VBP"} or verb.lemma_ == "be"
    return bool(marks & {"when", "whenever", "wherever", "once", "until"}) and passing


def has_auxiliary(verb: "Token") -> bool:
    """Tell whether a verb has an auxiliary of its own."""
    return any(child.dep_ in {"aux", "auxpass"} for child in verb.children)


def is_passive(verb: "Token") -> bool:
    """Tell whether a clause is passive, also when it shares its auxiliary with the one before."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.dep_ == "acl":
        return verb.tag_ == "VBN"
    own = any(child.dep_ in SUBJECTS or child.dep_ == "aux" for child in verb.children)
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and not own and is_passive(verb.head)


def is_negated(verb: "Token") -> bool:
    """Tell whether a clause says that something is not so."""
    for child in verb.children:
        if child.dep_ == "neg" and not (child.i + 1 < len(verb.doc) and verb.doc[child.i + 1].lower_ == "only"):
            return True
    shares = verb.dep_ == "conj" and verb.tag_ == "VB" and not any(child.dep_ in SUBJECTS for child in verb.children)
    return shares and is_negated(verb.head)


def relation_verb(verb: "Token", *, singular: bool) -> str:
    """Write a clause's verb as its relation: inflected, without "not"; a passive loses its auxiliary later.

    Args:
        singular: the fact has one subject, even where the sentence joins several.
    """
    limits = [
        child for child in verb.lefts
        if child.dep_ == "advmod" and child.lower_ in LIMITING_ADVERBS and verb.i - child.i <= 3
    ]  # fmt: skip
    auxiliaries = [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]
    words = [child for child in auxiliaries if child.lemma_ != "do"] + limits
    text = " ".join(_whole(child) for child in sorted(words, key=lambda child: child.i))
    form = _inflected(verb, auxiliaries, singular=singular)
    particle = " ".join(child.lower_ for child in verb.rights if child.dep_ == "prt" or _is_stranded(child))
    return " ".join(part for part in (text, form, particle) if part)


def _is_stranded(word: "Token") -> bool:
    """Tell the preposition of "paid for by" from one that has its noun."""
    return word.dep_ == "prep" and word.i == word.head.i + 1 and not list(word.children)


def _whole(word: "Token") -> str:
    return {"'s": "is", "'re": "are", "'ve": "have", "'d": "had"}.get(word.lower_, word.lower_)


def _inflected(verb: "Token", auxiliaries: "list[Token]", *, singular: bool) -> str:
    """Undo "do" ("did not open" → "opened"), and the participle of a reduced clause ("spanning" → "spans")."""
    from lemminflect import getInflection

    shared = verb.dep_ == "conj" and verb.tag_ == "VB" and not auxiliaries
    support = next((child for child in auxiliaries if child.lemma_ == "do"), None)
    if shared:
        support = next((child for child in verb.head.lefts if child.dep_ == "aux" and child.lemma_ == "do"), None)
    wanted = support.tag_ if support is not None else "VBZ" if verb.dep_ == "acl" and verb.tag_ == "VBG" else ""
    if not wanted and verb.tag_ == "VBP" and not auxiliaries:
        wanted = "VBP"
    if wanted in {"VBP", "VBZ"}:
        wanted = "VBZ" if singular else "VBP"
    if not wanted:
        return _whole(verb)
    return (getInflection(verb.lemma_.lower(), wanted) or (verb.lower_,))[0]
