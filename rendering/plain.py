"""A document as plain text."""

from content.artifacts import Document, DocumentSection
from rendering.cleaning import cleaned
from rendering.sources import citations, spoken_positions


def render_text(document: Document) -> bytes:
    """Write a document as plain text, a paragraph a line."""
    document = cleaned(document)
    blocks = [_underlined(document.title, "="), document.notice]
    for section in document.sections:
        blocks += [_underlined(section.heading, "-"), _body(section)]
    found = citations(document)
    if found:
        entries = (f"{entry.number}. {entry.uri} ({spoken_positions(entry.sentences)})" for entry in found)
        blocks += [_underlined("Sources", "-"), "\n".join(entries)]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def _underlined(heading: str, line: str) -> str:
    return f"{heading}\n{line * min(len(heading), 80)}" if heading else ""


def _body(section: DocumentSection) -> str:
    texts = [sentence.text for sentence in section.sentences]
    if section.style == "list":
        return "\n".join(f"- {text}" for text in texts)
    return ("\n" if section.style == "dialogue" else " ").join(texts)
