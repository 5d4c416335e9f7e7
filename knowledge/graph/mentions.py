"""What an ambiguous name means where it stands: the Paris that is the capital of France is the one in France."""

from dataclasses import replace

import numpy as np

from knowledge.graph.aliases import Naming
from knowledge.graph.claims import SHORTEST, speaker
from knowledge.graph.evidence import Evidence
from knowledge.graph.records import Merge
from knowledge.graph.relations import Role
from knowledge.graph.rows import Ints


def resolve_mentions(found: Evidence, naming: Naming) -> tuple[Evidence, Ints]:
    """Lead objects that several entities are called by to the one of them that is linked with the subject.

    A name that is a subject itself stands for itself. With no linked entity, or with several, it stays as it is.

    Returns:
        The evidence with the uses counted anew, and per row the name that its object stands for.
    """
    rows, groups = found.rows, naming.groups
    meant = rows.object.copy()
    plain = found.role < Role.ALIAS
    subjects = set(np.unique(rows.subject[plain]).tolist())
    open_names = {name for name, owners in naming.spellings.items() if owners and name in found.uses} - subjects
    asked = np.flatnonzero(plain & found.is_entity & np.isin(rows.object, sorted(open_names)))
    if not len(asked):
        return found, meant
    linked = _links(found, naming, {groups.find(owner) for name in open_names for owner in naming.spellings[name]})
    uses, noted = dict(found.uses), set[tuple[int, int]]()
    for row in asked.tolist():
        name, subject = int(rows.object[row]), int(rows.subject[row])
        owner = _owner(found, naming, name, groups.find(subject), linked)
        if owner is None or groups.forbidden(name, owner):
            continue
        meant[row] = owner
        uses[name] -= 1
        uses[owner] = uses.get(owner, 0) + 1
        if (name, owner) not in noted and owner != groups.find(subject):
            noted.add((name, owner))
            evidence = (
                f"where {rows.texts[subject]} names it; of all that are called so this one names {rows.texts[subject]}"
            )
            groups.merges.append(
                Merge(rows.texts[name], rows.texts[speaker(found, groups, owner)], "mention", evidence)
            )
    return replace(found, uses={name: count for name, count in uses.items() if count}), meant


def _owner(found: Evidence, naming: Naming, name: int, subject: int, linked: dict[int, set[int]]) -> int | None:
    owners = {naming.groups.find(owner) for owner in naming.spellings[name]}
    if subject in owners:
        return subject
    titled = {owner for owner in owners if name in naming.titles.get(owner, {})}
    for candidates in (titled, owners if len(found.folds[name]) > SHORTEST + 1 else set()):
        near = [owner for owner in candidates if subject in linked[owner]]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _links(found: Evidence, naming: Naming, owners: set[int]) -> dict[int, set[int]]:
    """Give the entities that each owner has a statement about."""
    rows, groups = found.rows, naming.groups
    members = {member: owner for owner in sorted(owners) for member in groups.members(owner)}
    linked: dict[int, set[int]] = {owner: set() for owner in owners}
    plain = (found.role < Role.ALIAS) & found.is_entity & ~rows.negated & np.isin(rows.subject, sorted(members))
    for row in np.flatnonzero(plain).tolist():
        linked[members[int(rows.subject[row])]].add(groups.find(int(rows.object[row])))
    return linked
