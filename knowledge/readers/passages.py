"""The text that the places of facts refer to, read again."""

from pathlib import Path

from content.errors import InputError
from knowledge.readers import documents
from knowledge.readers.decoding import decode, read_limited
from knowledge.readers.notes import Notes
from knowledge.readers.paths import uri_of


def source_text(path: Path, max_megabytes: int) -> str:
    """Read the text of a source as the offsets of its facts count it.

    Raises:
        InputError: it cannot be read, or has no text.
    """
    uri, suffix = uri_of(path), path.suffix.lower()
    data = read_limited(path, uri, max_megabytes)
    if suffix in documents.SUFFIXES:
        return documents.document_text(data, suffix, uri, max_megabytes, Notes(uri))
    if suffix == ".parquet":
        raise InputError("a Parquet file has no text", place=uri)
    return decode(data, uri)
