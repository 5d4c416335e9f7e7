"""Relations that have one value at a time, and facts that break that."""

from collections.abc import Iterator

import numpy as np

from knowledge.graph.index import Index
from knowledge.graph.relations import SINGLE, Role, names_places, relation_key, role_of_key
from knowledge.graph.rows import Mask
from knowledge.graph.validity import overlap, values_are_one

_SUBJECTS = 20
"""Fewer subjects than this prove no habit."""
_HABIT = 0.95
_AGAINST = 0.8
"""A relation that people know to be single-valued is not, when single sources list several values this often."""
_MOST_VALUES = 200


def single_valued(index: Index) -> Mask:
    """Find the relations with one value at a time: by setting, by common knowledge, by the habit of most subjects."""
    built = index.built
    table, count = built.table, len(built.relations)
    stated = np.flatnonzero(~table.negated)
    starts, sizes = _groups(index, stated)
    relation = table.relation[stated[starts]]
    several = sizes > 1
    for group in np.flatnonzero(several).tolist():
        members = stated[starts[group] : starts[group] + sizes[group]]
        if (table.valid_from[members] != table.valid_from[members[0]]).any() or built.rows.texts[
            table.valid_from[members[0]]
        ]:
            several[group] = bool(_clashing(index, members.tolist()[:_MOST_VALUES]))
    subjects = np.maximum(np.bincount(relation, minlength=count), 1)
    share = 1 - np.bincount(relation[several], minlength=count) / subjects
    listed = np.array([_one_source_lists(index, facts) for facts in _members(stated, starts, sizes, several)], np.bool_)
    listing = 1 - np.bincount(relation[several][listed], minlength=count) / subjects
    known = np.array([key in SINGLE for key in built.relation_keys], dtype=np.bool_)
    asked = {relation_key(name) for name in built.settings.single_valued}
    told = np.array([key in asked for key in built.relation_keys], dtype=np.bool_)
    proven = (subjects >= _SUBJECTS) & np.array(
        [role_of_key(key) != Role.TYPE for key in built.relation_keys], np.bool_
    )
    found: Mask = told | (known & ~(proven & (listing < _AGAINST))) | (proven & (share >= _HABIT))
    return found


def _groups(index: Index, facts: "np.typing.NDArray[np.intp]") -> tuple["np.typing.NDArray[np.intp]", ...]:
    """Give where the facts of each subject and relation start, and how many they are."""
    table = index.built.table
    fresh = np.ones(len(facts), dtype=np.bool_)
    subject, relation = table.subject[facts], table.relation[facts]
    fresh[1:] = (subject[1:] != subject[:-1]) | (relation[1:] != relation[:-1])
    starts = np.flatnonzero(fresh)
    return starts, np.diff(np.append(starts, len(facts)))


def _members(
    facts: "np.typing.NDArray[np.intp]",
    starts: "np.typing.NDArray[np.intp]",
    sizes: "np.typing.NDArray[np.intp]",
    chosen: Mask,
) -> Iterator["np.typing.NDArray[np.intp]"]:
    for group in np.flatnonzero(chosen).tolist():
        yield facts[starts[group] : starts[group] + sizes[group]]


def _one_source_lists(index: Index, facts: "np.typing.NDArray[np.intp]") -> bool:
    """Whether one source gives several of the values, so that they are meant side by side."""
    seen: set[int] = set()
    for fact in facts[:_MOST_VALUES].tolist():
        low, high = index.built.table.row_start[fact : fact + 2].tolist()
        sources = set(index.built.rows.uri[low:high].tolist())
        if seen & sources:
            return True
        seen |= sources
    return False


def conflict_groups(index: Index, single: Mask) -> list[list[int]]:
    """Give the facts that contradict each other, by subject and relation."""
    table = index.built.table
    stated = np.flatnonzero(~table.negated & single[table.relation]) if len(table) else np.empty(0, np.intp)
    starts, sizes = _groups(index, stated)
    found: dict[tuple[int, int], set[int]] = {}
    for group in np.flatnonzero(sizes > 1).tolist():
        for fact in _clashing(index, stated[starts[group] : starts[group] + sizes[group]].tolist()):
            found.setdefault((int(table.subject[fact]), int(table.relation[fact])), set()).add(fact)
    for one, other in _denied(index):
        found.setdefault((int(table.subject[one]), int(table.relation[one])), set()).update((one, other))
    return [sorted(found[key]) for key in sorted(found)]


def _clashing(index: Index, facts: list[int]) -> list[int]:
    """Give those of a relation's facts that another one excludes."""
    return [one for one in facts if any(excludes(index, one, other) for other in facts if other != one)]


def _denied(index: Index) -> list[tuple[int, int]]:
    """Find facts that are stated and denied."""
    table = index.built.table
    pairs: list[tuple[int, int]] = []
    for denial in np.flatnonzero(table.negated).tolist():
        for other in index.said_of(int(table.subject[denial]), int(table.relation[denial])):
            if not table.negated[other] and same_object(index, denial, other) and together(index, denial, other):
                pairs.append((other, denial))
    return pairs


def excludes(index: Index, one: int, other: int) -> bool:
    """Whether two facts of a single-valued relation cannot both be true."""
    table = index.built.table
    if same_object(index, one, other) or not together(index, one, other):
        return False
    if names_places(index.built.relation_keys[table.relation[one]], index.value(one), index.value(other)):
        return False
    if table.target[one] >= 0 or table.target[other] >= 0:
        return index.value(one).text != index.value(other).text
    return not values_are_one(index.value(one), index.value(other))


def same_object(index: Index, one: int, other: int) -> bool:
    """Whether two facts have the same object."""
    table = index.built.table
    return bool(table.target[one] == table.target[other] and table.value[one] == table.value[other])


def together(index: Index, one: int, other: int) -> bool:
    """Whether two facts hold at the same time."""
    table, texts = index.built.table, index.built.rows.texts
    return overlap(
        texts[table.valid_from[one]],
        texts[table.valid_to[one]],
        texts[table.valid_from[other]],
        texts[table.valid_to[other]],
    )
