"""A small HTTP server for machines that watch a run: GET of a few fixed paths, and nothing from the request is used."""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

log = logging.getLogger("factpress")

_PATIENCE = 5.0


class Answer(NamedTuple):
    """What a path answers."""

    status: int
    media: str
    body: bytes


Routes = Mapping[str, Callable[[], Answer]]


def as_json(value: Mapping[str, object], status: int = 200) -> Answer:
    """Answer with JSON."""
    return Answer(status, "application/json", json.dumps(value).encode())


@contextmanager
def served(address: str, routes: Routes) -> Iterator[None]:
    """Serve routes at `host:port` while something runs; nothing is served at an empty address.

    A port that is taken is warned of: a nightly job does not fail because somebody else is being watched.
    """
    server = _bound(address, routes) if address else None
    if server is None:
        yield
        return
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(_PATIENCE)


def _bound(address: str, routes: Routes) -> ThreadingHTTPServer | None:
    host, _, port = address.rpartition(":")

    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE
        server_version = "Factpress"
        sys_version = ""

        def do_GET(self) -> None:
            route = routes.get(self.path.partition("?")[0])
            answer = route() if route else as_json({"error": "not found", "paths": sorted(routes)}, 404)
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media)
            self.send_header("Content-Length", str(len(answer.body)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent: a probe every few seconds is no news."""

    try:
        server = ThreadingHTTPServer((host, int(port)), Handler)
    except (OSError, OverflowError) as error:
        log.warning("telemetry.metrics_address: %s cannot be served (%s); the job goes on", address, error)
        return None
    server.daemon_threads = True
    return server
