"""Files of briefs: JSONL, CSV or YAML, one entry a document.

Nothing runs while one brief is wrong: a job that silently makes fewer documents than were asked for is worse than one
that does not start.
"""

import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from content.artifacts import Brief, InlineFact
from content.errors import InputError
from knowledge.readers.cleaning import clean
from knowledge.readers.decoding import decode, read_limited
from knowledge.readers.explain import explain, first_error
from knowledge.readers.lined_yaml import load_lined
from knowledge.readers.lines import lines, records
from knowledge.readers.notes import Notes, one_line, shown
from knowledge.readers.paths import has_scheme, uri_of

MAX_MEGABYTES = 100
KEYS = tuple(Brief.model_fields)
_LISTS = ("must_mention", "must_avoid", "facts", "sources", "outputs")
_MAX_ID_BYTES = 200
"""A file name holds 255 bytes; some are needed for what is added to it."""


class _Entry(NamedTuple):
    """A brief as it stands in the file, before it is checked."""

    line: int
    data: dict[str, Any]
    lines: dict[str, int]
    """Lines of its keys, where they differ."""


class _Wrong(NamedTuple):
    line: int
    text: str


def read_briefs(path: Path) -> list[Brief]:
    """Read every brief of a file; `sources` become paths relative to the working folder.

    Raises:
        InputError: the first thing that is wrong, with its line, and how many more lines are wrong.
    """
    place = uri_of(path)
    if not path.exists():
        raise InputError("there is no such file", place=place)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError("briefs are read from .jsonl, .csv, .yaml and .yml", place=place)
    text = decode(read_limited(path, place, MAX_MEGABYTES), place)
    briefs: list[Brief] = []
    wrong: list[_Wrong] = []
    seen: dict[str, tuple[str, int]] = {}
    for entry in reader(text, place):
        found = entry if isinstance(entry, _Wrong) else _check(entry, path.parent, seen)
        if isinstance(found, _Wrong):
            wrong.append(found)
        else:
            briefs.append(found)
    if wrong:
        raise _first(wrong, place)
    if not briefs:
        raise InputError("there is no brief in the file", place=place)
    return briefs


def _first(wrong: list[_Wrong], place: str) -> InputError:
    first = min(wrong, key=lambda one: one.line)
    more = len({one.line for one in wrong}) - 1
    remedy = "" if not more else "1 more line is wrong" if more == 1 else f"{more:,} more lines are wrong"
    return InputError(one_line(first.text, 400), place=f"{place}:{first.line}", remedy=remedy)


# --- checking one entry ----------------------------------------------------------------------------------------------


def _check(entry: _Entry, folder: Path, seen: dict[str, tuple[str, int]]) -> Brief | _Wrong:
    try:
        brief = Brief.model_validate(_cleaned(entry.data))
    except ValidationError as error:
        one = first_error(error)
        key = str(one["loc"][0]) if one["loc"] else ""
        known = KEYS if len(one["loc"]) == 1 else InlineFact.model_fields
        return _Wrong(entry.lines.get(key, entry.line), _explain(one, known))
    fault = _id_fault(brief.id) or _repeated(brief.id, seen)
    if fault:
        return _Wrong(entry.lines.get("id", entry.line), fault)
    seen[_same_file(brief.id)] = (brief.id, entry.line)
    if "outputs" in entry.data and not brief.outputs:
        return _Wrong(entry.lines.get("outputs", entry.line), "outputs names no format")
    sources = []
    for source in brief.sources:
        fault = _source_fault(source, folder)
        if fault:
            return _Wrong(entry.lines.get("sources", entry.line), fault)
        sources.append((folder / source).as_posix())
    outputs = tuple(dict.fromkeys(brief.outputs))
    return brief.model_copy(update={"sources": tuple(sources), "outputs": outputs})


def _explain(one: Any, known: Any) -> str:
    if one["loc"] == ("id",) and one["type"] == "string_pattern_mismatch":
        given = str(one["input"])
        rule = "1 to 120 characters, no slash, no leading space, no control characters"
        return _id_fault(given) or f"the id {shown(given)} names a folder: {rule}"
    return explain(one, known)


def _cleaned(data: dict[str, Any]) -> dict[str, Any]:
    """Drop keys without a value, and what cannot be seen from every text but paths, which name files as they are."""
    return {key: value if key == "sources" else _clean(value) for key, value in data.items() if value is not None}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)[0]
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def _id_fault(name: str) -> str:
    if name.startswith("."):
        return f"the id {shown(name)} begins with a dot; it names the document's folder"
    if name.endswith((".", " ")):
        return f"the id {shown(name)} ends with a dot or a space; it names the document's folder"
    if len(name.encode()) > _MAX_ID_BYTES:
        return f"the id {shown(name)} is longer than {_MAX_ID_BYTES} bytes; it names the document's folder"
    return ""


def _repeated(name: str, seen: dict[str, tuple[str, int]]) -> str:
    other, line = seen.get(_same_file(name), ("", 0))
    if not line:
        return ""
    if other == name:
        return f"the id {shown(name)} is already used in line {line}"
    return f"the id {shown(name)} and {shown(other)} in line {line} name one folder on disks that ignore case"


def _same_file(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _source_fault(source: str, folder: Path) -> str:
    if has_scheme(source):
        return f"the source {shown(source)} is an address; name a file"
    if not source.strip() or not source.isprintable():
        return f"the source {shown(source)} is not the name of a file"
    if not _is_beside(folder / source, folder):
        return f"the source {shown(source, 120)} lies outside the folder of the briefs; give it with --knowledge"
    if len(source) > 1000 or not (folder / source).exists():
        return f"there is no source {shown(source, 120)} beside the file of briefs"
    return ""


def _is_beside(path: Path, folder: Path) -> bool:
    """Tell whether a brief may name a file: who writes briefs must not reach every file that the job can read."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return True  # too long or a circle of links; that it is not there is said next


# --- the three formats -----------------------------------------------------------------------------------------------


def _jsonl(text: str, place: str) -> Iterator[_Entry | _Wrong]:
    notes = Notes(place)
    for number, _, _, line in lines(text, notes):
        try:
            data = json.loads(line, object_pairs_hook=_unique)
        except json.JSONDecodeError as error:
            yield _Wrong(number, f"not valid JSON ({error.msg} at column {error.colno})")
        except (ValueError, RecursionError) as error:
            yield _Wrong(number, f"not valid JSON ({str(error) or 'nested too deeply'})")
        else:
            yield _Entry(number, data, {}) if isinstance(data, dict) else _Wrong(number, "not a JSON object")
    yield from _noted(notes, place)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {shown(next(name for name in names if names.count(name) > 1))} stands twice")
    return data


def _csv(text: str, place: str) -> Iterator[_Entry | _Wrong]:
    notes, header = Notes(place), list[str]()
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = ";" if first.count(";") > first.count(",") else ","
    for number, _, _, cells in records(text, delimiter, notes):
        if not header:
            header = [cell.strip() for cell in cells]
            unknown = [name for name in header if name not in KEYS]
            if unknown or len(set(header)) < len(header):
                yield _Wrong(
                    number,
                    f"there is no column {shown(unknown[0])}; known: {', '.join(KEYS)}"
                    if unknown
                    else "a column is named twice in the header",
                )
                return
        elif len(cells) != len(header):
            yield _Wrong(number, f"{len(cells)} cells, but the header has {len(header)}")
        else:
            yield _from_cells(number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)})
    yield from _noted(notes, place)


def _from_cells(number: int, cells: dict[str, str]) -> _Entry | _Wrong:
    data: dict[str, Any] = {}
    for name, cell in cells.items():
        if not cell:
            continue
        parts = [part.strip() for part in cell.split(";") if part.strip()] if name in _LISTS else []
        data[name] = parts if name in _LISTS else cell
        if name == "facts":
            triples = [[side.strip() for side in part.split("|")] for part in parts]
            if any(len(triple) != 3 for triple in triples):
                return _Wrong(number, "facts are written as `subject | relation | object; subject | relation | object`")
            data[name] = [dict(zip(InlineFact.model_fields, triple, strict=True)) for triple in triples]
    return _Entry(number, data, {})


def _yaml(text: str, place: str) -> Iterator[_Entry | _Wrong]:
    tree = load_lined(text, place)
    if tree.data is None:
        return
    if not isinstance(tree.data, list):
        yield _Wrong(tree.line(()), "a file of briefs is a list; begin each brief with `- id: …`")
        return
    for index, data in enumerate(tree.data):
        number = tree.line((index,))
        if isinstance(data, dict):
            yield _Entry(number, data, {key: tree.line((index, key)) for key in data})
        else:
            yield _Wrong(number, "a brief is a mapping with at least `id` and `topic`")


def _noted(notes: Notes, place: str) -> Iterator[_Wrong]:
    for problem in notes.problems():
        line = problem.place.removeprefix(f"{place}:")
        yield _Wrong(int(line) if line.isdigit() else 1, problem.text)


_READERS: dict[str, Callable[[str, str], Iterator[_Entry | _Wrong]]] = {
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".yaml": _yaml,
    ".yml": _yaml,
}
