"""OpenTelemetry traces of a run: one span for the run, below it one for every stage of every chunk, sent by OTLP."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from content.errors import MissingPart
from tasks import progress
from tasks.job import StageResult
from tasks.telemetry.run import Run

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

_PATIENCE = 5.0
"""Seconds that a collector has to take a batch in."""


@contextmanager
def tracing(run: Run, collector: str) -> Iterator[None]:
    """Send a trace of what happens inside; headers with keys come from OTEL_EXPORTER_OTLP_HEADERS.

    Raises:
        MissingPart: OpenTelemetry's exporter is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        line = "traces need the OpenTelemetry exporter"
        raise MissingPart(line, place="telemetry.traces", remedy="pip install 'factpress[traces]'") from error
    who = Resource.create({"service.name": "factpress", "service.version": version("factpress")})
    provider = TracerProvider(resource=who, shutdown_on_exit=False)
    exporter = OTLPSpanExporter(endpoint=f"{collector.rstrip('/')}/v1/traces", timeout=_PATIENCE)
    provider.add_span_processor(BatchSpanProcessor(exporter, export_timeout_millis=_PATIENCE * 1000))
    try:
        with (
            provider.get_tracer("factpress").start_as_current_span("produce_content", attributes=_ids(run)) as span,
            progress.listening(_Spans(provider.get_tracer("factpress"), span)),
        ):
            yield
    finally:
        provider.shutdown()


def _ids(run: Run) -> dict[str, str]:
    return {"factpress.job": run.job, "prefect.run.id": run.id, "prefect.run.name": run.name}


class _Spans:
    """Turn the events of a run into spans below its own."""

    def __init__(self, tracer: "Tracer", run: "Span") -> None:
        self._tracer, self._run = tracer, run

    def __call__(self, event: progress.Event) -> None:
        if isinstance(event, StageResult):
            self._stage(event)
        elif isinstance(event, progress.Closed):
            self._run.set_attributes({f"factpress.{what}": count for what, count in event.account().items()})

    def _stage(self, result: StageResult) -> None:
        end = time.time_ns()
        attributes = {
            "factpress.stage": result.stage,
            "factpress.passed": len(result.items),
            "factpress.rejected": len(result.rejected),
            "factpress.failed": len(result.failed),
            "factpress.reused": result.reused,
            "factpress.tokens": result.tokens,
        }
        begin = end - int(result.seconds * 1e9)
        span = self._tracer.start_span(result.stage, start_time=begin, attributes=attributes)
        for rejected in result.rejected:
            span.add_event("rejected", {"factpress.document": rejected.brief, "factpress.reason": rejected.reason})
        for failed in result.failed:
            span.add_event("failed", {"factpress.document": failed.brief, "factpress.reason": failed.error})
        span.end(end)
