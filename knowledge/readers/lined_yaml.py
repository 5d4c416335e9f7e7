"""YAML as texts, lists and mappings, with the line of every entry.

Every scalar stays the text that was written (`no` is Norwegian, `007` keeps its zeros); the models that receive it
turn texts into numbers. Anchors, aliases and tags are refused, so a file cannot grow when it is read, and the parser
works on events, so that nesting cannot exhaust the stack.
"""

from typing import Any, NamedTuple

import yaml

from content.errors import InputError
from knowledge.readers.notes import one_line, shown

_DEEPEST = 20

Path = tuple[str | int, ...]


class LinedYaml(NamedTuple):
    """A YAML document; `lines` maps the path of each entry to its line, from 1."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int:
        """Line of an entry, or of the nearest entry around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load_lined(text: str, place: str) -> LinedYaml:
    """Read a YAML document.

    Raises:
        InputError: not valid YAML, a key twice in one mapping, anchors, tags, or more than one document.
    """
    builder = _Builder(place)
    try:
        # yaml.CBaseLoader is missing where PyYAML was built without libyaml
        for event in yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = f"{place}:{mark.line + 1}" if mark else place
        raise InputError(f"not valid YAML ({one_line(error.problem or 'broken', 120)})", place=at) from error
    except yaml.YAMLError as error:
        raise InputError(f"not valid YAML ({one_line(str(error), 120)})", place=place) from error
    return LinedYaml(builder.root, builder.lines)


class _Builder:
    """Put events together: a stack of open lists and mappings, and the key that waits for its value."""

    def __init__(self, place: str) -> None:
        self.place, self.root, self.lines = place, None, dict[Path, int]()
        self._open: list[tuple[list[Any] | dict[str, Any], Path]] = []
        self._keys: list[str | None] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        number = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._error("a second document (`---`) is not read", number)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._error("anchors and aliases (& and *) are not read; write the value out", number)
        elif getattr(event, "tag", None) not in (None, "!"):
            raise self._error(f"tags such as {shown(event.tag)} are not read", number)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, number)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start([] if isinstance(event, yaml.SequenceStartEvent) else {}, number)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _scalar(self, event: yaml.ScalarEvent, number: int) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._keys[-1] is None:
            self._key(event.value, number)
            return
        plain = event.style is None or event.style == ""
        nothing = plain and event.value in ("", "~", "null", "Null", "NULL")
        self._put(None if nothing else event.value, number)

    def _key(self, key: str, number: int) -> None:
        mapping, path = self._open[-1]
        if key in mapping:
            raise self._error(f"the key {shown(key)} stands twice", number)
        self._keys[-1] = key
        self.lines[(*path, key)] = number

    def _start(self, collection: list[Any] | dict[str, Any], number: int) -> None:
        if len(self._open) >= _DEEPEST:
            raise self._error(f"nested deeper than {_DEEPEST} levels", number)
        if self._open and isinstance(self._open[-1][0], dict) and self._keys[-1] is None:
            raise self._error("a key must be a text", number)
        path = self._put(collection, number)
        self._open.append((collection, path))
        self._keys.append(None)

    def _put(self, value: Any, number: int) -> Path:
        if not self._open:
            self.root = value
            self.lines[()] = number
            return ()
        parent, path = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
            place: Path = (*path, len(parent) - 1)
            self.lines[place] = number
            return place
        key = self._keys[-1]
        assert key is not None
        parent[key] = value
        self._keys[-1] = None
        return (*path, key)

    def _error(self, problem: str, number: int) -> InputError:
        return InputError(problem, place=f"{self.place}:{number}")
