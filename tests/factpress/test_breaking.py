"""Jobs that are killed, and jobs that run twice at once: the bytes are those of a quiet run."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("prefect_api")]


def command(out: Path) -> list[str]:
    examples = HOME / "examples" / "products"
    job = [sys.executable, "-m", "factpress", "run", str(examples / "briefs.jsonl"), "--out", str(out)]
    return [*job, "--knowledge", str(examples / "catalogue.csv"), "-s", "generator.model=template", "-s", "job.chunk=3"]


def delivered(out: Path) -> dict[str, str]:
    files = [out / "facts.jsonl", *sorted((out / "documents").rglob("*"))]
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory, prefect_api: str) -> tuple[dict[str, str], float]:
    """What an undisturbed run delivers, and how long it takes."""
    out = tmp_path_factory.mktemp("quiet") / "out"
    begun = time.monotonic()
    subprocess.run(command(out), check=True, cwd=HOME, stdout=subprocess.DEVNULL)
    return delivered(out), time.monotonic() - begun


@pytest.mark.parametrize("moment", [0.3, 0.5, 0.65, 0.75, 0.85, 0.95])
def test_a_killed_job_goes_on_to_the_same_bytes(
    moment: float, quiet: tuple[dict[str, str], float], tmp_path: Path
) -> None:
    whole, seconds = quiet
    process = subprocess.Popen(command(tmp_path / "out"), cwd=HOME, stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds * moment)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    subprocess.run(command(tmp_path / "out"), check=True, cwd=HOME, stdout=subprocess.DEVNULL)
    assert delivered(tmp_path / "out") == whole


def test_two_runs_of_one_job_at_once_do_no_harm(quiet: tuple[dict[str, str], float], tmp_path: Path) -> None:
    both = [subprocess.Popen(command(tmp_path / "out"), cwd=HOME, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(180) for process in both] == [0, 0]
    assert delivered(tmp_path / "out") == quiet[0]
