"""Markdown and HTML to plain text."""

import codecs
import re
from typing import Any

from content.errors import InputError
from knowledge.readers.decoding import decode
from knowledge.readers.quiet import quiet

_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\s*\n.*?\n\1\s*(?:\n|\Z)", re.DOTALL)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_NO_TEXT = ("script", "style", "noscript", "template", "head", "svg", "iframe", "object")
_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section summary table tr ul".split()
)


def markdown_text(text: str) -> str:
    """Take the prose out of Markdown: no code, no front matter, no addresses; a table row becomes a line."""
    from markdown_it import MarkdownIt

    parts: list[str] = []
    cells: list[str] = []
    in_row = False
    for token in MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text, count=1)):
        if token.type == "tr_open":
            in_row, cells = True, []
        elif token.type == "tr_close":
            in_row = False
            parts.append(" | ".join(cell for cell in cells if cell) + "\n")
        elif token.type == "inline" and in_row:
            cells.append(_inline(token).strip())
        elif token.type == "inline":
            parts.append(_inline(token) + "\n")
        elif token.type in ("paragraph_close", "heading_close", "table_close") and not token.hidden:
            parts.append("\n")
    return "".join(parts)


def _inline(token: Any) -> str:
    words = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": "\n"}
    pieces = []
    for child in token.children or ():
        if child.type in words:
            pieces.append(words[child.type] or child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            pieces.append("\n")
    return "".join(pieces)


def html_text(data: bytes, uri: str) -> str:
    """Take the article out of a page, or, where none is found, all text that a reader sees."""
    import trafilatura

    page = decode_html(data, uri)
    with quiet("trafilatura"):
        article = trafilatura.extract(page, include_comments=False, include_tables=True, output_format="txt")
    return article or _visible_text(page, uri)


def decode_html(data: bytes, uri: str) -> str:
    """Decode a page: UTF-8, a byte order mark, or the encoding that the page declares.

    Raises:
        InputError: no declaration, or bytes that do not fit it.
    """
    try:
        return decode(data, uri)
    except InputError:
        declared = _CHARSET.search(data[:4096])
        if declared is None:
            raise
        return _decode_declared(data, declared[1].decode("ascii"), uri)


def _decode_declared(data: bytes, name: str, uri: str) -> str:
    try:
        # pages that say Latin-1 are read as Windows-1252 by every browser (WHATWG Encoding Standard)
        latin = codecs.lookup(name).name in ("iso8859-1", "ascii")
        return data.decode("cp1252" if latin else name, errors="strict")
    except LookupError as error:
        raise InputError(f"declares an encoding that does not exist, '{name}'", place=uri) from error
    except UnicodeDecodeError as error:
        position = f"byte {error.start:,} (0x{data[error.start]:02x})"
        raise InputError(f"declares {name}, but {position} does not fit", place=uri) from error


def _visible_text(page: str, uri: str) -> str:
    import lxml.etree  # type: ignore[import-untyped]
    import lxml.html  # type: ignore[import-untyped]

    try:
        tree = lxml.html.document_fromstring(page.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError("no text was found in the page", place=uri) from error
    lxml.etree.strip_elements(tree, *_NO_TEXT, lxml.etree.Comment, with_tail=False)
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
        elif element.tag in ("td", "th"):
            element.tail = " " + (element.tail or "")
    rows = (" ".join(row.split()) for row in str(tree.text_content()).split("\n"))
    return "\n".join(row for row in rows if row)
