"""Prefect events of documents, and the example automation: a real server, a real webhook on loopback."""

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

from examples.automations.tell_a_webhook import NAME, tell
from factpress.processes import free_port
from factpress.server import running_server, used_by_this_process
from tests.flows.test_produce_content import a_job

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATIENCE = 60.0


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the services that run automations, as `factpress serve` starts it."""
    home = tmp_path_factory.mktemp("prefect")
    address = f"http://127.0.0.1:{free_port()}/api"
    with running_server(home, address, {"PREFECT_SERVER_UI_ENABLED": "false"}), used_by_this_process(address, home):
        yield address
        for worker in (APILogWorker, EventsWorker):
            worker.drain_all(timeout=10.0, at_exit=False)


@contextmanager
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook on loopback that keeps what it is told."""
    told: list[dict[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/secret-path-of-the-hook", told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def awaited(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < deadline, "nothing came in time"
        time.sleep(0.2)


def events_at(api: str) -> list[tuple[str, str]]:
    query = {"filter": {"event": {"prefix": ["factpress."]}}, "limit": 50}
    found = httpx.post(f"{api}/events/filter", json=query, timeout=10).json()["events"]
    return sorted((one["event"], one["payload"].get("document", "")) for one in found)


def test_the_webhook_hears_of_every_document_that_was_not_delivered(tmp_path: Path, standing: str) -> None:
    with webhook() as (address, told):
        tell("http://127.0.0.1:9/an-older-address")
        tell(address)
        a_job(tmp_path)
        awaited(lambda: len(told) > 0)
        awaited(lambda: len(events_at(standing)) >= 4)
    (message,) = told
    assert (message["event"], message["document"]) == ("factpress.document.rejected", "nowhere")
    assert message["stage"] == "plan_content"
    assert message["text"] == f"nowhere: {message['reason']}"
    assert events_at(standing) == [
        ("factpress.document.delivered", "minster"),
        ("factpress.document.delivered", "ulm"),
        ("factpress.document.rejected", "nowhere"),
        ("factpress.job.ended", ""),
    ]
    automations = httpx.post(f"{standing}/automations/filter", json={}, timeout=10).json()
    assert [one["name"] for one in automations] == [NAME]
    assert "secret-path-of-the-hook" not in json.dumps(automations)


def test_the_log_of_a_run_is_read_in_prefect(tmp_path: Path, standing: str) -> None:
    a_job(tmp_path)

    def lines() -> list[str]:
        found = httpx.post(f"{standing}/logs/filter", json={"limit": 200, "sort": "TIMESTAMP_DESC"}, timeout=10).json()
        return [one["message"] for one in found if one["name"] == "factpress.run"]

    awaited(lambda: any(line.startswith("the job ends: 3 requested, 2 delivered") for line in lines()))
    assert any(line.startswith("nowhere: rejected by plan_content") for line in lines())
