"""Which files to read: paths, folders and lists of sources, in one fixed order, each file once.

A list of sources is a YAML file whose name ends in `.sources.yaml`:

    sources: [facts.jsonl, texts/*.txt]      # files, folders or patterns, beside the list
    include: [more.sources.yaml]             # other lists
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from content.artifacts import Problem
from content.errors import InputError
from knowledge.readers.decoding import decode, read_limited
from knowledge.readers.explain import explain, first_error
from knowledge.readers.lined_yaml import LinedYaml, load_lined
from knowledge.readers.notes import Notes, shown
from knowledge.readers.paths import has_scheme, uri_of

LIST_ENDING = ".sources.yaml"
MAPPING_ENDING = ".mapping.yaml"
SAVED_GRAPH = "graph.json"
_LIST_MEGABYTES = 10
_DEEPEST = 50


class SourcesList(BaseModel):
    """A list of sources."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[str, ...] = ()
    include: tuple[str, ...] = ()


class Files(NamedTuple):
    """Files in the order to be read, and what could not be followed."""

    paths: list[Path]
    problems: list[Problem]
    lists: list[Path]
    """The lists of sources that were followed."""


def find_files(paths: Sequence[Path]) -> Files:
    """Follow folders and lists of sources to files; a file that is reached twice is listed once.

    Raises:
        InputError: a path that was given does not exist.
    """
    for path in paths:
        if not path.exists():
            remedy = "addresses are not fetched; save the page and give the file" if has_scheme(str(path)) else ""
            raise InputError("there is no such file or folder", place=uri_of(path), remedy=remedy)
    finder = _Finder()
    for path in paths:
        finder.take(path)
    return Files(list(finder.found.values()), finder.problems, list(finder.lists.values()))


def input_files(paths: Sequence[Path]) -> list[Path]:
    """List every file whose bytes shape what is read: sources, mapping files beside them, and lists of sources."""
    files = find_files(paths)
    beside = [mapping_beside(path) for path in files.paths]
    return [*files.lists, *files.paths, *(path for path in beside if path.is_file())]


def mapping_beside(table: Path) -> Path:
    """Name the mapping file that belongs to a table by its place; it need not be there."""
    return table.with_name(f"{table.stem}{MAPPING_ENDING}")


class _Finder:
    def __init__(self) -> None:
        self.found: dict[Path, Path] = {}
        self.problems: list[Problem] = []
        self.lists: dict[Path, Path] = {}
        self._lists_open: dict[Path, str] = {}
        self._inside: Path | None = None
        """The folder that was given, while it is walked over: a list that is found in it stays in it."""

    def take(self, path: Path) -> None:
        """Take a file, a folder or a list that exists."""
        if path.is_dir():
            self._folder(path)
        elif path.name.endswith(LIST_ENDING):
            self._list(path)
        else:
            self.found.setdefault(path.resolve(), path)

    # --- folders -----------------------------------------------------------------------------------------------------

    def _folder(self, folder: Path) -> None:
        outermost = self._inside is None
        self._inside = self._inside or folder.resolve()
        notes = Notes(uri_of(folder))
        files = [path for path in _walk(folder, notes) if not path.name.endswith(MAPPING_ENDING)]
        for path in files:
            self.take(path)
        if not files and not notes.problems():
            notes.add("there is nothing to read in the folder")
        self.problems += notes.problems()
        if outermost:
            self._inside = None

    def _leads_out(self, path: Path) -> bool:
        try:
            return self._inside is not None and not path.resolve().is_relative_to(self._inside)
        except (OSError, RuntimeError):
            return False  # a circle of links is no file; that is said next

    # --- lists of sources --------------------------------------------------------------------------------------------

    def _list(self, path: Path) -> None:
        real, place = path.resolve(), uri_of(path)
        if real in self.lists:
            return
        if len(self._lists_open) >= _DEEPEST:
            text = f"lists include each other more than {_DEEPEST} deep; this one is left out"
            self.problems.append(Problem(place=place, text=text))
            return
        self.lists[real] = path
        self._lists_open[real] = place
        notes = Notes(place)
        try:
            tree = load_lined(decode(read_limited(path, place, _LIST_MEGABYTES), place), place)
            listed = _checked(tree, place)
        except InputError as error:
            notes.add_error(error)
        else:
            for index, entry in enumerate(listed.sources):
                self._entry(entry, path.parent, notes, tree.line(("sources", index)))
            for index, entry in enumerate(listed.include):
                self._include(entry, path.parent, notes, tree.line(("include", index)))
            if not listed.sources and not listed.include:
                notes.add("the list names no sources")
        self.problems += notes.problems()
        del self._lists_open[real]

    def _entry(self, entry: str, folder: Path, notes: Notes, line: int) -> None:
        if has_scheme(entry):
            notes.add(f"{shown(entry)} is an address; save the page and name the file", line)
        elif not entry.strip() or "\0" in entry:
            notes.add(f"{shown(entry)} is not the name of a file", line)
        elif entry.endswith(LIST_ENDING) and not _is_pattern(entry):
            self._include(entry, folder, notes, line)
        elif not _is_pattern(entry) and self._leads_out(folder / entry):
            notes.add(f"{shown(entry, 120)} leads out of the folder; it is not followed", line)
        elif (folder / entry).exists():
            self.take(folder / entry)
        elif _is_pattern(entry):
            matches = [match for match in _matches(folder, entry) if not self._leads_out(match)]
            for match in matches:
                self.take(match)
            if not matches:
                notes.add(f"no file matches {shown(entry, 120)}", line)
        else:
            notes.add(f"there is no {shown(entry, 120)}", line)

    def _include(self, entry: str, folder: Path, notes: Notes, line: int) -> None:
        path = folder / entry
        if has_scheme(entry) or not entry.endswith(LIST_ENDING):
            notes.add(f"{shown(entry)} is not a list of sources (*{LIST_ENDING})", line)
        elif "\0" in entry or not path.is_file():
            notes.add(f"there is no {shown(entry, 120)}", line)
        elif self._leads_out(path):
            notes.add(f"{shown(entry, 120)} leads out of the folder; it is not followed", line)
        elif path.resolve() in self._lists_open:
            names = list(self._lists_open.values())
            cycle = names[list(self._lists_open).index(path.resolve()) :]
            notes.add(f"the lists include each other: {' → '.join([*cycle, cycle[0]])}; remove one include", line)
        else:
            self._list(path)


def _checked(tree: LinedYaml, place: str) -> SourcesList:
    try:
        return SourcesList.model_validate(tree.data)
    except ValidationError as error:
        one = first_error(error)
        at = f"{place}:{tree.line(one['loc'])}"
        raise InputError(explain(one, SourcesList.model_fields), place=at) from error


def _is_pattern(entry: str) -> bool:
    return any(sign in entry for sign in "*?[")


def _matches(folder: Path, pattern: str) -> Iterator[Path]:
    base = folder
    if Path(pattern).is_absolute():
        base, pattern = Path(Path(pattern).anchor), str(Path(pattern).relative_to(Path(pattern).anchor))
    for path in sorted(base.glob(pattern)):
        hidden = any(part.startswith(".") and part != ".." for part in path.relative_to(base).parts)
        if not hidden and path.is_file() and not path.name.endswith(MAPPING_ENDING):
            yield path


def _walk(root: Path, notes: Notes) -> Iterator[Path]:
    """Yield the files below a folder in sorted order; links may not lead out of it, nor in circles."""
    inside, waiting, entered = root.resolve(), [root], set[Path]()
    while waiting:
        path = waiting.pop()
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):
            notes.add(f"{shown(uri_of(path), 120)} is a link that leads nowhere")
            continue
        if not real.is_relative_to(inside):
            notes.add(f"{shown(uri_of(path), 120)} is a link out of the folder; it is not followed")
        elif not path.is_dir():
            yield path
        elif real not in entered:
            entered.add(real)
            waiting += reversed(_children(path, root, notes))


def _children(folder: Path, root: Path, notes: Notes) -> list[Path]:
    try:
        names = sorted(child.name for child in folder.iterdir())
    except OSError as error:
        notes.add(f"{shown(uri_of(folder), 120)} cannot be read ({error.strerror or error})")
        return []
    if SAVED_GRAPH in names and folder != root:
        notes.add(f"{shown(uri_of(folder), 120)} holds a saved graph; give it as a path of its own")
        return []
    return [folder / name for name in names if not name.startswith(".")]
