"""Sources to statements: every file is read by its kind; what is wrong with one does not stop the others."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from content.artifacts import Problem, Source, Statement
from content.errors import InputError, MissingPart
from content.settings import InputSettings
from knowledge.readers import documents, rdf
from knowledge.readers.decoding import decode, read_limited
from knowledge.readers.duplicates import Copy, Duplicates
from knowledge.readers.files import find_files, mapping_beside
from knowledge.readers.language import detect_language
from knowledge.readers.mapping import Mapped
from knowledge.readers.notes import Notes, shown
from knowledge.readers.paths import uri_of
from knowledge.readers.rdf_statements import to_statements
from knowledge.readers.reading import DocumentText, Reading
from knowledge.readers.rows import Table, delimited_table, json_lines_table, json_table, parquet_table
from knowledge.readers.tables import read_mapped, read_triple_table
from knowledge.readers.triples import NEEDED, is_triple_header, read_jsonl

_LINES = (".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv", ".json", ".parquet", *_LINES)
_INSTEAD = {
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".xls": "save the sheet as .csv",
    ".xlsx": "save the sheet as .csv",
    ".ods": "save the sheet as .csv",
    ".zip": "unpack it",
    ".gz": "unpack it",
    ".yaml": "lists of sources end in .sources.yaml, mappings in .mapping.yaml",
    ".yml": "lists of sources end in .sources.yaml, mappings in .mapping.yaml",
}


class _Input(NamedTuple):
    """A file that was read but not yet understood."""

    path: Path
    uri: str
    suffix: str
    data: bytes
    sha256: str
    mapping: Mapped | None


class _Found(NamedTuple):
    """What a file gave."""

    media: str
    statements: list[Statement]
    language: str = ""
    characters: int = 0
    copy: Copy | None = None


def read_sources(paths: Sequence[Path], settings: InputSettings, mappings: Mapping[str, Path] | None = None) -> Reading:
    """Read files, folders and lists of sources.

    Args:
        paths: Where to look, in order; folders are read with all below them, sorted by name.
        settings: Limits, the language that facts are extracted from, and when a document is a near duplicate.
        mappings: Path of a table → its mapping file; a table without an entry may have `<stem>.mapping.yaml` beside it.

    Raises:
        InputError: a path, a mapping file or its table that does not exist. All else becomes a problem of its file.
    """
    files = find_files(paths)
    given = _given_mappings(mappings or {})
    reader = _Reader(settings, given)
    mapping_files = {path.resolve() for path in given.values()}
    for path in files.paths:
        if path.resolve() not in mapping_files:
            reader.read(path)
    return Reading(reader.sources, reader.statements, [*files.problems, *reader.problems])


def _given_mappings(mappings: Mapping[str, Path]) -> dict[Path, Path]:
    for name, mapping in mappings.items():
        if not mapping.is_file():
            raise InputError("there is no such mapping file", place=uri_of(mapping))
        if not Path(name).exists():
            raise InputError(f"there is no table {shown(name, 120)} for this mapping", place=uri_of(mapping))
    return {Path(name).resolve(): mapping for name, mapping in mappings.items()}


class _Reader:
    def __init__(self, settings: InputSettings, mappings: dict[Path, Path]) -> None:
        self.sources: list[Source] = []
        self.statements: list[Statement] = []
        self.problems: list[Problem] = []
        self._settings, self._mappings = settings, mappings
        self._duplicates = Duplicates(settings.near_duplicate)

    def read(self, path: Path) -> None:
        """Read one file; what is wrong with it is kept as its problem."""
        uri = uri_of(path)
        notes = Notes(uri)
        try:
            self._take(path, uri, notes)
        except MissingPart:
            raise
        except InputError as error:
            notes.add_error(error)
        self.problems += notes.problems()

    def _take(self, path: Path, uri: str, notes: Notes) -> None:
        suffix = path.suffix.lower()
        if suffix not in (*_TABLES, *rdf.SUFFIXES, *documents.SUFFIXES):
            kind = f"files that end in {suffix}" if suffix else "files without an ending"
            raise InputError(f"{kind} are not read", place=uri, remedy=_INSTEAD.get(suffix, ""))
        data = read_limited(path, uri, self._settings.max_megabytes)
        mapping = self._mapping(path) if suffix in _TABLES else None
        given = _Input(path, uri, suffix, data, hashlib.sha256(data).hexdigest(), mapping)
        key = given.sha256 + (mapping.sha256 if mapping else "")
        copy = self._duplicates.exact(key)
        found = _Found(_media(given), [], copy=copy) if copy else self._understand(given, notes)
        if not found.statements and not found.copy and not notes.problems():
            notes.add("no facts were found in it")
        self._duplicates.remember(key, copy.of if copy else uri)
        self.statements += found.statements
        self.sources.append(_source(given, found))

    def _understand(self, given: _Input, notes: Notes) -> _Found:
        if given.suffix in _TABLES:
            return self._table(given, notes)
        if given.suffix in rdf.SUFFIXES:
            triples = rdf.parse_rdf(given.data, given.suffix, given.uri, notes)
            statements = to_statements(triples, given.uri, given.sha256, self._settings.language, notes)
            return _Found("rdf", statements)
        return self._document(given, notes)

    # --- tables and triples ------------------------------------------------------------------------------------------

    def _mapping(self, path: Path) -> Mapped | None:
        beside = mapping_beside(path)
        file = self._mappings.get(path.resolve(), beside if beside.is_file() else None)
        if file is None:
            return None
        place = uri_of(file)
        return Mapped(decode(read_limited(file, place, self._settings.max_megabytes), place), place)

    def _table(self, given: _Input, notes: Notes) -> _Found:
        text = "" if given.suffix == ".parquet" else decode(given.data, given.uri)
        if given.mapping is None and given.suffix in _LINES and not _is_other_table(text):
            return _Found("triples", read_jsonl(text, given.uri, given.sha256, notes), characters=len(text))
        table = _open(given, text, self._settings.max_megabytes, notes)
        if given.mapping is None:
            if not is_triple_header(table.columns):
                raise _needs_mapping(given)
            statements = read_triple_table(table, given.uri, given.sha256, notes)
            return _Found("triples", statements, characters=len(text))
        language = given.mapping.table.language or ""
        given.mapping.check_columns(table.columns)
        if language and language != self._settings.language:
            notes.add(f"the table is in '{language}', facts are taken in '{self._settings.language}'; it is skipped")
            return _Found("table", [], language, len(text))
        statements = read_mapped(table, given.mapping.table, given.uri, given.sha256, notes)
        return _Found("table", statements, language, len(text))

    # --- documents ---------------------------------------------------------------------------------------------------

    def _document(self, given: _Input, notes: Notes) -> _Found:
        limit = self._settings.max_megabytes
        text = documents.document_text(given.data, given.suffix, given.uri, limit, notes)
        document = DocumentText(given.uri, given.sha256, detect_language(text), text)
        copy = self._duplicates.near(text, given.uri)
        statements: list[Statement] = []
        if document.language not in ("", self._settings.language):
            wanted = self._settings.language
            notes.add(f"the text is in '{document.language}', facts are taken from '{wanted}'; it is skipped")
        elif copy is None:
            statements = _extract(document)
        return _Found("document", statements, document.language, len(text), copy)


def _extract(document: DocumentText) -> list[Statement]:
    from knowledge.extraction import extract_statements

    return extract_statements(document.text, document.uri, document.sha256)


def _source(given: _Input, found: _Found) -> Source:
    return Source(
        uri=given.uri,
        sha256=given.sha256,
        media=found.media,
        language=found.language,
        characters=found.characters,
        statements=len(found.statements),
        duplicate_of=found.copy.of if found.copy else "",
        similarity=found.copy.similarity if found.copy else 0.0,
    )


def _media(given: _Input) -> str:
    if given.suffix in rdf.SUFFIXES:
        return "rdf"
    if given.suffix in documents.SUFFIXES:
        return "document"
    return "table" if given.mapping else "triples"


def _open(given: _Input, text: str, max_megabytes: int, notes: Notes) -> Table:
    if given.suffix == ".parquet":
        return parquet_table(given.data, max_megabytes, given.uri)
    if given.suffix == ".json":
        return json_table(text, given.uri)
    if given.suffix in _LINES:
        return json_lines_table(text, given.uri, notes)
    return delimited_table(text, "\t" if given.suffix == ".tsv" else _delimiter(text), given.uri, notes)


def _delimiter(text: str) -> str:
    header = text[: text.find("\n")] if "\n" in text else text
    return max((",", ";", "\t"), key=header.count)


def _is_other_table(text: str) -> bool:
    """Tell whether the first line that can be read is a record of something else than a triple."""
    for line in text[:1_000_000].split("\n"):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        return isinstance(record, dict) and bool(record) and not any(key in record for key in NEEDED)
    return False


def _needs_mapping(given: _Input) -> InputError:
    return InputError(
        "a table needs a mapping file, or the columns subject, predicate and object",
        place=given.uri,
        remedy=f"write {given.path.stem}.mapping.yaml beside it, with `subject` and `columns`",
    )
