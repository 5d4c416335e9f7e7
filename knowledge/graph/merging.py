"""Names into groups that can be taken apart again: a union–find that a person's word can forbid."""

from collections.abc import Iterable, Mapping, Set

from knowledge.graph.records import Merge


class Groups:
    """Join names step by step; every join is recorded, and none brings two enemies together."""

    def __init__(self, names: Mapping[int, str], types: Mapping[int, frozenset[str]]) -> None:
        self._names, self._given = names, types
        self._parent: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._types: dict[int, frozenset[str]] = {}
        self._enemies: dict[int, set[int]] = {}
        self.merges: list[Merge] = []
        self._secondary: set[int] = set()

    def forbid(self, one: int, other: int) -> None:
        """Keep two names apart, whatever the evidence."""
        self._enemies.setdefault(one, set()).add(other)
        self._enemies.setdefault(other, set()).add(one)

    def find(self, name: int) -> int:
        """Give the smallest name of a group."""
        root = name
        while (parent := self._parent.get(root, root)) != root:
            root = parent
        while name != root:
            self._parent[name], name = root, self._parent[name]
        return root

    def members(self, name: int) -> list[int]:
        """Give all names of the group that a name is in."""
        root = self.find(name)
        return self._members.get(root, [root])

    def types(self, name: int) -> frozenset[str]:
        """Give all types that the group's names have."""
        root = self.find(name)
        return self._types.get(root, self._given.get(root, frozenset()))

    def agree(self, one: int, other: int) -> bool:
        """Whether the types of two groups let them be one: they share one, or one has none."""
        mine, theirs = self.types(one), self.types(other)
        return not mine or not theirs or bool(mine & theirs)

    def join(self, name: int, into: int, kind: str, evidence: str) -> bool:
        """Make two groups one, unless a person forbade it or they are one already."""
        first, second = sorted((self.find(name), self.find(into)))
        if first == second or self._hostile(first, second):
            return False
        members, types = self.members(first) + self.members(second), self.types(first) | self.types(second)
        enemies = self._enemies.get(first, set()) | self._enemies.get(second, set())
        self._parent[second] = first
        self._members[first], self._types[first] = members, types
        if enemies:
            self._enemies[first] = enemies
        if kind in ("alias", "short form", "qualifier"):
            self._secondary.add(name)
        self.merges.append(Merge(self._names[name], self._names[into], kind, evidence))
        return True

    @property
    def secondary(self) -> Set[int]:
        """Give the names that were joined to a better one."""
        return self._secondary

    def forbidden(self, one: int, other: int) -> bool:
        """Whether a person has kept two groups apart."""
        return self._hostile(self.find(one), self.find(other))

    def _hostile(self, one: int, other: int) -> bool:
        if not self._enemies:
            return False
        foes = self._enemies.get(one, set()) | {
            foe for name in self.members(one) for foe in self._enemies.get(name, ())
        }
        return any(name in foes for name in self.members(other))

    def roots(self, names: Iterable[int]) -> dict[int, list[int]]:
        """Group names by the group they are in."""
        found: dict[int, list[int]] = {}
        for name in names:
            found.setdefault(self.find(name), []).append(name)
        return found
