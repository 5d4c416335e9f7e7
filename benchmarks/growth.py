"""What a job ten times as large costs a document, and whether its memory stays flat.

    python -m benchmarks.growth [--small 1000] [--large 10000] [--keep DIR]

Template-only, over the same knowledge, each job in a process and on a server of its own.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.towns import write_towns

HOME = Path(__file__).resolve().parent.parent


class Size(NamedTuple):
    """A finished job."""

    documents: int
    delivered: int
    seconds: float
    """Of the run, from its first line to its last; starting the process and the server is not in it."""
    stages: dict[str, float]
    peak_mb: float
    worked: float
    """Seconds of processor time of the whole process, which a busy machine changes less than the clock's."""


def main() -> None:
    """Run both jobs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="keep the jobs' folders here")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="factpress-growth-") as passing:
        folder = arguments.keep or Path(passing)
        sizes = [measure(folder, documents, arguments.large) for documents in (arguments.small, arguments.large)]
    print("\n".join(table(*sizes)))


def measure(folder: Path, documents: int, towns: int) -> Size:
    """Run a job over some of the towns."""
    given = write_towns(folder / f"input-{documents}", documents, towns)
    out = folder / f"out-{documents}"
    command = [sys.executable, "-m", "factpress", "run", *given, "--out", str(out)]
    process = subprocess.Popen(
        [*command, "--set", "generator.model=template", "--set", "ledger.database=" + str(folder / "ledger.db")],
        cwd=HOME,
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"the job of {documents} ended with {os.waitstatus_to_exitcode(status)}")
    report = json.loads((out / "job.json").read_bytes())
    return Size(
        documents,
        report["delivered"],
        report["took"],
        report["seconds"],
        usage.ru_maxrss / 1000,
        usage.ru_utime + usage.ru_stime,
    )


def table(small: Size, large: Size) -> Sequence[str]:
    """Write the rows of a Markdown table."""
    each = [1000 * size.seconds / size.documents for size in (small, large)]
    work = [1000 * size.worked / size.documents for size in (small, large)]
    by_stage = {
        stage: [1000 * size.stages[stage] / size.documents for size in (small, large)] for stage in small.stages
    }
    return [
        f"| | {small.documents} | {large.documents} | | limit |",
        "|---|---|---|---|---|",
        f"| delivered | {small.delivered} | {large.delivered} | | all |",
        f"| milliseconds a document | {each[0]:.1f} | {each[1]:.1f} | {each[1] / each[0] - 1:+.0%} | +10 % |",
        f"| … of processor time, start included | {work[0]:.1f} | {work[1]:.1f} | {work[1] / work[0] - 1:+.0%} | |",
        *(f"| … {stage} | {a:.1f} | {b:.1f} | {b / a - 1:+.0%} | |" for stage, (a, b) in by_stage.items()),
        f"| peak memory | {small.peak_mb:.0f} MB | {large.peak_mb:.0f} MB "
        f"| {large.peak_mb / small.peak_mb - 1:+.0%} | flat |",
    ]


if __name__ == "__main__":
    main()
