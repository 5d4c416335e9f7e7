"""`factpress serve` in a process of its own, with an empty history."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import psutil

from factpress.processes import free_port

HOME = Path(__file__).resolve().parent.parent.parent
PATIENCE = 300.0
"""Seconds; a machine under load may stand still for a minute."""
BRIEFS = HOME / "examples/products/briefs.jsonl"
CATALOGUE = HOME / "examples/products/catalogue.csv"


class Service(NamedTuple):
    """A running service."""

    address: str
    process: "subprocess.Popen[str]"
    said: list[str]
    environment: Mapping[str, str]

    def post(self, path: str, **body: object) -> Any:
        """Ask the server's API."""
        answer = httpx.post(f"{self.address}/api/{path}", json=body, timeout=PATIENCE)
        answer.raise_for_status()
        return answer.json()

    def deployments(self) -> dict[str, dict[str, Any]]:
        """Give the deployments by name."""
        return {one["name"]: one for one in self.post("deployments/filter")}

    def start(self, deployment: str, **parameters: object) -> str:
        """Start a run and give its id."""
        found = self.deployments()[deployment]
        whole = {**found["parameters"], **parameters}
        return str(self.post(f"deployments/{found['id']}/create_flow_run", parameters=whole)["id"])

    def state(self, run: str) -> str:
        """Name the state of a run."""
        answer = httpx.get(f"{self.address}/api/flow_runs/{run}", timeout=PATIENCE)
        return str(answer.json()["state"]["name"])

    def wait_for(self, run: str, *states: str) -> str:
        """Wait until a run is in one of some states."""
        deadline = time.monotonic() + PATIENCE
        while (state := self.state(run)) not in states:
            assert time.monotonic() < deadline, f"the run is {state}"
            assert state not in {"Failed", "Crashed", "Cancelled"}, f"the run is {state}"
            time.sleep(0.2)
        return state

    def family(self) -> list[psutil.Process]:
        """Give all processes of the service."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]


@contextmanager
def serving(folder: Path, *arguments: str, **environment: str) -> Iterator[Service]:
    """Serve for as long as the context is open."""
    port = free_port()
    whole = {**os.environ, "XDG_DATA_HOME": str(folder), "OMP_NUM_THREADS": "1", **environment}
    whole.pop("PREFECT_API_URL", None)
    whole.pop("PREFECT_HOME", None)
    whole.update(environment)
    process = subprocess.Popen(
        [sys.executable, "-m", "factpress", "serve", "--port", str(port), *arguments],
        env=whole,
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line.rstrip())
            if line.startswith("Ctrl-C"):
                break
        else:
            raise AssertionError("\n".join(said))
        yield Service(f"http://127.0.0.1:{port}", process, said, whole)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
