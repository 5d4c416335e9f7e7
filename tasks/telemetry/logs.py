"""Log lines of a run: into Prefect, where the run can be read, and as JSON lines into a file or standard error."""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from prefect.logging.handlers import APILogHandler, PrefectConsoleHandler

from content.errors import InputError
from tasks import progress
from tasks.job import StageResult
from tasks.telemetry.run import Run

_OURS = logging.getLogger("factpress")
_RUN = logging.getLogger("factpress.run")
_PREFECT = [logging.getLogger(name) for name in ("prefect", "prefect.flow_runs", "prefect.task_runs")]
STDERR = "stderr"
_FIELDS = ("stage", "document", "chunk", "documents", "rejected", "failed", "reused", "seconds", "tokens", "account")


@contextmanager
def logging_to(run: Run, place: str) -> Iterator[None]:
    """Log what happens inside.

    Args:
        place: a file for JSON lines, `stderr` for standard error instead of the progress, or empty for none.

    Raises:
        InputError: the file cannot be written.
    """
    with ExitStack() as stack:
        handlers: list[logging.Handler] = []
        if run.id:
            handlers.append(_to_prefect(run))
        if place == STDERR:
            lines = _json_lines(run, sys.stderr)
            handlers.append(lines)
            stack.enter_context(_on_prefects_console(lines))
        elif place:
            handlers.append(_json_lines(run, stack.enter_context(_opened(place))))
        if not handlers:
            yield
            return
        stack.enter_context(_attached(handlers, instead_of_console=place == STDERR))
        stack.enter_context(progress.listening(log_event, alone=place == STDERR))
        yield


def _opened(place: str) -> TextIO:
    try:
        Path(place).parent.mkdir(parents=True, exist_ok=True)
        return Path(place).open("a", encoding="utf-8", buffering=1)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror or error})", place=f"telemetry.log: {place}") from error


@contextmanager
def _attached(handlers: list[logging.Handler], *, instead_of_console: bool) -> Iterator[None]:
    """Let handlers have the lines of the run, and the warnings of everything else of ours."""
    before = (_OURS.propagate, _RUN.propagate, _RUN.level)
    _OURS.propagate = not instead_of_console
    _RUN.propagate = False
    _RUN.setLevel(logging.DEBUG)
    for handler in handlers:
        _OURS.addHandler(handler)
        _RUN.addHandler(handler)
    try:
        yield
    finally:
        for handler in handlers:
            _OURS.removeHandler(handler)
            _RUN.removeHandler(handler)
        _OURS.propagate, _RUN.propagate = before[:2]
        _RUN.setLevel(before[2])


@contextmanager
def _on_prefects_console(lines: logging.Handler) -> Iterator[None]:
    """Write what Prefect itself says as the same lines, so that standard error holds nothing but JSON."""
    silent = [
        (log, handler) for log in _PREFECT for handler in log.handlers if isinstance(handler, PrefectConsoleHandler)
    ]
    for log, handler in silent:
        log.removeHandler(handler)
        log.addHandler(lines)
    try:
        yield
    finally:
        for log, handler in silent:
            log.removeHandler(lines)
            log.addHandler(handler)


def _to_prefect(run: Run) -> logging.Handler:
    handler = APILogHandler(level=logging.INFO)
    handler.setFormatter(_WithDocument())

    def named(record: logging.LogRecord) -> bool:
        record.flow_run_id = run.id
        return True

    handler.addFilter(named)
    return handler


def _json_lines(run: Run, stream: TextIO) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLine(run))
    return handler


class _WithDocument(logging.Formatter):
    """Put the document before the message."""

    def format(self, record: logging.LogRecord) -> str:
        document = getattr(record, "document", "")
        line = super().format(record)
        return f"{document}: {line}" if document else line


class JsonLine(logging.Formatter):
    """Write a record as one line of ASCII JSON, so that no text from outside breaks or colours a log."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.ids = {"run": run.id, "run_name": run.name, "job": run.job}

    def format(self, record: logging.LogRecord) -> str:
        """Give time, level, message, the ids of run and job, and what the record says of stage and document."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **self.ids,
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(line, ensure_ascii=True)


def log_event(event: progress.Event) -> None:
    """Log one event of a run."""
    if isinstance(event, StageResult):
        _log_stage(event)
    elif isinstance(event, progress.Beginning):
        extra = {"stage": event.stage, "chunk": event.chunk, "documents": event.documents}
        _RUN.debug("%s begins on chunk %d of %d", event.stage, event.chunk, event.chunks, extra=extra)
    elif isinstance(event, progress.NothingToDo):
        _RUN.info("nothing has changed; %d documents are delivered and whole", event.documents)
    elif isinstance(event, progress.Estimated):
        known = event.estimate.model_dump()
        _RUN.info("the job takes about %.0f s", event.estimate.seconds, extra={"estimate": known})
    elif isinstance(event, progress.Closed):
        account = event.account()
        _RUN.info(
            "the job ends: %s", ", ".join(f"{n} {what}" for what, n in account.items()), extra={"account": account}
        )
    else:
        _RUN.error("the run stops: %s", event.error)


def _log_stage(result: StageResult) -> None:
    counts = {
        "documents": len(result.items),
        "rejected": len(result.rejected),
        "failed": len(result.failed),
        "reused": result.reused,
        "seconds": round(result.seconds, 3),
        "tokens": result.tokens,
    }
    told = ", ".join(f"{count} {what}" for what, count in counts.items())
    _RUN.info("%s: %s", result.stage, told, extra={"stage": result.stage, **counts})
    for rejected in result.rejected:
        extra = {"stage": rejected.stage, "document": rejected.brief}
        _RUN.warning("rejected by %s: %s", rejected.stage, rejected.reason, extra=extra)
    for failed in result.failed:
        extra = {"stage": failed.stage, "document": failed.brief}
        _RUN.error("failed in %s: %s", failed.stage, failed.error, extra=extra)
    if result.stage == "render_output":
        for item in result.items:
            _RUN.debug("delivered", extra={"stage": result.stage, "document": item.brief})
