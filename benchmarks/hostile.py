"""Hostile inputs: a job on each of 500, and what it crashed, wrote elsewhere, let through or failed to explain.

    python -m benchmarks.hostile [--count 500] [--seed 1] [--only NAME]

Every case is a job of its own in a process that a case may kill: it is then counted as a crash, and the next case
begins in a new one. The stages are called as plain functions; templates word the documents.
"""

import argparse
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.hostile_inputs import SECRET, Case, cases, write
from benchmarks.memory import peak_megabytes

SLOW = 60.0
"""Seconds of work after which a case counts as one that hangs."""


class Outcome(NamedTuple):
    """What became of a case."""

    name: str
    delivered: int
    lines: tuple[str, ...]
    """What a person is told: the error, the reasons, the problems of the sources."""
    crash: str = ""
    outside: tuple[str, ...] = ()
    """Files that were written or changed where they should not be."""
    scripts: tuple[str, ...] = ()
    """Markup in a page that could act."""
    seconds: float = 0.0
    """Of work, whatever else the machine does."""
    peak_mb: int = 0


def main() -> None:
    """Run the cases and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="run the cases whose name contains this, and print what they say")
    arguments = parser.parse_args()
    wanted = [case for case in cases(arguments.count, arguments.seed) if arguments.only in case.name]
    outcomes = list(_isolated(wanted))
    if arguments.only:
        for outcome in outcomes:
            print(outcome.name, outcome.delivered, *outcome.lines, sep="\n    ")
    sys.exit(0 if show(outcomes) else 1)


def _isolated(wanted: list[Case]) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    waiting = list(wanted)
    while waiting:
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            try:
                while waiting:
                    yield pool.submit(attempt, waiting[0]).result()
                    waiting.pop(0)
            except BrokenProcessPool:
                yield Outcome(waiting.pop(0).name, 0, (), crash="the process died")


def attempt(case: Case) -> Outcome:
    """Run a job on a case in a folder of its own and look at all that it left."""
    from benchmarks.hostile_pages import scripts_in

    begun = time.process_time()
    with TemporaryDirectory(prefix="factpress-hostile-") as sandbox:
        place = Path(sandbox)
        write(case, place / "case")
        (place / "elsewhere").mkdir()
        before = _files(place)
        home = Path.cwd()
        os.chdir(place / "elsewhere")
        try:
            delivered, lines, crash = _run(case, place / "case", place / "out")
        finally:
            os.chdir(home)
        after = _files(place)
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        outside = sorted(name for name in changed if not name.startswith("out/"))
        scripts = scripts_in(place / "out")
        if any(SECRET.encode() in path.read_bytes() for path in (place / "out").rglob("*") if path.is_file()):
            outside.append("the secret was read")
    seconds = time.process_time() - begun
    if not crash and seconds > SLOW:
        crash = f"took {seconds:.0f} s"
    return Outcome(case.name, delivered, lines, crash, tuple(outside), scripts, seconds, peak_megabytes())


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path.relative_to(folder).as_posix(): path.lstat() for path in folder.rglob("*") if not path.is_dir()}
    return {name: (state.st_size, state.st_mtime_ns) for name, state in found.items()}


def _run(case: Case, folder: Path, out: Path) -> tuple[int, tuple[str, ...], str]:
    """Run the job; tell how many documents it delivered, what it said, and on which defect it stopped."""
    from benchmarks.plainly import produce_plainly
    from content.errors import FactpressError
    from content.settings import load_settings
    from tasks.collect_audit import audit_page
    from tasks.job_folder import JobFolder

    wanted = {"generator.model": "template"}
    if case.plans:
        wanted["plan.plans"] = str(folder / case.plans)
    try:
        settings = load_settings(None, wanted)
        report = produce_plainly([folder / case.briefs], out, [folder / one for one in case.knowledge], settings)
        for _ in audit_page(JobFolder(out)):
            pass  # the page of the whole job is only made, to see that it can be
    except FactpressError as error:
        return 0, (str(error),), ""
    except Exception:  # noqa: BLE001 - a crash is what is counted
        return 0, (), "".join(traceback.format_exc(limit=-3))
    reasons = [one.reason for one in report.rejected] + [one.error for one in report.failed]
    defects = [one.error for one in report.failed if _is_defect(one.error)]
    return report.delivered, (*reasons, *_problems(out)), "; ".join(defects)


def _is_defect(error: str) -> bool:
    name, sign, _ = error.partition(": ")
    return bool(sign) and name.isidentifier() and name.endswith(("Error", "Exception", "Interrupt", "Iteration"))


def _problems(out: Path) -> list[str]:
    """Read the problems that sources had, which the audit of the first stage shows."""
    from content.artifacts import Intake, Problem
    from content.store import Store
    from tasks.job import World

    store = Store(str(out / ".store"))
    found: list[Problem] = []
    for path in (out / ".store" / "outputs").rglob("*.jsonl"):
        record = store.record(path.stem)
        if record is not None and record.kind == Intake.__name__:
            found += store.get(record, Intake).problems
    for path in (out / ".store" / "graphs").rglob("world.json"):
        found += World.model_validate_json(path.read_bytes()).problems
    return [f"{problem.place}: {problem.text}" for problem in found]


def is_clear(line: str) -> bool:
    """Tell whether a line is one line that a terminal shows as it is."""
    return 0 < len(line) <= 600 and line.isprintable()


def show(outcomes: list[Outcome]) -> bool:
    """Print the figures and every fault; tell whether all is well."""
    crashes = [one for one in outcomes if one.crash]
    outside = [one for one in outcomes if one.outside]
    scripts = [one for one in outcomes if one.scripts]
    unclear = [one for one in outcomes if not all(is_clear(line) for line in one.lines)]
    silent = [one for one in outcomes if not one.delivered and not one.lines and not one.crash]
    for fault in (*crashes, *outside, *scripts, *unclear, *silent):
        print(f"{fault.name}: {fault.crash} {fault.outside} {fault.scripts} {[*map(ascii, fault.lines)]}"[:1500])
    slowest = max(outcomes, key=lambda one: one.seconds)
    told = sum(bool(one.lines) for one in outcomes)
    print(
        f"{len(outcomes)} hostile inputs: {sum(bool(one.delivered) for one in outcomes)} gave a document all the same"
    )
    print("| | measured | limit |\n|---|---|---|")
    print(f"| crashes | {len(crashes)} | 0 |")
    print(f"| files outside the output folder, or read from outside | {len(outside)} | 0 |")
    print(f"| pages with a script that is not ours | {len(scripts)} | 0 |")
    print(f"| explained by clear lines | {told} | |")
    print(f"| lines that are not one clear line | {len(unclear)} | 0 |")
    print(f"| neither a document nor a line | {len(silent)} | 0 |")
    print(f"| slowest | {slowest.seconds:.1f} s ({slowest.name}) | {SLOW:.0f} s |")
    print(f"| peak memory | {max(one.peak_mb for one in outcomes):,} MB | |")
    return not (crashes or outside or scripts or unclear or silent)


if __name__ == "__main__":
    main()
