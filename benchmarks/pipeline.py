"""A job of 500 city profiles: what it costs beside the model, what the same job costs again, and its memory.

    python -m benchmarks.pipeline [--profiles 500] [--keep DIR]

Three processes one after the other: the job, the same job again, and the same engine on the same prompts alone.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.memory import TreeMemory, peak_megabytes

HOME = Path(__file__).resolve().parent.parent


class Run(NamedTuple):
    """One finished process."""

    seconds: float
    peak_mb: float
    """Largest resident set of the process itself."""
    tree_mb: float
    """Most memory of it and of all that it started, the Prefect server and the engine's processes, at one time."""
    output: str


def main() -> None:
    """Run the three and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profiles", type=int, default=500)
    parser.add_argument("--keep", type=Path, help="keep the job's folder here")
    parser.add_argument("--engine-alone", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    arguments = parser.parse_args()
    if arguments.engine_alone:
        _engine_alone(arguments.engine_alone, arguments.set)
        return
    with TemporaryDirectory(prefix="factpress-benchmark-") as passing:
        _measure(arguments.keep or Path(passing), arguments.profiles, arguments.set)


def _measure(folder: Path, profiles: int, assignments: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    places = [sys.executable, str(HOME / "examples/places/build.py"), "--out", str(folder), "--cities", str(profiles)]
    subprocess.run(places, check=True, stdout=subprocess.DEVNULL)
    job = [sys.executable, "-m", "factpress", "run", str(folder / "briefs.jsonl"), "--out", str(folder / "job")]
    job += ["--knowledge", str(folder / "places.jsonl"), *(part for one in assignments for part in ("--set", one))]
    first = _timed(job)
    before = _bytes_of(folder / "job")
    again = _timed(job)
    same = before == _bytes_of(folder / "job")
    alone = [sys.executable, "-m", "benchmarks.pipeline", "--engine-alone", str(folder / "job")]
    engine = _timed([*alone, *(part for one in assignments for part in ("--set", one))])
    _print(json.loads(first.output.splitlines()[-1]), first, again, engine, same)


def _print(report: dict[str, object], first: Run, again: Run, engine: Run, same: bool) -> None:
    outside = 1 - engine.seconds / first.seconds
    tokens = int(str(report["tokens"]))
    print(f"{report['delivered']} of {report['requested']} delivered, {tokens} tokens")
    print("| | measured | limit |\n|---|---|---|")
    print(f"| the job | {first.seconds:.0f} s ({tokens / first.seconds:.0f} tokens/s) | |")
    print(f"| the engine alone on the same prompts | {engine.seconds:.0f} s | |")
    print(f"| work outside the model | {outside:.1%} | 20 % |")
    print(f"| the same job again | {again.seconds:.1f} s, {again.seconds / first.seconds:.2%} | 2 % |")
    print(f"| its bytes | {'identical' if same else 'DIFFERENT'} | identical |")
    print(f"| peak memory of the job's process | {first.peak_mb:.0f} MB | 2,000 MB |")
    print(f"| with the engine's other process and the Prefect server | {first.tree_mb:.0f} MB | |")
    print(f"| seconds by stage | {report['seconds']} | |")


def _timed(command: list[str]) -> Run:
    """Run a process and measure it alone; its standard error goes to ours."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HOME)
    assert process.stdout is not None
    with TreeMemory(process.pid) as memory:
        output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if status:
        sys.exit(f"{' '.join(command)} failed with {os.waitstatus_to_exitcode(status)}")
    return Run(seconds, usage.ru_maxrss / 1000, memory.peak_mb, output)


def _bytes_of(folder: Path) -> dict[str, str]:
    """Hash everything that was delivered; job.json holds seconds and is left out."""
    files = [folder / "facts.jsonl", *sorted((folder / "documents").rglob("*"))]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def _engine_alone(folder: Path, assignments: list[str]) -> None:
    """Ask the engine exactly what the job asked it, chunk by chunk, and nothing else."""
    from content.artifacts import Brief, Draft, Fact
    from content.settings import load_settings
    from content.store import Store
    from models.wording import render_prompt
    from tasks.generate_text import engine_for
    from tasks.word_plans import sampling_of

    settings = load_settings(None, dict(one.split("=", 1) for one in assignments))
    store = Store(folder / ".store")
    chunks: dict[tuple[str, ...], list[tuple[Brief, list[tuple[Fact, ...]]]]] = {}
    for path in sorted((folder / ".store" / "outputs").rglob("*.jsonl")):
        record = store.record(path.stem)
        if record is None or record.kind != "Draft" or record.stage != "generate_text":
            continue
        outline = store.get(record, Draft).outline
        by_id = {fact.id: fact for fact in outline.facts}
        plans = [plan for section in outline.sections for plan in section.plans if plan.facts and not plan.text]
        together = store.get(record, Draft).together
        facts = [tuple(by_id[one] for one in plan.facts) for plan in plans]
        chunks.setdefault(together, []).append((outline.brief, facts))
    engine = engine_for(settings)
    assert engine is not None, "the job asked no model"
    for together, documents in chunks.items():
        ordered = sorted(documents, key=lambda one: together.index(one[0].id))
        prompts = [render_prompt(facts, brief) for brief, plans in ordered for facts in plans]
        engine.complete(prompts, sampling_of(settings), settings.generator.batch)
    print(f"{sum(len(documents) for documents in chunks.values())} documents, peak {peak_megabytes()} MB")


if __name__ == "__main__":
    main()
