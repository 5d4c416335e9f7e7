"""The memory that processes took."""

import threading
from pathlib import Path


def peak_megabytes() -> int:
    """Read the largest resident set of this process, in MB of 2²⁰ bytes.

    Not `getrusage`: its figure outlives exec, so a small process begins with the peak of the one that started it.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


class TreeMemory:
    """Follow the memory of a process and of those it started, shared pages counted once, every second."""

    def __init__(self, process: int) -> None:
        self.process = process
        self.peak_mb = 0.0
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "TreeMemory":
        self._watcher.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(1):
            self.peak_mb = max(self.peak_mb, sum(map(_proportional_mb, _tree(self.process))))


def _tree(process: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it ended meanwhile
        return []
    return [process, *(one for child in children for one in _tree(child))]


def _proportional_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it ended meanwhile
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)
