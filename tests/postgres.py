"""A PostgreSQL of our own on loopback, run by hand as a user who is not root."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from factpress.processes import free_port

_DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
_FOUND = shutil.which("postgres") or (str(_DEBIAN[-1]) if _DEBIAN else "")
BIN = Path(_FOUND).resolve().parent if _FOUND else None
"""Folder of the programs; None where PostgreSQL is not installed."""
_USER = "nobody" if os.getuid() == 0 else None


@contextmanager
def a_postgres() -> Iterator[str]:
    """Run a server with an empty database and give its place: `user@host:port/database`."""
    assert BIN is not None
    folder = Path(tempfile.mkdtemp(prefix="factpress-postgres-"))
    try:
        if _USER:
            shutil.chown(folder, _USER)
        make = [
            str(BIN / "initdb"),
            "-D",
            str(folder / "data"),
            "-U",
            "factpress",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(make, check=True, capture_output=True, user=_USER, cwd=folder)
        port = free_port()
        run = [
            str(BIN / "postgres"),
            "-D",
            str(folder / "data"),
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-k",
            str(folder),
            "-F",
        ]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(run, stdout=log, stderr=log, user=_USER, cwd=folder)
        try:
            _await(folder, port, server)
            yield f"factpress@127.0.0.1:{port}/postgres"
        finally:
            server.terminate()  # waits for its clients' transactions, not for the clients
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder)


def _await(folder: Path, port: int, server: "subprocess.Popen[bytes]") -> None:
    assert BIN is not None
    deadline = time.monotonic() + 120
    ask = [str(BIN / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ask, check=False).returncode:
        assert server.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < deadline, "PostgreSQL does not start"
        time.sleep(0.1)
