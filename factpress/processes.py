"""Start and end processes of our own; none outlives us, whatever ends us."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from factpress.leashed import PATIENCE

Process = subprocess.Popen[bytes]


@contextmanager
def running(
    arguments: Sequence[str], environment: Mapping[str, str], log: Path, folder: Path | None = None
) -> Iterator[Process]:
    """Run a Python module for as long as the context is open; its output goes to a file.

    Args:
        arguments: The module's name and its arguments.
        environment: Variables beside those of this process.
        log: File for what it prints; an older one is replaced.
        folder: Its working folder, where that is not ours.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "factpress.leashed", *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=folder,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: Process) -> None:
    """Let go of the leash and wait; what does not end by itself is killed with its group."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(3 * PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Find a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def last_words(log: Path) -> str:
    """Quote the last line that a process printed."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
