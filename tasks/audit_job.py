"""What a person can read of a whole run in Prefect: the account, where the time went, and how the documents turned out.

Outside a run nothing is recorded.
"""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from prefect.artifacts import create_image_artifact
from prefect.context import FlowRunContext

from content.artifacts import Draft, JobReport
from content.errors import InputError
from rendering.audit import Bar, as_image, histogram, timeline
from tasks.artifacts import send
from tasks.audit import Row, cell, code, publish
from tasks.job import Job
from tasks.job_folder import JobFolder
from tasks.measures import likelihoods, worded_by_model, words_of
from tasks.run_record import ChunkRun, RunRecord

_LOOKED_AT = 200
"""Documents from which the pictures are drawn at most: reading all of a large job again would cost minutes."""


def show_job(job: Job, report: JobReport, chunks: Sequence[ChunkRun], record: RunRecord | None = None) -> None:
    """Show what became of a job, with pictures, as artifacts of its flow run.

    Args:
        record: its run.json, where it need not be read again.
    """
    if FlowRunContext.get() is None:
        return
    publish("job", f"Job {report.job}", list(_lines(job, report)), _stages(report, chunks))
    for key, title, picture in _pictures(job, chunks, record):
        send(partial(create_image_artifact, as_image(picture), key=f"job-{key}", description=title))


def _lines(job: Job, report: JobReport) -> Iterator[str]:
    lost = len(report.rejected), len(report.failed), len(report.skipped)
    yield (
        f"**{report.requested} requested = {report.delivered} delivered + {lost[0]} rejected + {lost[1]} failed + "
        f"{lost[2]} skipped**; {report.tokens} tokens"
    )
    if report.shortfall:
        yield f"Counts as failed: {cell(report.shortfall)}"
    reasons = Counter(
        [
            *(f"rejected by {one.stage}: {one.reason}" for one in report.rejected),
            *(f"failed in {one.stage}: {one.error}" for one in report.failed),
            *(f"skipped: {one.reason}" for one in report.skipped),
        ]
    )
    for reason, count in reasons.most_common(20):
        yield f"- {count} {cell(reason)}"
    out = job.out.resolve()
    command = f"factpress audit {shlex.quote(str(out))}"
    yield f"Documents, ledgers and job.json: {code(out)}. Everything about every document: {code(command)}"


def _stages(report: JobReport, chunks: Sequence[ChunkRun]) -> list[Row]:
    return [
        {
            "stage": stage,
            "chunks": len(mine),
            "seconds": seconds,
            "tokens": sum(chunk.tokens for chunk in mine),
            "reused": sum(chunk.reused for chunk in mine),
            "rejected": sum(chunk.rejected for chunk in mine),
            "failed": sum(chunk.failed for chunk in mine),
        }
        for stage, seconds in report.seconds.items()
        if (mine := [chunk for chunk in chunks if chunk.stage == stage])
    ]


def _pictures(job: Job, chunks: Sequence[ChunkRun], record: RunRecord | None) -> Iterator[tuple[str, str, str]]:
    """Draw what there is to draw: key, title and SVG."""
    bars = [Bar(chunk.stage, chunk.began, chunk.seconds, chunk.documents) for chunk in chunks]
    yield from _drawn(("timeline", "When each stage worked", timeline(bars)))
    try:
        folder = JobFolder(job.out, record)
        sample = folder.delivered[:: max(1, len(folder.delivered) // _LOOKED_AT)] if folder.record.job == job.id else []
    except InputError:  # the disk was too full for the account of this run
        return
    ledgers = [folder.ledger(brief) for brief in sample]
    drafts = [draft for brief in sample if (draft := folder.output(brief, "generate_text", Draft))]
    of = f"of {len(sample)} of {len(folder.delivered)} documents"
    yield from _drawn(
        ("lengths", f"Words {of}", histogram([float(words_of(one)) for one in ledgers], "Words a document")),
        (
            "model-share",
            f"Share of sentences that the model worded, {of}",
            histogram([worded_by_model(one) / len(one) for one in ledgers if one], "Share worded by the model"),
        ),
        (
            "likelihoods",
            f"Mean log-likelihood of the best wordings, {of}",
            histogram([value for draft in drafts for value in likelihoods(draft)], "Log-likelihood a token"),
        ),
    )


def _drawn(*pictures: tuple[str, str, str]) -> Iterator[tuple[str, str, str]]:
    yield from (one for one in pictures if one[2])
