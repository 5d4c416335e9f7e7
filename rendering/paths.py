"""Names from outside that become files: they stay in their folder, on every system that the folder is copied to."""

import re
from pathlib import Path
from typing import NoReturn

from content.errors import InputError
from rendering.cleaning import UNSAFE

_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(?: *\..*)?", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
_LONGEST_PART = 200
_LONGEST_NAME = 1000


def confined(folder: Path, name: str) -> Path:
    """Place a file or folder called `name` inside a folder, or refuse the name.

    Args:
        folder: The folder to stay in; it may itself be reached through a link.
        name: A relative path with forward slashes.

    Raises:
        InputError: the name leaves the folder, passes a symbolic link, or cannot be a file on a common system.
    """
    if len(name.encode(errors="replace")) > _LONGEST_NAME:
        _refuse(name, "the name is too long")
    path = folder
    for part in name.split("/"):
        _check_part(part, name)
        path = path / part
        if path.is_symlink():
            _refuse(name, f"{part!r} is a symbolic link")
    if not path.resolve().is_relative_to(folder.resolve()):
        _refuse(name, "it leads out of its folder")
    return path


def _check_part(part: str, name: str) -> None:
    if part in {"", ".", ".."}:
        _refuse(name, "it leads out of its folder" if part == ".." or name.startswith("/") else "a part of it is empty")
    if _FORBIDDEN.search(part) or UNSAFE.search(part):
        _refuse(name, "it holds a character that file names cannot have")
    if part != part.strip() or part.endswith("."):
        _refuse(name, "a part of it begins or ends with a space or ends with a dot")
    if _RESERVED.fullmatch(part):
        _refuse(name, f"{part!r} is reserved by Windows")
    if len(part.encode()) > _LONGEST_PART:
        _refuse(name, "the name is too long")


def _refuse(name: str, why: str) -> NoReturn:
    shown = repr(name if len(name) <= 60 else name[:60] + "…")
    raise InputError(f"{shown} cannot name a file: {why}", remedy="choose another name")
