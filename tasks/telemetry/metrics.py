"""Prometheus metrics of a run: served while it works, and written to a file that outlives it."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from content.errors import StoreError
from content.store import write_atomically
from tasks import progress
from tasks.job import StageResult
from tasks.telemetry.endpoint import Answer, as_json, served
from tasks.telemetry.run import Run

log = logging.getLogger("factpress")

_SECONDS = (0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800)


class Metrics:
    """Count what happens in one run, in a registry of its own."""

    def __init__(self, run: Run) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        registry = self.registry = CollectorRegistry()
        self._run, self._stage, self._heard = run, "process_input", time.time()
        Info("factpress_run", "The run that these figures are of.", registry=registry).info(
            {"run": run.id, "run_name": run.name, "job": run.job}
        )
        labels = ["outcome", "stage"]
        self._documents = Counter("factpress_documents", "Documents by what became of them.", labels, registry=registry)
        self._handled = Counter(
            "factpress_handled", "Documents that went through a stage.", ["stage"], registry=registry
        )
        self._reused = Counter("factpress_reused", "Outputs that were in the store.", ["stage"], registry=registry)
        self._tokens = Counter("factpress_tokens", "Tokens that the model produced.", registry=registry)
        self._seconds = Histogram(
            "factpress_stage_seconds", "Seconds of a stage on a chunk.", ["stage"], buckets=_SECONDS, registry=registry
        )
        self._account = Gauge("factpress_job_documents", "The job's account.", ["outcome"], registry=registry)
        self._ended = Gauge("factpress_job_end_time_seconds", "When the job was accounted for.", registry=registry)
        self._stopped = Gauge("factpress_job_stopped", "1 after an error that ended the run.", registry=registry)
        ProcessCollector(registry=registry)

    def __call__(self, event: progress.Event) -> None:
        """Count one event."""
        self._heard = time.time()
        if isinstance(event, StageResult):
            outcomes = {"rejected": event.rejected, "failed": event.failed}
            if event.stage == "render_output":
                outcomes["delivered"] = event.items
            for outcome, documents in outcomes.items():
                self._documents.labels(outcome, event.stage).inc(len(documents))
            self._handled.labels(event.stage).inc(len(event.items) + len(event.rejected) + len(event.failed))
            self._reused.labels(event.stage).inc(event.reused)
            self._tokens.inc(event.tokens)
            self._seconds.labels(event.stage).observe(event.seconds)
        elif isinstance(event, progress.Beginning):
            self._stage = event.stage
        elif isinstance(event, progress.Closed):
            for outcome, count in event.account().items():
                self._account.labels(outcome).set(count)
            self._ended.set_to_current_time()
        elif isinstance(event, progress.Stopped):
            self._stopped.set(1)

    def text(self) -> bytes:
        """Write the figures as Prometheus reads them."""
        return generate_latest(self.registry)

    def health(self) -> Answer:
        """Say that the run is alive, where it is, and how long ago it was heard of."""
        quiet = round(time.time() - self._heard, 1)
        ids = {"run": self._run.id, "job": self._run.job}
        return as_json({"status": "ok", **ids, "stage": self._stage, "seconds_since_last_step": quiet})


@contextmanager
def measuring(run: Run, address: str, file: str) -> Iterator[None]:
    """Measure what happens inside; figures that cannot be served or written are warned of and stop nothing.

    Args:
        address: host and port to serve at, or empty.
        file: file to write to, or empty.
    """
    metrics = Metrics(run)
    keeper = _Keeper(metrics, Path(file)) if file else metrics
    routes = {"/metrics": lambda: Answer(200, CONTENT_TYPE_LATEST, metrics.text()), "/health": metrics.health}
    with progress.listening(keeper), served(address, routes):
        yield


class _Keeper:
    """Write the figures to a file after every event that changes them."""

    def __init__(self, metrics: Metrics, path: Path) -> None:
        self._metrics, self._path, self._warned = metrics, path, False

    def __call__(self, event: progress.Event) -> None:
        self._metrics(event)
        if isinstance(event, progress.Beginning) or self._warned:
            return
        try:
            write_atomically(self._path, self._metrics.text())
        except StoreError as error:
            self._warned = True
            log.warning("telemetry.metrics_file: %s", error)
