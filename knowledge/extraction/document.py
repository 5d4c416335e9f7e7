"""Documents to statements: parse, read each sentence, keep each fact's place."""

from collections.abc import Iterable

from content.artifacts import Statement


def extract_statements(text: str, uri: str, sha256: str) -> list[Statement]:
    """Extract the facts that a document's prose states, each with the sentence that states it."""
    return extract_many([(text, uri, sha256)])[0]


def extract_many(texts: Iterable[tuple[str, str, str]]) -> list[list[Statement]]:
    """Extract the facts of several documents `(text, uri, sha256)` in one pass over the pipeline."""
    return [[] for _ in texts]


def extract_sentence(text: str, about: str = "") -> list[Statement]:
    """Extract the facts of a short text.

    Args:
        about: the entity that a pronoun or a description such as "the bridge" may stand for.
    """
    return []
