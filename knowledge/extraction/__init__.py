"""Text to statements."""

from knowledge.extraction.document import extract_many, extract_sentence, extract_statements

__all__ = ["extract_many", "extract_sentence", "extract_statements"]
