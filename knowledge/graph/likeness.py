"""Entities by what a text may call them: without brackets and dots, `Arlington in Texas`; and nearly, misspelt."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from content.names import fold

MOST_COMPARED = 200_000
"""Entities whose names are compared; in a larger graph names have to be as it has them."""
_MISSPELT = 80
"""Likeness of two names, of 100, from which one may be the other, misspelt."""
_SHORTEST_MISSPELT = 4
_MOST_JOINED = 4
"""Words that a text may write as one: `CrystalDiskMark` for `Crystal disk mark`."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_INITIALS = re.compile(r"\b(?:[^\W\d_] )+[^\W\d_]\b")


class Names:
    """The names of a graph's entities, looked at closely; made when it is first asked for."""

    def __init__(self, labels: Sequence[str]) -> None:
        """Take the labels, by position."""
        self._labels = labels[:MOST_COMPARED]

    def variant(self, name: str) -> int:
        """Find the one entity that a text may call so; -1 where there is none, or more than one."""
        return self._variants.get(_plain(name), -1)

    def nearest(self, name: str) -> int:
        """Find the entity whose label is nearly this name; -1 where there is none."""
        from rapidfuzz import fuzz, process

        wanted = _plain(name)
        if len(wanted) < _SHORTEST_MISSPELT:
            return -1
        found = process.extractOne(wanted, self._bare, scorer=fuzz.ratio, score_cutoff=_MISSPELT)
        return found[2] if found else -1

    @cached_property
    def _bare(self) -> list[str]:
        return [_plain(_IN_BRACKETS.sub("", label)) for label in self._labels]

    @cached_property
    def _variants(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, label in enumerate(self._labels):
            for key in {_plain(one) for one in _called(label)}:
                found[key] = at if key not in found else -1
        return found


def _called(label: str) -> Iterator[str]:
    """What a text may call a thing beside its label."""
    yield label
    bare = _IN_BRACKETS.sub("", label)
    yield bare
    inner, comma, outer = bare.partition(", ")
    if comma and outer[:1].isupper():
        yield inner
        yield f"{inner} in {outer}"
    if bare.count(" ") < _MOST_JOINED:
        yield bare.replace(" ", "")


def _plain(name: str) -> str:
    """Fold a name, its initials joined: A.F.C. and AFC are one."""
    return _INITIALS.sub(lambda found: found[0].replace(" ", ""), fold(name))
