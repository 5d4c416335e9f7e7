"""Before the stages: find out whether the same job was finished already and everything it delivered is still there."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task
from pydantic import ValidationError

from content.artifacts import Brief, JobReport, Manifest
from content.errors import StoreError
from content.hashing import digest, file_digest
from tasks import audit, progress
from tasks.generate_text import engine_identity
from tasks.job import Job, World
from tasks.loaded import store_at
from tasks.plan_content import edited_plan
from tasks.process_input import fingerprints
from tasks.render_output import versions
from tasks.run_record import NAME
from tasks.version import code_version


@task(name="find_finished", persist_result=False)
def find_finished(job: Job, world: World, briefs: Sequence[Brief]) -> JobReport | None:
    """Give the report of the same job when nothing that shapes it has changed and no file has; else None."""
    report = finished_report(job, world, briefs)
    if report is not None:
        audit.show_finished(report)
    return report


def finished_report(job: Job, world: World, briefs: Sequence[Brief]) -> JobReport | None:
    """Look for a finished job without a run of Prefect."""
    try:
        report = JobReport.model_validate_json(store_at(job.store).files.read(_mark(job, world, briefs)) or b"")
    except ValidationError:
        return None
    if not _is_whole(job.out, report):
        return None
    progress.report(progress.NothingToDo(documents=report.delivered))
    return report


def note_finished(job: Job, world: World, briefs: Sequence[Brief], report: JobReport) -> None:
    """Remember a job that came to its end, so that the same job again has nothing to do."""
    if report.files and not report.failed and not report.skipped:
        store_at(job.store).files.write(_mark(job, world, briefs), report.model_dump_json().encode())


def _mark(job: Job, world: World, briefs: Sequence[Brief]) -> str:
    plans = [path for brief in briefs if (path := edited_plan(job.settings.plan, brief.id))]
    key = digest(
        {
            "job": job.id,
            "out": job.out.resolve().as_posix(),
            "least": job.settings.job.min_yield,
            "graph": world.digest,
            "sources": fingerprints([Path(source) for brief in briefs for source in brief.sources]),
            "plans": {path.name: file_digest(path) for path in plans},
            "weights": engine_identity(job.settings),
            "versions": versions(),
            "code": code_version("knowledge", "models", "rendering", "tasks"),
        }
    )
    return f"finished/{key}.json"


def _is_whole(out: Path, report: JobReport) -> bool:
    """Check job.json, facts.jsonl, every manifest and every file that a manifest names."""
    try:
        if JobReport.model_validate_json((out / "job.json").read_bytes()) != report or not (out / NAME).is_file():
            return False
        for file in report.files:
            path = out / file.path
            if file_digest(path) != file.sha256:
                return False
            if path.name == "manifest.json":
                named = Manifest.model_validate_json(path.read_bytes()).files
                if any(file_digest(out / one.path) != one.sha256 for one in named):
                    return False
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return False
    except OSError as error:
        raise StoreError(f"{out}: cannot be read ({error.strerror or error})") from error
    return True
