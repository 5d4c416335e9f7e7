"""An edited plan file, checked and made into an outline again."""

from content.artifacts import Outline
from knowledge.planning.source import FactSource


def read_plan(text: str, outline: Outline, graph: FactSource, place: str) -> Outline:
    """Apply a person's plan file to the outline that was planned.

    Args:
        place: the file's name, for messages.

    Raises:
        InputError: not YAML, an unknown key, value or fact id; with the line.
    """
    raise NotImplementedError
