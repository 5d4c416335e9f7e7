"""Relations that begin with a verb, as clauses of a text do: `reached`, `leaves Vesh at`, `carried 9 passengers in`."""

from functools import lru_cache
from typing import Literal, NamedTuple

from content.artifacts import ValueKind
from knowledge.evidence.tokens import dictionary_forms, is_only_verb
from knowledge.planning.vocabulary import topic_data

PREPOSITIONS = frozenset(
    "of in at by for to with on from as after before near under into about across between during since until".split()
)
_OF_TIME = frozenset("in on at during since from until before after".split())
_OF_PLACE = frozenset("in at near beside outside".split())


class Verb(NamedTuple):
    """A verb and how to ask with it: `What did it reach?`."""

    auxiliary: Literal["does", "did"]
    base: str


@lru_cache(maxsize=65_536)
def verb_of(word: str) -> Verb | None:
    """Read a word as an inflected verb; None when it is none or may as well be a noun."""
    listed = topic_data().verbs.get(word)
    if listed:
        return Verb("does", listed)
    if not is_only_verb(word):
        return None
    return Verb("does" if word.endswith("s") else "did", dictionary_forms(word)["VERB"][0])


def clause_verb(phrase: str) -> Verb | None:
    """Read the verb that a relation begins with: `reached`, `leaves Vesh at`; not `packed size`."""
    first, *rest = phrase.split() or [""]
    return verb_of(first) if not rest or rest[-1] in PREPOSITIONS else None


def is_passive(phrase: str, kind: ValueKind) -> bool:
    """Say whether a verb tells what was done to the subject: `named after`, `powered by`; not `died in`."""
    first, *rest = phrase.split() or [""]
    verb = clause_verb(phrase)
    if verb is None or verb.auxiliary == "does" or (rest and rest[0] not in PREPOSITIONS):
        return False
    if rest and rest[-1] == "by":
        return True
    return first not in topic_data().intransitive and (len(rest) == 1 or (not rest and kind == "date"))


def verb_question(phrase: str, kind: ValueKind, *, is_frequency: bool) -> str:
    """Ask for the object of a relation that begins with a verb; empty when it does not, or is passive.

    Args:
        is_frequency: the object says how often (`twice a day`).
    """
    _, *rest = phrase.split() or [""]
    verb = clause_verb(phrase)
    if verb is None or is_passive(phrase, kind):
        return ""
    last = rest[-1] if rest else ""
    if is_frequency:
        word = "How often"
    elif kind in ("date", "number") and (last in _OF_TIME or kind == "date"):
        word, rest = "When", rest[:-1] if last in _OF_TIME else rest
    elif last in _OF_PLACE:
        word, rest = "Where", rest[:-1]
    else:
        word = "Who or what" if last == "with" else "What"
    return " ".join([word, verb.auxiliary, "{subject}", verb.base, *rest]) + "?"
