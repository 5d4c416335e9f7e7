"""Facts gathered into groups that one clause can say."""

from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact
from models.wording.patterns import says_false
from models.wording.relations import is_type, wording


class Group(NamedTuple):
    """Facts that one clause says."""

    facts: tuple[Fact, ...]
    """Same subject, relation, negation and validity."""
    after: tuple[Fact, ...] = ()
    """Facts that follow a type: in France."""
    near: tuple[Fact, ...] = ()
    """Facts that follow those: near the Alps."""


def grouped(facts: Sequence[Fact]) -> list[Group]:
    """Gather facts: those of one relation become a list, and one that can follow a type joins it."""
    table: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        key = (fact.subject, fact.predicate, fact.negated, says_false(fact), fact.valid_from, fact.valid_to)
        same = table.setdefault((*key, fact.id) if _stands_alone(fact) else key, [])
        if all(other.object != fact.object for other in same):
            same.append(fact)
    return _with_follower([Group(tuple(same)) for same in table.values()])


def _stands_alone(fact: Fact) -> bool:
    return fact.value.kind in {"boolean", "number", "quantity", "money"}


def _with_follower(groups: list[Group]) -> list[Group]:
    head = next((group for group in groups if is_type(group.facts[0]) and not _is_special(group.facts[0])), None)
    if head is None:
        return groups
    follows = [group for group in groups if group is not head and _can_follow(group, head)]
    if not follows:
        return groups
    near = next((group for group in follows[1:] if wording(group.facts).after.startswith("near ")), None)
    joined = head._replace(after=follows[0].facts, near=near.facts if near else ())
    return [joined if other is head else other for other in groups if other not in (follows[0], near)]


def _can_follow(group: Group, head: Group) -> bool:
    first = group.facts[0]
    return first.subject == head.facts[0].subject and bool(wording(group.facts).after) and not _is_special(first)


def _is_special(fact: Fact) -> bool:
    return fact.negated or says_false(fact) or bool(fact.valid_from or fact.valid_to)
