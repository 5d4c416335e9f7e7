"""A list that goes on in the next sentence says so: `Brazil borders Guyana. It also borders Peru.`"""

import re
from collections.abc import Sequence

from content.artifacts import Fact
from content.names import fold
from models.wording.morphology import verb_lemma
from models.wording.places import Mention

Told = tuple[str, str]
"""Folded subject and relation."""

_VERB = re.compile(r" ([a-z]+)(?= )")


def listed(facts: Sequence[Fact]) -> Told | None:
    """Give what a sentence lists: things of one relation that holds at any time; else None."""
    told = {(fold(fact.subject), fold(fact.predicate)) for fact in facts}
    plain = all(
        fact.value.kind in ("entity", "text") and not (fact.negated or fact.valid_from or fact.valid_to)
        for fact in facts
    )
    return told.pop() if plain and len(told) == 1 else None


def also(text: str, mention: Mention) -> str:
    """Put "also" to the verb behind a mention of the subject; "" where there is none, or it is there."""
    verb = _VERB.match(text, mention.end)
    if mention.own or mention.inside or verb is None or not verb_lemma(verb[1]) or " also " in text:
        return ""
    said = f" {verb[1]} also" if verb_lemma(verb[1]) == "be" else f" also {verb[1]}"
    return text[: mention.end] + said + text[verb.end() :]
