"""The account of a job some of whose documents are made anew: which they are, and what the job's files say after."""

import shutil
from typing import NamedTuple

from content.artifacts import Brief, Fact, FileHash, JobReport
from content.hashing import file_digest
from content.store import write_atomically
from rendering import confined, fact_line
from tasks.accounting import Tally, shortfall
from tasks.impact import impact_of
from tasks.job import Item, Job
from tasks.job_folder import JobFolder
from tasks.loaded import store_at
from tasks.render_output import Delivered
from tasks.replay_inputs import is_file_with
from tasks.retractions import read_retractions, without_retracted
from tasks.run_record import NAME, files_read
from tasks.stage import load


class Renewal(NamedTuple):
    """What is made anew and what stays."""

    folder: JobFolder
    job: Job
    """As it was run, without the facts that were taken back."""
    briefs: list[Brief]
    """Of the documents to make anew."""
    others: list[Item]
    """The other documents before they were compared; they are compared with and stay as they are."""


def open_renewal(folder: JobFolder) -> Renewal:
    """Find the documents that rest on a fact that was taken back, and those that a stopped renewal left unaccounted.

    Raises:
        InputError: a ledger or run.json is missing or damaged.
    """
    unaccounted = set(_unaccounted(folder))
    accounted = [brief for brief in folder.delivered if brief not in unaccounted]
    affected = {*impact_of(folder, read_retractions(folder.path).facts, accounted).documents, *unaccounted}
    job = folder.job()
    job = job.model_copy(update={"settings": without_retracted(job.settings, folder.path)})
    others = [item for brief in folder.delivered if brief not in affected and (item := _refined(folder, brief))]
    return Renewal(folder, job, [brief for brief in folder.record.briefs if brief.id in affected], others)


def _unaccounted(folder: JobFolder) -> list[str]:
    """List the documents whose manifest is not the one that job.json names."""
    manifests = {file.path: file.sha256 for file in folder.report.files}
    paths = {brief: f"documents/{brief}/manifest.json" for brief in folder.delivered}
    return [brief for brief, path in paths.items() if not is_file_with(folder.path / path, manifests[path])]


def _refined(folder: JobFolder, brief: str) -> Item | None:
    record = folder.stage_record(brief, "refine_text")
    return Item(brief=brief, key=record.key, sha256=record.sha256) if record else None


def close_renewal(renewal: Renewal, tally: Tally) -> JobReport:
    """Withdraw what was not delivered again, then write facts.jsonl, run.json and, last, job.json.

    Raises:
        StoreError: the folder cannot be written.
    """
    folder, out = renewal.folder, renewal.job.out
    for brief in renewal.briefs:
        if brief.id not in tally.delivered:
            _withdraw(folder, brief.id)
    delivered = [
        brief.id
        for brief in folder.record.briefs
        if brief.id in tally.delivered or (brief.id in folder.delivered and brief not in renewal.briefs)
    ]
    write_atomically(out / "facts.jsonl", _facts(renewal, tally, delivered))
    _write_record(renewal, tally)
    paths = ["facts.jsonl", *(f"documents/{brief}/manifest.json" for brief in delivered)]
    files = tuple(FileHash(path=path, sha256=file_digest(out / path)) for path in paths)
    before, now = folder.report, tally.report()
    seconds = {**before.seconds}
    for stage, spent in now.seconds.items():
        seconds[stage] = round(seconds.get(stage, 0.0) + spent, 3)
    report = before.model_copy(
        update={
            "delivered": len(delivered),
            "rejected": before.rejected + now.rejected,
            "failed": before.failed + now.failed,
            "skipped": before.skipped + now.skipped,
            "seconds": seconds,
            "tokens": before.tokens + now.tokens,
            "files": files,
        }
    )
    report = report.model_copy(update={"shortfall": shortfall(report, renewal.job.settings.job.min_yield)})
    write_atomically(out / "job.json", report.model_dump_json(indent=1).encode() + b"\n")
    return report


def _facts(renewal: Renewal, tally: Tally, delivered: list[str]) -> bytes:
    """Join the lines of the facts that stay with those of the renewed documents."""
    folder = renewal.folder
    lines = dict(zip(folder.facts(), (folder.path / "facts.jsonl").read_bytes().splitlines(keepends=True), strict=True))
    fresh: dict[str, Fact] = {}
    for item in tally.delivered.values():
        fresh |= {fact.id: fact for fact in load(store_at(renewal.job.store), item, Delivered).document.facts}
    lines |= {fact.id: fact_line(fact) for fact in fresh.values()}
    cited = {fact for brief in delivered for sentence in folder.ledger(brief) for fact in sentence.facts}
    return b"".join(lines[fact] for fact in sorted(cited))


def _write_record(renewal: Renewal, tally: Tally) -> None:
    record = renewal.folder.record
    made = {
        "files": files_read(renewal.job, record.briefs),
        "stages": {**record.stages, **{brief: dict(keys) for brief, keys in tally.history.items()}},
        "chunks": (*record.chunks, *tally.chunks),
    }
    write_atomically(renewal.job.out / NAME, record.model_copy(update=made).model_dump_json().encode() + b"\n")


def _withdraw(folder: JobFolder, brief: str) -> None:
    """Delete what was delivered of a document: its manifest first, so that nothing vouches for the rest."""
    place = confined(folder.path / "documents", brief)
    if place.is_dir():
        (place / "manifest.json").unlink(missing_ok=True)
        shutil.rmtree(place)
