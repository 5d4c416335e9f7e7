"""Whether what a job published is in its facts, by all three opinions: by rules, by the classifier, by the reader.

    python -m benchmarks.faithful JOB [JOB ...] [--read N]

JOB is the folder of a finished job. Every stated sentence was passed by the rules; the trained opinions, which no job
asks, are asked here, and the sentences that they doubt most are printed to be read.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from content.artifacts import Fact
from knowledge.evidence import check_sentence
from models.engine import wait_politely
from models.entailment import load_packaged
from models.entailment.asking import ask
from models.wording.verbaliser import line_of
from rendering import DocumentRecord

_HALF = 0.5


class Said(NamedTuple):
    """A stated sentence with its facts."""

    document: str
    text: str
    origin: str
    facts: tuple[Fact, ...]


class Doubted(NamedTuple):
    """A sentence with what the trained opinions think of it."""

    said: Said
    classified: float
    """How likely the classifier thinks it supported."""
    read: float
    """How likely the reader does, and thinks each of its facts said: the least."""


def main() -> None:
    """Print the table and the sentences to read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("jobs", type=Path, nargs="+")
    parser.add_argument("--read", type=int, default=100, help="print so many, the most doubted first")
    arguments = parser.parse_args()
    wait_politely()
    print("| job | stated | of the model | refused by the rules | doubted by the classifier | by the reader |")
    print("|---|---|---|---|---|---|")
    for job in arguments.jobs:
        said = list(_said(job))
        refused = sum(not check_sentence(one.text, one.facts, names=_names(one)).passed for one in said)
        mine = [one for one in said if one.origin == "model"]
        doubts = _doubts(mine)
        classified = sum(one.classified < _HALF for one in doubts)
        read = sum(one.read < _HALF for one in doubts)
        share = f"{len(mine) / max(1, len(said)):.1%}"
        print(f"| {job} | {len(said)} | {len(mine)} ({share}) | {refused} | {classified} | {read} |", flush=True)
        for one in doubts[: arguments.read]:
            facts = "; ".join(f"{fact.subject} | {fact.predicate} | {fact.object}" for fact in one.said.facts)
            print(f"  {one.classified:.2f} {one.read:.2f}  {one.said.text}\n              {facts}")


def _said(job: Path) -> Iterator[Said]:
    for path in sorted((job / "documents").glob("*/document.json")):
        document = DocumentRecord.model_validate_json(path.read_bytes())
        facts = {fact.id: fact for fact in document.facts}
        for sentence in document.sentences:
            if sentence.label in ("stated", "inferred"):
                yield Said(document.id, sentence.text, sentence.origin, tuple(facts[one] for one in sentence.facts))


def _names(said: Said) -> tuple[str, ...]:
    return tuple({name for fact in said.facts for name in (fact.subject, *fact.subject_names)})


def _doubts(said: list[Said]) -> list[Doubted]:
    """Ask the trained opinions; the most doubted first."""
    opinions = load_packaged()
    pairs = [(tuple(map(line_of, one.facts)), one.text) for one in said]
    told = zip(said, opinions.classifier.judge_lines(pairs), ask(opinions.reader, pairs), strict=True)
    found = [Doubted(one, guess.supported, min(read.whole, *read.alone).supported) for one, guess, read in told]
    return sorted(found, key=lambda one: (min(one.classified, one.read), one.said.text))


if __name__ == "__main__":
    main()
