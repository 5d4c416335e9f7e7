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

from examples.automations.tell_a_webhook import NAME, tell
from tests.conftest import Standing
from tests.flows.jobs import a_job

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PATIENCE = 60.0


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


def lines_at(api: str) -> list[str]:
    query = {"limit": 200, "sort": "TIMESTAMP_DESC"}
    found = httpx.post(f"{api}/logs/filter", json=query, timeout=10).json()
    return [one["message"] for one in found if one["name"] == "factpress.run"]


def test_the_webhook_and_the_log_tell_of_every_document_that_was_not_delivered(
    tmp_path: Path, standing: Standing
) -> None:
    with webhook() as (address, told):
        tell("http://127.0.0.1:9/an-older-address")
        tell(address)
        a_job(tmp_path)
        awaited(lambda: len(told) > 0)
        awaited(lambda: len(events_at(standing.address)) >= 4)
    (message,) = told
    assert (message["event"], message["document"]) == ("factpress.document.rejected", "nowhere")
    assert message["stage"] == "plan_content"
    assert message["text"] == f"nowhere: {message['reason']}"
    assert events_at(standing.address) == [
        ("factpress.document.delivered", "minster"),
        ("factpress.document.delivered", "ulm"),
        ("factpress.document.rejected", "nowhere"),
        ("factpress.job.ended", ""),
    ]
    automations = httpx.post(f"{standing.address}/automations/filter", json={}, timeout=10).json()
    assert [one["name"] for one in automations] == [NAME]
    assert "secret-path-of-the-hook" not in json.dumps(automations)
    awaited(
        lambda: any(line.startswith("the job ends: 3 requested, 2 delivered") for line in lines_at(standing.address))
    )
    assert any(line.startswith("nowhere: rejected by plan_content") for line in lines_at(standing.address))
