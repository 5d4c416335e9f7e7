"""Fixtures that several rooms share."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("FACTPRESS_LEDGER", "none")  # tests leave the user's ledger database alone


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Prefect server of our own for the whole session, with an empty history."""
    from factpress.server import prefect_server

    before = dict(os.environ)
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    os.environ.pop("PREFECT_API_URL", None)
    try:
        with prefect_server() as address:
            if "XDG_DATA_HOME" in before:
                os.environ["XDG_DATA_HOME"] = before["XDG_DATA_HOME"]
            else:
                del os.environ["XDG_DATA_HOME"]
            yield address
    finally:
        os.environ.clear()
        os.environ.update(before)


class Standing(NamedTuple):
    """A server that stands, with the services that run automations, as `factpress serve` starts it."""

    address: str
    home: Path
    """Folder of its database and its log."""


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Standing]:
    """Start a server with an empty history for one test, and wait at its end for what is still to be sent."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    from factpress.processes import free_port
    from factpress.server import running_server, used_by_this_process

    home = tmp_path / "prefect"
    home.mkdir()
    address = f"http://127.0.0.1:{free_port()}/api"
    for worker in (APILogWorker, EventsWorker):  # one that is connected with another test's server would go on with it
        worker.drain_all(timeout=10.0, at_exit=False)
    with running_server(home, address, {"PREFECT_SERVER_UI_ENABLED": "false"}), used_by_this_process(address, home):
        yield Standing(address, home)
        for worker in (APILogWorker, EventsWorker):
            worker.drain_all(timeout=10.0, at_exit=False)


@pytest.fixture(scope="session")
def finished_job(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job of six documents, five of them delivered by templates; tests change copies of it."""
    from tests.jobs import run_job

    return run_job(tmp_path_factory.mktemp("job"))
