"""The subject of a clause, found through lists, relative clauses, appositions and shared subjects."""

from typing import TYPE_CHECKING

from knowledge.extraction.clauses import SUBJECTS, is_negated
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.phrases import is_choice, is_named, members
from knowledge.extraction.refs import Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE = frozenset({"who", "which", "that"})
_COLLECTIVE = frozenset("meet marry merge differ share unite compete cooperate collaborate combine separate".split())


def subject_token(verb: "Token") -> "Token | None":
    """Return the head of a clause's subject: its own, the noun it modifies, or that of the clause it is joined to."""
    own = next((child for child in reversed(list(verb.lefts)) if child.dep_ in SUBJECTS), None)
    if own is not None:
        return verb.head if own.lower_ in RELATIVE and own.tag_ in {"WDT", "WP"} else own
    if any(child.dep_ in {"expl", "csubj", "csubjpass"} for child in verb.children):
        return None
    stray = next(
        (child for child in verb.lefts if child.dep_ in {"advmod", "npadvmod", "dep"} and is_named(child)), None
    )
    if stray is not None and verb.dep_ == "ROOT":
        return stray  # the parser takes names such as "Jackass Forever" for adverbs
    if verb.dep_ == "acl":
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return subject_token(verb.head)
    return None


def subjects(verb: "Token", mentions: Mentions) -> list[Ref]:
    """Resolve a clause's subject; several when the clause holds of each, none when it is unsure."""
    token = subject_token(verb)
    if token is None or _is_excluded(token):
        return []
    if token.i == verb.head.i and verb.dep_ in {"acl", "relcl"}:
        found = antecedent(token, mentions)
        return [found] if found else []
    group = list(members(_called(token)))
    if len(group) > 1 and (is_choice(token) or verb.lemma_ in _COLLECTIVE or _is_together(verb)):
        return []
    found_all = [mentions.resolve(word) for word in group]
    return [ref for ref in found_all if ref is not None and ref.text]


def _called(token: "Token") -> "Token":
    """Go from "two brothers" to the names that follow: "two brothers, Erik and Jon Sund"."""
    if is_named(token):
        return token
    return next((child for child in token.rights if child.dep_ == "appos" and is_named(child)
                 and child.doc[child.left_edge.i - 1].text != "("), token)  # fmt: skip


def antecedent(noun: "Token", mentions: Mentions) -> Ref | None:
    """Resolve what a relative clause tells of: through "X is a bridge which …" and "X, a bridge which …" to X."""
    if is_named(noun):
        return None if _hangs_deep(noun) else mentions.resolve(noun)
    if noun.dep_ == "attr" and noun.head.lemma_ == "be" and not is_negated(noun.head):
        named = subjects(noun.head, mentions)
        return named[0] if len(named) == 1 else None
    if noun.dep_ == "appos" and is_named(noun.head) and not is_named(noun):
        return mentions.resolve(noun.head)
    if noun.dep_ in {"conj"} and not is_named(noun):
        return None
    ref = mentions.resolve(noun)
    return ref if ref is not None and ref.kind != "generic" and ref.text else None


def _hangs_deep(noun: "Token") -> bool:
    """Tell a name inside another noun's phrase: in "a ban in Korrland, which was opposed" it need not mean it."""
    if noun.dep_ != "pobj" or noun.head.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return any(word.lower_ == "which" for word in noun.rights for word in word.children)


def _is_excluded(token: "Token") -> bool:
    if token.lower_ in {"no", "none", "nobody", "neither", "nothing", "nor"}:
        return True
    return any(child.lower_ in {"no", "neither", "not", "few", "any", "either"} for child in token.children
               if child.dep_ in {"det", "neg", "preconj", "amod", "cc"})  # fmt: skip


def _is_together(verb: "Token") -> bool:
    return any(
        child.lower_ in {"together", "jointly", "respectively", "each", "both", "between"} for child in verb.subtree
    )
