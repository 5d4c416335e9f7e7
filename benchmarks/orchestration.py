"""What a real Prefect server costs a job, and whether everything is on the server afterwards.

    python -m benchmarks.orchestration [--documents 1000] [--model template]

Two measures. Inside one run: the time that Prefect's engine, the artifacts for the audit and the events take, and all
else; both in the same run, so that a busy machine slows them alike. And from outside, where templates write: the same
job with the stages called as plain functions, in a process of its own with an empty store; on a busy machine this one
says little.
Templates word in milliseconds, which makes the share as large as it can be: with a language model the same seconds of
orchestration stand beside minutes of wording.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NamedTuple

import httpx

from benchmarks.towns import write_towns

HOME = Path(__file__).resolve().parent.parent
LIMIT = 0.03
_PATIENCE = 600.0


class Measured(NamedTuple):
    """One run."""

    wall: float
    """Seconds from the call of the flow to its return."""
    parts: dict[str, float]
    """Seconds of orchestration, by what it was for."""
    calls: dict[str, int]
    """Tasks called and artifacts made."""
    delivered: int
    tokens: int
    work: float
    """Seconds of processor time of the process, its background threads included."""


def main() -> None:
    """Run both and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--model", default="template")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--plainly", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        print(json.dumps(_measure(arguments.inside, arguments.model, plainly=arguments.plainly)))
        return
    with TemporaryDirectory(prefix="factpress-orchestration-") as folder:
        _compare(Path(folder), arguments.documents, arguments.model)


def _compare(folder: Path, documents: int, model: str) -> None:
    from factpress.processes import free_port
    from factpress.server import running_server

    write_towns(folder, documents)
    (home := folder / "prefect").mkdir()
    address = f"http://127.0.0.1:{free_port()}/api"
    plain = _in_a_process(folder, model, "--plainly") if model == "template" else None
    with running_server(home, address, {"PREFECT_SERVER_UI_ENABLED": "false"}):
        served = _in_a_process(folder, model, PREFECT_API_URL=address, PREFECT_HOME=str(home))
        begun = time.monotonic()
        found = _settled(address, served)
        settled = time.monotonic() - begun
    _print(served, plain, found, settled)


def _in_a_process(folder: Path, model: str, *options: str, **environment: str) -> Measured:
    command = [sys.executable, "-m", "benchmarks.orchestration", "--inside", str(folder), "--model", model, *options]
    answer = subprocess.run(command, env={**os.environ, **environment}, cwd=HOME, stdout=subprocess.PIPE, check=True)
    return Measured(*json.loads(answer.stdout.splitlines()[-1]))


# --- inside a process ------------------------------------------------------------------------------------------------


def _measure(folder: Path, model: str, *, plainly: bool) -> Measured:
    """Run the job and say where its time went."""
    from benchmarks.plainly import produce_plainly
    from content.settings import load_settings
    from flows.produce_content import produce_content, report_of

    settings = load_settings(None, {"generator.model": model})
    briefs, knowledge = [folder / "briefs.jsonl"], [folder / "facts.jsonl"]
    clock = _Clock()
    begun, worked = time.perf_counter(), time.process_time()
    if plainly:
        report = produce_plainly(briefs, folder / "plain", knowledge, settings)
    else:
        with _timed(clock):
            out = folder / "served"
            state = produce_content(briefs=briefs, out=out, knowledge=knowledge, settings=settings, return_state=True)
        report = report_of(state)
    wall, work = time.perf_counter() - begun, time.process_time() - worked
    parts = dict(clock.seconds)
    if not plainly:
        parts["run"] = wall - parts.pop("body")
        parts["engine"] = parts.pop("tasks") - parts.pop("stages")
    return Measured(wall, parts, dict(clock.calls), report.delivered, report.tokens, work)


class _Clock:
    """Add up seconds and calls by what they were for."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Time a function."""

        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[name] += time.perf_counter() - begun
                self.calls[name] += 1

        return timed


@contextmanager
def _timed(clock: _Clock) -> Iterator[None]:
    """Time the flow's body, its tasks, the stages in them, the audit and the events."""
    from prefect import Task

    from flows.produce_content import produce_content
    from tasks import artifacts, audit, audit_job
    from tasks.telemetry import events, logs

    called = Task.__call__

    def call(self: Task[..., Any], *arguments: Any, **named: Any) -> Any:
        self.fn = clock.around("stages", self.fn)
        return called(self, *arguments, **named)

    shows: list[tuple[ModuleType, str]] = [(audit, name) for name in dir(audit) if name.startswith("show_")]
    shows += [(audit_job, name) for name in dir(audit_job) if name.startswith("show_")]
    makers = [(module, name) for module in (audit, audit_job) for name in dir(module) if name.startswith("create_")]
    changes: list[tuple[Any, str, Any]] = [
        (produce_content, "fn", clock.around("body", produce_content.fn)),
        (Task, "__call__", clock.around("tasks", call)),
        (events.Events, "__call__", clock.around("events", events.Events.__call__)),
        (logs, "log_event", clock.around("log", logs.log_event)),
        (artifacts.Sender, "close", clock.around("audit", artifacts.Sender.close)),
        *((module, name, clock.around("audit", getattr(module, name))) for module, name in shows),
        *((module, name, clock.around("artifacts", getattr(module, name))) for module, name in makers),
    ]
    before = [(place, name, getattr(place, name)) for place, name, _ in changes]
    for place, name, value in changes:
        setattr(place, name, value)
    try:
        yield
    finally:
        for place, name, value in before:
            setattr(place, name, value)


# --- afterwards ------------------------------------------------------------------------------------------------------


def _settled(address: str, run: Measured) -> dict[str, int]:
    """Count what the server knows, once it knows as much as was sent or takes too long."""
    deadline = time.monotonic() + _PATIENCE
    completed = {"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    events = {"filter": {"event": {"prefix": ["factpress.document."]}}, "limit": 1}
    while True:
        found = {
            "task runs": int(httpx.post(f"{address}/task_runs/count", json=completed, timeout=60).json()),
            "artifacts": int(httpx.post(f"{address}/artifacts/count", json={}, timeout=60).json()),
            "events": int(httpx.post(f"{address}/events/filter", json=events, timeout=60).json()["total"]),
        }
        wanted = {"task runs": run.calls["tasks"], "artifacts": run.calls["artifacts"], "events": run.delivered}
        if found == wanted or time.monotonic() > deadline:
            return found
        time.sleep(1)


def _print(served: Measured, plain: Measured | None, found: dict[str, int], settled: float) -> None:
    within = {name: served.parts[name] for name in ("engine", "audit", "events", "log", "run")}
    # the audit of a stage is made inside of its task
    share = sum(within.values()) / served.wall
    beside = served.wall - sum(within.values())
    print(f"{served.delivered} documents, {served.tokens} tokens, {served.calls['tasks']} task runs")
    print("| | measured | limit |\n|---|---|---|")
    print(f"| the job through a server | {served.wall:.1f} s | |")
    print(f"| orchestration in it | {sum(within.values()):.1f} s, {share:.1%} | {LIMIT:.0%} |")
    for name, seconds in within.items():
        print(f"| — {_WORDS[name]} | {seconds:.1f} s | |")
    print(f"| the rest of it | {beside:.1f} s | |")
    if plain:
        print(f"| the same job as plain functions | {plain.wall:.1f} s | |")
        print(f"| processor time: through a server, plainly | {served.work:.1f} s, {plain.work:.1f} s | |")
    print(f"| task runs on the server | {found['task runs']} of {served.calls['tasks']} | all |")
    print(f"| artifacts on the server | {found['artifacts']} of {served.calls['artifacts']} | all |")
    print(f"| events of documents on the server | {found['events']} of {served.delivered} | all |")
    print(f"| until all of it was there | {settled:.0f} s after the run | |")


_WORDS = {
    "engine": "Prefect’s engine around the tasks",
    "audit": "summaries, tables and pictures of the audit",
    "events": "events of documents",
    "log": "log lines",
    "run": "beginning and end of the run",
}

if __name__ == "__main__":
    main()
