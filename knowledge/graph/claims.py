"""Names that sources give to entities: `label`, `also known as`, `official name`."""

import numpy as np

from content.settings import KnowledgeSettings
from knowledge.graph.evidence import Evidence
from knowledge.graph.merging import Groups
from knowledge.graph.relations import Role

SHORTEST = 2
"""Letters of a name that may mean anything."""
Claims = dict[int, set[int]]


def stated(found: Evidence, role: Role, *, negated: bool = False) -> list[tuple[int, int]]:
    """Give (name, subject) of the statements that say what something is called."""
    chosen = np.flatnonzero((found.role == role) & (found.rows.negated == negated))
    pairs = np.unique(np.stack((found.rows.object[chosen], found.rows.subject[chosen]), 1), axis=0)
    return [(name, subject) for name, subject in pairs.tolist() if name != subject]


def join_stated(found: Evidence, groups: Groups, settings: KnowledgeSettings) -> dict[int, list[int]]:
    """Join each name to the one entity that claims it; a name that several claim is only a spelling of each.

    The claim of a label is stronger than that of an alias. Names that are already one are claimed as one. A name of two
    letters that stands in facts is left alone: `AF` is Afghanistan in one place and Africa in the next.

    Returns:
        Spellings that are nobody's own: name → the entities, each by one of its names, that it may mean.
    """
    titled, called = _claims(found, settings)
    together: dict[int, list[int]] = {}
    for name in sorted(titled.keys() | called.keys()):
        together.setdefault(groups.find(name) if name in found.uses else name, []).append(name)
    spellings: dict[int, list[int]] = {}
    for names in together.values():
        first, second = _owners(groups, titled, names), _owners(groups, called, names)
        strongest = first or second
        for name in names:
            free = name not in found.uses or (settings.merge_aliases and len(found.folds[name]) > SHORTEST)
            if free and len(strongest) == 1 and groups.agree(name, strongest[0]):
                _join(found, groups, name, strongest[0])
            owners = _owners(groups, titled, [name]) + _owners(groups, called, [name])
            if owners:
                spellings[name] = list(dict.fromkeys(owners))
    return spellings


def _claims(found: Evidence, settings: KnowledgeSettings) -> tuple[Claims, Claims]:
    titled: Claims = {}
    called: Claims = {}
    for role in (Role.LABEL, Role.ALIAS, Role.SAME, Role.NAMING):
        if role == Role.SAME and settings.merge_aliases:
            continue
        claims = titled if role == Role.LABEL else called
        for name, subject in stated(found, role):
            claims.setdefault(name, set()).add(subject)
    return titled, called


def _owners(groups: Groups, claims: Claims, names: list[int]) -> list[int]:
    """Give the entities that claim names and do not have them yet."""
    return sorted(
        {groups.find(subject) for name in names for subject in claims.get(name, ())}
        - {groups.find(name) for name in names}
    )


def _join(found: Evidence, groups: Groups, name: int, owner: int) -> None:
    texts, owner = found.rows.texts, speaker(found, groups, owner)
    groups.join(name, owner, "alias", f"stated: {texts[owner]} is also called {texts[name]}")


def speaker(found: Evidence, groups: Groups, owner: int) -> int:
    """Give the name by which statements mostly speak of an entity."""
    return min(groups.members(owner), key=lambda name: (-found.uses.get(name, 0), name))
