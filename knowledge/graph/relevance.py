"""Which facts matter for an entity: personalised PageRank by forward push.

Andersen, Chung and Lang, "Local graph partitioning using PageRank vectors" (FOCS 2006): mass is pushed from an entity
to its neighbours only while it is large against their number of facts, so the work is bounded whatever the graph's
size, and a hub spreads its mass thin.
"""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.graph.index import Index
from knowledge.graph.rows import Ints, Longs

_RESTART = 0.15
_ERROR = 4e-4
_MOST_STEPS = 8_000
_MOST_NEIGHBOURS = 600
_MOST_OWN = 2_000
_FACTS_A_NEIGHBOUR = 4


def spread(near: Callable[[int], Sequence[int]], degree: Callable[[int], int], start: int) -> dict[int, float]:
    """Approximate the personalised PageRank of all entities around one.

    Args:
        near: neighbours of an entity, once for every fact between.
        degree: number of facts between an entity and others.
    """
    rank: dict[int, float] = {}
    rest = {start: 1.0}
    queue, waiting, steps = deque([start]), {start}, 0
    while queue and steps < _MOST_STEPS:
        entity = queue.popleft()
        waiting.discard(entity)
        mass = rest.pop(entity)
        neighbours = near(entity)
        rank[entity] = rank.get(entity, 0.0) + (_RESTART * mass if neighbours else mass)
        share = (1 - _RESTART) * mass / max(len(neighbours), 1)
        steps += len(neighbours)
        for other in neighbours:
            held = rest.get(other, 0.0) + share
            rest[other] = held
            if other not in waiting and held >= _ERROR * degree(other):
                waiting.add(other)
                queue.append(other)
    for entity, mass in rest.items():
        rank[entity] = rank.get(entity, 0.0) + _RESTART * mass
    return rank


def ranks(index: Index, entity: int) -> dict[int, float]:
    """Give the PageRank of the entities around one."""
    return spread(lambda other: index.near(other, _MOST_NEIGHBOURS), index.degrees.__getitem__, entity)


def relevant_facts(index: Index, entity: int, limit: int) -> list[tuple[int, float]]:
    """Give the facts that matter for an entity, best first: (fact, weight).

    An entity's own facts weigh 1 to 2, the first of every relation before the second of any; facts about its neighbours
    0.5 to 1, facts that name it below 0.5, both by PageRank.
    """
    rank = ranks(index, entity)
    top = max((mass for other, mass in rank.items() if other != entity), default=1.0) * 1.001
    own = _own(index, entity, rank, top, limit)
    left = limit - len(own)
    naming = _naming(index, entity, rank, top, left)
    near = _near(index, entity, rank, top, left - min(len(naming), left // 3))
    return own + near + naming[: left - len(near)]


def _own(index: Index, entity: int, rank: dict[int, float], top: float, limit: int) -> list[tuple[int, float]]:
    table, facts = index.built.table, np.array(index.about(entity), dtype=np.int64)
    if len(facts) > _MOST_OWN:
        target = table.target[facts]
        order, turn = _by_strength(index, facts, np.where(target >= 0, index.degree[target], 0))
        facts = np.sort(facts[order[np.argsort(turn, kind="stable")[:_MOST_OWN]]])
    mass = np.array([rank.get(target, 0.0) if target != entity else 0.0 for target in table.target[facts].tolist()])
    order, turn = _by_strength(index, facts, mass)
    weight = 1 + (1 + mass[order] / top) / 2 / (1 + turn)
    weighed = list(zip(facts[order].tolist(), weight.tolist(), strict=True))
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _by_strength(index: Index, facts: Longs, strength: npt.NDArray[Any]) -> tuple[npt.NDArray[np.intp], Longs]:
    """Order facts by relation, the strongest first, and count each one's place among those of its relation."""
    relation = index.built.table.relation[facts]
    order = np.lexsort((facts, -strength, relation))
    return order, _turns(relation[order])


def _turns(relation: Ints) -> Longs:
    """Count each fact's place among those of its relation; relations stand together."""
    places = np.arange(len(relation))
    fresh = np.ones(len(relation), dtype=np.bool_)
    fresh[1:] = relation[1:] != relation[:-1]
    return places - np.maximum.accumulate(np.where(fresh, places, 0)) if len(places) else places


def _near(index: Index, entity: int, rank: dict[int, float], top: float, limit: int) -> list[tuple[int, float]]:
    if limit <= 0:
        return []
    table = index.built.table
    others = sorted((item for item in rank.items() if item[0] != entity), key=lambda item: (-item[1], item[0]))
    found: list[tuple[int, float]] = []
    for other, mass in others:
        if len(found) >= 2 * limit:
            break
        facts = np.array(index.about(other)[:200], dtype=np.int64)
        facts = facts[table.target[facts] != entity]
        turn = _turns(table.relation[facts])
        for position in np.lexsort((facts, turn))[:_FACTS_A_NEIGHBOUR].tolist():
            found.append((int(facts[position]), 0.5 + mass / top / 2 / (1 + int(turn[position]))))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _naming(index: Index, entity: int, rank: dict[int, float], top: float, limit: int) -> list[tuple[int, float]]:
    if limit <= 0:
        return []
    facts = index.naming(entity)
    subjects = index.built.table.subject[facts]
    if len(facts) > 8 * limit:
        kept = np.isin(subjects, index.strongest(subjects, 8 * limit))
        facts, subjects = facts[kept], subjects[kept]
    weighed = [
        (fact, rank.get(subject, 0.0) / top / 2)
        for fact, subject in zip(facts.tolist(), subjects.tolist(), strict=True)
        if subject != entity
    ]
    return sorted(weighed, key=lambda pair: (-pair[1], pair[0]))[:limit]
