"""A finished document to files: Markdown, HTML, plain text, JSON; the ledger; the picture of a neighbourhood."""

from content.artifacts import Document, OutputFormat
from content.errors import MissingPart
from content.settings import OutputSettings
from rendering.markdown import render_markdown
from rendering.page import render_html
from rendering.paths import confined
from rendering.picture import draw_neighbourhood
from rendering.plain import render_text
from rendering.record import DocumentRecord, fact_line, ledger_lines, render_json

__all__ = ["AVAILABLE", "DocumentRecord", "confined", "draw_neighbourhood", "fact_line", "ledger_lines", "render"]

AVAILABLE: frozenset[OutputFormat] = frozenset({"md", "html", "txt", "json"})
"""The output formats that `render` writes."""


def render(document: Document, output: OutputFormat, settings: OutputSettings) -> bytes:
    """Turn a document into the bytes of a file; the same document gives the same bytes.

    Raises:
        MissingPart: this version does not write that format.
        StageError: a sentence has nothing visible in it.
    """
    match output:
        case "md":
            return render_markdown(document, settings)
        case "html":
            return render_html(document, settings)
        case "txt":
            return render_text(document)
        case "json":
            return render_json(document)
        case _:
            raise MissingPart(
                f"the output {output!r} cannot be written by this version",
                place=document.id,
                remedy=f"choose among {', '.join(sorted(AVAILABLE))}",
            )
