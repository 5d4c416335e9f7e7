"""Prefect events of documents and jobs, which automations listen to.

    factpress.document.delivered   factpress.document.rejected   factpress.document.failed
    factpress.job.ended            factpress.job.stopped

The resource of a document's event is `factpress.document.<job>.<brief>`, of a job's `factpress.job.<job>`; Prefect adds
the flow run, its deployment and its tags as related resources.
"""

from typing import Literal

from prefect.events import emit_event

from rendering.cleaning import visible
from tasks import progress
from tasks.job import StageResult
from tasks.telemetry.run import Run

Outcome = Literal["delivered", "rejected", "failed"]
_LONGEST = 1000


class Events:
    """Send events for what happens in a run."""

    def __init__(self, run: Run, which: Literal["documents", "troubles"]) -> None:
        """Begin.

        Args:
            which: every document, or only those that were rejected or failed.
        """
        self._run, self._which = run, which
        self._told: set[str] = set()

    def __call__(self, event: progress.Event) -> None:
        """Send the events of one step."""
        if isinstance(event, StageResult):
            for rejected in event.rejected:
                self._document("rejected", rejected.brief, rejected.stage, rejected.reason)
            for failed in event.failed:
                self._document("failed", failed.brief, failed.stage, failed.error)
            if event.stage == "render_output" and self._which == "documents":
                for item in event.items:
                    self._document("delivered", item.brief, event.stage, "")
        elif isinstance(event, progress.Closed):
            self._close(event)
        elif isinstance(event, progress.Stopped):
            self._job("stopped", {"error": visible(event.error)[:_LONGEST]})

    def _close(self, event: progress.Closed) -> None:
        for failed in event.report.failed:
            if failed.brief not in self._told:
                self._document("failed", failed.brief, failed.stage, failed.error)
        self._job("ended", dict(event.account()))

    def _document(self, outcome: Outcome, brief: str, stage: str, reason: str) -> None:
        self._told.add(brief)
        payload = {"document": brief, "stage": stage, "reason": visible(reason)[:_LONGEST], "run": self._run.id}
        resource = {
            "prefect.resource.id": f"factpress.document.{self._run.job}.{brief}",
            "prefect.resource.name": brief,
        }
        emit_event(f"factpress.document.{outcome}", resource, payload=payload)

    def _job(self, what: str, payload: dict[str, object]) -> None:
        resource = {"prefect.resource.id": f"factpress.job.{self._run.job}", "prefect.resource.name": self._run.name}
        emit_event(f"factpress.job.{what}", resource, payload={**payload, "run": self._run.id})
