"""`factpress serve`: a server, a work pool, a worker and the deployments, on one machine, until Ctrl-C."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Annotated, NamedTuple

import typer

from content.errors import FactpressError, InputError
from factpress.processes import Process, is_free, last_words, running
from factpress.server import (
    LOOPBACK,
    held_history,
    history_folder,
    known_to_others,
    running_server,
    served_address,
    used_by_this_process,
)

POOL = "factpress"
_CHECKOUT = Path(__file__).resolve().parent.parent
_WORKER = {"PREFECT_LOGGING_LEVEL": "INFO", "PREFECT_LOGGING_EXTRA_LOGGERS": "factpress"}
_PAGES = {
    "PREFECT_SERVER_UI_API_URL": "/api",  # whatever name or port the browser reaches the server by
    "PREFECT_SERVER_UI_V2_ENABLED": "false",  # the new pages load a tracker from another host
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
}
# Leases that only memory knows are lost with a killed server, and what they held is then held for good.
_LEASES = {"PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem"}
_GOING = ["PENDING", "RUNNING", "CANCELLING"]
_ONLINE_SECONDS = 300.0
_OPEN = (
    "  WARNING       everybody who reaches this port can start jobs; set PREFECT_SERVER_API_AUTH_STRING (SECURITY.md)"
)


class Part(NamedTuple):
    """A process that has to live as long as the service."""

    name: str
    process: Process
    log: Path


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the server on this machine.")] = 4200,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    deployments: Annotated[
        Path, typer.Option(metavar="FILE", help="Deployments to serve.", show_default="prefect.yaml of the checkout")
    ] = _CHECKOUT / "prefect.yaml",
    jobs: Annotated[int, typer.Option(min=1, help="Runs at a time; of one deployment always one.")] = 2,
) -> None:
    """Start everything on this machine: server, work pool, worker, deployments. Ctrl-C stops it.

    Jobs are then started from a form in the browser, from a schedule, or with `prefect deployment run`. Where
    PREFECT_API_URL names a server, that one is used and only the rest is started.
    """
    if not deployments.is_file():
        raise InputError("there is no such file", place=str(deployments), remedy="name it with --deployments")
    try:
        with ExitStack() as stack:
            stack.enter_context(_ended_by_signals())
            address, parts = _server(stack, host, port)
            _say(f"starting on {_page(address)}")
            _make_pool()
            parts.append(_worker(stack, jobs))
            names = _deploy(deployments.resolve())
            _await_worker(parts)
            is_closed = host in LOOPBACK or "PREFECT_SERVER_API_AUTH_STRING" in os.environ
            _say(_welcome(address, names, is_closed))
            _watch(parts)
    except KeyboardInterrupt:
        _say("stopped")


def _server(stack: ExitStack, host: str, port: int) -> tuple[str, list[Part]]:
    """Use the server that is configured, or start one."""
    home = history_folder()
    if configured := os.environ.get("PREFECT_API_URL"):
        home.mkdir(parents=True, exist_ok=True)
        stack.enter_context(used_by_this_process(configured, home))
        return configured, []
    if held_history(stack) is None:
        other = served_address()
        problem = f"Factpress is served already at {_page(other)}" if other else "a run is using the history"
        raise InputError(problem, place=str(home), remedy="wait for it, stop it, or set PREFECT_API_URL")
    if not is_free(host, port):
        raise InputError(f"the port {port} is in use", place="--port", remedy="choose another")
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/api"
    server = stack.enter_context(running_server(home, address, {**_PAGES, **_LEASES}, host=host))
    stack.enter_context(used_by_this_process(address, home))
    _end_left_runs()
    stack.enter_context(known_to_others(address))
    return address, [Part("server", server, home / "server.log")]


def _end_left_runs() -> None:
    """Call the runs crashed that a killed service left behind: they are over, but hold their place in the queue."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter
    from prefect.states import Crashed

    which = FlowRunFilter.model_validate({"state": {"type": {"any_": _GOING}}, "deployment_id": {"is_null_": False}})
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=which):
            client.set_flow_run_state(run.id, Crashed(message="the service was killed during the run"), force=True)


def _make_pool() -> None:
    """Make the work pool, or leave the one that is there as somebody may have changed it."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.workers.process import ProcessWorker

    template = ProcessWorker.get_default_base_job_template()
    pool = WorkPoolCreate(name=POOL, type="process", base_job_template=template, description="Jobs of Factpress")
    with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
        client.create_work_pool(pool)


def _worker(stack: ExitStack, jobs: int) -> Part:
    log = history_folder() / "worker.log"
    arguments = ["prefect", "worker", "start", "--pool", POOL, "--type", "process", "--limit", str(jobs)]
    return Part("worker", stack.enter_context(running(arguments, _WORKER, log)), log)


def _deploy(file: Path) -> list[str]:
    """Put the deployments of a file on the server.

    Raises:
        FactpressError: Prefect refuses one; its last words say which.
    """
    from prefect.client.orchestration import get_client

    log = history_folder() / "deploy.log"
    arguments = ["prefect", "--no-prompt", "deploy", "--all", "--prefect-file", file.name]
    with running(arguments, {"PWD": str(file.parent)}, log, folder=file.parent) as deploying:
        if deploying.wait():
            raise FactpressError(f"{file}: {last_words(log)}; more is in {log}")
    with get_client(sync_client=True) as client:
        flows = {flow.id: flow.name for flow in client.read_flows()}
        return sorted(f"{flows[one.flow_id]}/{one.name}" for one in client.read_deployments())


def _await_worker(parts: Sequence[Part]) -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.objects import WorkerStatus

    deadline = time.monotonic() + _ONLINE_SECONDS
    with get_client(sync_client=True) as client:
        while not any(one.status == WorkerStatus.ONLINE for one in client.read_workers_for_work_pool(POOL)):
            _check(parts)
            if time.monotonic() > deadline:
                raise FactpressError(f"the worker does not report to the server; see {parts[-1].log}")
            time.sleep(0.2)


def _watch(parts: Sequence[Part]) -> None:
    while True:
        _check(parts)
        time.sleep(0.5)


def _check(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.process.poll() is not None:
            raise FactpressError(f"the {part.name} has ended ({last_words(part.log)}); more is in {part.log}")


def _welcome(address: str, deployments: Sequence[str], is_closed: bool) -> str:
    page = _page(address)
    return "\n".join(
        [
            f"Factpress is served at {page}",
            *([_OPEN] if not is_closed else []),
            f"  start a job   {page}/deployments, or: prefect deployment run {deployments[0]}",
            *(f"  deployment    {name}" for name in deployments),
            f"  history       {history_folder()}",
            "Ctrl-C stops it.",
        ]
    )


def _page(address: str) -> str:
    return address.removesuffix("/api")


def _say(text: str) -> None:
    print(text, flush=True)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM end this process as Ctrl-C does, and let nothing interrupt the end."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.signal(each, end) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
