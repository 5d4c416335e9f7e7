"""The name that an entity goes by: the one its source prefers, unlike that of any other entity."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

import numpy as np

from knowledge.graph.aliases import Naming
from knowledge.graph.evidence import Evidence, is_identifier, is_uri
from knowledge.graph.relations import Role

_TELLING = (
    "country, state, province, region, located in, location, part of, city, brand, maker, manufacturer, author, "
    "artist, creator, field, year, birth date, born"
).split(", ")
"""Relations that tell things of one name apart, best first."""


def label_all(
    found: Evidence, naming: Naming, groups: dict[int, list[int]], types: dict[int, str], preferred: frozenset[str]
) -> dict[int, str]:
    """Give every group of names a label of its own.

    Of several entities that are called the same, the one that has the name for itself or is used most keeps it; the
    others are told apart by type, by country and the like, or by their identifier.
    """
    texts = found.rows.texts
    chosen = {root: _best(found, naming, root, members, preferred) for root, members in groups.items()}
    alike: dict[str, list[int]] = {}
    for root, name in chosen.items():
        alike.setdefault(_last_part(texts[name]) if is_uri(texts[name]) else texts[name], []).append(root)
    labels = {roots[0]: label for label, roots in alike.items() if len(roots) == 1}
    taken = set(alike)
    for label, roots in sorted(item for item in alike.items() if len(item[1]) > 1):
        keeper = _keeper(found, groups, label, roots)
        ordered = sorted(roots)
        if keeper is not None:
            labels[keeper] = label
        for root, qualifier in zip(ordered, _qualifiers(found, groups, types, ordered), strict=True):
            if root == keeper:
                continue
            raw = texts[min(groups[root], key=lambda name: (name not in found.uses, name))]
            options = ([f"{label} ({qualifier})"] if qualifier else []) + [f"{label} ({raw})", raw, f"{label} [{raw}]"]
            labels[root] = next(option for option in options if option not in taken)
            taken.add(labels[root])
    return labels


def _best(found: Evidence, naming: Naming, root: int, members: list[int], preferred: frozenset[str]) -> int:
    texts, titles, secondary = found.rows.texts, naming.titles.get(root, {}), naming.secondary
    if len(members) == 1 and not titles:
        return members[0]
    return min(
        {*members, *titles},
        key=lambda name: (
            texts[name] not in preferred,
            -titles.get(name, 0),
            is_uri(texts[name]),
            name in secondary,
            -found.uses.get(name, 0),
            name,
        ),
    )


def _keeper(found: Evidence, groups: dict[int, list[int]], label: str, roots: list[int]) -> int | None:
    """Give the entity that keeps a label which several would have; None when none stands out."""
    own = [root for root in roots if any(found.rows.texts[name] == label for name in groups[root])]
    if own:
        return own[0]
    weight = {root: sum(found.uses.get(name, 0) for name in groups[root]) for root in roots}
    first, second = sorted(roots, key=lambda root: (-weight[root], root))[:2]
    return first if weight[first] > weight[second] else None


def _qualifiers(found: Evidence, groups: dict[int, list[int]], types: dict[int, str], roots: list[int]) -> list[str]:
    """Find what tells entities of one name apart; empty where nothing does."""
    kinds = [types[root] for root in roots]
    found_by_type = [kind if kinds.count(kind) == 1 else "" for kind in kinds]
    if all(found_by_type):
        return found_by_type
    values = [_telling(found, groups[root]) for root in roots]
    for relation in _TELLING:
        told = [value.get(relation, "") for value in values]
        if any(told):
            return [one if told.count(one) == 1 else kind for one, kind in zip(told, found_by_type, strict=True)]
    return found_by_type


def _telling(found: Evidence, members: list[int]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name in sorted(members):
        low, high = np.searchsorted(found.rows.subject, (name, name + 1))
        for row in range(int(low), int(high)):
            key = found.keys[int(found.relation[row])]
            if key in _TELLING and found.role[row] < Role.ALIAS and not found.rows.negated[row]:
                values.setdefault(key, found.rows.texts[int(found.rows.object[row])])
    return values


def _last_part(uri: str) -> str:
    last = unquote(re.split(r"[/#:]", uri.rstrip("/#"))[-1]).replace("_", " ").strip()
    return last or uri


def spoken_names(names: Iterable[int], texts: Sequence[str], label: str) -> list[int]:
    """Leave out the label itself and identifiers, which nobody says."""
    return [name for name in sorted(names) if texts[name] != label and not is_identifier(texts[name])]
