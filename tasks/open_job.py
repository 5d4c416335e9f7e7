"""From what a person asks for to a job with an identity."""

from collections.abc import Sequence
from pathlib import Path

from content.artifacts import Brief
from content.errors import InputError
from content.hashing import digest
from content.settings import Settings, shaping
from knowledge.readers import read_briefs
from tasks.job import Job


def read_all_briefs(paths: Sequence[Path]) -> list[Brief]:
    """Read several files of briefs as one job.

    Raises:
        InputError: a file is wrong, or two of them name the same document.
    """
    wanted: dict[str, Brief] = {}
    for path in paths:
        for brief in read_briefs(path):
            if wanted.setdefault(brief.id.casefold(), brief) is not brief:
                raise InputError(f"the id {brief.id!r} is in another file too", place=str(path), remedy="rename one")
    return list(wanted.values())


def open_job(
    briefs: list[Brief], out: Path, knowledge: list[Path], settings: Settings, mappings: dict[str, Path]
) -> Job:
    """Give a job its identity: the same briefs, knowledge and settings are the same job."""
    identity = {
        "briefs": briefs,
        "knowledge": [path.as_posix() for path in knowledge],
        "settings": shaping(settings),
    }
    return Job(
        id=digest(identity)[:16],
        out=out,
        store=settings.job.store or str(out / ".store"),
        settings=settings,
        knowledge=tuple(knowledge),
        mappings=mappings,
    )
