"""Initials, surnames and acronyms, merged only where the statements of both agree."""

import re
from collections.abc import Iterator

import numpy as np

from knowledge.graph.evidence import Evidence
from knowledge.graph.merging import Groups
from knowledge.graph.relations import Role

_SMALL = frozenset("of the and for de la du des et von van der den di da".split())
_ACRONYM = re.compile(r"[A-Z](?:\.?[A-Z]){1,6}\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.? ?){1,3} ?([^\W\d_]{2,}(?:-[^\W\d_]+)?)")
_NUMBERS = re.compile(r"\d+|\b[IVXLCM]+\b")
_MOST_CANDIDATES = 60
_MOST_STATEMENTS = 400


def join_short_forms(found: Evidence, groups: Groups) -> None:
    """Join a short name to the one long name that fits it and shares statements with it.

    One of the shared statements must be theirs alone, or the initials of a name stand for it and two are shared. Two
    names that differ in a value (another population, another birth date) are never joined.
    """
    statements = _Statements(found)
    for short, candidates in _fitting(found):
        scored = [
            (len(shared), shared, long)
            for long in candidates
            if groups.find(long) != groups.find(short)
            and groups.agree(short, long)
            and (shared := statements.shared(short, long))
            and not statements.contradict(short, long)
        ]
        best = max((score for score, _, _ in scored), default=0)
        leaders = [item for item in scored if item[0] == best]
        if len({groups.find(long) for _, _, long in leaders}) != 1:
            continue
        _, shared, long = leaders[0]
        initials = best > 1 and bool(_INITIALS.fullmatch(found.rows.texts[short])) and " " in found.folds[short]
        if initials or any(statements.rare(key) for key in shared):
            said = "; ".join(statements.words(key) for key in shared[:3])
            groups.join(short, long, "short form", f"both: {said}")


def same_numbers(one: str, other: str) -> bool:
    """Whether two names have the same numbers: Apollo 11 and Apollo 12, Henry IV and Henry VI are not one."""
    return _NUMBERS.findall(one) == _NUMBERS.findall(other)


def _fitting(found: Evidence) -> Iterator[tuple[int, list[int]]]:
    """Give each short name with the long names that it may stand for; common surnames fit too many and are left out."""
    by_last: dict[str, list[int]] = {}
    by_initials: dict[str, list[int]] = {}
    short: list[int] = []
    for name in sorted(found.uses):
        text, words = found.rows.texts[name], found.folds[name].split()
        if len(text) > 80 or not words:
            continue
        if len(words) == 1 or _ACRONYM.fullmatch(text) or _INITIALS.fullmatch(text):
            short.append(name)
        if 2 <= len(words) <= 8 and len(words[0]) > 1:
            by_last.setdefault(words[-1], []).append(name)
            letters = "".join(word[0] for word in words if word not in _SMALL)
            if len(letters) > 1:
                by_initials.setdefault(letters, []).append(name)
    for name in short:
        candidates = sorted(_candidates(found, name, by_last, by_initials))
        if 0 < len(candidates) <= _MOST_CANDIDATES:
            yield name, candidates


def _candidates(
    found: Evidence, name: int, by_last: dict[str, list[int]], by_initials: dict[str, list[int]]
) -> set[int]:
    text, words = found.rows.texts[name], found.folds[name].split()
    fits: set[int] = set()
    if _ACRONYM.fullmatch(text):
        fits.update(by_initials.get("".join(words), ()))
    elif len(words) == 1 and text[:1].isupper():
        fits.update(by_last.get(words[0], ()))
    elif _INITIALS.fullmatch(text) and len(words[0]) == 1:
        for other in by_last.get(words[-1], ()):
            full = found.folds[other].split()
            firsts = full[:-1]
            if len(firsts) >= len(words) - 1 and all(
                given.startswith(word) for word, given in zip(words[:-1], firsts, strict=False)
            ):
                fits.add(other)
    return fits - {name}


class _Statements:
    """What a name stands in: (relation, other end, side), found when asked."""

    def __init__(self, found: Evidence) -> None:
        self._found = found
        self._single = found.single
        rows = found.rows
        plain = np.flatnonzero((found.role < Role.ALIAS) & (found.role != Role.TYPE) & ~rows.negated)
        self._subjects = plain[np.argsort(rows.subject[plain], kind="stable")]
        self._sorted_subjects = rows.subject[self._subjects]
        self._objects = plain[np.argsort(rows.object[plain], kind="stable")]
        self._sorted_objects = rows.object[self._objects]

    def _of(self, name: int) -> set[tuple[int, int, int]]:
        rows, relation = self._found.rows, self._found.relation
        keys: set[tuple[int, int, int]] = set()
        for side, order, column, other in (
            (0, self._subjects, self._sorted_subjects, rows.object),
            (1, self._objects, self._sorted_objects, rows.subject),
        ):
            low, high = np.searchsorted(column, (name, name + 1))
            for row in order[low : min(high, low + _MOST_STATEMENTS)].tolist():
                keys.add((int(relation[row]), int(other[row]), side))
        return keys

    def shared(self, one: int, other: int) -> list[tuple[int, int, int]]:
        """Give the statements that both names stand in."""
        return sorted(self._of(one) & self._of(other))

    def contradict(self, one: int, other: int) -> bool:
        """Whether both have a value for one relation and the values differ."""
        mine, theirs = self._values(one), self._values(other)
        return any(not mine[relation] & theirs[relation] for relation in mine.keys() & theirs.keys())

    def _values(self, name: int) -> dict[int, set[int]]:
        values: dict[int, set[int]] = {}
        for relation, other, side in self._of(name):
            if side == 0 and (other not in self._found.uses or self._single[relation]):
                values.setdefault(relation, set()).add(other)
        return values

    def rare(self, key: tuple[int, int, int]) -> bool:
        """Whether no third name stands in a statement."""
        relation, other, side = key
        order, column = (self._objects, self._sorted_objects) if side == 0 else (self._subjects, self._sorted_subjects)
        low, high = np.searchsorted(column, (other, other + 1))
        rows = order[low:high]
        mine = self._found.rows.subject if side == 0 else self._found.rows.object
        return len(np.unique(mine[rows[self._found.relation[rows] == relation]])) <= 2

    def words(self, key: tuple[int, int, int]) -> str:
        """Say a statement without its name."""
        relation, other, side = key
        rows = self._found.rows
        row = np.flatnonzero(self._found.relation == relation)[0]
        words = f"{rows.texts[rows.predicate[row]]} {rows.texts[other]}"
        return words if side == 0 else f"are {rows.texts[rows.predicate[row]]} of {rows.texts[other]}"
