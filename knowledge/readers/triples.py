"""Triples: JSONL, one a line, or any table with the columns `subject`, `predicate` and `object`.

    {"subject": "Paris", "predicate": "capital of", "object": "France", "valid_from": "0987"}

Beside the three there may be `source`, `valid_from`, `valid_to`, `negated` and `id` (ignored: a fact's id follows from
what it says). `source` is a text, or an object as `facts.jsonl` has it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from content.artifacts import Statement
from knowledge.readers.cells import MAX_NAME, MAX_VALUE, Cells
from knowledge.readers.gc_pause import collection_paused
from knowledge.readers.lines import lines
from knowledge.readers.notes import Notes, shown
from knowledge.readers.values import Wrong, as_boolean

NEEDED = ("subject", "predicate", "object")
KEYS = (*NEEDED, "source", "valid_from", "valid_to", "negated", "id", "sources")
MAX_URI = 2000
_KNOWN = frozenset(KEYS)
_PLACE = frozenset(("uri", "sha256", "start", "end"))


class TripleRows:
    """Turn records into statements; a wrong one is noted and the others go on."""

    def __init__(self, uri: str, sha256: str, notes: Notes) -> None:
        self.statements: list[Statement] = []
        self._uri, self._sha256, self._notes = uri, sha256, notes
        self._cells = Cells(notes)

    def add(self, record: object, number: int, start: int, end: int) -> None:
        """Read one record, with its line (or row) and where it stands in the text."""
        try:
            self.statements.append(
                self._bare(record, number, start, end) or self._statement(record, number, start, end)
            )
        except Wrong as wrong:
            self._notes.add(str(wrong), number)

    def _bare(self, record: Any, number: int, start: int, end: int) -> Statement | None:
        """Read a record of just three texts, which is nearly every one, in half the time; None where it is another."""
        try:
            subject, predicate, obj = record["subject"], record["predicate"], record["object"]
        except (KeyError, TypeError):
            return None
        if len(record) != 3 or not (type(subject) is type(predicate) is type(obj) is str):
            return None
        known, share = self._cells.spellings.known, self._cells.share
        if len(subject) > MAX_NAME or len(predicate) > MAX_NAME:
            return None
        subject = known.get(subject) or share(subject, "subject", MAX_NAME, number)
        predicate = known.get(predicate) or share(predicate, "predicate", MAX_NAME, number)
        obj = known.get(obj) or share(obj, "object", MAX_VALUE, number)
        return Statement(subject, predicate, obj, self._uri, self._sha256, start, end)

    def _statement(self, record: object, number: int, start: int, end: int) -> Statement:
        if not isinstance(record, dict):
            raise Wrong("not an object with the keys subject, predicate and object")
        unknown = record.keys() - _KNOWN
        if unknown:
            raise Wrong(f"there is no key {shown(min(map(str, unknown)))}; known: {', '.join(KEYS)}")
        subject = self._cells.name(record.get("subject"), "subject", number)
        predicate = self._cells.name(record.get("predicate"), "predicate", number)
        obj, datatype = self._cells.value(record.get("object"), "object", number)
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

    def _optional(self, record: Mapping[str, object], key: str, number: int) -> str:
        value = record.get(key)
        return "" if value is None or value == "" else self._cells.name(value, key, number)

    def _place(self, source: object, number: int, start: int, end: int) -> tuple[str, str, int, int]:
        if source is None or source == "":
            return self._uri, self._sha256, start, end
        if isinstance(source, str):
            return self._cells.share(source, "source", MAX_URI, number), self._sha256, start, end
        if isinstance(source, dict) and source.keys() == _PLACE and _is_place(source):
            uri = self._cells.share(source["uri"], "source", MAX_URI, number)
            return uri, self._cells.share(source["sha256"], "sha256", MAX_NAME, number), source["start"], source["end"]
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
    with collection_paused():
        for number, start, end, line in lines(text, notes):
            try:
                record = orjson.loads(line)
            except orjson.JSONDecodeError as error:
                notes.add(f"not valid JSON ({error.msg} at column {error.colno})", number)
                continue
            rows.add(record, number, start, end)
    return rows.statements


def column_names(cells: Iterable[str]) -> list[str]:
    """Read a header of triples: spaces and case do not matter."""
    return [cell.strip().lower() for cell in cells]


def is_triple_header(names: Iterable[str]) -> bool:
    """Tell whether a table holds triples: it has the columns subject, predicate and object."""
    return set(NEEDED) <= set(column_names(names))
