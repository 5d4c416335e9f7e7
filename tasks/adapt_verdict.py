"""Fit what the trained opinions say together, on sentences about relations that neither of them was trained on."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence.checking import doubts
from knowledge.graph.values import normalise
from models.entailment.asking import ask
from models.entailment.claims import Claim as Plain
from models.entailment.classifier import Classifier
from models.entailment.corrupting import Corrupter, Kind
from models.entailment.likelihood import Scorer, weigh
from models.entailment.verdict import DOUBTS, Claim, features, fit, opinion_on, write
from models.training.composing import Pair
from models.training.pairs import PairBuilder, held_out_pairs
from models.wording.verbaliser import Line

WORDS: tuple[Kind, ...] = ("argument_order", "relation", "addition")
"""Errors that may leave every name, value and denial as it is."""
PASSING = (0.035, 0.06)
"""Share of such errors that the opinions may let pass, of texts of one fact and of several: of those they know less."""
JOINED = {"fused": 400}
"""How many texts of several facts are made of people's sentences on relations that nothing was trained on.

They set a threshold alone; the weights heed single sentences and two of them joined by `and`.
"""
_TRIES = 3


class Told(NamedTuple):
    """A claim, and whether it is true."""

    claim: Claim
    true: bool


def fit_verdict(
    data: Path, out: Path, classifier: Classifier, reader: Classifier, scorer: Scorer, seed: int
) -> dict[str, float]:
    """Fit the regression to Rel2Text's development part and write it.

    Returns:
        Shares of the true claims in doubt that it takes, and of the wrong ones that it lets pass.
    """
    single, joined = held_out_pairs(data), PairBuilder(data, seed, part="dev").build(JOINED)
    corrupter = Corrupter(_plain(single), Random(f"{seed} doubts"))
    told = list(doubtful_claims([*_plain(single), *_by_twos(_plain(single))], corrupter))
    first = len(told)
    told += doubtful_claims(_plain(joined), corrupter)
    pairs = [(one.claim.lines, one.claim.text) for one in told]
    weighed, reads = weigh(scorer, pairs), ask(reader, pairs)
    rows = [
        features(likely, guess, read, len(one.claim.lines), one.claim.doubts)
        for one, likely, guess, read in zip(told, weighed, classifier.judge_lines(pairs), reads, strict=True)
    ]
    judge = fit(rows, [one.true for one in told], PASSING, first)
    write(judge, out)
    sure = [opinion_on(*one, judge).sure for one in zip(weighed, reads, rows, strict=True)]
    return {
        "in doubt by the rules: true claims taken": _share(told, sure, true=True),
        "in doubt by the rules: wrong claims let pass": _share(told, sure, true=False),
    }


def _share(told: Sequence[Told], sure: Sequence[bool], *, true: bool) -> float:
    found = [is_sure for one, is_sure in zip(told, sure, strict=True) if one.true is true]
    return sum(found) / max(1, len(found))


def _plain(pairs: Sequence[Pair]) -> list[Plain]:
    return [Plain(pair.lines, pair.text) for pair in pairs]


def _by_twos(claims: Sequence[Plain]) -> list[Plain]:
    """Join every two claims by `and`."""
    pairs = zip(claims[::2], claims[1::2], strict=False)
    return [Plain((*a.lines, *b.lines), f"{a.text.rstrip(' .')}, and {b.text}") for a, b in pairs]


def doubtful_claims(claims: Sequence[Plain], corrupter: Corrupter) -> Iterator[Told]:
    """Make claims wrong in their words, and keep those, true and wrong, that the rules doubt for their words alone."""
    for claim in claims:
        yield from _doubtful(claim, true=True)
        for kind in WORDS:
            for _ in range(_TRIES):
                wrong = corrupter.make(kind, claim)
                if wrong is not None and wrong != claim:
                    yield from _doubtful(wrong, true=False)
                    break


def _doubtful(claim: Plain, *, true: bool) -> Iterator[Told]:
    found = doubts(claim.text, [_fact(line) for line in claim.lines])
    if found and set(found) <= set(DOUBTS):
        yield Told(Claim(claim.lines, claim.text, found), true)


def _fact(line: Line) -> Fact:
    return Fact(
        id=fact_id(line.subject, line.relation, line.object),
        subject=line.subject,
        predicate=line.relation,
        object=line.object,
        value=normalise(line.object),
    )
