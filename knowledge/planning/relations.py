"""What planning knows of relations: their role, their other names, and which of them nobody wants to read."""

import re
from enum import IntEnum
from fnmatch import translate
from functools import cache
from typing import Literal, NamedTuple

from content.artifacts import Fact
from content.names import fold as fold_name
from content.names import relation_words
from content.remembering import remembered
from knowledge.planning.shapes import Data, read_data


@remembered
def fold(name: str) -> str:
    """Fold a name as `content.names.fold` does; a job folds the same names again and again."""
    return fold_name(name)


class Role(IntEnum):
    """What a fact does in a document, in the order of telling."""

    WHAT = 0
    PART = 1
    NUMBER = 2
    RELATION = 3
    EVENT = 4


class Weights(Data):
    """How much a reader wants a fact of each role."""

    what: float
    major: float
    number: float
    event: float
    relation: float
    part: float
    minor: float
    naming: float
    inside_it: float
    long_list: float
    again: float


class RelationData(Data):
    """The whole of relations.yaml."""

    identity: tuple[tuple[str, ...], ...]
    wholes: tuple[str, ...]
    whole_has: dict[str, str]
    major: tuple[str, ...]
    parts: tuple[str, ...]
    minor: tuple[str, ...]
    links: tuple[str, ...]
    silent: tuple[str, ...]
    zero_is_unknown: tuple[str, ...]
    symmetric: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    inverse: dict[str, str]
    within: dict[str, Literal["subject", "object"]]
    within_and_more: dict[str, Literal["subject", "object"]]
    sequence: tuple[tuple[str, ...], ...]
    short_list: int
    closed_lists: tuple[str, ...]
    naming_most: int
    empty_objects: tuple[str, ...]
    continents: tuple[str, ...]
    type_bookkeeping: tuple[str, ...]
    weights: Weights
    filler: tuple[str, ...]


class Relation(NamedTuple):
    """A relation, understood."""

    words: str
    name: str
    """The one spelling under which equal relations meet."""
    flipped: bool
    """`name` says it from the object's side: `capital of` is `capital` flipped."""
    identity: int
    """Place in the order of what a thing is; -1 when it does not say what a thing is."""
    is_part: bool
    is_major: bool
    is_minor: bool
    is_link: bool
    is_silent: bool
    zero_is_unknown: bool
    step: int
    """Place in a life or history; -1 when unknown."""


@cache
def relation_data() -> RelationData:
    """Read relations.yaml, once a process."""
    return RelationData.model_validate(read_data("relations.yaml"))


def matches(words: str, patterns: tuple[str, ...]) -> bool:
    """Say whether a relation's words fit one of the patterns (`*` stands for anything)."""
    return _pattern(patterns).fullmatch(words) is not None


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(pattern) for pattern in patterns))


def _rank(words: str, groups: tuple[tuple[str, ...], ...]) -> int:
    return next((place for place, group in enumerate(groups) if matches(words, group)), -1)


@remembered
def relation_of(predicate: str) -> Relation:
    """Understand a relation by its name.

    >>> relation_of("capitalOf").name, relation_of("capitalOf").flipped, relation_of("geonameid").is_silent
    ('capital', True, True)
    """
    data, words = relation_data(), fold(relation_words(predicate))
    name, flipped = _canonical(words, data)
    return Relation(
        words=words,
        name=name,
        flipped=flipped,
        identity=_rank(words, data.identity),
        is_part=matches(words, data.parts),
        is_major=matches(words, data.major),
        is_minor=matches(words, data.minor),
        is_link=matches(words, data.links),
        is_silent=matches(words, data.silent) or not words,
        zero_is_unknown=matches(words, data.zero_is_unknown),
        step=_rank(words, data.sequence),
    )


@cache
def _spellings() -> dict[str, str]:
    return {spelling: group[0] for group in relation_data().same for spelling in group}


def _canonical(words: str, data: RelationData) -> tuple[str, bool]:
    bare = re.sub(r"^(has|have|is|was|are|were) (?=\w)", "", words)
    bare = re.sub(r"^(the|a|an) (?=\w)", "", bare)
    for spelling in (words, bare):
        if spelling in data.inverse:
            return data.inverse[spelling], True
        if spelling in _spellings():
            return _spellings()[spelling], False
    turned = re.fullmatch(r"(.+) of", bare)
    if turned and bare not in ("instance of", "type of", "kind of", "example of"):
        return _spellings().get(turned[1], turned[1]), True
    return bare, False


def relation_in(fact: Fact) -> Relation:
    """Understand a fact's relation: `province` names a part of a country, but where a city lies."""
    relation = relation_of(fact.predicate)
    if (
        fact.subject_type
        and relation.words in relation_data().whole_has
        and fact.subject_type in relation_data().wholes
    ):
        return relation_of(relation_data().whole_has[relation.words])
    return relation


def role_of(fact: Fact) -> Role:
    """Say what a fact does in a document."""
    relation = relation_in(fact)
    if relation.identity >= 0:
        return Role.WHAT
    if relation.is_part:
        return Role.PART
    if fact.value.kind == "date" or (relation.step >= 0 and relation.words not in ("occupation", "position")):
        return Role.EVENT
    if fact.value.kind in ("number", "quantity", "money"):
        return Role.NUMBER
    return Role.RELATION


def ends(fact: Fact) -> tuple[str, str, str]:
    """Name the relation, its subject and its object in the one form that equal facts share."""
    relation = relation_in(fact)
    subject, obj = fold(fact.subject), fold(fact.object) if fact.value.kind == "entity" else fact.value.text
    if relation.name in relation_data().symmetric:
        subject, obj = sorted((subject, obj))
    return (relation.name, obj, subject) if relation.flipped else (relation.name, subject, obj)


class Inside(NamedTuple):
    """What a fact says of lying inside something."""

    inner: str
    outer: str
    says_more: bool
    """It says more than that, as `capital` does."""


def inside(fact: Fact) -> Inside | None:
    """Name what lies in what (folded), when the fact says that something lies in something."""
    data, (name, subject, obj) = relation_data(), ends(fact)
    inner = data.within.get(name) or data.within_and_more.get(name)
    if inner is None or fact.negated:
        return None
    says_more = name in data.within_and_more
    return Inside(subject, obj, says_more) if inner == "subject" else Inside(obj, subject, says_more)
