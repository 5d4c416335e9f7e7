"""What each way of getting a true wording adds, and why wordings are refused, read from the drafts of a finished job.

    python -m benchmarks.copying JOB [--candidates N]

JOB is the folder of a job that kept its store. The first of a plan's wordings is greedy, the next are drawn; those
beyond N come from the second asking. A refusal is counted under the kind that its verdict names.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from content.artifacts import Candidate, Draft, Fact
from content.settings import Settings
from content.store import Store
from knowledge.evidence import check_sentence
from tasks.word_plans import facts_of, names_of

_COPIED = ("name", "number", "date", "unit")
"""Errors of what has to be copied to the letter."""


class Tried(NamedTuple):
    """The model's wordings of one sentence plan."""

    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("job", type=Path)
    parser.add_argument("--candidates", type=int, default=Settings().generator.candidates, help="of one asking")
    arguments = parser.parse_args()
    plans = [one for one in _tried(arguments.job) if one.candidates]
    wordings = [candidate for plan in plans for candidate in plan.candidates]
    print(f"{len(plans)} sentence plans, {len(wordings)} wordings, {sum(one.passed for one in wordings)} passed\n")
    print("| a plan has a true wording among | plans |\n|---|---|")
    for name, most in (("the greedy one", 1), ("one asking", arguments.candidates), ("both askings", len(wordings))):
        true = sum(any(one.passed for one in plan.candidates[:most]) for plan in plans)
        print(f"| {name} | {true / max(1, len(plans)):.1%} |")
    kinds = Counter(kind for plan in plans for kind in _refusals(plan))
    copied = sum(kinds[kind] for kind in _COPIED)
    print(f"\nRefused for a name, number, date or unit: {copied} of {kinds.total()}")
    print("\n| refused for | wordings |\n|---|---|")
    for kind, count in kinds.most_common():
        print(f"| {kind} | {count} |")


def _tried(job: Path) -> Iterator[Tried]:
    store = Store(job / ".store")
    keys = json.loads((job / "run.json").read_bytes())["stages"]
    for stages in keys.values():
        record = store.record(stages["generate_text"]) if "generate_text" in stages else None
        if record and record.kind == Draft.__name__:
            draft = store.get(record, Draft)
            made = [(one.facts, one.candidates) for section in draft.sections for one in section.sentences]
            dropped = [(one.facts, one.candidates) for one in draft.dropped]
            for facts, candidates in (*made, *dropped):
                said = tuple(one for one in candidates if one.origin == "model")
                yield Tried(facts_of(draft.outline, facts), names_of(draft.outline), said)


def _refusals(plan: Tried) -> Iterator[str]:
    for one in plan.candidates:
        if not one.passed:
            yield check_sentence(one.text, plan.facts, names=plan.names).kind or "slip"


if __name__ == "__main__":
    main()
