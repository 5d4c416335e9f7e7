"""What a reader says of people's sentences: whether they say their facts, all of them, and nothing more.

People's sentences count as true in the public sets, but some are misspelt, leave a fact out, say more, or say something
else. `judged.tsv` holds a label for each sentence of the two sets that `benchmarks.checking` takes for true, under a
digest of the sentence and its facts. Each was read twice, by readers who saw neither the checker's verdict nor each
other's, with 229 sentences among them that had a planted error. A sentence is exact where both say so. They agree on
97.4 % of Rel2Text test and 97.7 % of WebNLG dev (Cohen's kappa 0.88 and 0.92), and 228 of those 229 were told.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from benchmarks.planting import Case

EXACT = "exact"
LABELS = (EXACT, "misspelt", "less", "more", "wrong", "unclear")
"""Says its facts; misspells one; leaves something out; says more; says something else; cannot be told."""
_LENGTH = 16
"""Hexadecimal digits of a digest."""


def digest(case: Case) -> str:
    """Tell a sentence and its facts apart from all others."""
    lines = [f"{fact.subject} | {fact.predicate} | {fact.object}" for fact in case.facts]
    return hashlib.sha256("\n".join([case.text, *lines]).encode()).hexdigest()[:_LENGTH]


@cache
def _labels() -> Mapping[str, str]:
    rows = (Path(__file__).parent / "judged.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows)


def label(case: Case) -> str:
    """Tell how a sentence was judged; empty where nobody read it."""
    return _labels().get(digest(case), "")
