"""Tell what a run does while it works, as its settings ask: log lines, metrics, a health check, traces, events.

Everything listens to `tasks.progress`; nothing here changes a document, and what was not asked for is not loaded.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tasks import progress
from tasks.job import Job
from tasks.telemetry.run import Run, this_run


@contextmanager
def telling(job: Job) -> Iterator[None]:
    """Tell what happens inside; an error that ends the run is told too, and goes on.

    Raises:
        MissingPart: traces were asked for and OpenTelemetry is not installed.
    """
    run = this_run(job)
    with ExitStack() as stack:
        _begin(stack, run, job)
        try:
            yield
        except BaseException as error:
            progress.report(progress.Stopped(error=" ".join(f"{type(error).__name__}: {error}".split())))
            raise


def _begin(stack: ExitStack, run: Run, job: Job) -> None:
    from tasks.telemetry.logs import logging_to

    settings = job.settings.telemetry
    stack.enter_context(logging_to(run, settings.log))
    if run.id and settings.events != "none":
        from tasks.telemetry.events import Events

        stack.enter_context(progress.listening(Events(run, settings.events)))
    if settings.metrics_address or settings.metrics_file:
        from tasks.telemetry.metrics import measuring

        stack.enter_context(measuring(run, settings.metrics_address, settings.metrics_file))
    if settings.traces:
        from tasks.telemetry.traces import tracing

        stack.enter_context(tracing(run, settings.traces))
