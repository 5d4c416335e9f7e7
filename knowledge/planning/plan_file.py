"""The outline as a YAML file that a person edits."""

from content.artifacts import Outline


def write_plan(outline: Outline) -> str:
    """Write an outline as YAML, with every fact readable beside its id."""
    raise NotImplementedError
