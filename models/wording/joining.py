"""Facts gathered into groups, and their clauses joined into one sentence."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact
from content.names import fold
from models.wording.patterns import Clause, realise, says_false
from models.wording.phrases import spoken_name
from models.wording.relations import is_type, wording
from models.wording.words import classes_of

_SHARED = re.compile(r"(is|are|was|were|has|have|had) (.*)", re.DOTALL)


class Group(NamedTuple):
    """Facts that one clause says."""

    facts: tuple[Fact, ...]
    """Same subject, relation, negation and validity."""
    after: tuple[Fact, ...] = ()
    """A fact that follows a type: in France."""


class Worded(NamedTuple):
    """A group and its clause."""

    group: Group
    clause: Clause


def grouped(facts: Sequence[Fact]) -> list[Group]:
    """Gather facts: lists of one relation first, then what can follow a type."""
    table: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        key = (fact.subject, fact.predicate, fact.negated, says_false(fact), fact.valid_from, fact.valid_to)
        same = table.setdefault((*key, fact.id) if fact.value.kind == "boolean" else key, [])
        if all(fold(other.object) != fold(fact.object) or other.object != fact.object for other in same):
            same.append(fact)
    return _with_followers([Group(tuple(same)) for same in table.values()])


def _with_followers(groups: list[Group]) -> list[Group]:
    head = next((group for group in groups if is_type(group.facts[0]) and not _is_special(group.facts[0])), None)
    if head is None:
        return groups
    for group in groups:
        if group is not head and _can_follow(group, head):
            joined = head._replace(after=group.facts)
            return [joined if other is head else other for other in groups if other is not group]
    return groups


def _can_follow(group: Group, head: Group) -> bool:
    first = group.facts[0]
    return first.subject == head.facts[0].subject and bool(wording(group.facts).after) and not _is_special(first)


def _is_special(fact: Fact) -> bool:
    return fact.negated or says_false(fact) or bool(fact.valid_from or fact.valid_to)


def worded_group(group: Group, turn: int) -> Worded:
    """Word a group by one of its patterns, chosen by `turn`; patterns that begin with the subject join best."""
    ways = wording(group.facts).say
    clause = realise(ways[turn % len(ways)], group.facts)
    if group.after:
        follower = realise(wording(group.after).after, group.after)
        clause = Clause(clause.subject, f"{clause.phrase} {follower.subject}", follower.ends_with)
    return Worded(group, clause)


def join_clauses(worded: Sequence[Worded]) -> str:
    """Join clauses: one subject is named once, an object that goes on as subject takes "which", others take "and"."""
    if len(worded) == 1:
        return _whole(worded[0].clause)
    if len({item.group.facts[0].subject for item in worded}) == 1:
        return _one_subject([_leading(item) for item in worded])
    return _several_subjects(worded)


def _leading(item: Worded) -> Worded:
    """Word a group anew so that its clause begins with the subject, where a pattern allows it."""
    if item.clause.phrase:
        return item
    ways = [pattern for pattern in wording(item.group.facts).say if pattern.startswith("{s} ")]
    return item._replace(clause=realise(ways[0], item.group.facts)) if ways else item


def _one_subject(worded: Sequence[Worded]) -> str:
    leading = [item.clause for item in worded if item.clause.phrase]
    others = [item.clause.subject for item in worded if not item.clause.phrase]
    phrases = _elided([clause.phrase for clause in leading])
    said = [f"{leading[0].subject} {_series(phrases)}"] if phrases else []
    return _series([*said, *others], clauses=True)


def _elided(phrases: list[str]) -> list[str]:
    """Say a shared auxiliary once: "has a population of … and an area of …", "was designed … and built …"."""
    kept: list[str] = []
    shared = ""
    for phrase in phrases:
        match = _SHARED.fullmatch(phrase)
        key = f"{match[1]} {_complement_kind(match[2])}" if match else ""
        same = bool(key) and key == shared and "not " not in phrase[:12]
        kept.append(match[2] if match and same else phrase)
        shared = key
    return kept


def _complement_kind(rest: str) -> str:
    first = rest.split(" ", 1)[0]
    if first in {"a", "an", "the", "part"}:
        return "noun"
    return "participle" if first.endswith(("ed", "en", "wn", "ilt", "ade", "orn")) else rest


def _series(parts: Sequence[str], *, clauses: bool = False) -> str:
    if len(parts) == 1:
        return parts[0]
    inner = clauses or any(" and " in part or " or " in part for part in parts)
    return f"{', '.join(parts[:-1])}{',' if inner else ''} and {parts[-1]}"


def _several_subjects(worded: Sequence[Worded]) -> str:
    together = _shared_object(worded)
    if together:
        return together
    said: list[str] = []
    previous: Clause | None = None
    for item in worded:
        clause = _leading(item).clause
        name = spoken_name(item.group.facts[0].subject)
        if previous and clause.phrase and previous.ends_with == name:
            pronoun = "who" if "person" in classes_of(item.group.facts[0].subject_type) else "which"
            said[-1] = f"{said[-1]}, {pronoun} {clause.phrase}"
            previous = None
        else:
            said.append(_whole(clause))
            previous = clause
    return _series(said, clauses=True)


def _shared_object(worded: Sequence[Worded]) -> str:
    """Name several subjects of one relation and object together: "Sweden and Finland border Norway"."""
    facts = [item.group.facts[0] for item in worded]
    same = {(fact.predicate, fact.object, fact.negated, fact.valid_from, fact.valid_to) for fact in facts}
    if len(same) != 1 or any(len(item.group.facts) > 1 or item.group.after for item in worded) or facts[0].negated:
        return ""
    ways = [
        way
        for way in wording(facts[:1]).say
        if re.match(r"\{s\} \[\w+\] (?!an? |the )", way) and way.endswith("{o}") and "<" not in way
    ]
    names = [spoken_name(fact.subject, fact.subject_type) for fact in facts]
    return _whole(realise(ways[0], facts[:1], names)) if ways else ""


def _whole(clause: Clause) -> str:
    return f"{clause.subject} {clause.phrase}".strip()
