"""A document as Markdown with front matter that Hugo and Jekyll read."""

import json
import re

from content.artifacts import Document, DocumentSection
from content.names import slug
from content.settings import OutputSettings
from rendering.cleaning import cleaned, visible
from rendering.sources import Citation, citations, spoken_positions, web_address

_DESCRIPTION = 200
_PUNCTUATION = r"""[!-/:-@\[-`{-~]"""
_INLINE = re.compile(
    rf"""(?P<backslash>\\(?={_PUNCTUATION}|$))
      | (?P<always>[`*\[\]|{{])
      | (?P<liquid>(?<=\{{)%)
      | (?P<underscore>_(?!(?<=[^\W_]_)[^\W_]))
      | (?P<tag><(?=[A-Za-z/!?]))
      | (?P<entity>&(?=\#|[A-Za-z][A-Za-z0-9]*;))
      | (?P<strike>(?<=[^\s])~|~(?=~))
      | (?P<math>\$(?=[$`])|(?<=[$`])\$)
      | (?P<address>:(?=//))
      | (?P<www>(?<=www)\.)""",
    re.VERBOSE | re.IGNORECASE,
)
# Where a backslash would show in one of CommonMark, kramdown and Goldmark, the character is written by its number.
_BY_NUMBER = {"liquid": "&#37;", "entity": "&amp;", "strike": "&#126;"}
_BLOCK = re.compile(r"(?P<mark>[#>]|[-+](?=\s|$|[-+])|:(?=\s|$))|(?P<digits>\d{1,9})(?P<dot>[.)])(?=\s|$)")


def escape_inline(text: str) -> str:
    """Escape what Markdown, Liquid, Hugo's shortcodes or an automatic linker would act on, and nothing else.

    >>> escape_inline("AT&T's snake_case costs $5 <b>*"), escape_inline("{{ site }} [a](javascript:x)")
    ("AT&T's snake_case costs $5 \\\\<b>\\\\*", '\\\\{\\\\{ site }} \\\\[a\\\\](javascript:x)')
    """
    return _INLINE.sub(lambda match: _BY_NUMBER.get(match.lastgroup or "", f"\\{match[0]}"), text)


def escape_block(text: str) -> str:
    """Escape a text that begins a paragraph, so that it begins no heading, list, quotation, rule or table."""
    start = _BLOCK.match(text)
    if not start:
        return escape_inline(text)
    before = start["digits"] or ""
    return f"{before}\\{text[len(before)]}{escape_inline(text[len(before) + 1 :])}"


def render_markdown(document: Document, settings: OutputSettings) -> bytes:
    """Write a document as Markdown."""
    document = cleaned(document)
    blocks = [_front_matter(document, settings), f"# {_heading(document.title)}"]
    if document.notice:
        blocks.append(f"> {escape_block(document.notice)}")
    for section in document.sections:
        if section.heading:
            blocks.append(f"## {_heading(section.heading)}")
        blocks.extend(_body(section))
    found = citations(document)
    if found:
        blocks += ["## Sources", "\n".join(_source(citation) for citation in found)]
    return ("\n\n".join(blocks) + "\n").encode()


def _front_matter(document: Document, settings: OutputSettings) -> str:
    """Write YAML whose every value is a JSON string or list: one line each, no type to guess, no way out."""
    values: dict[str, object] = {
        "title": document.title,
        "slug": slug(document.id),
        "description": _description(document),
        "author": visible(settings.author),
        "language": document.language,
        "categories": [document.kind],
        "tags": [document.subject] if document.subject else [],
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def _description(document: Document) -> str:
    first = next((sentence.text for sentence in document.sentences), "")
    return first if len(first) <= _DESCRIPTION else first[:_DESCRIPTION].rsplit(" ", 1)[0] + " …"


def _heading(text: str) -> str:
    """Escape a heading, the signs at its end included, which would close it."""
    return re.sub(r"(?<!\\)#(?=#*$)", r"\\#", escape_block(text))


def _body(section: DocumentSection) -> list[str]:
    texts = [sentence.text for sentence in section.sentences]
    if section.style == "list":
        return ["\n".join(f"- {escape_block(text)}" for text in texts)] if texts else []
    if section.style == "dialogue":
        return [escape_block(text) for text in texts]
    return [escape_block(" ".join(texts))] if texts else []


def _source(citation: Citation) -> str:
    address = web_address(citation.uri)
    shown = escape_inline(citation.uri)
    name = f"[{shown}](<{address}>)" if address else escape_block(citation.uri)
    return f"{citation.number}. {name} ({spoken_positions(citation.sentences)})"
