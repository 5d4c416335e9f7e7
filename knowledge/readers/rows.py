"""Rows of a table, whatever its format: plain values by column name, with the place of each row."""

import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from content.errors import InputError
from knowledge.readers.lines import lines, records
from knowledge.readers.notes import Notes, one_line, shown

_MAX_ROWS = 10_000_000
_EXPANSION = 20
"""Times that a Parquet file may grow when it is decompressed."""
_BATCH = 8192
_WHITESPACE = " \t\n\r"


class Row(NamedTuple):
    """A row: its line (in Parquet and JSON its number, from 1), its offsets in the text, its values by column."""

    number: int
    start: int
    end: int
    values: dict[str, Any]


class Table(NamedTuple):
    """A table that is read while it is walked over."""

    columns: list[str]
    rows: Iterator[Row]


def delimited_table(text: str, delimiter: str, place: str, notes: Notes) -> Table:
    """Open a delimited table with a header."""
    found = records(text, delimiter, notes)
    first = next(found, None)
    if first is None:
        raise InputError("the table has no header", place=place)
    header = [cell.strip() for cell in first.cells]
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"two columns are called {shown(twice)}", place=f"{place}:{first.number}")

    def rows() -> Iterator[Row]:
        for number, start, end, cells in found:
            if len(cells) == len(header):
                yield Row(number, start, end, dict(zip(header, cells, strict=True)))
            else:
                notes.add(f"{len(cells)} cells, but the header has {len(header)}", number)

    return Table(header, rows())


def json_lines_table(text: str, place: str, notes: Notes) -> Table:
    """Open a table of one JSON object a line; its columns are those of all lines."""
    rows: list[Row] = []
    for number, start, end, line in lines(text, notes):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            notes.add(f"not valid JSON ({one_line(str(error), 80)})", number)
            continue
        if isinstance(record, dict):
            rows.append(Row(number, start, end, flatten(record)))
        else:
            notes.add("not a JSON object", number)
    return _known_rows(rows, place)


def json_table(text: str, place: str) -> Table:
    """Open a JSON file that holds a list of objects.

    Raises:
        InputError: broken JSON, or another shape.
    """
    try:
        return _known_rows(list(_json_records(text, place)), place)
    except json.JSONDecodeError as error:
        raise InputError(
            f"not valid JSON ({error.msg} at column {error.colno})", place=f"{place}:{error.lineno}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON that can be read ({one_line(str(error), 80)})", place=place) from error


def _json_records(text: str, place: str) -> Iterator[Row]:
    """Decode the records one by one, because only so their offsets are known."""
    decoder, at, number = json.JSONDecoder(), _after_space(text, 0), 0
    if text[at : at + 1] != "[":
        hint = "; JSON-LD is read from files that end in .jsonld" if '"@context"' in text[:10_000] else ""
        raise InputError(f"not a list of records [{{…}}, {{…}}]{hint}", place=place)
    at = _after_space(text, at + 1)
    while text[at : at + 1] != "]" or number:
        record, end = decoder.raw_decode(text, at)
        number += 1
        if not isinstance(record, dict):
            line = text.count("\n", 0, at) + 1
            raise InputError(f"record {number} is not an object", place=f"{place}:{line}")
        yield Row(number, at, end, flatten(record))
        at = _after_space(text, end)
        if text[at : at + 1] == "]":
            break
        if text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _after_space(text, at + 1)
    rest = _after_space(text, at + 1)
    if rest < len(text):
        raise json.JSONDecodeError("Extra data", text, rest)


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in _WHITESPACE:
        at += 1
    return at


def _known_rows(rows: list[Row], place: str) -> Table:
    if not rows:
        raise InputError("the table has no rows", place=place)
    columns = list(dict.fromkeys(name for row in rows for name in row.values))
    return Table(columns, iter(rows))


def flatten(record: dict[str, Any], before: str = "", depth: int = 0) -> dict[str, Any]:
    """Turn objects inside a record into columns with dotted names.

    >>> flatten({"name": {"common": "Chad"}, "area": 1284000})
    {'name.common': 'Chad', 'area': 1284000}
    """
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < 10:
            flat.update(flatten(value, f"{before}{key}.", depth + 1))
        else:
            flat[before + key] = value
    return flat


def parquet_table(data: bytes, max_megabytes: int, place: str) -> Table:
    """Open a Parquet file.

    Raises:
        InputError: corrupt, or larger than allowed when it is decompressed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        meta = file.metadata
        size = sum(meta.row_group(index).total_byte_size for index in range(meta.num_row_groups))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"the Parquet file is corrupt ({one_line(str(error), 100)})", place=place) from error
    if size > max_megabytes * _EXPANSION * 1_000_000 or meta.num_rows > _MAX_ROWS:
        raise InputError(
            f"{meta.num_rows:,} rows of {size / 1e6:,.0f} MB are more than is read from one file",
            place=place,
            remedy="split it or raise input.max_megabytes",
        )
    return _parquet_rows(file, place)


def _parquet_rows(file: Any, place: str) -> Table:
    import pyarrow as pa

    def rows() -> Iterator[Row]:
        number = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                for record in _exact(batch).to_pylist():
                    number += 1
                    yield Row(number, 0, 0, flatten(record))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(
                f"the Parquet file is corrupt ({one_line(str(error), 100)})", place=f"{place}:{number + 1}"
            ) from error

    return Table(list(_field_names(file.schema_arrow)), rows())


def _field_names(fields: Any, before: str = "") -> Iterator[str]:
    import pyarrow as pa

    for field in fields:
        if pa.types.is_struct(field.type):
            yield from _field_names(field.type, f"{before}{field.name}.")
        else:
            yield before + field.name


def _exact(batch: Any) -> Any:
    """Widen 32-bit floats by their digits, not their bits: 0.1 must not become 0.10000000149011612."""
    import pyarrow as pa

    arrays = []
    for column in batch.columns:
        if pa.types.is_float16(column.type):
            column = column.cast(pa.float32())
        if pa.types.is_float32(column.type):
            column = column.cast(pa.string()).cast(pa.float64())
        elif pa.types.is_timestamp(column.type):
            column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
        elif pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        arrays.append(column)
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)


def is_nothing(value: object) -> bool:
    """Tell whether a cell holds no value: none, blank, not a number, or an empty list."""
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, (list, tuple)):
        return not value
    return value is None or value != value
