"""The memory that a process took."""

from pathlib import Path


def peak_megabytes() -> int:
    """Read the largest resident set of this process, in MB of 2²⁰ bytes.

    Not `getrusage`: its figure outlives exec, so a small process begins with the peak of the one that started it.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024
