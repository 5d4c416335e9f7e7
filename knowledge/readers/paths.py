"""Names of input files as they are shown and compared."""

import re
from pathlib import Path

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def uri_of(path: Path) -> str:
    """Write a path as it was given, with forward slashes; bytes that are no text and hidden letters become `�`."""
    text = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def has_scheme(name: str) -> bool:
    """Tell whether a name is an address (`https://…`, `file:…`, `//server/share`) and not a path."""
    return bool(_SCHEME.match(name)) or name.startswith(("//", "\\\\"))
