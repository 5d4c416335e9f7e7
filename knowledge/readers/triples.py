"""Triples, one a line: JSONL, or a delimited table with the header `subject,predicate,object`.

    {"subject": "Paris", "predicate": "capital of", "object": "France", "valid_from": "0987"}

Beside the three there may be `source`, `valid_from`, `valid_to`, `negated` and `id` (ignored: a fact's id follows from
what it says). `source` is a text, or an object as `facts.jsonl` has it. Read speed is measured in
tests/knowledge/test_readers_triples.py.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from content.artifacts import Statement
from knowledge.readers.cleaning import MAX_NAME, MAX_VALUE, Spellings
from knowledge.readers.lines import lines, records
from knowledge.readers.notes import Notes, shown
from knowledge.readers.values import Wrong, as_boolean, as_text

NEEDED = ("subject", "predicate", "object")
KEYS = (*NEEDED, "source", "valid_from", "valid_to", "negated", "id")
_KNOWN = frozenset(KEYS)
_PLACE = frozenset(("uri", "sha256", "start", "end"))


class TripleRows:
    """Turn records into statements; a wrong one is noted and the others go on."""

    def __init__(self, uri: str, sha256: str, notes: Notes) -> None:
        self.statements: list[Statement] = []
        self._uri, self._sha256, self._notes = uri, sha256, notes
        self._spellings = Spellings()

    def add(self, record: object, number: int, start: int, end: int) -> None:
        """Read one record, with its line (or row) and where it stands in the text."""
        try:
            self.statements.append(self._statement(record, number, start, end))
        except Wrong as wrong:
            self._notes.add(str(wrong), number)

    def _statement(self, record: object, number: int, start: int, end: int) -> Statement:
        if not isinstance(record, dict):
            raise Wrong("not an object with the keys subject, predicate and object")
        unknown = record.keys() - _KNOWN
        if unknown:
            raise Wrong(f"there is no key {shown(min(map(str, unknown)))}; known: {', '.join(KEYS)}")
        subject = self._name(record, "subject", number)
        predicate = self._name(record, "predicate", number)
        obj, datatype = as_text(record.get("object"), "object")
        obj = self._share(obj, "object", MAX_VALUE, number)
        if len(record) == 3:
            return Statement(subject, predicate, obj, self._uri, self._sha256, start, end, False, "", "", datatype)
        uri, sha256, start, end = self._place(record.get("source"), number, start, end)
        return Statement(
            subject,
            predicate,
            obj,
            uri,
            sha256,
            start,
            end,
            as_boolean(record.get("negated"), "negated"),
            self._optional(record, "valid_from", number),
            self._optional(record, "valid_to", number),
            datatype,
        )

    def _name(self, record: Mapping[str, object], key: str, number: int) -> str:
        value = record.get(key)
        if isinstance(value, str):
            return self._share(value, key, MAX_NAME, number)
        return self._share(as_text(value, key)[0], key, MAX_NAME, number)

    def _optional(self, record: Mapping[str, object], key: str, number: int) -> str:
        value = record.get(key)
        if value is None or value == "":
            return ""
        return self._share(as_text(value, key)[0], key, MAX_NAME, number)

    def _share(self, value: str, key: str, limit: int, number: int) -> str:
        if len(value) > limit:
            raise Wrong(f"the {key} has {len(value):,} characters, at most {limit:,} may be")
        plain, removed = self._spellings.share(value)
        if not plain:
            raise Wrong(f"the {key} is empty" + (f" after removing {removed}" if removed else ""))
        if removed:
            self._notes.add(f"removed from the {key} {shown(plain)}: {removed}", number)
        return plain

    def _place(self, source: object, number: int, start: int, end: int) -> tuple[str, str, int, int]:
        if source is None or source == "":
            return self._uri, self._sha256, start, end
        if isinstance(source, str):
            return self._share(source, "source", 2000, number), self._sha256, start, end
        if isinstance(source, dict) and source.keys() == _PLACE and _is_place(source):
            uri = self._share(source["uri"], "source", 2000, number)
            return uri, self._spellings.share(source["sha256"])[0], source["start"], source["end"]
        raise Wrong('the source must be a text, or {"uri", "sha256", "start", "end"}')


def _is_place(source: Mapping[str, Any]) -> bool:
    return (
        all(type(source[key]) is int and source[key] >= 0 for key in ("start", "end"))
        and isinstance(source["uri"], str)
        and isinstance(source["sha256"], str)
    )


def read_jsonl(text: str, uri: str, sha256: str, notes: Notes) -> list[Statement]:
    """Read triples, one JSON object a line."""
    rows = TripleRows(uri, sha256, notes)
    for number, start, end, line in lines(text, notes):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            notes.add(f"not valid JSON ({error.msg} at column {error.colno})", number)
            continue
        rows.add(record, number, start, end)
    return rows.statements


def read_delimited(text: str, delimiter: str, uri: str, sha256: str, notes: Notes) -> list[Statement]:
    """Read triples from a delimited table; a header with a column that is not known refuses the file."""
    rows = TripleRows(uri, sha256, notes)
    header: list[str] = []
    for number, start, end, cells in records(text, delimiter, notes):
        if not header:
            header = column_names(cells)
            unknown = [name for name in header if name not in _KNOWN]
            if unknown:
                notes.add(f"there is no column {shown(unknown[0])}; known: {', '.join(KEYS)}", number)
                return []
            if len(set(header)) < len(header):
                notes.add("a column is named twice in the header", number)
                return []
        elif len(cells) != len(header):
            notes.add(f"{len(cells)} cells, but the header has {len(header)}", number)
        else:
            record = {name: cell for name, cell in zip(header, cells, strict=True) if cell}
            rows.add(record, number, start, end)
    return rows.statements


def column_names(cells: Iterable[str]) -> list[str]:
    """Read a header of triples: spaces and case do not matter."""
    return [cell.strip().lower() for cell in cells]


def is_triple_header(names: Iterable[str]) -> bool:
    """Tell whether a table holds triples: it has the columns subject, predicate and object."""
    return set(NEEDED) <= set(column_names(names))
