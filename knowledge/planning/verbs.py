"""Relations that begin with a verb, as clauses of a text do: `reached`, `leaves Vesh at`, `carried 9 passengers in`."""

from typing import Literal, NamedTuple

from content.artifacts import ValueKind
from content.remembering import remembered
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


class Asked(NamedTuple):
    """What the object of a verb tells, where that is seen in its words."""

    often: bool = False
    """How often: `twice a day`."""
    long: bool = False
    """How long: `22 years`."""
    clock: bool = False
    """At what hour: `18:00`."""


@remembered
def verb_of(word: str, *, prose: bool = False) -> Verb | None:
    """Read a word as an inflected verb; None when it is none or may as well be a noun, which it is not in prose."""
    if word in ("is", "are", "was", "were"):
        return None
    listed = topic_data().verbs.get(word)
    if listed:
        return Verb("does", listed)
    if not is_only_verb(word) and not prose:
        return None
    for base in dictionary_forms(word).get("VERB", ()):
        if word in (*_forms(base, "VBD"), *_forms(base, "VBN")) or (word.endswith("ed") and word != base):
            return Verb("did", base)
        if word in _forms(base, "VBZ"):
            return Verb("does", base)
    return Verb("did", dictionary_forms(word)["VERB"][0]) if is_only_verb(word) else None


@remembered
def _forms(base: str, tag: str) -> tuple[str, ...]:
    from lemminflect import getInflection

    return tuple(getInflection(base, tag))


def clause_verb(phrase: str, *, prose: bool = False) -> Verb | None:
    """Read the verb that a relation begins with: `reached`, `leaves Vesh at`; not `packed size`."""
    first, *rest = phrase.split() or [""]
    if prose and first in ("has", "had", "have") and rest:
        found = verb_of(rest[0], prose=True)
        return found._replace(auxiliary="did") if found and found.auxiliary == "did" else None
    return verb_of(first, prose=prose) if not rest or rest[-1] in PREPOSITIONS else None


def is_passive(phrase: str, kind: ValueKind, *, prose: bool = False) -> bool:
    """Say whether a verb tells what was done to the subject: `named after`, `powered by`; not `died in`."""
    first, *rest = phrase.split() or [""]
    verb = clause_verb(phrase, prose=prose)
    if verb is None or verb.auxiliary == "does" or first == "had" or (rest and rest[0] not in PREPOSITIONS):
        return False
    if rest and rest[-1] == "by":
        return True
    if first in topic_data().intransitive or first not in (*_forms(verb.base, "VBN"), "lit"):
        return False
    return len(rest) == 1 or (not rest and kind == "date")


def verb_question(phrase: str, kind: ValueKind, asked: Asked, *, prose: bool = False) -> str:
    """Ask for the object of a relation that begins with a verb; empty when it does not, or is passive."""
    first, *rest = phrase.split() or [""]
    verb = clause_verb(phrase, prose=prose)
    if verb is None or is_passive(phrase, kind, prose=prose):
        return ""
    rest = rest[1:] if prose and first in ("has", "had", "have") else rest
    last = rest[-1] if rest else ""
    if asked.often:
        word = "How often"
    elif asked.long and last == "for":
        word, rest = "How long", rest[:-1]
    elif asked.clock and last in _OF_TIME:
        word, rest = "When", rest[:-1]
    elif kind in ("date", "number") and (last in _OF_TIME or kind == "date"):
        word, rest = "When", rest[:-1] if last in _OF_TIME else rest
    elif last in _OF_PLACE:
        word, rest = "Where", rest[:-1]
    else:
        word = "Who or what" if last == "with" else "What"
    return " ".join([word, verb.auxiliary, "{subject}", verb.base, *rest]) + "?"


def denied_question(phrase: str, kind: ValueKind, *, prose: bool = False) -> str:
    """Ask whether what a denied fact says is so: `Did she climb Mount Aldra?`; empty for a relation without a verb."""
    first, *rest = phrase.split() or [""]
    if first in ("is", "are", "was", "were"):
        return " ".join([first.capitalize(), "{subject}", *rest, "{object}"]) + "?"
    if is_passive(phrase, kind, prose=prose):
        return " ".join(["Was", "{subject}", phrase, "{object}"]) + "?"
    verb = clause_verb(phrase, prose=prose)
    if verb is None:
        return ""
    rest = rest[1:] if prose and first in ("has", "had", "have") else rest
    return " ".join([verb.auxiliary.capitalize(), "{subject}", verb.base, *rest, "{object}"]) + "?"
