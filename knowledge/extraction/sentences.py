"""One sentence to its facts, with the account of who is being talked about kept up to date."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.actions import read_action
from knowledge.extraction.clauses import SUBJECTS, clauses, is_passive, is_statement
from knowledge.extraction.copulas import read_copula, read_existence
from knowledge.extraction.findings import Finding
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.nominal import read_names
from knowledge.extraction.phrases import is_named, is_person_noun, members
from knowledge.extraction.refs import Ref
from knowledge.extraction.subjects import subject_token, subjects

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LONGEST = 80
"""Words of a sentence whose commas can be trusted to tell appositions from lists."""
_CLEFT = frozenset({"that", "who"})


def read_sentence(sentence: "Span", mentions: Mentions) -> Iterator[Finding]:
    """Yield what a sentence states, in the order of its clauses."""
    mentions.next_sentence()
    if not is_statement(sentence):
        return
    asserted = {verb.i for verb in clauses(sentence)}
    for token in sentence:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        refs = subjects(token, mentions)
        if token.i in asserted:
            yield from _clause(token, refs, mentions)
        _remember(token, refs, mentions)
    if len(sentence) <= LONGEST:
        yield from read_names(sentence, mentions)
    for token in sentence:
        if is_named(token) and not (token.dep_ in {"compound", "nmod"} and is_named(token.head)):
            named = mentions.resolve(token)
            if named is not None:
                mentions.heard(named)


def _clause(verb: "Token", refs: list[Ref], mentions: Mentions) -> Iterator[Finding]:
    if any(child.dep_ == "expl" for child in verb.children):
        if verb.lemma_ == "be":
            yield from read_existence(verb, mentions)
        return
    subject = subject_token(verb)
    if subject is None or _is_empty_it(verb, subject):
        return
    if not refs and verb.lemma_ == "be" and any(child.dep_ == "attr" and is_named(child) for child in verb.children):
        role = mentions.role(subject)
        refs = [role] if role is not None else []
    _remember(verb, refs, mentions)
    reader = read_copula if verb.lemma_ == "be" and not is_passive(verb) else read_action
    for finding in reader(verb, refs, mentions):
        generic = any(ref.kind == "generic" and ref.text == finding.subject for ref in refs)
        if not generic or (verb.tag_ in {"VBZ", "VBP"} and finding.hint not in {"text"}):
            yield finding


def _is_empty_it(verb: "Token", subject: "Token") -> bool:
    """Tell "it is known that" and "it was Lee who" from a pronoun that stands for something."""
    if subject.lower_ != "it":
        return False
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp", "csubj", "advcl"} and verb.lemma_ in {"be", "take"}:
            return True
        if child.dep_ in {"attr", "acomp"} and any(
            inner.dep_ in {"relcl", "ccomp", "xcomp"} and any(word.lower_ in _CLEFT for word in inner.children)
            and not any(word.lower_ in {"a", "an"} for word in child.lefts)
            for inner in child.children
        ):  # fmt: skip
            return True
    return verb.lemma_ in {"rain", "snow", "hail"}


def _remember(verb: "Token", refs: list[Ref], mentions: Mentions) -> None:
    """Note a main clause's subject, also when it is not known who is meant: a later "it" must not reach past it."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is None or verb.dep_ not in {"ROOT", "conj", "ccomp", "advcl"}:
        return
    if own.lower_ in {"it", "there"} and not refs:
        return
    if verb.dep_ in {"ccomp", "advcl"} and not refs:
        return
    known = [ref for ref in refs if ref.kind != "generic"]
    if known and len(list(members(own))) == len(known):
        mentions.heard_subject(known)
        return
    if known and len(known) == 1 and known[0].named:
        mentions.heard_subject(known)
        return
    kind = "person" if is_person_noun(own.lemma_.lower()) else "unknown"
    mentions.heard_subject([Ref("", kind, own.tag_ in {"NNS", "NNPS"}, named=False)])
