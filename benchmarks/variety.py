"""How varied the documents of a job of 500 city profiles are: openings, self-BLEU, distinct-n.

    python -m benchmarks.variety [--profiles 500] [--set generator.model=template] [--keep DIR]

The same profiles, facts and settings always give the same table. docs/formats.md says what the figures mean.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from content.artifacts import JobReport
from models.wording.variety import opening_shape
from rendering import DocumentRecord

HOME = Path(__file__).resolve().parent.parent
_SHOWN = 8
"""Commonest openings that are printed."""


def main() -> None:
    """Make the profiles and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="keep the job's folder here; a finished job there is only measured")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="factpress-benchmark-") as passing:
        folder = arguments.keep or Path(passing)
        _print(_made(folder, arguments.profiles, arguments.set), folder / "job")


def _made(folder: Path, profiles: int, assignments: list[str]) -> JobReport:
    """Run the job, or find it as it was left."""
    folder.mkdir(parents=True, exist_ok=True)
    build = [sys.executable, str(HOME / "examples/places/build.py"), "--out", str(folder), "--cities", str(profiles)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    job = [sys.executable, "-m", "factpress", "run", str(folder / "briefs.jsonl"), "--out", str(folder / "job")]
    job += ["--knowledge", str(folder / "places.jsonl"), *(part for one in assignments for part in ("--set", one))]
    subprocess.run(job, check=True, cwd=HOME, stdout=subprocess.DEVNULL)
    return JobReport.model_validate_json((folder / "job" / "job.json").read_bytes())


def _print(report: JobReport, job: Path) -> None:
    variety = report.variety
    assert variety is not None, "less than two documents were delivered"
    print(f"| {variety.documents} profiles | measured | limit |\n|---|---|---|")
    print(f"| commonest opening | {variety.openings_alike:.1%} of the documents | 5 % |")
    print(f"| shapes of openings | {variety.openings} | |")
    print(f"| self-BLEU | {variety.self_bleu:.3f} | |")
    print(f"| distinct-1, -2, -3 | {variety.distinct_1:.3f}, {variety.distinct_2:.3f}, {variety.distinct_3:.3f} | |")
    shapes = Counter(map(opening_shape, _documents(job)))
    print("\n| opening | documents |\n|---|---|")
    for shape, count in sorted(shapes.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
        print(f"| {shape} | {count} |")


def _documents(job: Path) -> Iterator[DocumentRecord]:
    for path in sorted((job / "documents").glob("*/document.json")):
        yield DocumentRecord.model_validate_json(path.read_bytes())


if __name__ == "__main__":
    main()
