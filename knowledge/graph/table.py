"""Facts as columns: each said once, with the statements behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from content.hashing import fact_id
from knowledge.graph.entities import Entities
from knowledge.graph.money import currency
from knowledge.graph.objects import Objects
from knowledge.graph.relations import Relations, Role
from knowledge.graph.rows import Ints, Mask, Rows

Ids = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class FactTable:
    """Sorted by subject, relation, object; the rows behind fact i are `row_start[i]:row_start[i + 1]`."""

    ids: Ids
    subject: Ints
    relation: Ints
    target: Ints
    """The object's entity, or -1."""
    value: Ints
    """The object's value, or -1."""
    shown: Ints
    """A value as the sources mostly spell it: position in the rows' texts, -1 for an entity."""
    unit: Ints
    """Unit to write after it, or -1."""
    valid_from: Ints
    valid_to: Ints
    negated: Mask
    row_start: Ints

    def __len__(self) -> int:
        """Count the facts."""
        return len(self.subject)


def tabulate(
    rows: Rows, relation: Ints, relations: Relations, objects: Objects, target: Ints, entities: Entities
) -> tuple[FactTable, Rows]:
    """Gather statements that say the same into facts; the rows come back in the facts' order.

    Args:
        target: per row the object's entity, or -1.
    """
    role = relations.roles[relation] if len(rows) else np.empty(0, np.int32)
    keys = {
        "subject": entities.owner[rows.subject],
        "relation": relation,
        "target": target,
        "value": objects.value,
        "negated": rows.negated,
        "valid_from": rows.valid_from,
        "valid_to": rows.valid_to,
    }
    said = np.flatnonzero(role < Role.ALIAS)
    unsaid = np.flatnonzero(role >= Role.ALIAS)
    order = said[np.lexsort([column[said] for column in reversed(keys.values())])]
    fresh = np.zeros(len(order), dtype=np.bool_)
    fresh[:1] = True
    for column in keys.values():
        sorted_column = column[order]
        fresh[1:] |= sorted_column[1:] != sorted_column[:-1]
    starts = np.flatnonzero(fresh)
    first = order[starts]
    row_start = np.append(starts, len(order)).astype(np.int32)
    shown = _most_used(rows, order, row_start)
    bare = objects.bare[shown]
    literal = target[first] < 0
    columns: dict[str, Any] = {name: column[first] for name, column in keys.items()}
    table = FactTable(
        ids=np.empty(len(first), np.uint64),
        shown=np.where(literal, rows.object[shown], -1).astype(np.int32),
        unit=np.where(literal & bare, rows.datatype[shown], -1).astype(np.int32),
        row_start=row_start,
        **columns,
    )
    table.ids[:] = _identify(table, rows.texts, entities.labels, relations.labels)
    table, order = _without_twins(table, order)
    return table, rows.taken(np.concatenate((order, unsaid)))


def _without_twins(table: FactTable, order: npt.NDArray[np.intp]) -> tuple[FactTable, npt.NDArray[np.intp]]:
    """Make one of facts that read the same but were hinted differently (`1969` as a date and as a number)."""
    by_id = np.lexsort((table.value, -table.target, table.ids))
    first = np.ones(len(by_id), dtype=np.bool_)
    first[1:] = table.ids[by_id][1:] != table.ids[by_id][:-1]
    if first.all():
        return table, order
    kept = by_id[first]
    stands_for = np.empty(len(table), dtype=np.int64)
    stands_for[by_id] = kept[np.cumsum(first) - 1]
    keep = np.sort(kept)
    of_row = np.searchsorted(keep, np.repeat(stands_for, np.diff(table.row_start)))
    moved = np.argsort(of_row, kind="stable")
    columns = {field.name: getattr(table, field.name)[keep] for field in fields(FactTable) if field.name != "row_start"}
    row_start = np.searchsorted(of_row[moved], np.arange(len(keep) + 1)).astype(np.int32)
    return FactTable(row_start=row_start, **columns), order[moved]


def _most_used(rows: Rows, order: npt.NDArray[np.intp], row_start: Ints) -> npt.NDArray[np.intp]:
    """Give for each fact the row whose spelling of the object occurs most."""
    chosen = order[row_start[:-1]].copy()
    for i in np.flatnonzero(np.diff(row_start) > 1).tolist():
        mine = order[row_start[i] : row_start[i + 1]]
        spelt, first, counts = np.unique(rows.object[mine], return_index=True, return_counts=True)
        if len(spelt) > 1:
            chosen[i] = mine[first[int(np.argmax(counts))]]
    return chosen


def shown_object(table: FactTable, i: int, texts: Sequence[str], labels: Sequence[str]) -> str:
    """Write a fact's object: an entity's label, or the value as spelled with its unit."""
    target = int(table.target[i])
    if target >= 0:
        return labels[target]
    text, unit = texts[int(table.shown[i])], int(table.unit[i])
    return f"{text} {currency(texts[unit]) or texts[unit]}" if unit >= 0 else text


def _identify(table: FactTable, texts: Sequence[str], labels: Sequence[str], relations: Sequence[str]) -> Ids:
    columns = (table.subject, table.relation, table.negated, table.valid_from, table.valid_to)
    said = zip(*(column.tolist() for column in columns), strict=True)
    return np.array(
        [
            int(
                fact_id(labels[s], relations[r], shown_object(table, i, texts, labels), no, texts[since], texts[until])[
                    1:
                ],
                16,
            )
            for i, (s, r, no, since, until) in enumerate(said)
        ],
        dtype=np.uint64,
    )
