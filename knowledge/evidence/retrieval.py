"""The facts that a sentence may be about: those of every thing it names, and of what was spoken of before."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from content.artifacts import Fact
from knowledge.evidence.lists import words
from knowledge.evidence.relations import relation
from knowledge.evidence.tokens import Token, content_keys, lemmas, tokenize

_LONGEST_NAME = 8
_MOST_FACTS = 48
_REFERRING = frozenset("it its he him his she her they them their this these here".split())


class Named(Protocol):
    """An entity, as far as it matters here."""

    @property
    def label(self) -> str:
        """The preferred name."""
        ...


class Knowledge(Protocol):
    """The questions that a check asks of a graph."""

    def entity(self, name: str) -> Named | None:
        """Find an entity by any of its names."""
        ...

    def facts_about(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the subject of."""
        ...

    def is_single_valued(self, predicate: str) -> bool:
        """Whether a relation has one value at a time."""
        ...


class Retrieved(NamedTuple):
    """What a sentence names, and the facts to judge it by."""

    names: tuple[str, ...]
    """Labels of the entities that it names, in order."""
    facts: tuple[Fact, ...]


def retrieve(text: str, knowledge: Knowledge, about: str = "") -> Retrieved:
    """Find the facts of every entity that a sentence names.

    Args:
        about: what the text spoke of before; a sentence that names nothing of its own, or refers back, is about it.
    """
    tokens = tokenize(text)
    names = tuple(dict.fromkeys(_named(text, tokens, knowledge)))
    refers = not names or any(token.key in _REFERRING for token in tokens) or _the_noun(tokens)
    subjects = [*names, *([about] if about and refers and about not in names else [])]
    facts = list(dict.fromkeys(fact for name in subjects for fact in knowledge.facts_about(name)))
    return Retrieved(names, tuple(_nearest(facts, tokens, names)))


def _named(text: str, tokens: Sequence[Token], knowledge: Knowledge) -> Iterable[str]:
    """Labels of the longest names that stand in a sentence."""
    at = 0
    while at < len(tokens):
        found = _name_at(text, tokens, at, knowledge)
        if found:
            yield found[0]
        at = found[1] if found else at + 1


def _name_at(text: str, tokens: Sequence[Token], at: int, knowledge: Knowledge) -> tuple[str, int] | None:
    if tokens[at].kind == "mark":
        return None
    for last in range(min(len(tokens), at + _LONGEST_NAME), at, -1):
        part = tokens[at:last]
        if tokens[last - 1].kind == "mark" or not _is_name(part):
            continue
        entity = knowledge.entity(text[tokens[at].start : tokens[last - 1].end])
        if entity is not None:
            return entity.label, last
    return None


def _is_name(part: Sequence[Token]) -> bool:
    """Whether words may name something: not grammar alone, not a number alone."""
    if len(part) == 1 and (part[0].key in words("function") or part[0].key in words("harmless")):
        return part[0].capital and part[0].key not in _REFERRING and len(part[0].text) > 2
    return any(token.kind == "word" and token.key not in words("function") for token in part)


def _the_noun(tokens: Sequence[Token]) -> bool:
    """Whether `the city` or the like may stand for what was spoken of before."""
    return any(one.key in ("the", "this", "these") and other.text.islower() for one, other in pairwise(tokens))


def _nearest(facts: Sequence[Fact], tokens: Sequence[Token], names: Sequence[str]) -> list[Fact]:
    """Those whose object or relation shares words with the sentence first; a hub has too many to weigh them all."""
    if len(facts) <= _MOST_FACTS:
        return list(facts)
    said = frozenset().union(*(lemmas(token.key) for token in tokens if token.kind != "mark"))
    named = frozenset(names)

    def distance(fact: Fact) -> tuple[int, int]:
        shares = bool(frozenset(content_keys(fact.object)) & said) or fact.object in named
        return -(2 * shares + bool(relation(fact.predicate).anchors & said)), len(fact.object)

    return sorted(facts, key=distance)[:_MOST_FACTS]
