"""All that a service must show, one part after the other.

    python -m benchmarks.operations [--only PART] [--small]

Each part prints a table, and is a command of its own (`python -m benchmarks.PART`) with options of its own.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).resolve().parent.parent


class Part(NamedTuple):
    """A measurement."""

    name: str
    shows: str
    small: tuple[str, ...]
    """Options that make it short, to see whether it runs at all."""


PARTS = (
    Part(
        "kills",
        "kills at random moments of a 60-document job",
        ("--kills", "2", "--with-model", "0", "--documents", "12"),
    ),
    Part("faults", "faults planted in each stage", ()),
    Part("replaying", "replay of 50 documents; impact of one changed fact", ("--documents", "4", "--profiles", "8")),
    Part("hostile", "500 hostile inputs", ("--count", "10")),
    Part("growth", "a job of 10,000 documents beside one of 1,000", ("--small", "10", "--large", "20")),
)


def main() -> None:
    """Run the parts; the exit code says whether all were well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=[part.name for part in PARTS])
    parser.add_argument("--small", action="store_true", help="short forms of all, to see whether they run")
    given = parser.parse_args()
    codes = []
    for part in PARTS:
        if given.only in (None, part.name):
            print(f"\n## {part.shows}\n", flush=True)
            options = part.small if given.small else ()
            command = [sys.executable, "-m", f"benchmarks.{part.name}", *options]
            codes.append(subprocess.run(command, check=False, cwd=HOME).returncode)
    sys.exit(max(codes))


if __name__ == "__main__":
    main()
