"""Clauses: how one fact can be said inside a larger sentence, read off a person's sentence about it."""

import re
from typing import Literal, NamedTuple

Form = Literal["verb", "noun", "whole"]
Class = Literal["person", "place", "thing"]

_VERB = re.compile(
    r"(?:can|could|will|did|had|went|won|wrote|took|led|made|sold|held|sent|ran|became|began|built|came|fell|flew|gave|"
    r"grew|left|lost|met|paid|set|spent|stood|taught|wore|hit|cost|spoke|sang|got|kept|fought|drove|are|were|have|"
    r"\w+(?:ed|s)) "
)
_NOUN = re.compile(r"^whose (?P<noun>.+?) (?P<be>(?:is|are|was|were)(?: the)?) \{t\}$")


class Clause(NamedTuple):
    """A pattern: `was born in {t}` behind its subject, `birthplace` as what it has, or a whole sentence."""

    form: Form
    words: str
    be: str = "is"
    """Verb of a noun clause."""

    def filled(self, tail: str) -> str:
        """Put the object in."""
        if tail[:1] in "aeioAEIO" and not tail.isupper():
            return re.sub(r"\ba \{t\}", "an {t}", self.words).replace("{t}", tail)
        return self.words.replace("{t}", tail)


def clause_of(pattern: str) -> Clause:
    """Read a pattern as the data file has it.

    >>> clause_of("whose capital is {t}"), clause_of("lies in {t}")
    (Clause(form='noun', words='capital', be='is'), Clause(form='verb', words='lies in {t}', be='is'))
    """
    match = _NOUN.match(pattern)
    if match:
        return Clause("noun", match["noun"], match["be"])
    if pattern.startswith("whose "):
        raise ValueError(f"not a clause: {pattern}")
    return Clause("whole" if "{h}" in pattern else "verb", pattern)


def read_clause(text: str, head: str, tail: str) -> Clause | None:
    """Find the clause in a sentence that names both ends of a fact; None when it does not name them once each.

    >>> read_clause("The principal of Abertay University is Nigel Seaton.", "Abertay University", "Nigel Seaton")
    Clause(form='noun', words='principal', be='is')
    >>> read_clause("KZZR plays jazz.", "KZZR", "jazz")
    Clause(form='verb', words='plays {t}', be='is')
    """
    if text.count(head) != 1 or text.count(tail) != 1 or head in tail or tail in head:
        return None
    whole = text.strip().rstrip(".").replace(head, "{h}").replace(tail, "{t}")
    if whole.count("{h}") != 1 or whole.count("{t}") != 1 or len(whole) > 160:
        return None
    found = re.match(
        r"^(?:The |the )?\{h\}(?:'s|’s|') (?P<noun>[^{}]+?) (?P<be>is|was|are|were) \{t\}$", whole
    ) or re.match(r"^The (?P<noun>[^{}]+?) (?:of|for) (?:the )?\{h\} (?P<be>is|was|are|were) \{t\}$", whole)
    if found:
        return Clause("noun", found["noun"], found["be"])
    behind = re.match(r"^(?:The |the )?\{h\} (?P<words>[a-z][^{}]*\{t\}[^{}]*)$", whole)
    if behind and _VERB.match(behind["words"]):
        return Clause("verb", behind["words"])
    return Clause("whole", whole)
