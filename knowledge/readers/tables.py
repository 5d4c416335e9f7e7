"""Tables to statements: a row is an entity, a column a relation, as the mapping file says."""

import re
from collections.abc import Iterator
from typing import Any

from content.artifacts import Statement
from content.errors import InputError
from knowledge.readers.cells import Cells
from knowledge.readers.gc_pause import collection_paused
from knowledge.readers.mapping import Column, ColumnName, TableMapping
from knowledge.readers.notes import Notes, shown
from knowledge.readers.rows import Row, Table, is_nothing
from knowledge.readers.triples import KEYS, TripleRows, column_names
from knowledge.readers.values import Wrong


def read_mapped(table: Table, mapping: TableMapping, uri: str, sha256: str, notes: Notes) -> list[Statement]:
    """Read a table by its mapping, whose columns it has; a cell that is wrong is noted and the others go on."""
    reader = _RowReader(mapping, uri, sha256, notes)
    with collection_paused():
        return [statement for row in table.rows for statement in reader.read(row)]


def read_triple_table(table: Table, uri: str, sha256: str, notes: Notes) -> list[Statement]:
    """Read a table that has the columns subject, predicate and object.

    Raises:
        InputError: a column that triples do not have.
    """
    names = dict(zip(table.columns, column_names(table.columns), strict=True))
    unknown = next((given for given, name in names.items() if name not in KEYS), None)
    if unknown is not None:
        raise InputError(f"there is no column {shown(unknown)}; known: {', '.join(KEYS)}", place=f"{uri}:1")
    rows = TripleRows(uri, sha256, notes)
    with collection_paused():
        for row in table.rows:
            values = {names[key]: value for key, value in row.values.items() if not is_nothing(value)}
            rows.add(values, row.number, row.start, row.end)
    return rows.statements


_BARE_NUMBER = re.compile(r"[-+−]?\d[\d.,\s']*")


class _RowReader:
    def __init__(self, mapping: TableMapping, uri: str, sha256: str, notes: Notes) -> None:
        self._mapping, self._uri, self._sha256, self._notes = mapping, uri, sha256, notes
        self._cells = Cells(notes)
        self._empty = frozenset(cell.strip() for cell in mapping.empty)

    def read(self, row: Row) -> list[Statement]:
        """Read one row: type and aliases first, then the columns in the mapping's order."""
        subject = self._single(row, self._mapping.subject)
        if not subject:
            self._notes.add(f"the row has no {self._mapping.subject}; it is left out", row.number)
            return []
        dates = self._dates(row, self._mapping)
        found = list(self._naming(row, subject))
        for name, column in self._mapping.columns.items():
            own = self._dates(row, column)
            since, until = own[0] or dates[0], own[1] or dates[1]
            found += self._column(row, subject, name, column, since, until)
        return found

    def _naming(self, row: Row, subject: str) -> Iterator[Statement]:
        kind = self._mapping.type
        name = self._single(row, kind.column) if isinstance(kind, ColumnName) else kind
        if name:
            yield self._statement(row, subject, "type", name, "")
        for column in self._mapping.alias:
            for text, _ in self._texts(row, column, None):
                if text != subject:
                    yield self._statement(row, subject, "alias", text, "")

    def _column(self, row: Row, subject: str, name: str, column: Column, since: str, until: str) -> Iterator[Statement]:
        unit = self._single(row, column.unit.column) if isinstance(column.unit, ColumnName) else column.unit or ""
        for text, datatype in self._texts(row, name, column.split):
            # a bare number is spelt with its unit, for a sentence says what the fact spells
            spelt = f"{text} {unit}" if unit and _BARE_NUMBER.fullmatch(text) else text
            hint = unit or column.kind or datatype
            yield self._statement(row, subject, column.predicate, spelt, hint, since, until)

    def _statement(
        self, row: Row, subject: str, predicate: str, obj: str, datatype: str, since: str = "", until: str = ""
    ) -> Statement:
        return Statement(
            subject, predicate, obj, self._uri, self._sha256, row.start, row.end, False, since, until, datatype
        )

    def _dates(self, row: Row, part: TableMapping | Column) -> tuple[str, str]:
        since = self._single(row, part.valid_from) if part.valid_from else ""
        return since, self._single(row, part.valid_to) if part.valid_to else ""

    def _single(self, row: Row, column: str) -> str:
        value = row.values.get(column)
        if self._is_empty(value):
            return ""
        try:
            return self._cells.name(value, column, row.number)
        except Wrong as wrong:
            self._notes.add(str(wrong), row.number)
            return ""

    def _texts(self, row: Row, column: str, split: str | None) -> Iterator[tuple[str, str]]:
        cell = row.values.get(column)
        values: list[Any] = list(cell) if isinstance(cell, (list, tuple)) else [cell]
        if split is not None:
            values = [part for value in values for part in (value.split(split) if isinstance(value, str) else [value])]
        for value in values:
            if self._is_empty(value):
                continue
            try:
                yield self._cells.value(value, column, row.number)
            except Wrong as wrong:
                self._notes.add(str(wrong), row.number)

    def _is_empty(self, value: object) -> bool:
        return is_nothing(value) or (isinstance(value, str) and value.strip() in self._empty)
