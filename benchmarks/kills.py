"""Jobs that are killed at random moments, and what their next run makes of them.

    python -m benchmarks.kills [--kills 50] [--with-model 5] [--documents 60] [--seed 1] [--keep DIR]

A job runs once in quiet. Then, again and again in a folder of its own, it is killed (SIGKILL, with all that it started)
at a moment drawn from the whole of the quiet run, and the same command is run to its end. Moments come from a seeded
generator; what a process takes differs from run to run, so they fall where they fall.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.towns import write_towns

HOME = Path(__file__).resolve().parent.parent
CHUNK = 8


class Killed(NamedTuple):
    """A job that was killed, and the run after it."""

    moment: float
    """Seconds after its start."""
    finished_first: bool
    """It came to its end before the kill."""
    stage: str
    """What the store held last."""
    worded_before: int
    """Documents worded before the kill."""
    worded_again: int
    """Documents that the next run worded though they were worded before."""
    delivered: int
    lost: int
    doubled: int
    same_bytes: bool
    balanced: bool


def main() -> None:
    """Kill and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--with-model", type=int, default=5, help="how many of them with the language model")
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep the jobs' folders here")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="factpress-kills-") as passing:
        folder = given.keep or Path(passing)
        draw = random.Random(given.seed)
        killed = [*kill_jobs(folder / "template", given.kills - given.with_model, given.documents, draw, "template")]
        if given.with_model:
            killed += kill_jobs(folder / "model", given.with_model, given.documents, draw, "smollm2")
    print("\n".join(table(killed)))
    sys.exit(0 if all(is_well(one) for one in killed) else 1)


def kill_jobs(folder: Path, kills: int, documents: int, draw: random.Random, model: str) -> Iterator[Killed]:
    """Run one job in quiet, then kill it many times, on one server that stands meanwhile."""
    from factpress.server import prefect_server

    given = write_towns(folder, documents)
    with prefect_server():
        command = [sys.executable, "-m", "factpress", "run", *given, "--set", f"generator.model={model}"]
        command += ["--set", f"job.chunk={CHUNK}", "--set", "ledger.database=none"]
        began = time.monotonic()
        subprocess.run([*command, "--out", str(folder / "quiet")], check=True, cwd=HOME, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - began
        quiet = delivered(folder / "quiet")
        for number in range(kills):
            out = folder / f"killed-{number}"
            one = kill_one([*command, "--out", str(out)], out, draw.uniform(0.0, seconds), quiet)
            print(f"{number + 1}: {one}", file=sys.stderr, flush=True)
            if is_well(one):
                shutil.rmtree(out, ignore_errors=True)
            yield one


def kill_one(command: Sequence[str], out: Path, moment: float, quiet: dict[str, str]) -> Killed:
    """Kill a job, run it to its end, and compare."""
    process = subprocess.Popen(
        command, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        finished = process.wait(moment) == 0
    except subprocess.TimeoutExpired:
        finished = False
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    before, last = _worded(out)
    account = (out / "run.json").read_bytes() if (out / "run.json").is_file() else b""
    subprocess.run(command, check=True, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = delivered(out)
    report = json.loads((out / "job.json").read_bytes())
    after_all = (out / "run.json").read_bytes()
    idle = account == after_all  # killed after its account was written: the next run had nothing to do
    chunks = json.loads(after_all)["chunks"]
    reused = sum(chunk["reused"] for chunk in chunks if chunk["stage"] == "generate_text")
    manifests = Counter(Path(file["path"]).parent.name for file in report["files"])
    del manifests["."], manifests[""]
    wanted = {name.split("/")[1] for name in quiet if name.startswith("documents/")}
    ends = report["delivered"] + sum(len(report[part]) for part in ("rejected", "failed", "skipped"))
    return Killed(
        moment=round(moment, 2),
        finished_first=finished,
        stage=last,
        worded_before=before,
        worded_again=0 if idle else max(0, before - reused),
        delivered=report["delivered"],
        lost=len(wanted - set(manifests)),
        doubled=sum(count > 1 for count in manifests.values()) + len(set(manifests) - wanted),
        same_bytes=after == quiet,
        balanced=ends == report["requested"],
    )


def delivered(out: Path) -> dict[str, str]:
    """Hash everything that was delivered; job.json and run.json hold seconds and are left out."""
    files = [out / "facts.jsonl", *sorted((out / "documents").rglob("*"))]
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file()
    }


def _worded(out: Path) -> tuple[int, str]:
    """Count the documents that were worded when the job was killed, and name the stage that wrote last."""
    from content.store import Store

    if not (out / ".store" / "format").is_file():
        return 0, "nothing yet"
    store = Store(out / ".store")  # finishes the journal, as the next run does
    records = [
        store.record(Path(entry.name).stem) for entry in store.files.entries("outputs") if ".part" not in entry.name
    ]
    counts = Counter(record.stage for record in records if record)
    order = ("render_output", "refine_text", "generate_text", "plan_content", "process_input")
    return counts["generate_text"], next((stage for stage in order if counts[stage]), "nothing yet")


def is_well(one: Killed) -> bool:
    """Tell whether nothing was lost, doubled, repeated or different."""
    return one.same_bytes and one.balanced and not (one.lost or one.doubled or one.worded_again)


def table(killed: Sequence[Killed]) -> Sequence[str]:
    """Write the rows of a Markdown table."""
    stages = ", ".join(f"{count} in {stage}" for stage, count in Counter(one.stage for one in killed).most_common())
    return [
        "| | measured | limit |",
        "|---|---|---|",
        f"| kills (the last stage in the store: {stages}) | {len(killed)} | |",
        f"| came to its end before its kill | {sum(one.finished_first for one in killed)} | |",
        f"| resumed to the end | {sum(one.balanced and one.delivered > 0 for one in killed)} | {len(killed)} |",
        f"| documents lost | {sum(one.lost for one in killed)} | 0 |",
        f"| documents doubled | {sum(one.doubled for one in killed)} | 0 |",
        f"| documents that were worded and were worded again | {sum(one.worded_again for one in killed)} | 0 |",
        f"| bytes as in quiet | {sum(one.same_bytes for one in killed)} | {len(killed)} |",
    ]


if __name__ == "__main__":
    main()
