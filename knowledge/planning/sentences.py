"""Order facts within a section and put those together that one sentence can say."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from content.artifacts import Fact
from knowledge.planning.relations import Role, fold, relation_in, role_of

Moment = tuple[int, str]
"""A year and the full date, so that years before 1000 and before our era sort as they passed."""

_MIXED = 2
"""Facts of different relations in one sentence: small models drop the third."""
_LISTING = 3
"""Facts a sentence may have from which it may be a list."""
_LISTED = 8
"""Facts of one relation in a list: nine neighbours of a country read better in two sentences than in three."""
_LONG = 60
"""Characters of an object that make its fact a sentence of its own."""
_NO_STEP = 50
"""Where events go, among those of one date, that are no known step of a life or history."""


def in_order(facts: Sequence[Fact], topic_of: Callable[[Fact], int], *, in_time: bool = False) -> list[Fact]:
    """Order facts for telling: what it is, parts, numbers, relations, then events as they happened.

    Args:
        topic_of: place of a fact's topic in the order of topics; facts of one topic stay together.
        in_time: the section tells a life or a history, so that time comes before everything else.
    """
    groups: dict[tuple[str, str], int] = {}
    for place, fact in enumerate(facts):
        groups.setdefault(_group(fact), place)
    moments = _moments(facts)

    def as_told(fact: Fact) -> tuple[object, ...]:
        relation, role, moment = relation_in(fact), role_of(fact), moments[fact.id]
        what = max(relation.identity, 0)
        topic = topic_of(fact) if role is not Role.WHAT else 0
        when = _when(fact, moment) if role is Role.EVENT else ()
        return role, what, when, topic, groups[_group(fact)], moment or (0, ""), fold(fact.object), fact.id

    def as_happened(fact: Fact) -> tuple[object, ...]:
        return _when(fact, moments[fact.id]), groups[_group(fact)], fold(fact.object), fact.id

    return sorted(facts, key=as_happened if in_time else as_told)


def _group(fact: Fact) -> tuple[str, str]:
    return fold(fact.subject), relation_in(fact).name


def _moments(facts: Sequence[Fact]) -> dict[str, Moment | None]:
    """When each fact happened: its own date, else that of the nearest dated step of a life, best an earlier."""
    own = {fact.id: moment_of(fact) for fact in facts}
    steps = {fact.id: relation_in(fact).step for fact in facts}
    dated = sorted((steps[fact.id], moment) for fact in facts if (moment := own[fact.id]) and steps[fact.id] >= 0)
    found = {}
    for fact in facts:
        before = [moment for step, moment in dated if step <= steps[fact.id]]
        after = [moment for step, moment in dated if step > steps[fact.id] >= 0]
        found[fact.id] = own[fact.id] or next(iter([*before[-1:], *after]), None)
    return found


def _when(fact: Fact, moment: Moment | None) -> tuple[int, Moment, int]:
    """Sort by time, then by step; steps without any date come first, what has neither last."""
    step = relation_in(fact).step
    if moment:
        return 1, moment, step if step >= 0 else _NO_STEP
    return (0 if step >= 0 else 2), (0, ""), step


def moment_of(fact: Fact) -> Moment | None:
    """When a fact happened or began to hold; None when unknown."""
    text = fact.value.text if fact.value.kind == "date" else fact.valid_from
    year = re.match(r"-?\d{1,4}", text)
    return (int(year[0]), text) if year else None


def grouped(facts: Sequence[Fact], size: int, related: Callable[[Fact, Fact], bool]) -> list[tuple[Fact, ...]]:
    """Cut ordered facts into sentences of facts that belong together.

    Facts share a sentence when they have the same subject, hold at the same time and are told one after the other:
    up to `size` of one relation, or a longer list of it (`borders: Germany, Spain, Italy, …`); two of related ones.

    Args:
        related: whether facts of two different relations are about the same thing.
    """
    sentences: list[tuple[Fact, ...]] = []
    for run in _runs(facts):
        last = sentences[-1] if sentences else ()
        if len(run) == 1 and 0 < len(last) < min(size, _MIXED) and _pairs(last[-1], run[0], related):
            sentences[-1] = (*last, run[0])
        else:
            sentences += _chunks(run, _LISTED if size >= _LISTING else size)
    return sentences


def _runs(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Cut where the relation changes or two facts cannot share a sentence."""
    runs: list[list[Fact]] = []
    for fact in facts:
        if runs and runs[-1][-1].predicate == fact.predicate and compatible(runs[-1][-1], fact):
            runs[-1].append(fact)
        else:
            runs.append([fact])
    return runs


def _chunks(run: Sequence[Fact], size: int) -> list[tuple[Fact, ...]]:
    """Cut a list into sentences of nearly equal length: four make two and two, not three and one."""
    count = -(-len(run) // size)
    bounds = [len(run) * place // count for place in range(count + 1)]
    return [tuple(run[start:end]) for start, end in pairwise(bounds)]


def compatible(first: Fact, second: Fact) -> bool:
    """Say whether two facts may share a sentence: one subject, one time, both affirmed and short."""
    return (
        fold(first.subject) == fold(second.subject)
        and not first.negated
        and not second.negated
        and (first.valid_from, first.valid_to) == (second.valid_from, second.valid_to)
        and max(len(first.object), len(second.object)) <= _LONG
        and "boolean" not in (first.value.kind, second.value.kind)
    )


def _pairs(first: Fact, second: Fact, related: Callable[[Fact, Fact], bool]) -> bool:
    return (
        compatible(first, second)
        and _group(first) != _group(second)
        and role_of(first) == role_of(second)
        and (role_of(first) is not Role.EVENT or _happen_together(first, second))
        and relation_in(first).is_minor == relation_in(second).is_minor
        and related(first, second)
    )


def _happen_together(first: Fact, second: Fact) -> bool:
    """Say whether two events are one step of a life, or both have a date that tells them apart."""
    return relation_in(first).step == relation_in(second).step or bool(moment_of(first) and moment_of(second))
