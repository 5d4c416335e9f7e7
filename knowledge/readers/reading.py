"""What reading gives."""

from typing import NamedTuple

from content.artifacts import Problem, Source, Statement


class DocumentText(NamedTuple):
    """A document as plain text; offsets of its facts refer to `text`."""

    uri: str
    sha256: str
    language: str
    """ISO 639-1 code; empty when the text is too short or too mixed to tell."""
    text: str


class Reading(NamedTuple):
    """All that was read, in the order of the inputs."""

    sources: list[Source]
    statements: list[Statement]
    problems: list[Problem]
