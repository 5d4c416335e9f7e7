"""What a run tells while it works: lines, figures, health and traces, all off by default."""

import http.server
import json
import logging
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from content.errors import InputError, MissingPart
from content.settings import Settings, load_settings, shaping
from factpress.processes import free_port
from tasks import progress
from tasks.telemetry import telling
from tests.tasks.telemetry_jobs import a_job, report_all


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]


def test_every_line_of_the_log_says_which_job_stage_and_document(tmp_path: Path) -> None:
    place = tmp_path / "logs" / "run.jsonl"
    with telling(a_job(tmp_path, log=str(place))):
        report_all()
    lines = lines_of(place)
    assert {line["job"] for line in lines} == {"j"}
    told = [(line["level"], line["stage"], line["document"]) for line in lines if "document" in line]
    assert told == [
        ("warning", "plan_content", "nowhere"),
        ("error", "plan_content", "broken"),
        ("debug", "render_output", "ulm"),
    ]
    assert lines[-1]["account"] == {"requested": 4, "delivered": 1, "rejected": 1, "failed": 2, "skipped": 0}


def test_a_defect_is_logged_with_its_traceback_on_one_line(tmp_path: Path) -> None:
    with telling(a_job(tmp_path, log=str(tmp_path / "run.jsonl"))):
        try:
            raise ZeroDivisionError("a defect")
        except ZeroDivisionError as error:
            logging.getLogger("factpress").error("ulm failed", exc_info=error, extra={"document": "ulm"})
    (line,) = lines_of(tmp_path / "run.jsonl")
    assert (line["document"], line["level"]) == ("ulm", "error")
    assert "ZeroDivisionError: a defect" in str(line["traceback"])


def test_an_error_that_ends_a_run_is_the_last_line(tmp_path: Path) -> None:
    with pytest.raises(InputError), telling(a_job(tmp_path, log=str(tmp_path / "run.jsonl"))):
        raise InputError("no fact could be read", place="a.csv")
    assert lines_of(tmp_path / "run.jsonl")[-1]["message"] == (
        "the run stops: InputError: a.csv: no fact could be read"
    )


def test_on_standard_error_the_lines_take_the_place_of_the_progress(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heard: list[progress.Event] = []
    with progress.listening(heard.append):
        with telling(a_job(tmp_path, log="stderr")):
            report_all()
            logging.getLogger("factpress").warning("a warning")
        assert heard == []
        progress.report(progress.NothingToDo(documents=1))
    assert len(heard) == 1
    assert all(json.loads(line)["job"] == "j" for line in capsys.readouterr().err.splitlines())


def test_a_log_that_cannot_be_written_is_said_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    job = a_job(tmp_path, log=str(tmp_path / "file" / "run.jsonl"))
    with pytest.raises(InputError, match=r"telemetry\.log: .*cannot be written"), telling(job):
        raise AssertionError("nothing is done")


def figures(text: str) -> dict[tuple[str, str], float]:
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    found: dict[tuple[str, str], float] = defaultdict(float)
    for one in samples:
        found[one.name, one.labels.get("outcome", one.labels.get("stage", ""))] += one.value
    return found


def test_metrics_and_health_are_served_while_a_run_works(tmp_path: Path) -> None:
    address = f"127.0.0.1:{free_port()}"
    with telling(a_job(tmp_path, metrics_address=address)):
        report_all()
        found = figures(httpx.get(f"http://{address}/metrics").text)
        health = httpx.get(f"http://{address}/health").json()
        assert httpx.get(f"http://{address}/../etc/passwd").status_code == 404
        assert httpx.post(f"http://{address}/health").status_code == 501
    assert found["factpress_documents_total", "delivered"] == 1
    assert found["factpress_documents_total", "rejected"] == 1
    assert found["factpress_job_documents", "failed"] == 2
    assert found["factpress_tokens_total", ""] == 12
    assert found["process_resident_memory_bytes", ""] > 0
    assert (health["status"], health["job"], health["stage"]) == ("ok", "j", "plan_content")
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://{address}/health")


def test_a_port_that_is_taken_is_warned_of_and_the_run_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"127.0.0.1:{free_port()}"
    with telling(a_job(tmp_path, metrics_address=address)), telling(a_job(tmp_path, metrics_address=address)):
        report_all()
    assert "cannot be served" in caplog.text


def test_metrics_in_a_file_outlive_the_run(tmp_path: Path) -> None:
    place = tmp_path / "factpress.prom"
    with telling(a_job(tmp_path, metrics_file=str(place))):
        report_all()
    assert figures(place.read_text())["factpress_job_documents", "requested"] == 4


def test_metrics_that_cannot_be_written_are_warned_of_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    with telling(a_job(tmp_path, metrics_file=str(tmp_path / "file" / "a.prom"))):
        report_all()
    assert caplog.text.count("telemetry.metrics_file") == 1


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """A collector on loopback that keeps what it is sent."""
    bodies: list[bytes] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", bodies
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_trace_has_a_span_for_the_run_and_one_for_every_stage(tmp_path: Path) -> None:
    trace_service = pytest.importorskip("opentelemetry.proto.collector.trace.v1.trace_service_pb2")
    with collector() as (address, bodies), telling(a_job(tmp_path, traces=address)):
        report_all()
    spans = [
        span
        for body in bodies
        for resource in trace_service.ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    by_name = {span.name: span for span in spans}
    assert set(by_name) == {"produce_content", "plan_content", "render_output"}
    assert {span.parent_span_id for span in spans if span.name != "produce_content"} == {
        by_name["produce_content"].span_id
    }
    planned = by_name["plan_content"]
    assert planned.end_time_unix_nano - planned.start_time_unix_nano == 500_000_000
    assert [event.name for event in planned.events] == ["rejected", "failed"]


def test_traces_without_the_exporter_name_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    job = a_job(tmp_path, traces="http://127.0.0.1:1")
    with pytest.raises(MissingPart, match=r"pip install 'factpress\[traces\]'"), telling(job):
        raise AssertionError("nothing is done")


def test_a_run_that_nobody_watches_loads_nothing_for_it() -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom tests.tasks.telemetry_jobs import a_job, report_all\n"
        "from tasks.telemetry import telling\nbefore = set(sys.modules)\n"
        "with telling(a_job(Path('.'))):\n    report_all()\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert found == ["tasks.telemetry.logs"]


def test_telemetry_and_keys_shape_no_document() -> None:
    watched = {"telemetry.traces": "http://127.0.0.1:4318", "generator.api_key_variable": "K", "job.store": "/s"}
    assert shaping(load_settings(None, watched)) == shaping(Settings())
    assert shaping(load_settings(None, {"job.seed": "2"})) != shaping(Settings())
