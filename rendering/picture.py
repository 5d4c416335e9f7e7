"""The picture of an entity's neighbourhood."""

from collections.abc import Sequence
from pathlib import Path


def draw_neighbourhood(edges: Sequence[tuple[str, str, str]], centre: str, path: Path) -> None:
    """Draw the relations around an entity as a PNG.

    Args:
        edges: (subject, relation, object); those not connected to the centre are left out.
        centre: The entity in the middle.
        path: The file to write.
    """
    raise NotImplementedError
