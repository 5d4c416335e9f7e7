"""What a grammar checker proposes."""

from content.artifacts import Artifact


class Proposal(Artifact):
    """One change to a text, not yet made."""

    start: int
    """Offset in characters of the first one replaced."""
    end: int
    """Offset after the last one replaced; equal to `start` for an insertion."""
    replacement: str
    rule: str
    """The checker's name of the rule."""
    message: str = ""
    by: str = ""
    """Name of the checker, with version or address."""
