"""Statements as columns: every string once, every statement once, in an order of their own."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from content.artifacts import Statement
from knowledge.graph.values import normalise

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_DATES = ("valid_from", "valid_to")
TEXT_COLUMNS = ("subject", "predicate", "object", "datatype", "valid_from", "valid_to", "uri", "sha256")


@dataclass(frozen=True, eq=False)
class Rows:
    """Distinct statements; the text columns hold positions in `texts`, which is sorted."""

    texts: Sequence[str]
    subject: Ints
    predicate: Ints
    object: Ints
    datatype: Ints
    valid_from: Ints
    valid_to: Ints
    uri: Ints
    sha256: Ints
    start: Longs
    end: Longs
    negated: Mask

    def __len__(self) -> int:
        """Count the statements."""
        return len(self.subject)

    def taken(self, order: npt.NDArray[np.intp]) -> "Rows":
        """Reorder or select rows."""
        columns = {name: getattr(self, name)[order] for name in (*TEXT_COLUMNS, "start", "end", "negated")}
        return replace(self, **columns)


def collect(statements: Iterable[Statement]) -> Rows:
    """Gather statements into columns; one without subject, relation or object says nothing and is left out."""
    found = list(statements)
    spelled = {text for name in TEXT_COLUMNS for text in map(attrgetter(name), found)}
    clean = {text: tidy(text) for text in spelled}
    dates = {date for name in _DATES for date in map(attrgetter(name), found)}
    iso = {text: period(clean[text]) for text in dates}
    texts = sorted({*clean.values(), *iso.values(), ""})
    position = {text: i for i, text in enumerate(texts)}
    lookup = {text: position[tidied] for text, tidied in clean.items()}
    date_lookup = {text: position[day] for text, day in iso.items()}
    columns: dict[str, Ints] = {
        name: _column(
            map((date_lookup if name in _DATES else lookup).__getitem__, map(attrgetter(name), found)), np.int32
        )
        for name in TEXT_COLUMNS
    }
    rows = Rows(
        texts=texts,
        start=_column(map(attrgetter("start"), found), np.int64),
        end=_column(map(attrgetter("end"), found), np.int64),
        negated=_column(map(bool, map(attrgetter("negated"), found)), np.bool_),
        **columns,
    )
    empty = position[""]
    says = (rows.subject != empty) & (rows.predicate != empty) & (rows.object != empty)
    return rows.taken(np.flatnonzero(says))


def _column(values: Iterable[Any], kind: type[np.generic]) -> npt.NDArray[Any]:
    return np.fromiter(values, dtype=kind)


def distinct(rows: Rows) -> Rows:
    """Sort rows by all they hold and drop repeats."""
    keys = [getattr(rows, name) for name in ("end", "start", "negated", *reversed(TEXT_COLUMNS))]
    order = np.lexsort(keys)
    if not len(order):
        return rows
    fresh = np.zeros(len(order), dtype=np.bool_)
    fresh[0] = True
    for key in keys:
        column = key[order]
        fresh[1:] |= column[1:] != column[:-1]
    return rows.taken(order[fresh])


def statements_of(rows: Rows) -> Iterable[Statement]:
    """Give the statements back."""
    texts = rows.texts
    for i in range(len(rows)):
        subject, predicate, obj, datatype, valid_from, valid_to, uri, sha256 = (
            texts[getattr(rows, name)[i]] for name in TEXT_COLUMNS
        )
        yield Statement(
            subject, predicate, obj, uri, sha256, int(rows.start[i]), int(rows.end[i]), bool(rows.negated[i]),
            valid_from, valid_to, datatype,
        )  # fmt: skip


def tidy(text: str) -> str:
    """Compose accents and collapse spaces; a half of a surrogate pair, which no file can hold, becomes `?`."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))


def period(text: str) -> str:
    """Write a validity date in ISO form where it can be read, else as it is."""
    value = normalise(text, "date")
    return value.text if value.kind == "date" else text
