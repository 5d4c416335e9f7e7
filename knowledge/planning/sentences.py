"""Order facts within a section and put those together that one sentence can say."""

import re
from collections.abc import Callable, Sequence

from content.artifacts import Fact
from knowledge.planning.relations import Role, fold, relation_of, role_of

Moment = tuple[int, str]
"""A year and the full date, so that years before 1000 and before our era sort as they passed."""

_MIXED = 2
"""Facts of different relations in one sentence: small models drop the third."""
_LONG = 60
"""Characters of an object that make its fact a sentence of its own."""
_EARLY_STEPS, _NO_STEP = 4, 50
"""Steps of a life or history told before the dated ones when they have no date; and where unknown ones go."""


def in_order(facts: Sequence[Fact], *, in_time: bool = False) -> list[Fact]:
    """Order facts for telling: what it is, parts, numbers, relations, then events as they happened.

    Args:
        in_time: the section tells a life or a history, so that time comes before everything else.
    """
    groups: dict[tuple[str, str], int] = {}
    for place, fact in enumerate(facts):
        groups.setdefault(_group(fact), place)
    moments = _moments(facts)

    def as_told(fact: Fact) -> tuple[object, ...]:
        role, moment = role_of(fact), moments[fact.id]
        when = _when(fact, moment) if role is Role.EVENT else ()
        return (
            role,
            max(relation_of(fact.predicate).identity, 0),
            when,
            groups[_group(fact)],
            moment or (0, ""),
            fact.id,
        )

    def as_happened(fact: Fact) -> tuple[object, ...]:
        return _when(fact, moments[fact.id]), groups[_group(fact)], fact.id

    return sorted(facts, key=as_happened if in_time else as_told)


def _group(fact: Fact) -> tuple[str, str]:
    return fold(fact.subject), relation_of(fact.predicate).name


def _moments(facts: Sequence[Fact]) -> dict[str, Moment | None]:
    """When each fact happened: its own date, or that of another fact of the same step (birth place: birth date)."""
    own = {fact.id: moment_of(fact) for fact in facts}
    by_step: dict[int, Moment] = {}
    for fact in facts:
        moment, step = own[fact.id], relation_of(fact.predicate).step
        if moment and step >= 0:
            by_step.setdefault(step, moment)
    return {fact.id: own[fact.id] or by_step.get(relation_of(fact.predicate).step) for fact in facts}


def _when(fact: Fact, moment: Moment | None) -> tuple[int, Moment, int]:
    step = relation_of(fact.predicate).step
    if moment:
        return 1, moment, step if step >= 0 else _NO_STEP
    return (0 if 0 <= step < _EARLY_STEPS else 2), (0, ""), step if step >= 0 else _NO_STEP


def moment_of(fact: Fact) -> Moment | None:
    """When a fact happened or began to hold; None when unknown."""
    text = fact.value.text if fact.value.kind == "date" else fact.valid_from
    year = re.match(r"-?\d{1,4}", text)
    return (int(year[0]), text) if year else None


def grouped(facts: Sequence[Fact], size: int, related: Callable[[Fact, Fact], bool]) -> list[tuple[Fact, ...]]:
    """Cut ordered facts into sentences of facts that belong together.

    Facts share a sentence when they have the same subject, hold at the same time and are told one after the other:
    up to `size` of one relation (`borders: Germany, Spain, Italy`), up to two of related ones.

    Args:
        related: whether facts of two different relations are about the same thing.
    """
    sentences: list[list[Fact]] = []
    for place, fact in enumerate(facts):
        following = facts[place + 1] if place + 1 < len(facts) else None
        starts_list = following is not None and _group(following) == _group(fact)
        last = sentences[-1] if sentences else []
        if (
            last
            and len(last) < size
            and _compatible(last[-1], fact)
            and (
                _continues_list(last, fact)
                or (not starts_list and len(last) < _MIXED and _pairs(last[-1], fact, related))
            )
        ):
            last.append(fact)
        else:
            sentences.append([fact])
    return [tuple(sentence) for sentence in sentences]


def _compatible(first: Fact, second: Fact) -> bool:
    return (
        fold(first.subject) == fold(second.subject)
        and not first.negated
        and not second.negated
        and (first.valid_from, first.valid_to) == (second.valid_from, second.valid_to)
        and max(len(first.object), len(second.object)) <= _LONG
        and "boolean" not in (first.value.kind, second.value.kind)
    )


def _continues_list(sentence: Sequence[Fact], fact: Fact) -> bool:
    return all(one.predicate == fact.predicate for one in sentence)


def _pairs(first: Fact, second: Fact, related: Callable[[Fact, Fact], bool]) -> bool:
    return _group(first) != _group(second) and role_of(first) == role_of(second) and related(first, second)
