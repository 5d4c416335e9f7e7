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
from models.entailment.regression import OF_ONE, OF_SEVERAL, Features, Judge, features, fit, write
from models.entailment.verdict import DOUBTS, Claim, opinion_on
from models.training.composing import Pair
from models.training.pairs import PairBuilder, held_out_pairs
from models.wording.verbaliser import Line

WORDS: tuple[Kind, ...] = ("argument_order", "relation", "addition")
"""Errors that may leave every name, value and denial as it is."""
PASSING = (0.035, 0.06)
"""Share of such errors that the opinions may let pass, of texts of one fact and of several: of those they know less."""
JOINED = {"fused": 400}
"""How many texts of several facts are made of people's sentences on relations that nothing was trained on."""
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
    told = list(doubtful_claims([*_plain(single), *_by_twos(_plain(single)), *_plain(joined)], corrupter))
    pairs = [(one.claim.lines, one.claim.text) for one in told]
    reads = ask(reader, pairs)
    rows = [
        features(weighed, guess, read, one.claim.doubts, one.claim.doubted)
        for one, weighed, guess, read in zip(
            told, weigh(scorer, pairs), classifier.judge_lines(pairs), reads, strict=True
        )
    ]
    judge = fitted(rows, told)
    write(judge, out)
    sure = [
        opinion_on(row, read, judge.of(len(one.claim.lines))).sure
        for row, read, one in zip(rows, reads, told, strict=True)
    ]
    return {
        "in doubt by the rules: true claims taken": _share(told, sure, true=True),
        "in doubt by the rules: wrong claims let pass": _share(told, sure, true=False),
    }


def fitted(rows: Sequence[Features], told: Sequence[Told]) -> Judge:
    """Fit a regression to the claims of one fact, and one to those of several."""
    regressions = []
    for names, passing, several in zip((OF_ONE, OF_SEVERAL), PASSING, (False, True), strict=True):
        mine = [at for at, one in enumerate(told) if (len(one.claim.lines) > 1) is several]
        regressions.append(fit(names, [rows[at] for at in mine], [told[at].true for at in mine], passing))
    return Judge(*regressions)


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
    if found is not None and found.checks and DOUBTS.issuperset(found.checks):
        yield Told(Claim(claim.lines, claim.text, *found), true)


def _fact(line: Line) -> Fact:
    return Fact(
        id=fact_id(line.subject, line.relation, line.object),
        subject=line.subject,
        predicate=line.relation,
        object=line.object,
        value=normalise(line.object),
    )
