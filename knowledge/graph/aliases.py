"""Names of one entity, found by evidence.

Strongest first: what a source says (`same as`, `also known as`), the same folded spelling, a qualifier that names the
type, short forms with shared statements. Types that contradict each other stop all but the first. A person's
`do_not_merge` stops every one.
"""

import functools
import re
from dataclasses import dataclass

import numpy as np

from content.names import relation_words
from content.settings import KnowledgeSettings
from knowledge.graph.merging import Groups
from knowledge.graph.objects import Objects
from knowledge.graph.records import Merge
from knowledge.graph.relations import SINGLE, Relations, Role
from knowledge.graph.rows import Ints, Mask, Rows
from knowledge.graph.shortforms import join_short_forms
from knowledge.graph.values import folded

_QUALIFIED = re.compile(r"(.+?) \(([^()]+)\)")
_IS_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:|_:")


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the statements say about names."""

    rows: Rows
    relation: Ints
    role: Ints
    is_entity: Mask
    names: list[int]
    """Positions of all names in the rows' texts, in order."""
    folds: dict[int, str]
    uses: dict[int, int]
    """Times that a name stands in a fact."""
    types: dict[int, frozenset[str]]
    single: Mask
    """Per relation: known to have one value at a time."""


@dataclass(frozen=True, eq=False)
class Naming:
    """Groups of names, and spellings that several entities share."""

    groups: Groups
    spellings: dict[int, list[int]]
    """Name → entities (by a member) that it may mean, none of them it."""
    labels: dict[int, int]
    """Name that a source prefers → times."""

    @functools.cached_property
    def secondary(self) -> frozenset[str]:
        """Names that were joined to a better one: aliases, short forms, names with a qualifier."""
        return frozenset(merge.name for merge in self.merges if merge.kind in ("alias", "short form", "qualifier"))

    @property
    def merges(self) -> list[Merge]:
        """Every merge, in the order they were made."""
        return self.groups.merges


def gather(rows: Rows, relation: Ints, relations: Relations, objects: Objects) -> Evidence:
    """Collect all names with their use and types."""
    role = relations.roles[relation] if len(rows) else np.empty(0, np.int32)
    consumed = role >= Role.ALIAS
    says = ~consumed
    mentions = rows.object[says & objects.entity]
    names, counts = np.unique(np.concatenate((rows.subject[says], mentions)), return_counts=True)
    uses = dict(zip(names.tolist(), counts.tolist(), strict=True))
    called = consumed | (role == Role.NAMING)
    every = np.unique(np.concatenate((names, rows.subject[consumed], rows.object[called]))).tolist()
    types: dict[int, set[str]] = {}
    typed = np.flatnonzero((role == Role.TYPE) & ~rows.negated)
    for subject, obj in np.unique(np.stack((rows.subject[typed], rows.object[typed]), 1), axis=0).tolist():
        types.setdefault(subject, set()).add(type_name(rows.texts[obj]))
    return Evidence(
        rows=rows,
        relation=relation,
        role=role,
        is_entity=objects.entity,
        names=every,
        folds={name: folded(rows.texts[name]) for name in every},
        uses=uses,
        types={name: frozenset(found) for name, found in types.items()},
        single=np.array([key in SINGLE for key in relations.keys], dtype=np.bool_),
    )


def type_name(text: str) -> str:
    """Write a type in lower case, an address by its last part."""
    return relation_words(text) if is_uri(text) else text.lower()


def is_uri(text: str) -> bool:
    """Whether a name is an address and not for people."""
    return bool(_IS_URI.match(text)) and " " not in text


def merge_names(found: Evidence, settings: KnowledgeSettings) -> Naming:
    """Group the names that mean one entity."""
    texts = found.rows.texts
    groups = Groups({name: texts[name] for name in found.names}, found.types)
    _forbid(found, groups, settings)
    spellings: dict[int, list[int]] = {}
    if settings.merge_aliases:
        for name, into in _said(found, Role.SAME):
            groups.join(name, into, "same as", f"stated: {texts[into]} is the same as {texts[name]}")
        _join_spellings(found, groups)
    labels = _join_stated(found, groups, spellings, settings)
    if settings.merge_aliases:
        _join_qualified(found, groups)
        join_short_forms(found, groups)
    return Naming(groups, spellings, labels)


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
    for name, into in _said(found, Role.SAME, negated=True) + _said(found, Role.ALIAS, negated=True):
        groups.forbid(name, into)


def _said(found: Evidence, role: Role, *, negated: bool = False) -> list[tuple[int, int]]:
    """Give (name, subject) of the statements that say what something is called."""
    chosen = np.flatnonzero((found.role == role) & (found.rows.negated == negated))
    pairs = np.unique(np.stack((found.rows.object[chosen], found.rows.subject[chosen]), 1), axis=0)
    return [(name, subject) for name, subject in pairs.tolist() if name != subject]


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


def _join_stated(
    found: Evidence, groups: Groups, spellings: dict[int, list[int]], settings: KnowledgeSettings
) -> dict[int, int]:
    """Join each alias to the one entity that claims it; an alias of several is only a spelling of each."""
    claims: dict[int, set[int]] = {}
    labels: dict[int, int] = {}
    for role in (Role.LABEL, Role.ALIAS, Role.SAME, Role.NAMING):
        for name, subject in _said(found, role):
            if role == Role.SAME and settings.merge_aliases:
                continue
            claims.setdefault(name, set()).add(subject)
            if role == Role.LABEL:
                labels[name] = labels.get(name, 0) + 1
    texts = found.rows.texts
    for name, subjects in sorted(claims.items()):
        owners = sorted({groups.find(subject) for subject in subjects})
        used = name in found.uses
        free = name in found.folds and (settings.merge_aliases or not used)
        if len(owners) == 1 and free and groups.agree(name, owners[0]):
            subject = min(subjects)
            if groups.find(name) == owners[0] or groups.join(
                name, subject, "alias", f"stated: {texts[subject]} is also called {texts[name]}"
            ):
                continue
        spellings[name] = [owner for owner in owners if groups.find(name) != owner]
    return labels


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
