"""The facts that a sentence may be about: those of every thing it names, and of what was spoken of before."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from content.artifacts import Fact, Value
from content.hashing import fact_id
from knowledge.evidence.lists import lengthened, places_of, words
from knowledge.evidence.relations import relation
from knowledge.evidence.tokens import Token, content_keys, lemmas, tokenize

_LONGEST_NAME = 12
_MOST_FACTS = 48
_MORE_WORDS = 2
"""Words in small letters that a name may end with: `Bakewell pudding`."""
ALSO = "also known as"
_REFERRING = frozenset("it its he him his she her they them their this these here".split())


class Named(Protocol):
    """An entity, as far as it matters here."""

    @property
    def label(self) -> str:
        """The preferred name."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """Its other names."""
        ...


class Knowledge(Protocol):
    """The questions that a check asks of a graph."""

    def entity(self, name: str) -> Named | None:
        """Find an entity by any of its names."""
        ...

    def entity_called(self, name: str) -> Named | None:
        """Find an entity by what a text may call it."""
        ...

    def facts_about(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the subject of."""
        ...

    def facts_naming(self, name: str) -> list[Fact]:
        """Give the facts that an entity is the object of."""
        ...

    def nearest_name(self, name: str) -> str:
        """Find the entity whose name is nearly this one; empty where none is."""
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
    facts = list(dict.fromkeys(fact for name in subjects for fact in _told(name, text, knowledge)))
    return Retrieved(names, tuple(_nearest(facts, tokens, names)))


def _told(name: str, text: str, knowledge: Knowledge) -> Iterator[Fact]:
    """The facts about an entity; and that it has the other names a text gives it."""
    yield from knowledge.facts_about(name)
    entity = knowledge.entity(name)
    for other in entity.names if entity else ():
        if other in text and name in text and other not in name:
            value = Value(kind="text", text=other)
            identity = fact_id(name, ALSO, other)
            yield Fact(id=identity, subject=name, predicate=ALSO, object=other, value=value)


def unknown_names(text: str, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    """Find runs of capitalised words that name nothing the knowledge has, each with and without the words behind it."""
    tokens = tokenize(text)
    at = 0
    while at < len(tokens):
        found = _name_at(text, tokens, at, knowledge)
        last = found[1] if found else at
        if not found and tokens[at].capital and tokens[at].key not in words("function"):
            while last < len(tokens) and (tokens[last].capital or tokens[last].kind == "number"):
                last += 1
            ends = [last]
            while len(ends) <= _MORE_WORDS and ends[-1] < len(tokens) and _is_name(tokens[ends[-1] : ends[-1] + 1]):
                ends.append(ends[-1] + 1)
            yield from ((tokens[at].start, tokens[end - 1].end) for end in reversed(ends))
        at = max(last, at + 1)


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
        said = text[tokens[at].start : tokens[last - 1].end]
        names = filter(None, (said, lengthened(said), *places_of(said)))
        entity = next(filter(None, map(knowledge.entity_called, names)), None)
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
