"""What a replay starts from: the job as it was, and what is not as it was any more."""

from pathlib import Path

from content.artifacts import Manifest
from content.errors import InputError
from content.hashing import file_digest
from content.settings import Settings
from tasks.generate_text import engine_identity
from tasks.job import Job, World
from tasks.job_folder import JobFolder
from tasks.render_output import versions
from tasks.run_record import RunRecord, files_read


def changed_files(record: RunRecord, job: Job) -> list[str]:
    """List the files that are not as the run read them, those that came or went included."""
    before = record.files
    try:
        now = files_read(job, record.briefs)
    except (InputError, OSError):  # one that was named is gone
        return [path for path in before if not is_file_with(Path(path), before[path])]
    return sorted({path for path, _ in before.items() ^ now.items()})


def job_as_it_was(folder: JobFolder, manifest: Manifest) -> Job:
    """Give the job as it was for one document: its own settings, on as many threads."""
    job, settings = folder.job(), Settings.model_validate(manifest.settings)
    keys = {name: getattr(job.settings.generator, name) for name in ("api_key_variable", "api_key_block")}
    threads = manifest.threads or settings.job.threads
    parts = {
        "generator": settings.generator.model_copy(update=keys),
        "job": settings.job.model_copy(update={"threads": threads}),
    }
    return job.model_copy(update={"settings": settings.model_copy(update=parts)})


def other_versions(manifest: Manifest, settings: Settings) -> list[str]:
    """Say what is not as it was when the document was made."""
    here = versions()
    names = sorted({*manifest.versions, *here})
    told = [(name, manifest.versions.get(name, "none"), here.get(name, "none")) for name in names]
    return [f"{name} was {before} and is {now}" for name, before, now in told if before != now] + _other_weights(
        manifest, settings
    )


def _other_weights(manifest: Manifest, settings: Settings) -> list[str]:
    model = settings.generator.model
    try:
        same = engine_identity(settings) == manifest.weights.get(model)
    except InputError:
        return [f"the model {model} is not at hand"]
    return [] if same else [f"the weights of {model} have changed"]


def saved_world(graphs: Path, wanted: str) -> World | None:
    """Find a saved graph by its hash."""
    for mark in sorted(graphs.glob("*/world.json")):
        world = World.model_validate_json(mark.read_bytes())
        if world.digest == wanted:
            return world.model_copy(update={"graph": mark.parent})
    return None


def is_file_with(path: Path, sha256: str) -> bool:
    """Tell whether a file is there with these bytes."""
    return path.is_file() and file_digest(path) == sha256
