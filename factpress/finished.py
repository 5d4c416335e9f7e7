"""Recognise a finished job before a server is started for it."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from content.artifacts import JobReport
from content.settings import Settings
from factpress.server import quieten, served_address
from tasks.open_job import open_job, read_all_briefs


def finished_before(
    briefs: Sequence[Path], out: Path, knowledge: Sequence[Path], settings: Settings, mappings: Mapping[str, Path]
) -> JobReport | None:
    """Give the report of a job that was finished before and is whole; None when there may be something to do.

    Where a server stands (PREFECT_API_URL, `factpress serve`) every run is recorded there, one with nothing to do too.

    Raises:
        InputError: the briefs or the knowledge are wrong.
    """
    if os.environ.get("PREFECT_API_URL") or not (out / "job.json").is_file() or served_address():
        return None
    wanted = read_all_briefs(briefs)
    if not (out / "retracted.json").exists():
        job = open_job(wanted, out, list(knowledge), settings, dict(mappings))
        if _last(out) != job.id:
            return None
    quieten()
    from tasks.find_finished import finished_report
    from tasks.loaded import graphs_at
    from tasks.process_input import known_world
    from tasks.retractions import without_retracted
    from tasks.telemetry import telling

    job = open_job(wanted, out, list(knowledge), without_retracted(settings, out), dict(mappings))
    world = known_world(job.knowledge, job.mappings, job.settings, graphs_at(job.store))
    if world is None:
        return None
    with telling(job):
        return finished_report(job, world, wanted)


def _last(out: Path) -> str:
    """Id of the job that was last accounted for in a folder."""
    try:
        return str(json.loads((out / "job.json").read_bytes()).get("job", ""))
    except (OSError, ValueError, AttributeError):
        return ""
