"""Which objects are entities and which are values."""

from dataclasses import dataclass

import numpy as np

from content.artifacts import Value
from knowledge.graph.relations import Relations, Role
from knowledge.graph.rows import Ints, Mask, Rows
from knowledge.graph.values import folded, normalise

_MODES = Role.ALIAS + 1
_MEASURED = frozenset({"number", "quantity", "money", "date", "boolean"})


@dataclass(frozen=True, eq=False)
class Objects:
    """Per row: is the object an entity, else the position of its value in `values`."""

    entity: Mask
    value: Ints
    values: list[Value]
    """Sorted by kind and text, each once."""
    bare: Mask
    """Per row: a bare number whose unit stands in the datatype."""


def objects_of(rows: Rows, relation: Ints, relations: Relations) -> Objects:
    """Tell entities from values, asking once for every distinct object, hint and role of relation."""
    role = relations.roles[relation] if len(rows) else np.empty(0, np.int32)
    mode = np.minimum(role, Role.ALIAS)
    count = max(len(rows.texts), 1)
    key = (rows.object.astype(np.int64) * count + rows.datatype) * _MODES + mode
    pairs, inverse = np.unique(key, return_inverse=True)
    known = _subjects(rows, role)
    found: list[Value | None] = []
    bare: list[bool] = []
    for pair in pairs.tolist():
        text, hint = rows.texts[pair // _MODES // count], rows.texts[pair // _MODES % count]
        value = _judge(text, hint, pair % _MODES, known)
        found.append(value)
        bare.append(bool(value and hint and value.unit) and normalise.__wrapped__(text).kind == "number")
    values = sorted({value for value in found if value}, key=lambda value: (value.kind, value.text, value.unit))
    position: dict[Value | None, int] = {value: i for i, value in enumerate(values)}
    position[None] = -1
    of_pair = np.array([position[value] for value in found], dtype=np.int32)
    return Objects(
        entity=of_pair[inverse] < 0,
        value=of_pair[inverse],
        values=values,
        bare=np.array(bare, dtype=np.bool_)[inverse],
    )


def _subjects(rows: Rows, role: Ints) -> set[str]:
    plain = np.unique(rows.subject[role < Role.ALIAS])
    return {folded(rows.texts[i]) for i in plain.tolist()}


def _judge(text: str, hint: str, role: int, known: set[str]) -> Value | None:
    """Give the value of an object, or None where it is an entity."""
    if role >= Role.ALIAS:
        return None
    value = normalise.__wrapped__(text, hint)
    said = hint.rsplit(":", 1)[-1].lower()
    if said in ("entity", "resource", "iri", "uri"):
        return None
    if role == Role.DATED and value.kind == "number":
        dated = normalise.__wrapped__(text, "date")
        return dated if dated.kind == "date" else value
    if role == Role.CODE and not hint:
        return Value(kind="text", text=folded(text))
    if value.kind in _MEASURED:
        return value
    if role in (Role.TYPE, Role.NAMING, Role.CODE) or value.kind == "text":
        is_known = not hint and role in (Role.PLAIN, Role.DATED, Role.TYPE) and value.text in known
        return None if is_known else Value(kind="text", text=value.text)
    return None


def own_names_as_texts(objects: Objects, rows: Rows, chosen: Mask) -> Objects:
    """Take some objects for texts after all."""
    if not chosen.any():
        return objects
    places = np.flatnonzero(chosen)
    found = [Value(kind="text", text=folded(rows.texts[i])) for i in rows.object[places].tolist()]
    values = [*objects.values, *sorted(set(found) - set(objects.values), key=lambda value: value.text)]
    position = {value: i for i, value in enumerate(values)}
    entity, value = objects.entity.copy(), objects.value.copy()
    entity[places], value[places] = False, [position[each] for each in found]
    return Objects(entity, value, values, objects.bare)
