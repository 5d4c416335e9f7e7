"""What the reader's answers are worth on texts that people wrote, beside the made ones that its verdict is fitted to.

    python -m benchmarks.carrying [--entries N]

Claims are people's sentences of WebNLG's training part, which nothing is trained or fitted on, and the same made wrong
in their words; of both those that the rules doubt for words alone. The area under the curve tells how often an answer
is surer of a true claim than of a wrong one: of 1 it tells them apart, of 0.5 it knows nothing.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.planting import single_sentences
from benchmarks.webnlg import read_webnlg
from models.engine import wait_politely
from models.entailment import Opinions, load_packaged
from models.entailment.asking import ask
from models.entailment.claims import Claim as Plain
from models.entailment.corrupting import Corrupter
from models.entailment.verdict import opinion_on
from models.wording.verbaliser import line_of
from tasks.adapt_verdict import WORDS, Told, doubtful_claims

_MOST = 200
"""How many claims with one kind of error are asked about."""


class Judged(NamedTuple):
    """A claim, and what is said of it."""

    told: Told
    whole: float
    alone: float
    """Of the facts in doubt the one said least."""
    chance: float
    passed: bool


def main() -> None:
    """Print a table for claims of one fact and one for those of several."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--entries", type=int, default=2600, help="so many of people's sentences, drawn by chance")
    arguments = parser.parse_args()
    wait_politely()
    cases = single_sentences(read_webnlg(Path(os.environ["FACTPRESS_DATA"]) / "webnlg2017" / "train"), Random(5))
    claims = [Plain(tuple(map(line_of, case.facts)), case.text) for case in cases[: arguments.entries]]
    told = list(doubtful_claims(claims, Corrupter(claims, Random("carrying"))))
    opinions = load_packaged()
    for name, several in (("one fact", False), ("several facts", True)):
        _print(name, _judged(opinions, _drawn([one for one in told if (len(one.claim.lines) > 1) is several])))


def _drawn(told: Sequence[Told]) -> list[Told]:
    """Take all true claims, and as many wrong ones of every kind."""
    rng = Random(7)
    kinds = ([one for one in told if one.error == kind] for kind in WORDS)
    return [
        *(one for one in told if one.true),
        *(one for kind in kinds for one in rng.sample(kind, min(len(kind), _MOST))),
    ]


def _judged(opinions: Opinions, told: Sequence[Told]) -> list[Judged]:
    reads = ask(opinions.reader, [(one.claim.lines, one.claim.text) for one in told])
    judged = []
    for one, read in zip(told, reads, strict=True):
        places = one.claim.doubted or range(len(read.alone))
        opinion = opinion_on(one.claim, read, opinions.verdict)
        alone = min(read.alone[at].supported for at in places)
        judged.append(Judged(one, read.whole.supported, alone, opinion.supported, opinion.sure))
    return judged


def _print(name: str, judged: Sequence[Judged]) -> None:
    true = [one for one in judged if one.told.true]
    print(f"\n| {name} | claims | passed | the whole | a fact alone | both, weighed |\n|---|---|---|---|---|---|")
    print(f"| true | {len(true)} | {_share(true)} | | | |")
    for kind in WORDS:
        wrong = [one for one in judged if one.told.error == kind]
        areas = (_area(true, wrong, what) for what in ("whole", "alone", "chance"))
        print(f"| {kind} | {len(wrong)} | {_share(wrong)} |" + "".join(f" {area:.3f} |" for area in areas), flush=True)


def _share(judged: Sequence[Judged]) -> str:
    return f"{sum(one.passed for one in judged) / max(1, len(judged)):.1%}"


def _area(true: Sequence[Judged], wrong: Sequence[Judged], what: str) -> float:
    from sklearn.metrics import roc_auc_score

    kinds = [1] * len(true) + [0] * len(wrong)
    return float(roc_auc_score(kinds, [getattr(one, what) for one in (*true, *wrong)]))


if __name__ == "__main__":
    main()
