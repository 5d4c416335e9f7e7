"""PDF and Word files to plain text, with bounds on what they may unpack to."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from content.errors import InputError
from knowledge.readers.notes import Notes, one_line
from knowledge.readers.quiet import quiet

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What parsers of broken files raise beside their own errors."""
_MAX_RATIO = 200
"""Times that a part of a Word file may grow when it is unpacked; real text grows 5 to 20 times."""


def pdf_text(data: bytes, uri: str, max_megabytes: int, notes: Notes) -> str:
    """Read the text of a PDF; a page that is broken is noted and the others go on.

    Raises:
        InputError: corrupt, encrypted, or without text.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    broken = (PyPdfError, DependencyError, OSError, *_BROKEN)
    pages: list[str] = []
    size = 0
    with quiet("pypdf"):
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise InputError("the PDF is encrypted", place=uri, remedy="save it without a password")
            count = len(reader.pages)
        except broken as error:
            raise InputError(f"the PDF is corrupt ({_named(error)})", place=uri) from error
        for number in range(count):
            try:
                page = reader.pages[number].extract_text()
            except broken as error:
                notes.add(f"page {number + 1} cannot be read ({_named(error)})")
                continue
            pages.append(page.strip("\n"))
            size += len(page)
            if size > max_megabytes * 1_000_000:
                raise InputError(f"the PDF unpacks to more than {max_megabytes:,} MB of text", place=uri)
    text = "\n".join(pages)
    if not text.strip() and not notes.problems():
        raise InputError("the PDF holds no text", place=uri, remedy="is it a scan? read it with OCR first")
    return text


def _named(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return one_line(str(error) or type(error).__name__, 100)


def docx_text(data: bytes, uri: str, max_megabytes: int) -> str:
    """Read the paragraphs and tables of a Word file in their order; a table row becomes a line.

    Raises:
        InputError: corrupt, or unpacking to more than is allowed.
    """
    import docx
    import lxml.etree  # type: ignore[import-untyped]
    from docx.opc.exceptions import OpcError

    try:
        _check_archive(data, uri, max_megabytes)
        document = docx.Document(io.BytesIO(data))
        return "\n".join(_blocks(document))
    except (OpcError, zipfile.BadZipFile, lxml.etree.LxmlError, OSError, *_BROKEN) as error:
        raise InputError(f"the Word file is corrupt ({_named(error)})", place=uri) from error


def _check_archive(data: bytes, uri: str, max_megabytes: int) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    swollen = any(part.file_size > max(1_000_000, _MAX_RATIO * part.compress_size) for part in parts)
    if swollen or total > max_megabytes * 1_000_000 or len(parts) > 10_000:
        raise InputError(f"the Word file unpacks to {total / 1e6:,.0f} MB; it is not opened", place=uri)


def _blocks(container: Any) -> Iterator[str]:
    from docx.table import Table

    for block in container.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for row in block.rows:
            # a merged cell is listed once for every column it covers
            cells = {id(cell._tc): cell.text.strip() for cell in row.cells}
            yield " | ".join(" ".join(text.split()) for text in cells.values() if text)
        yield ""
