"""Files to statements and texts: triples, RDF, tables, documents and briefs."""

from knowledge.readers.briefs import read_briefs
from knowledge.readers.files import input_files
from knowledge.readers.passages import source_text
from knowledge.readers.reading import DocumentText, Reading
from knowledge.readers.sources import read_sources

__all__ = ["DocumentText", "Reading", "input_files", "read_briefs", "read_sources", "source_text"]
