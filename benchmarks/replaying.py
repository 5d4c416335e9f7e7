"""Replay and impact: documents made again in a new process, and what one changed fact changes.

    python -m benchmarks.replaying [--documents 50] [--profiles 500] [--model]

The replay runs `factpress replay` in a new process after the briefs file was shuffled, and names the documents in
shuffled order. The impact is held against brute force: the whole job made again, in a folder of its own, from
knowledge that lacks the fact.
"""

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

HOME = Path(__file__).resolve().parent.parent


class Replayed(NamedTuple):
    """What became of replayed documents."""

    documents: int
    identical: int
    seconds: float


class Impacted(NamedTuple):
    """What one fact touched."""

    fact: str
    requested: int
    found: int
    """Documents that `factpress impact` lists."""
    cited: int
    """Documents whose document.json cites the fact."""
    brute_force: int
    """Documents whose text differs when the whole job is made again without the fact."""
    exact: bool
    """The three are the same documents."""
    renewed: int
    """Documents with other bytes after `--rebuild`."""
    others_untouched: bool
    resting_after: int
    seconds: float


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--profiles", type=int, default=500)
    parser.add_argument("--model", action="store_true", help="replay documents that the model worded, too")
    arguments = parser.parse_args()
    print("| | measured | limit |\n|---|---|---|")
    with TemporaryDirectory(prefix="factpress-benchmark-") as folder:
        writers = {"templates": TEMPLATES, **({"the model": ()} if arguments.model else {})}
        for name, settings in writers.items():
            job = places_job(Path(folder) / name.split()[-1], arguments.documents, *settings)
            found = replay_all(job, seed=3)
            print(
                f"| replayed in a new process, shuffled, worded by {name} | {found.identical} of {found.documents} "
                f"identical, {found.seconds:.0f} s | all |"
            )
        found_impact = impact_of_one_fact(Path(folder) / "impact", arguments.profiles)
    _print(found_impact)


def _print(found: Impacted) -> None:
    print(
        f"| impact of one fact ({found.fact}) in {found.requested} documents | {found.found} documents; {found.cited} "
        f"cite it, {found.brute_force} differ by brute force: {'the same set' if found.exact else 'ANOTHER SET'} | "
        "exactly the brute-force set |"
    )
    untouched = "all others untouched" if found.others_untouched else "OTHERS CHANGED"
    print(f"| rebuilt | {found.renewed} documents, {untouched}, {found.seconds:.0f} s | only those |")
    print(f"| documents that rest on it after | {found.resting_after} | 0 |")


KINDS = ("profile", "summary", "article", "faq", "product")
"""Several kinds of document about a place rest on the same facts."""
TEMPLATES = ("--set", "generator.model=template")


def places_job(folder: Path, cities: int, *options: str, kinds: Sequence[str] = ("profile",)) -> Path:
    """Make documents about the largest cities, in a process of its own, and give the job's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    places = [sys.executable, str(HOME / "examples/places/build.py"), "--out", str(folder), "--cities", str(cities)]
    _done(places)
    briefs = folder / "briefs.jsonl"
    rows = [json.loads(line) for line in briefs.read_text().splitlines()]
    every = [{**row, "id": f"{kind}-{row['id']}", "kind": kind} for row in rows for kind in kinds]
    briefs.write_text("".join(f"{json.dumps(row)}\n" for row in every))
    return _run(folder, "job", *options)


def _run(folder: Path, name: str, *options: str) -> Path:
    command = [*FACTPRESS, "run", str(folder / "briefs.jsonl"), "--knowledge", str(folder / "places.jsonl")]
    _done([*command, "--out", str(folder / name), *options])
    return folder / name


FACTPRESS = (sys.executable, "-m", "factpress")


def replay_all(job: Path, seed: int) -> Replayed:
    """Shuffle the job's briefs, then replay all of its documents in a new process, in another order."""
    briefs = job.parent / "briefs.jsonl"
    lines = briefs.read_text().splitlines(keepends=True)
    briefs.write_text("".join(random.Random(seed).sample(lines, len(lines))))
    documents = sorted(path.name for path in (job / "documents").iterdir())
    order = random.Random(seed + 1).sample(documents, len(documents))
    begun = time.perf_counter()
    named = [part for one in order for part in ("--document", one)]
    output = _done([*FACTPRESS, "replay", str(job), "--json", *named], allowed=(0, 4))
    found = [json.loads(line) for line in output.splitlines()]
    for one in found:
        if not one["identical"]:
            print(f"{one['document']}: {one['difference']} {one['notes']}", file=sys.stderr)
    return Replayed(len(found), sum(one["identical"] for one in found), time.perf_counter() - begun)


def impact_of_one_fact(folder: Path, profiles: int) -> Impacted:
    """Take one fact back that several documents rest on, and compare with the whole job made again without it."""
    job = places_job(folder, profiles // len(KINDS), *TEMPLATES, kinds=KINDS)
    fact, said = _most_cited(job)
    found = json.loads(_done([*FACTPRESS, "impact", str(job), "--retract", fact, "--json"]))
    listed = set(found["documents"])
    cited = {one for one in _documents(job) if fact in _facts(job, one)}
    without = _run(folder, "without", *TEMPLATES, "--set", f"knowledge.retracted=[{fact}]")
    differ = {one for one in _documents(job) if _said(job, one) != _said(without, one)}
    before = {one: _bytes(job, one) for one in _documents(job)}
    begun = time.perf_counter()
    _done([*FACTPRESS, "impact", str(job), "--retract", fact, "--rebuild", "--json"])
    seconds = time.perf_counter() - begun
    changed = {one for one in before if before[one] != _bytes(job, one)}
    after = json.loads(_done([*FACTPRESS, "impact", str(job), "--retract", fact, "--json"]))
    _done([*FACTPRESS, "verify", str(job)])
    return Impacted(
        fact=said,
        requested=len(before),
        found=len(listed),
        cited=len(cited),
        brute_force=len(differ),
        exact=listed == cited == differ,
        renewed=len(changed),
        others_untouched=changed <= listed,
        resting_after=len(after["documents"]),
        seconds=seconds,
    )


def _most_cited(job: Path) -> tuple[str, str]:
    """Find the fact that most documents cite, so that there is something to find."""
    counts: dict[str, int] = {}
    for document in _documents(job):
        for fact in _facts(job, document):
            counts[fact] = counts.get(fact, 0) + 1
    rows = {row["id"]: row for row in map(json.loads, (job / "facts.jsonl").read_text().splitlines())}
    best = max(sorted(counts), key=lambda fact: counts[fact])
    return best, " · ".join(rows[best][part] for part in ("subject", "predicate", "object"))


def _documents(job: Path) -> list[str]:
    return sorted(path.name for path in (job / "documents").iterdir())


def _facts(job: Path, document: str) -> set[str]:
    said = json.loads((job / "documents" / document / "document.json").read_text())
    return {fact for section in said["sections"] for sentence in section["sentences"] for fact in sentence["facts"]}


def _said(job: Path, document: str) -> str:
    path = job / "documents" / document / "document.json"
    return str(json.loads(path.read_text())["text"]) if path.is_file() else ""


def _bytes(job: Path, document: str) -> list[str]:
    return list(_hashes(sorted((job / "documents" / document).glob("*"))))


def _hashes(paths: Iterable[Path]) -> Iterable[str]:
    return (f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths)


def _done(command: list[str], allowed: tuple[int, ...] = (0,)) -> str:
    process = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=HOME)
    if process.returncode not in allowed:
        sys.exit(f"{' '.join(command[:6])} … ended with {process.returncode}")
    return process.stdout


if __name__ == "__main__":
    main()
