"""`factpress serve`: a newcomer's whole service, started, used and stopped."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from factpress.processes import free_port
from tests.factpress.served import BRIEFS, CATALOGUE, HOME, PATIENCE, Service, serving


def called(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    # A server that another test has started is not the one meant here.
    inherited = {name: value for name, value in os.environ.items() if name not in {"PREFECT_API_URL", "PREFECT_HOME"}}
    return subprocess.run(
        [sys.executable, "-m", "factpress", *arguments],
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_a_served_job_delivers_and_the_service_stops_without_a_trace(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        assert f"Factpress is served at {service.address}" in service.said
        assert set(service.deployments()) == {"on-demand", "nightly", "rebuild", "training"}
        run = service.start("on-demand", out=str(tmp_path / "out"))
        service.wait_for(run, "Completed")
        mine = {"flow_runs": {"id": {"any_": [run]}}}
        stages = {one["name"].rsplit("-", 1)[0] for one in service.post("task_runs/filter", **mine)}
        shown = {one["key"] for one in service.post("artifacts/filter", **mine)}
        family = service.family()
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(PATIENCE) == 0
    assert json.loads((tmp_path / "out/job.json").read_text())["delivered"] == 8
    five = {"process_input", "plan_content", "generate_text", "refine_text", "render_output"}
    assert five <= stages
    assert {f"{stage.replace('_', '-')}-table" for stage in five} <= shown
    assert len(family) >= 3
    assert psutil.wait_procs(family, 30)[1] == []


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.mark.slow
def test_a_second_service_is_told_where_the_first_is(service: Service) -> None:
    result = called("serve", "--port", str(free_port()), XDG_DATA_HOME=service.environment["XDG_DATA_HOME"])
    assert result.returncode == 2
    assert f"Factpress is served already at {service.address}" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_run_of_the_command_is_seen_on_the_service(service: Service, tmp_path: Path) -> None:
    arguments = [str(BRIEFS), "-k", str(CATALOGUE), "-o", str(tmp_path / "out"), "-s", "generator.model=template"]
    result = called("run", *arguments, XDG_DATA_HOME=service.environment["XDG_DATA_HOME"])
    assert result.returncode == 0, result.stderr
    assert str(tmp_path / "out") in {run["name"] for run in service.post("flow_runs/filter")}


@pytest.mark.slow
def test_two_runs_of_a_deployment_queue_up(service: Service, tmp_path: Path) -> None:
    runs = [service.start("on-demand", out=str(tmp_path / str(number))) for number in range(2)]
    service.wait_for(runs[0], "Running", "Completed")
    service.wait_for(runs[1], "AwaitingConcurrencySlot", "Scheduled", "Pending", "Late")
    for run in runs:
        service.wait_for(run, "Completed")
    assert all((tmp_path / str(number) / "job.json").is_file() for number in range(2))


@pytest.mark.slow
def test_a_parameter_that_does_not_fit_is_refused_at_once(service: Service) -> None:
    found = service.deployments()["on-demand"]
    wrong = {**found["parameters"], "settings": {"job": {"chunk": 0}}}
    url = f"{service.address}/api/deployments/{found['id']}/create_flow_run"
    answer = httpx.post(url, json={"parameters": wrong}, timeout=PATIENCE)
    assert answer.status_code == 409
    assert "chunk" in answer.text


@pytest.mark.slow
def test_the_nightly_job_is_scheduled(service: Service) -> None:
    nightly = {"deployments": {"name": {"any_": ["nightly"]}}}
    planned = service.post("flow_runs/filter", **nightly)
    assert planned
    assert {run["state"]["type"] for run in planned} == {"SCHEDULED"}
    assert {run["expected_start_time"][11:16] for run in planned} == {"02:00"}


@pytest.mark.slow
def test_a_graph_is_rebuilt_and_can_be_read(service: Service, tmp_path: Path) -> None:
    run = service.start("rebuild", out=str(tmp_path / "graph"))
    service.wait_for(run, "Completed")
    result = called("knowledge", "query", str(tmp_path / "graph"), "--about", "Brennholm 2")
    assert "tent" in result.stdout


@pytest.mark.slow
def test_a_service_that_is_killed_leaves_nothing_running(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        run = service.start("on-demand", out=str(tmp_path / "out"))
        service.wait_for(run, "Running")
        family = service.family()
        service.process.kill()
        service.process.wait(PATIENCE)
        assert len(family) > 3
        assert psutil.wait_procs(family[1:], 120)[1] == []
    with serving(tmp_path) as service:
        assert service.state(run) == "Crashed"
        again = service.start("on-demand", out=str(tmp_path / "out"))
        service.wait_for(again, "Completed")
    assert json.loads((tmp_path / "out/job.json").read_text())["delivered"] == 8


@pytest.mark.slow
def test_a_part_that_dies_ends_the_service_and_is_named(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        family = service.family()
        worker = next(one for one in family if "worker" in one.cmdline())
        worker.kill()
        said, _ = service.process.communicate(timeout=PATIENCE)
        assert service.process.returncode == 3
        assert "the worker has ended" in said
    assert psutil.wait_procs(family, 60)[1] == []


@pytest.mark.slow
def test_a_service_joins_the_server_that_is_configured(service: Service, tmp_path: Path) -> None:
    with serving(tmp_path, PREFECT_API_URL=f"{service.address}/api") as second:
        assert f"Factpress is served at {service.address}" in second.said
        assert len(second.family()) == 2


@pytest.mark.parametrize(
    ("arguments", "line"),
    [(["--deployments", "no.yaml"], "no.yaml: there is no such file"), (["--port", "TAKEN"], "is in use")],
)
def test_what_cannot_be_served_is_one_line(arguments: list[str], line: str, tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = called("serve", *(port if one == "TAKEN" else one for one in arguments), XDG_DATA_HOME=str(tmp_path))
    assert result.returncode == 2
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_examples_that_are_served_are_there() -> None:
    assert BRIEFS.is_file()
    assert CATALOGUE.is_file()
    assert (HOME / "prefect.yaml").is_file()
