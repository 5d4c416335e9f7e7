"""From statements to the columns of a graph."""

import gc
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from content.artifacts import FORMAT, Statement, Value
from content.hashing import canonical
from content.settings import KnowledgeSettings
from knowledge.graph.aliases import merge_names
from knowledge.graph.entities import Entities, entities_of
from knowledge.graph.evidence import Evidence, gather
from knowledge.graph.mentions import resolve_mentions
from knowledge.graph.objects import objects_of, own_names_as_texts
from knowledge.graph.records import Merge
from knowledge.graph.relations import Role, relations_of
from knowledge.graph.rows import TEXT_COLUMNS, Ints, Mask, Rows, collect, distinct
from knowledge.graph.table import FactTable, tabulate


@dataclass(frozen=True, eq=False)
class Values:
    """The distinct normal forms, as columns."""

    kind: Sequence[str]
    text: Sequence[str]
    number: npt.NDArray[np.float64]
    """Not a number where there is none."""
    unit: Sequence[str]

    def at(self, i: int) -> Value:
        """Make one value."""
        number = float(self.number[i])
        return Value.model_validate(
            {
                "kind": self.kind[i],
                "text": self.text[i],
                "number": None if np.isnan(number) else number,
                "unit": self.unit[i],
            }
        )


@dataclass(frozen=True, eq=False)
class Built:
    """All that a graph holds: the statements, and what was worked out from them."""

    settings: KnowledgeSettings
    rows: Rows
    relations: Sequence[str]
    relation_keys: Sequence[str]
    entities: Entities
    values: Values
    table: FactTable
    merges: tuple[Merge, ...]
    digest: str


def build(
    statements: Iterable[Statement], settings: KnowledgeSettings, preferred: frozenset[str] = frozenset()
) -> Built:
    """Build from statements.

    Args:
        preferred: names that become the label of their entity.
    """
    # A million statements make no cycles, and looking for some takes a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return derive(collect(statements), settings, preferred)
    finally:
        if collecting:
            gc.enable()


def derive(rows: Rows, settings: KnowledgeSettings, preferred: frozenset[str] = frozenset()) -> Built:
    """Work out entities and facts from statements; the same statements in any order give the same."""
    rows = distinct(rows)
    relations = relations_of(rows)
    of_text = np.full(len(rows.texts), -1, dtype=np.int32)
    of_text[list(relations.of_text)] = list(relations.of_text.values())
    relation = of_text[rows.predicate]
    objects = objects_of(rows, relation, relations)
    evidence = gather(rows, relation, relations, objects)
    naming = merge_names(evidence, settings)
    evidence, meant = resolve_mentions(evidence, naming)
    entities = entities_of(evidence, naming, preferred)
    target = entities.owner[meant]
    objects = own_names_as_texts(objects, rows, _own_names(evidence, objects.entity, entities.owner, target))
    target = np.where(objects.entity, target, -1).astype(np.int32)
    table, ordered = tabulate(rows, relation, relations, objects, target, entities)
    taken_back = _stating(table, settings.retracted)
    if len(taken_back):
        return derive(ordered.taken(np.delete(np.arange(len(ordered)), taken_back)), settings, preferred)
    return Built(
        settings=settings,
        rows=ordered,
        relations=relations.labels,
        relation_keys=relations.keys,
        entities=entities,
        values=_columns(objects.values),
        table=table,
        merges=tuple(naming.merges),
        digest=digest_of(ordered, settings, preferred),
    )


def _stating(table: FactTable, facts: Sequence[str]) -> npt.NDArray[np.intp]:
    """Find the rows that state some facts."""
    wanted = np.array([int(fact[1:], 16) for fact in facts], dtype=np.uint64)
    states = np.repeat(np.isin(table.ids, wanted), np.diff(table.row_start))
    return np.flatnonzero(states)


def _own_names(found: Evidence, is_entity: Mask, owner: Ints, target: Ints) -> Mask:
    """Find statements like `France, abbreviated, FR` that give the subject one of its own names."""
    rows, plain = found.rows, found.role < Role.ALIAS
    subjects = np.zeros(len(rows.texts), dtype=np.bool_)
    subjects[rows.subject[plain]] = True
    itself = (owner[rows.subject] == target) & (rows.object != rows.subject)
    own: Mask = plain & is_entity & itself & ~subjects[rows.object]
    return own


def digest_of(rows: Rows, settings: KnowledgeSettings, preferred: frozenset[str] = frozenset()) -> str:
    """Hash statements and settings; all else follows from them."""
    found = hashlib.sha256(canonical([FORMAT, settings, preferred]).encode())
    for part in range(0, len(rows.texts), 65_536):
        found.update("\x1f".join(rows.texts[part : part + 65_536]).encode() + b"\x1e")
    for name in (*TEXT_COLUMNS, "start", "end", "negated"):
        found.update(np.ascontiguousarray(getattr(rows, name)).data)
    return found.hexdigest()


def _columns(values: list[Value]) -> Values:
    return Values(
        kind=[value.kind for value in values],
        text=[value.text for value in values],
        number=np.array([np.nan if value.number is None else value.number for value in values], dtype=np.float64),
        unit=[value.unit for value in values],
    )
