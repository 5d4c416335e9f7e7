"""The code version of a stage: a hash of the rooms it runs through, so that changed code never meets old outputs."""

import hashlib
from functools import cache
from pathlib import Path

_HOME = Path(__file__).resolve().parent.parent


@cache
def code_version(*rooms: str) -> str:
    """Hash the code and data files of rooms and modules, named from the project's folder: `knowledge/planning`."""
    hasher = hashlib.sha256()
    for room in sorted({*rooms, "content"}):
        for path in sorted([_HOME / room] if (_HOME / room).is_file() else (_HOME / room).rglob("*")):
            if path.suffix in {".py", ".yaml", ".html", ".css", ".js"}:
                hasher.update(f"{path.relative_to(_HOME).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return hasher.hexdigest()[:16]
