"""Names of one entity, found by evidence.

Strongest first: what a source says (`same as`, `also known as`), the same folded spelling, a qualifier that names the
type, short forms with shared statements. Types that contradict each other stop all but the first. A person's
`do_not_merge` stops every one.
"""

import re
from collections.abc import Set
from dataclasses import dataclass

from content.settings import KnowledgeSettings
from knowledge.graph.claims import join_stated, stated
from knowledge.graph.evidence import Evidence, is_uri
from knowledge.graph.merging import Groups
from knowledge.graph.records import Merge
from knowledge.graph.relations import Role
from knowledge.graph.shortforms import join_short_forms
from knowledge.graph.values import folded

_QUALIFIED = re.compile(r"(.+?) \(([^()]+)\)")


@dataclass(frozen=True, eq=False)
class Naming:
    """Groups of names, and spellings that several entities share."""

    groups: Groups
    spellings: dict[int, list[int]]
    """Name → entities (by a member) that it may mean, none of them it."""
    titles: dict[int, dict[int, int]]
    """Entity (by its smallest name) → the names that sources prefer for it, and how many do."""

    @property
    def secondary(self) -> Set[int]:
        """Names that were joined to a better one: aliases, short forms, names with a qualifier."""
        return self.groups.secondary

    @property
    def merges(self) -> list[Merge]:
        """Every merge, in the order they were made."""
        return self.groups.merges


def merge_names(found: Evidence, settings: KnowledgeSettings) -> Naming:
    """Group the names that mean one entity."""
    texts = found.rows.texts
    groups = Groups({name: texts[name] for name in found.names}, found.types)
    _forbid(found, groups, settings)
    if settings.merge_aliases:
        for name, into in stated(found, Role.SAME):
            groups.join(name, into, "same as", f"stated: {texts[into]} is the same as {texts[name]}")
        _join_spellings(found, groups)
    spellings = join_stated(found, groups, settings)
    if settings.merge_aliases:
        _join_qualified(found, groups)
        join_short_forms(found, groups)
    return Naming(groups, spellings, _titles(found, groups))


def _titles(found: Evidence, groups: Groups) -> dict[int, dict[int, int]]:
    titles: dict[int, dict[int, int]] = {}
    for name, subject in stated(found, Role.LABEL):
        mine = titles.setdefault(groups.find(subject), {})
        mine[name] = mine.get(name, 0) + 1
    return titles


def _forbid(found: Evidence, groups: Groups, settings: KnowledgeSettings) -> None:
    by_text = {found.rows.texts[name]: name for name in found.names}
    by_fold: dict[str, list[int]] = {}
    for name in found.names:
        by_fold.setdefault(found.folds[name], []).append(name)

    def meant(text: str) -> list[int]:
        clean = " ".join(text.split())
        return [by_text[clean]] if clean in by_text else by_fold.get(folded(clean), [])

    for one, other in settings.do_not_merge:
        for first in meant(one):
            for second in meant(other):
                groups.forbid(first, second)
    for name, into in stated(found, Role.SAME, negated=True) + stated(found, Role.ALIAS, negated=True):
        groups.forbid(name, into)


def _join_spellings(found: Evidence, groups: Groups) -> None:
    by_fold: dict[str, list[int]] = {}
    for name in found.names:
        if name in found.uses:
            by_fold.setdefault(found.folds[name], []).append(name)
    for fold_, names in sorted(item for item in by_fold.items() if len(item[1]) > 1 and item[0]):
        ranked = sorted(names, key=lambda name: (-found.uses[name], name))
        for i, name in enumerate(ranked):
            into = next((other for other in ranked[:i] if _same_spelling(found, groups, name, other)), None)
            if into is not None:
                groups.join(name, into, "spelling", f"both are written {fold_!r} without case, accents and marks")


def _same_spelling(found: Evidence, groups: Groups, one: int, other: int) -> bool:
    if is_uri(found.rows.texts[one]) or is_uri(found.rows.texts[other]):
        return False
    mine, theirs = groups.types(one), groups.types(other)
    if mine and theirs:
        return bool(mine & theirs)
    same_case = found.rows.texts[one][:1].islower() == found.rows.texts[other][:1].islower()
    return same_case or not (mine or theirs)


def _join_qualified(found: Evidence, groups: Groups) -> None:
    """Join `Mercury (planet)` to `Mercury` when that is a planet."""
    by_text = {found.rows.texts[name]: name for name in found.uses}
    for name in sorted(found.uses):
        text = found.rows.texts[name]
        match = _QUALIFIED.fullmatch(text)
        base = by_text.get(match[1]) if match else None
        if match is None or base is None:
            continue
        qualifier = match[2].lower()
        mine, theirs = groups.types(name) | {qualifier}, groups.types(base)
        if mine & theirs:
            shared = min(mine & theirs)
            groups.join(name, base, "qualifier", f"{text} and {match[1]} are both of type {shared}")
