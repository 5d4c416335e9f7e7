"""A Prefect server of our own for the length of a run, unless one is configured already.

The ephemeral server inside a flow loses task runs (facts measured in docs/log.md), so runs that are to be audited get
a real one: SQLite, loopback, a free port, stopped by process id.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from content.errors import FactpressError

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
}
_START_SECONDS = 120.0
_SETTLE_SECONDS = 60.0


def history_folder() -> Path:
    """Folder of the database with the history of all runs."""
    return Path(user_data_path("factpress")) / "prefect"


@contextmanager
def prefect_server(meanwhile: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Give the address of a Prefect API and let this process use it; start and stop a server where none is set.

    Args:
        meanwhile: called while the server starts, which takes some seconds.

    Raises:
        FactpressError: the server does not start.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    configured = os.environ.get("PREFECT_API_URL")
    if configured:
        yield configured
        return
    with ExitStack() as stack:
        home = _own_home(stack)
        port = free_port()
        address = f"http://127.0.0.1:{port}/api"
        os.environ.update(PREFECT_API_URL=address, PREFECT_HOME=str(home))
        try:
            stack.enter_context(_running(home, port, address, meanwhile))
            with _used_by_this_process(address):
                yield address
                _settle(address)
        finally:
            del os.environ["PREFECT_API_URL"], os.environ["PREFECT_HOME"]


def _own_home(stack: ExitStack) -> Path:
    """Take the history folder, or, while another run holds it, a passing one: SQLite has room for one server."""
    folder = history_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        stack.enter_context(lock.acquire(blocking=False))
    except Timeout:
        return Path(stack.enter_context(TemporaryDirectory(prefix="factpress-prefect-")))
    return folder


@contextmanager
def _running(home: Path, port: int, address: str, meanwhile: Callable[[], object]) -> Iterator[None]:
    log = home / "server.log"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, **QUIET, "PREFECT_HOME": str(home), "PREFECT_SERVER_UI_ENABLED": "false"}
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        )
    try:
        meanwhile()
        _await_health(server, address, log)
        yield
    finally:
        _stop(server)


def free_port() -> int:
    """Find a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_health(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{address}/health", timeout=2.0).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise FactpressError(f"the Prefect server does not start; its last words are in {log}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server and what it started: they share a process group of their own."""
    for signal_number, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)):
        try:
            os.killpg(server.pid, signal_number)
            server.wait(patience)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def _used_by_this_process(address: str) -> Iterator[None]:
    """Point a Prefect that was imported before us at the server too."""
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with temporary_settings({PREFECT_API_URL: address}):
        yield


def _settle(address: str) -> None:
    """Send what is still to be sent, and wait until the server has taken in every task state.

    States arrive after the run, about 25 a second: a server that is stopped at once has lost some.
    """
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=_SETTLE_SECONDS, at_exit=False)
    deadline = time.monotonic() + _SETTLE_SECONDS
    unfinished = {"task_runs": {"state": {"type": {"any_": ["PENDING", "RUNNING", "SCHEDULED"]}}}}
    before = -1
    while time.monotonic() < deadline:
        seen, open_ = _count(address, {}), _count(address, unfinished)
        if seen == before and open_ == 0:
            return
        before = seen
        time.sleep(0.5)


def _count(address: str, which: Mapping[str, object]) -> int:
    answer = httpx.post(f"{address}/task_runs/count", json=which, timeout=10.0)
    return int(answer.json()) if answer.status_code == 200 else -1
