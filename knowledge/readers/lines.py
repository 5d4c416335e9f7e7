"""Lines of a text and records of a delimited table, each with its line number and character offsets."""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from knowledge.readers.notes import Notes

MAX_LINE = 1_000_000
"""Characters of a line; a longer one is refused, not read."""
MAX_CELL = 100_000
"""Characters of a cell of a delimited table. Also what an unclosed quote can swallow."""


class Line(NamedTuple):
    """A line without its break."""

    number: int
    start: int
    end: int
    text: str


class Record(NamedTuple):
    """A record of a delimited table; it may span lines."""

    number: int
    start: int
    end: int
    cells: list[str]


def lines(text: str, notes: Notes) -> Iterator[Line]:
    """Walk over the lines that hold something; one that is too long is noted and left out."""
    number, start, length = 0, 0, len(text)
    while start < length:
        end = text.find("\n", start)
        if end < 0:
            end = length
        number += 1
        if end - start > MAX_LINE:
            notes.add(f"the line has {end - start:,} characters, at most {MAX_LINE:,} are read", number)
        else:
            line = text[start:end]
            if line and not line.isspace():
                yield Line(number, start, end - 1 if line[-1] == "\r" else end, line)
        start = end + 1


def records(text: str, delimiter: str, notes: Notes) -> Iterator[Record]:
    """Walk over the records of a delimited table, its header included; a broken one is noted and left out."""
    at = _Cursor(text)
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(at, delimiter=delimiter, strict=True)
    while True:
        first, start = at.number + 1, at.position
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            notes.add(_explain(str(error), first, at.number), first)
            continue
        if any(cell and not cell.isspace() for cell in cells):
            yield Record(first, start, at.end, cells)


class _Cursor:
    """Feed lines to the csv module and remember where it stands."""

    def __init__(self, text: str) -> None:
        self.text, self.number, self.position, self.end = text, 0, 0, 0

    def __iter__(self) -> "_Cursor":
        return self

    def __next__(self) -> str:
        if self.position >= len(self.text):
            raise StopIteration
        found = self.text.find("\n", self.position)
        after = len(self.text) if found < 0 else found + 1
        line = self.text[self.position : after]
        self.number, self.position = self.number + 1, after
        self.end = after - (len(line) - len(line.rstrip("\r\n")))
        return line


def _explain(error: str, first: int, last: int) -> str:
    where = f"lines {first} to {last}" if last > first else "the line"
    if "field limit" in error:
        return f"a cell has more than {MAX_CELL:,} characters, {where} left out; is a quote not closed?"
    if "unexpected end" in error:
        return f"a quote that opens here is never closed, {where} left out"
    return f"not a valid record ({error}), {where} left out"
