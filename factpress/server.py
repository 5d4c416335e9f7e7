"""A Prefect server of our own, for the length of a run or of `factpress serve`, unless one is configured already.

The ephemeral server inside a flow loses task runs (facts measured in docs/log.md), so runs that are to be audited get
a real one: SQLite, loopback, a process of its own that ends with us.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from filelock import FileLock, Timeout
from platformdirs import user_data_path

from content.errors import FactpressError
from factpress.processes import Process, free_port, last_words, running

QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "ERROR",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}
_UNFINISHED = {"task_runs": {"state": {"type": {"any_": ["PENDING", "RUNNING", "SCHEDULED"]}}}}
_FOR_ONE_RUN = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    **{
        f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
        for service in ("SCHEDULER", "LATE_RUNS", "FOREMAN", "CANCELLATION_CLEANUP", "PAUSE_EXPIRATIONS", "TRIGGERS")
    },
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_START_SECONDS = 300.0
_SETTLE_SECONDS = 60.0


def history_folder() -> Path:
    """Folder of the database with the history of all runs."""
    return Path(user_data_path("factpress")) / "prefect"


def quieten() -> None:
    """Keep Prefect, which reads its settings when it is imported, from telling what people did not ask."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


@contextmanager
def prefect_server(meanwhile: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Give the address of a Prefect API and let this process use it; start and stop a server where none is.

    Args:
        meanwhile: called while the server starts, which takes some seconds.

    Raises:
        FactpressError: the server does not start.
    """
    quieten()
    if configured := os.environ.get("PREFECT_API_URL"):
        yield configured
        return
    with ExitStack() as stack:
        home = held_history(stack)
        if home is None and (served := served_address()):
            stack.enter_context(used_by_this_process(served, history_folder()))
            yield served
            return
        home = home or Path(stack.enter_context(TemporaryDirectory(prefix="factpress-prefect-")))
        address = f"http://127.0.0.1:{free_port()}/api"
        stack.enter_context(running_server(home, address, _FOR_ONE_RUN, meanwhile))
        with used_by_this_process(address, home):
            left = _count(address, _UNFINISHED)
            yield address
            _settle(address, left)


class ServerGone(FactpressError):
    """Say that the server went away during a run."""


@contextmanager
def told_of_its_loss(address: str) -> Iterator[None]:
    """Say in a line that the server went away during a run.

    Raises:
        ServerGone: it did, and what was going on could not be told to it.
    """
    try:
        yield
    except httpx.TransportError as error:
        raise ServerGone(
            f"{address}: the Prefect server is gone ({error}); what was made is kept: run the same command again"
        ) from error


def held_history(stack: ExitStack) -> Path | None:
    """Take the history folder; None while another process holds it, since SQLite has room for one server."""
    folder = history_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        stack.enter_context(lock.acquire(blocking=False))
    except Timeout:
        return None
    return folder


@contextmanager
def known_to_others(address: str) -> Iterator[None]:
    """Let other commands of this user find the server."""
    note = _note()
    note.write_text(address, encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def served_address() -> str:
    """Address of the server that `factpress serve` runs for this user; empty where there is none."""
    try:
        address = _note().read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    return address if _is_healthy(address) else ""


def _note() -> Path:
    return history_folder() / "address"


@contextmanager
def running_server(
    home: Path,
    address: str,
    environment: Mapping[str, str],
    meanwhile: Callable[[], object] = lambda: None,
    host: str = "127.0.0.1",
) -> Iterator[Process]:
    """Run a server with its database in a folder.

    Args:
        address: of the API, as this machine reaches it.
        environment: what is special about this server.
        meanwhile: called while the server starts.
        host: Address to listen on.

    Raises:
        FactpressError: it does not start.
    """
    log, url = home / "server.log", httpx.URL(address)
    guarded = f"factpress.guarded:{'for_this_machine' if host in LOOPBACK else 'for_others'}"
    arguments = ["uvicorn", "--factory", guarded, "--log-level", "warning"]
    arguments += ["--host", host, "--port", str(url.port), "--timeout-graceful-shutdown", "5"]
    whole = {**QUIET, "PREFECT_HOME": str(home), "PREFECT_API_URL": address, **_database(home), **environment}
    with running(arguments, whole, log) as server:
        meanwhile()
        _await_health(server, address, log)
        _mark(home).write_text(version("prefect"), encoding="utf-8")
        yield server


def _database(home: Path) -> dict[str, str]:
    """Skip the migration of a database that this version of Prefect has had in use: a fifth of the start."""
    try:
        known = _mark(home).read_text(encoding="utf-8") == version("prefect")
    except FileNotFoundError:
        known = False
    if not known or not (home / "prefect.db").is_file() or "PREFECT_API_DATABASE_CONNECTION_URL" in os.environ:
        return {}
    return {"PREFECT_API_DATABASE_MIGRATE_ON_START": "false", "PREFECT_API_BLOCKS_REGISTER_ON_START": "false"}


def _mark(home: Path) -> Path:
    return home / "migrated"


def _await_health(server: Process, address: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _is_healthy(address):
            return
        time.sleep(0.05)
    raise FactpressError(f"the Prefect server does not start ({last_words(log)}); more is in {log}")


def _is_healthy(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=2.0).status_code == 200
    except httpx.HTTPError:
        return False


@contextmanager
def used_by_this_process(address: str, home: Path) -> Iterator[None]:
    """Point Prefect at a server: what is imported from now on, what was imported before, and what we start."""
    before = {name: os.environ.get(name) for name in ("PREFECT_API_URL", "PREFECT_HOME")}
    os.environ.update(PREFECT_API_URL=address, PREFECT_HOME=str(home))
    from prefect.settings import PREFECT_API_URL, temporary_settings

    try:
        with temporary_settings({PREFECT_API_URL: address}):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _settle(address: str, left: int) -> None:
    """Send what is still to be sent, and wait until the server has taken in every task state.

    States arrive after the run, about 25 a second: a server that is stopped at once has lost some.

    Args:
        left: tasks of earlier runs that were killed; they stay unfinished for good.
    """
    from tasks.cluster import send_everything

    send_everything()
    deadline = time.monotonic() + _SETTLE_SECONDS
    before = -1
    while time.monotonic() < deadline:
        seen, open_ = _count(address, {}), _count(address, _UNFINISHED)
        if seen == before and open_ <= left:
            return
        before = seen
        time.sleep(0.2)


def _count(address: str, which: Mapping[str, object]) -> int:
    answer = httpx.post(f"{address}/task_runs/count", json=which, timeout=10.0)
    return int(answer.json()) if answer.status_code == 200 else -1
