"""A small job and the events that a run of it reports."""

from pathlib import Path

from content.artifacts import Failed, JobReport, Rejected
from content.settings import load_settings
from tasks import progress
from tasks.job import Item, Job, StageResult

DELIVERED = StageResult(stage="render_output", items=(Item(brief="ulm", key="k", sha256="s"),), seconds=0.25)
PLANNED = StageResult(
    stage="plan_content",
    items=(Item(brief="ulm", key="k", sha256="s"),),
    rejected=(Rejected(brief="nowhere", stage="plan_content", reason="nothing is known of “Xana\u202edu”\x1b[31m"),),
    failed=(Failed(brief="broken", stage="plan_content", error="ValueError: no\nsuch\nthing"),),
    seconds=0.5,
    tokens=12,
    reused=1,
)
REPORT = JobReport(
    job="j",
    requested=4,
    delivered=1,
    rejected=PLANNED.rejected,
    failed=(*PLANNED.failed, Failed(brief="late", stage="render_output", error="the disk is full")),
    seconds={},
    tokens=12,
)


def a_job(folder: Path, **settings: str) -> Job:
    wanted = load_settings(None, {f"telemetry.{name}": value for name, value in settings.items()})
    return Job(id="j", out=folder, store=folder / "store", settings=wanted)


def report_all() -> None:
    """Report what a run reports."""
    progress.report(progress.Beginning(stage="plan_content", chunk=1, chunks=1, documents=3))
    progress.report(PLANNED)
    progress.report(DELIVERED)
    progress.report(progress.Closed(report=REPORT))
