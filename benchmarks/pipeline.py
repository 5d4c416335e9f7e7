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
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.memory import TreeMemory, peak_megabytes
from content.artifacts import Draft
from content.settings import Settings, load_settings

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
    from content.store import Store
    from tasks.generate_text import engine_for
    from tasks.word_plans import sampling_of

    settings = load_settings(None, dict(one.split("=", 1) for one in assignments))
    store = Store(folder / ".store")
    chunks: dict[tuple[str, ...], dict[str, Draft]] = {}
    for path in sorted((folder / ".store" / "outputs").rglob("*.jsonl")):
        record = store.record(path.stem)
        if record is not None and record.kind == "Draft" and record.stage == "generate_text":
            draft = store.get(record, Draft)
            chunks.setdefault(draft.together, {})[draft.outline.brief.id] = draft
    engine = engine_for(settings)
    assert engine is not None, "the job asked no model"
    for together, drafts in chunks.items():
        asked = [one for brief in together for one in _asked(drafts[brief], settings)]
        for turn in range(2):
            prompts = [prompts[turn] for prompts, turns in asked if turn < turns]
            engine.complete(prompts, sampling_of(settings, turn), settings.generator.batch)
    print(f"{sum(map(len, chunks.values()))} documents, peak {peak_megabytes()} MB")


def _asked(draft: Draft, settings: Settings) -> Iterator[tuple[tuple[str, ...], int]]:
    """Give the prompts of every plan of a document, and how many of them the model was asked with."""
    from models.engine import asked_with_facts
    from models.wording import render_prompts
    from tasks.word_plans import facts_of

    tried = {one.plan: one.candidates for section in draft.sections for one in section.sentences}
    tried |= {one.plan: one.candidates for one in draft.dropped}
    for section in draft.outline.sections:
        for plan in section.plans:
            turns = sum(one.origin == "model" for one in tried[plan.id]) // settings.generator.candidates
            if turns:
                facts = facts_of(draft.outline, plan.facts)
                yield render_prompts(facts, draft.outline.brief, asked_with_facts(settings.generator.model)), turns


if __name__ == "__main__":
    main()
