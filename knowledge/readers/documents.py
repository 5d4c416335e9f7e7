"""Documents to plain text: txt, md, html, pdf and docx. The offsets of their facts refer to the text given here."""

from content.errors import InputError
from knowledge.readers.decoding import decode
from knowledge.readers.notes import Notes
from knowledge.readers.prose import tidy, unwrap

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")


def document_text(data: bytes, suffix: str, uri: str, max_megabytes: int, notes: Notes) -> str:
    """Extract the text of a document.

    Raises:
        InputError: corrupt, in another encoding, too large when unpacked, or without text.
    """
    text, removed = tidy(_extract(data, suffix, uri, max_megabytes, notes))
    if removed:
        notes.add(f"removed from the text: {removed}")
    if not any(letter.isalnum() for letter in text):
        raise InputError("there is no text in the document", place=uri)
    return unwrap(text) if suffix in (".txt", ".text", ".pdf") else text


def _extract(data: bytes, suffix: str, uri: str, max_megabytes: int, notes: Notes) -> str:
    from knowledge.readers.markup import html_text, markdown_text
    from knowledge.readers.packaged import docx_text, pdf_text

    if suffix == ".pdf":
        return pdf_text(data, uri, max_megabytes, notes)
    if suffix == ".docx":
        return docx_text(data, uri, max_megabytes)
    if suffix in (".html", ".htm", ".xhtml"):
        return html_text(data, uri)
    text = decode(data, uri)
    return markdown_text(text) if suffix in (".md", ".markdown") else text
