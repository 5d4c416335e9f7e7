"""Statements as columns: every string once, every statement once, in an order of their own."""

import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from content.artifacts import Statement
from knowledge.graph.values import normalise

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
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
    ids: dict[str, int] = {}
    number = ids.setdefault
    texts, places, negated = array("i"), array("q"), bytearray()
    for s in statements:
        texts.extend(
            (
                number(s.subject, len(ids)),
                number(s.predicate, len(ids)),
                number(s.object, len(ids)),
                number(s.datatype, len(ids)),
                number(s.valid_from, len(ids)),
                number(s.valid_to, len(ids)),
                number(s.uri, len(ids)),
                number(s.sha256, len(ids)),
            )
        )
        places.extend((s.start, s.end))
        negated.append(bool(s.negated))
    columns = np.frombuffer(texts, dtype=np.int32).reshape(-1, 8) if texts else np.empty((0, 8), np.int32)
    spans = np.frombuffer(places, dtype=np.int64).reshape(-1, 2) if places else np.empty((0, 2), np.int64)
    return _canonical(list(ids), columns, spans, np.frombuffer(bytes(negated), dtype=np.bool_))


def _canonical(found: list[str], columns: Ints, spans: Longs, negated: Mask) -> Rows:
    clean = [tidy(text) for text in found]
    dated = {i: period(clean[i]) for i in np.unique(columns[:, 4:6]).tolist()}
    texts = sorted({*clean, *dated.values(), ""})
    position = {text: i for i, text in enumerate(texts)}
    moved = np.array([position[text] for text in clean], dtype=np.int32)
    moved_dates = moved.copy()
    for i, iso in dated.items():
        moved_dates[i] = position[iso]
    by_name = {
        name: (moved_dates if name.startswith("valid") else moved)[columns[:, i]] if len(columns) else columns[:, i]
        for i, name in enumerate(TEXT_COLUMNS)
    }
    rows = Rows(texts=texts, start=spans[:, 0], end=spans[:, 1], negated=negated, **by_name)
    empty = position[""]
    says = (rows.subject != empty) & (rows.predicate != empty) & (rows.object != empty)
    return rows.taken(np.flatnonzero(says))


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
