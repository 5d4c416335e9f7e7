"""What every stage of one job is told: plain data, safe to hand to another process."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from content.artifacts import Artifact, Failed, Problem, Rejected, Source, Stage
from content.settings import Settings


class Job(Artifact):
    """One run of the product over a file of briefs."""

    id: str
    """From the briefs, the knowledge and the settings: the same job has the same id."""
    out: Path
    store: Annotated[str, BeforeValidator(str)]
    """Folder of the store, or an address."""
    settings: Settings
    knowledge: tuple[Path, ...] = ()
    mappings: dict[str, Path] = Field(default_factory=dict)


class World(Artifact):
    """The knowledge of a job, on disk."""

    graph: Path
    """Folder of the saved graph."""
    digest: str
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    entities: int = 0
    facts: int = 0


class Item(Artifact):
    """One document on its way: the key and the content hash of its latest output."""

    brief: str
    key: str
    sha256: str


class StageResult(Artifact):
    """What a stage made of a chunk."""

    stage: Stage
    items: tuple[Item, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    failed: tuple[Failed, ...] = ()
    began: float = 0.0
    """Seconds since the epoch."""
    seconds: float = 0.0
    tokens: int = 0
    """Tokens that the model produced now; reused outputs cost none."""
    reused: int = 0
    """Documents whose output was in the store already."""
    inputs: dict[str, str] = Field(default_factory=dict)
    """Document → content hash of what came in."""
    made: dict[str, int] = Field(default_factory=dict)
    """Document whose output was made now → tokens that the model produced for it."""
