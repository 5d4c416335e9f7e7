"""Entities: groups of names with one label, a type and a way to find them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.graph.aliases import Naming
from knowledge.graph.evidence import Evidence, type_name
from knowledge.graph.labels import label_all, spoken_names
from knowledge.graph.relations import Role
from knowledge.graph.rows import Ints
from knowledge.graph.values import folded


@dataclass(frozen=True, eq=False)
class Entities:
    """Sorted by label; `owner` and `spelling` lead from names to them."""

    labels: Sequence[str]
    types: Sequence[str]
    owner: Ints
    """Per text of the rows: its entity, or -1."""
    spelling: Sequence[str]
    """Folded names, sorted; `meant` has the entity that each most likely means."""
    meant: Ints
    name_text: Ints
    """Other names, grouped by entity: positions in the rows' texts …"""
    name_start: Ints
    """… and where each entity's begin."""

    def find(self, name: str, texts: Sequence[str]) -> int:
        """Find an entity by label, name or folded spelling; -1 when there is none."""
        name = " ".join(name.split())
        at = bisect_left(self.labels, name)
        if at < len(self.labels) and self.labels[at] == name:
            return at
        at = bisect_left(texts, name)
        if at < len(texts) and texts[at] == name and self.owner[at] >= 0:
            return int(self.owner[at])
        spelling = folded(name)
        at = bisect_left(self.spelling, spelling)
        return int(self.meant[at]) if at < len(self.spelling) and self.spelling[at] == spelling else -1

    def names(self, entity: int, texts: Sequence[str]) -> tuple[str, ...]:
        """Give an entity's other spellings."""
        low, high = self.name_start[entity], self.name_start[entity + 1]
        return tuple(texts[i] for i in self.name_text[low:high].tolist())


def entities_of(found: Evidence, naming: Naming, preferred: frozenset[str] = frozenset()) -> Entities:
    """Make an entity of every group of names that stands in a fact or is called something."""
    texts = found.rows.texts
    shared = {name for name, owners in naming.spellings.items() if owners and name not in found.uses}
    owners = {naming.groups.find(owner) for meant in naming.spellings.values() for owner in meant}
    groups = naming.groups.roots(
        name for name in found.names if name not in shared or name in owners or naming.groups.members(name) != [name]
    )
    types = _types(found, groups)
    labels = label_all(found, naming, groups, types, preferred)
    order = sorted(groups, key=lambda root: labels[root])
    index = {root: i for i, root in enumerate(order)}
    owner = np.full(len(texts), -1, dtype=np.int32)
    names: list[set[int]] = [set() for _ in order]
    for root, members in groups.items():
        owner[members] = index[root]
        names[index[root]].update(members)
    for name, meant in naming.spellings.items():
        for root in {naming.groups.find(member) for member in meant}:
            names[index[root]].add(name)
    return _assembled(found, [labels[root] for root in order], [types[root] for root in order], owner, names)


def _assembled(found: Evidence, labels: list[str], types: list[str], owner: Ints, names: list[set[int]]) -> Entities:
    texts = found.rows.texts
    spoken = [spoken_names(group, texts, label) for group, label in zip(names, labels, strict=True)]
    weight = np.zeros(len(labels), dtype=np.int64)
    for name, uses in found.uses.items():
        weight[owner[name]] += uses
    best = _meanings(found, labels, owner, names, weight.tolist())
    spelling = sorted(best)
    return Entities(
        labels=labels,
        types=types,
        owner=owner,
        spelling=spelling,
        meant=np.array([best[key][2] for key in spelling], dtype=np.int32),
        name_text=np.array([name for group in spoken for name in group], dtype=np.int32),
        name_start=np.cumsum([0, *(len(group) for group in spoken)]).astype(np.int32),
    )


def _meanings(
    found: Evidence, labels: list[str], owner: Ints, names: list[set[int]], weight: list[int]
) -> dict[str, tuple[bool, int, int]]:
    """Give each folded spelling the entity that it most likely means: its own name first, then the most used."""
    best: dict[str, tuple[bool, int, int]] = {}
    owners = owner.tolist()
    for i, group in enumerate(names):
        spellings = {found.folds[name]: owners[name] != i for name in sorted(group, key=lambda name: owners[name] == i)}
        spellings[folded(labels[i])] = False
        for spelling, shared in spellings.items():
            mine = (shared, -weight[i], i)
            best[spelling] = min(best.get(spelling, mine), mine)
    return best


def _types(found: Evidence, groups: dict[int, list[int]]) -> dict[int, str]:
    """Give each group the type that most statements name."""
    rows = found.rows
    counts: dict[int, Counter[str]] = {}
    typed = np.flatnonzero((found.role == Role.TYPE) & ~rows.negated)
    for subject, obj in zip(rows.subject[typed].tolist(), rows.object[typed].tolist(), strict=True):
        counts.setdefault(subject, Counter())[type_name(rows.texts[obj])] += 1
    types: dict[int, str] = {}
    for root, members in groups.items():
        total: Counter[str] = Counter()
        for name in members:
            total.update(counts.get(name, {}))
        types[root] = min(total, key=lambda type_: (-total[type_], type_), default="")
    return types
