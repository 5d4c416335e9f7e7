"""A Prefect server that dies while a run goes on: killed and started again, or gone for good."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from benchmarks.towns import write_towns
from content.artifacts import JobReport
from factpress.processes import free_port
from factpress.server import running_server
from tests.flows.jobs import is_balanced

PATIENCE = 900.0  # a client asks a server that is gone again and again, for some minutes
DOCUMENTS = 40


class Server:
    """A server that can be killed and started again where it was."""

    def __init__(self, stack: ExitStack, home: Path) -> None:
        home.mkdir()
        self.stack, self.home = stack, home
        self.address = f"http://127.0.0.1:{free_port()}/api"
        self.start()

    def start(self) -> None:
        self.process = self.stack.enter_context(
            running_server(self.home, self.address, {"PREFECT_SERVER_UI_ENABLED": "false"})
        )

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with ExitStack() as stack:
        yield Server(stack, tmp_path / "prefect")


@contextmanager
def begun(folder: Path, out: str, server: Server) -> Iterator["subprocess.Popen[str]"]:
    """Begin a job over some towns, with the server's address in the environment."""
    given = [*write_towns(folder, DOCUMENTS), "--out", str(folder / out), "--set", "generator.model=template"]
    process = subprocess.Popen(
        [sys.executable, "-m", "factpress", "run", *given, "--set", "job.chunk=4"],
        env={**os.environ, "PREFECT_API_URL": server.address, "OMP_NUM_THREADS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for the end of a job, and give its exit status and what it said."""
    said = process.communicate(timeout=PATIENCE)[1]
    return process.returncode, said


def delivered(out: Path) -> dict[str, bytes]:
    """Give every delivered file; job.json and run.json tell times."""
    files = {path.relative_to(out): path for path in [out / "facts.jsonl", *(out / "documents").rglob("*")]}
    return {str(name): path.read_bytes() for name, path in files.items() if path.is_file()}


def is_well(out: Path) -> bool:
    report = JobReport.model_validate(json.loads((out / "job.json").read_text()))
    return is_balanced(report) and report.delivered == DOCUMENTS


@pytest.mark.slow
@pytest.mark.parametrize("comes_back", [True, False], ids=["comes back", "stays away"])
def test_a_server_killed_during_a_run_costs_no_document(comes_back: bool, server: Server, tmp_path: Path) -> None:
    with begun(tmp_path, "quiet", server) as process:
        assert ended(process)[0] == 0
    with begun(tmp_path, "out", server) as process:
        assert process.stderr is not None
        next(line for line in process.stderr if line.startswith("refining") and "chunk 3 of" in line)
        server.kill()
        if comes_back:
            server.start()
        status, said = ended(process)
        print(status, said)
    if not comes_back:
        server.start()
    with begun(tmp_path, "out", server) as process:
        assert ended(process)[0] == 0
    assert is_well(tmp_path / "out")
    assert delivered(tmp_path / "out") == delivered(tmp_path / "quiet")
