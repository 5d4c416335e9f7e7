"""Processes of our own end with us, however we end."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from factpress import server
from factpress.processes import is_free, last_words, running
from factpress.server import prefect_server

FAMILY = """\
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(600)
"""
STARTER = """\
import signal, sys, time
from pathlib import Path
from factpress.processes import running
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin without it
with running(["family"], {}, Path("log")) as process:
    while not Path("log").read_text():
        time.sleep(0.02)
    print(process.pid, Path("log").read_text().strip(), flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def a_family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "family.py").write_text(FAMILY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


def all_gone(*pids: int) -> bool:
    found = [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]
    return not psutil.wait_procs(found, 30)[1]


def test_a_process_ends_with_its_context_and_its_own_children_too(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(["family"], {}, log) as process:
        while not log.read_text():
            assert process.poll() is None
        child = int(log.read_text())
        assert psutil.pid_exists(child)
    assert all_gone(process.pid, child)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_outlives_a_starter_that_is_killed(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", STARTER], stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pids = [int(one) for one in starter.stdout.readline().split()]
        starter.send_signal(number)
    assert len(pids) == 2
    assert all_gone(*pids)


def test_a_process_that_cannot_start_has_last_words(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(["no_such_module"], {}, log) as process:
        assert process.wait(30) == 1
    assert "no_such_module" in last_words(log)
    log.write_text("\n")
    assert last_words(log) == "it said nothing"


def test_a_port_in_use_is_not_free() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not is_free("127.0.0.1", taken.getsockname()[1])


@pytest.mark.slow
def test_a_run_ends_at_once_although_a_killed_one_left_tasks_that_never_finish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with prefect_server() as address:
        asked = {"task_key": "left", "dynamic_key": "0", "state": {"type": "RUNNING"}}
        assert httpx.post(f"{address}/task_runs/", json=asked, timeout=10.0).status_code == 201
        monkeypatch.setattr(server, "_SETTLE_SECONDS", 1.0)
    monkeypatch.setattr(server, "_SETTLE_SECONDS", 60.0)
    with prefect_server():
        begun = time.monotonic()
    assert time.monotonic() - begun < 15.0
