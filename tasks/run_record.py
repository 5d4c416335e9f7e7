"""run.json: how a job was run, so that its documents can be audited and made again."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from content.artifacts import Artifact, Brief, Stage
from content.files import is_address
from content.hashing import file_digest
from content.settings import Settings
from content.store import write_atomically
from tasks.job import Job, StageResult
from tasks.plan_content import edited_plan
from tasks.process_input import fingerprints

NAME = "run.json"


class ChunkRun(Artifact):
    """One stage over one chunk."""

    stage: Stage
    began: float
    """Seconds since the epoch."""
    seconds: float
    tokens: int
    documents: int
    """Documents that went on."""
    reused: int
    rejected: int
    failed: int


class RunRecord(Artifact):
    """What was asked, what was read, and what every stage made of every document."""

    format: Literal[1] = 1
    job: str
    """The same as in job.json; another one means that a run did not come to its end."""
    folder: str
    """Working folder of the run, seen from the job's folder; paths below are relative to it."""
    store: str
    """The store: an address, or a folder seen from the job's folder."""
    briefs: tuple[Brief, ...]
    knowledge: tuple[str, ...]
    mappings: dict[str, str]
    settings: Settings
    files: dict[str, str]
    """Every file that was read → SHA-256."""
    stages: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Brief → stage → key of the stage's output in the store."""
    chunks: tuple[ChunkRun, ...] = ()


def begin_record(job: Job, briefs: Sequence[Brief]) -> RunRecord:
    """Note what a run was asked and what it reads, before it begins."""
    return RunRecord(
        job=job.id,
        folder=_seen_from(job.out, Path.cwd()),
        store=job.store if is_address(job.store) else _seen_from(job.out, Path(job.store)),
        briefs=tuple(briefs),
        knowledge=tuple(str(path) for path in job.knowledge),
        mappings={table: str(path) for table, path in job.mappings.items()},
        settings=job.settings,
        files=files_read(job, briefs),
    )


def finish_record(
    record: RunRecord, job: Job, stages: Mapping[str, Mapping[str, str]], chunks: Sequence[ChunkRun]
) -> RunRecord:
    """Add what the stages made and write run.json into the job's folder.

    Returns:
        What was written.

    Raises:
        StoreError: the folder cannot be written.
    """
    made = {"stages": {brief: dict(keys) for brief, keys in stages.items()}, "chunks": tuple(chunks)}
    whole = record.model_copy(update=made)
    write_atomically(job.out / NAME, (whole.model_dump_json().encode(), b"\n"))
    return whole


def files_read(job: Job, briefs: Sequence[Brief]) -> dict[str, str]:
    """Hash every file that a job reads but the file of briefs: knowledge, mappings, briefs' own sources, edited plans.

    Raises:
        InputError: one that was named does not exist.
    """
    graphs = [path / "graph.json" for path in job.knowledge if (path / "graph.json").is_file()]
    sources = [path for path in job.knowledge if path / "graph.json" not in graphs]
    own = [Path(source) for brief in briefs for source in brief.sources]
    plans = [path for brief in briefs if (path := edited_plan(job.settings.plan, brief.id))]
    others = {str(path): file_digest(path) for path in (*graphs, *job.mappings.values(), *plans)}
    return {**fingerprints([*sources, *own]), **others}


def chunk_run(result: StageResult) -> ChunkRun:
    """Sum up what a stage made of a chunk."""
    return ChunkRun(
        stage=result.stage,
        began=round(result.began, 3),
        seconds=round(result.seconds, 3),
        tokens=result.tokens,
        documents=len(result.items),
        reused=result.reused,
        rejected=len(result.rejected),
        failed=len(result.failed),
    )


def _seen_from(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
