"""retracted.json: facts that were taken back from a job, so that a later run does not bring them back."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from content.artifacts import Artifact
from content.settings import Settings
from content.store import write_atomically
from tasks.job_folder import read_artifact

NAME = "retracted.json"


class Retractions(Artifact):
    """Facts that were taken back."""

    format: Literal[1] = 1
    facts: dict[str, str] = Field(default_factory=dict)
    """Id → the fact in words, for people."""


def read_retractions(out: Path) -> Retractions:
    """Read what was taken back from the job in a folder.

    Raises:
        InputError: the file is damaged.
    """
    path = out / NAME
    return read_artifact(path, Retractions) if path.is_file() else Retractions()


def keep_retractions(out: Path, facts: dict[str, str]) -> None:
    """Add to what was taken back.

    Raises:
        StoreError: the folder cannot be written.
    """
    together = Retractions(facts={**read_retractions(out).facts, **facts})
    write_atomically(out / NAME, together.model_dump_json(indent=1).encode() + b"\n")


def without_retracted(settings: Settings, out: Path) -> Settings:
    """Add the facts that were taken back from the job in a folder to its settings.

    Raises:
        InputError: the file that lists them is damaged.
    """
    facts = read_retractions(out).facts
    if not facts:
        return settings
    retracted = tuple(sorted({*settings.knowledge.retracted, *facts}))
    knowledge = settings.knowledge.model_copy(update={"retracted": retracted})
    return settings.model_copy(update={"knowledge": knowledge})
