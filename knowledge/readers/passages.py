"""The text that the places of facts refer to, read again."""

from pathlib import Path

from content.errors import InputError
from knowledge.readers import documents
from knowledge.readers.decoding import decode, read_limited
from knowledge.readers.notes import Notes
from knowledge.readers.paths import uri_of

_LINED = frozenset({".txt", ".md"})


def source_text(path: Path, max_megabytes: int, *, plain: bool = False) -> str:
    """Read the text of a source as the offsets of its facts count it.

    Args:
        path: the source.
        max_megabytes: a longer file is refused.
        plain: leave a text file as it is, line by line.

    Raises:
        InputError: it cannot be read, or has no text.
    """
    uri, suffix = uri_of(path), path.suffix.lower()
    data = read_limited(path, uri, max_megabytes)
    if suffix in documents.SUFFIXES and not (plain and suffix in _LINED):
        return documents.document_text(data, suffix, uri, max_megabytes, Notes(uri))
    if suffix == ".parquet":
        raise InputError("a Parquet file has no text", place=uri)
    return decode(data, uri)
