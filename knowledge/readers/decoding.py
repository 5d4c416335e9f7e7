"""Bytes of a file, and their text, with limits."""

import codecs
from pathlib import Path

from content.errors import InputError

MEGABYTE = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_limited(path: Path, uri: str, max_megabytes: int) -> bytes:
    """Read a file whole, unless it is larger than allowed; nothing is read of one that is.

    Raises:
        InputError: too large, empty, not a regular file, or not readable.
    """
    limit = max_megabytes * MEGABYTE
    try:
        if not path.is_file():
            raise InputError("not a file that can be read", place=uri)
        size = path.stat().st_size
        if size > limit:
            raise _too_large(size, max_megabytes, uri)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise InputError(f"the file cannot be read ({error.strerror or error})", place=uri) from error
    if len(data) > limit:
        raise _too_large(len(data), max_megabytes, uri)
    if not data:
        raise InputError("the file is empty", place=uri, remedy="nothing was read from it")
    return data


def _too_large(size: int, max_megabytes: int, uri: str) -> InputError:
    return InputError(
        f"the file has {size / MEGABYTE:,.1f} MB, at most {max_megabytes:,} MB are read",
        place=uri,
        remedy="split it or raise input.max_megabytes",
    )


def decode(data: bytes, uri: str) -> str:
    """Decode UTF-8, or UTF-16 and UTF-32 that begin with a byte order mark.

    Raises:
        InputError: another encoding, with the position of the first byte that does not fit.
    """
    encoding, mark = next(((name, mark) for mark, name in _MARKS if data.startswith(mark)), ("utf-8", b""))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        position = error.start + len(mark)
        line = data.count(b"\n", 0, position) + 1
        raise InputError(
            f"not {encoding.upper()}: byte {position:,} (0x{data[position]:02x}) does not fit",
            place=f"{uri}:{line}",
            remedy="convert the file, for example with `iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW`",
        ) from error
    if encoding == "utf-8" and text.count("\0", 0, 4096) > min(len(text), 4096) // 4:
        raise InputError(
            "looks like UTF-16 without a byte order mark",
            place=uri,
            remedy="convert the file with `iconv -f UTF-16LE -t UTF-8 OLD > NEW`",
        )
    return text
