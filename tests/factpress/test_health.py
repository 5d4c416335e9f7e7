"""What whoever watches a service is told."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typer.testing import CliRunner

from factpress.command import app
from factpress.health import examine


class Api(ThreadingHTTPServer):
    """As much of Prefect's API as is asked."""

    workers: tuple[dict[str, str], ...] = ({"name": "ended", "status": "OFFLINE"}, {"name": "w", "status": "ONLINE"})
    health = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"


class Answer(BaseHTTPRequestHandler):
    server: Api

    def do_GET(self) -> None:
        self._send(self.server.health, True)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        known = self.path == "/api/work_pools/factpress/workers/filter"
        self._send(200 if known else 404, list(self.server.workers) if known else {})

    def _send(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(name="api")
def _api() -> Iterator[Api]:
    server = Api(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_service_with_a_worker_is_well(api: Api) -> None:
    assert examine(api.address, "factpress") == {"status": "ok", "server": api.address, "worker": "w"}


def test_a_service_without_a_worker_is_not(api: Api) -> None:
    api.workers = api.workers[:1]
    assert examine(api.address, "factpress")["status"] == "no worker waits for jobs"
    assert examine(api.address, "")["status"] == "ok"
    assert examine(api.address, "other")["status"] == "there is no such work pool"


def test_a_server_in_trouble_is_not_well(api: Api) -> None:
    api.health = 503
    assert examine(api.address, "factpress")["status"] == "the server answers 503"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/api", "nonsense", "http://[::1"])
def test_a_server_that_does_not_answer_is_not_well(address: str) -> None:
    assert examine(address, "factpress")["status"].startswith("the server does not answer (")


def test_no_server_at_all_is_said() -> None:
    assert examine("", "factpress")["status"] == "no server is named, and none is served here"


def test_the_command_answers_on_one_line_with_an_exit_code(api: Api) -> None:
    well = CliRunner().invoke(app, ["health", "--address", api.address])
    ill = CliRunner().invoke(app, ["health", "--address", "http://127.0.0.1:9/api"])
    assert (well.exit_code, json.loads(well.stdout)["worker"]) == (0, "w")
    assert (ill.exit_code, ill.stdout.count("\n")) == (3, 1)
