"""Fit what the reader's answers are worth, on sentences about relations that it was not trained on."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence.checking import doubts
from knowledge.extraction.splitting import split_sentences
from knowledge.graph.values import normalise
from models.entailment.asking import ask
from models.entailment.claims import Claim as Plain
from models.entailment.classifier import Classifier
from models.entailment.corrupting import Corrupter, Kind
from models.entailment.regression import Features, Judge, features, fit, write
from models.entailment.verdict import DOUBTS, Claim
from models.training.pairs import held_out_pairs
from models.training.writings import Part, writings
from models.wording.verbaliser import Line

WORDS: tuple[Kind, ...] = ("argument_order", "relation", "addition")
"""Errors that may leave every name, value and denial as it is."""
PASSING = (0.05, 0.15)
"""Share of the errors in doubt that the opinions may let pass, of texts of one fact and of several.

Of errors on several facts the rules find nearly all; what is fitted to are the others, each as near to true as can be.
"""
_TRIES = 3


class Told(NamedTuple):
    """A claim, and what is wrong with it."""

    claim: Claim
    error: Kind | None

    @property
    def true(self) -> bool:
        """Whether nothing is."""
        return self.error is None


def fit_verdict(data: Path, out: Path, reader: Classifier, seed: int) -> dict[str, float]:
    """Fit the regressions to Rel2Text's development part and to texts written one by one, and write them.

    Returns:
        Shares of the true claims in doubt that they take, and of the wrong ones that they let pass.
    """
    single = [Plain(pair.lines, pair.text) for pair in held_out_pairs(data)]
    told = list(doubtful_claims(single, Corrupter(single, Random(f"{seed} doubts"))))
    told += [one for lines, kind, text in written("dev") for one in _doubtful(Plain(lines, text), kind)]
    reads = ask(reader, [(one.claim.lines, one.claim.text) for one in told])
    rows = [
        features(read, claim.doubts, claim.doubted, claim.added) for (claim, _), read in zip(told, reads, strict=True)
    ]
    judge = _fitted(told, rows)
    write(judge, out)
    sure = [judge.of(len(one.claim.lines)).is_sure(row) for one, row in zip(told, rows, strict=True)]
    return {
        "in doubt by the rules: true claims taken": _share(told, sure, true=True),
        "in doubt by the rules: wrong claims let pass": _share(told, sure, true=False),
    }


def _fitted(told: Sequence[Told], rows: Sequence[Features]) -> Judge:
    """Fit a regression to the claims of one fact, and one to those of several."""
    regressions = []
    for passing, several in zip(PASSING, (False, True), strict=True):
        mine = [at for at, one in enumerate(told) if (len(one.claim.lines) > 1) is several]
        regressions.append(fit([rows[at] for at in mine], [told[at].true for at in mine], passing))
    return Judge(*regressions)


def _share(told: Sequence[Told], sure: Sequence[bool], *, true: bool) -> float:
    found = [is_sure for one, is_sure in zip(told, sure, strict=True) if one.true is true]
    return sum(found) / max(1, len(found))


def doubtful_claims(claims: Sequence[Plain], corrupter: Corrupter) -> Iterator[Told]:
    """Make claims wrong in their words, and keep those, true and wrong, that the rules doubt for their words alone."""
    for claim in claims:
        yield from _doubtful(claim, None)
        for kind in WORDS:
            for _ in range(_TRIES):
                wrong = corrupter.make(kind, claim)
                if wrong is not None and wrong != claim:
                    yield from _doubtful(wrong, kind)
                    break


def written(part: Part) -> Iterator[tuple[tuple[Line, ...], Kind | None, str]]:
    """Take the texts of one sentence from sets that were written: their facts, what is wrong with them, and them."""
    for one in writings(part):
        for kind, text in (*((None, text) for text in one.texts), *one.wrong):
            if len(list(split_sentences(text))) == 1:
                yield one.lines, kind, text


def _doubtful(claim: Plain, error: Kind | None) -> Iterator[Told]:
    found = doubts(claim.text, [_fact(line) for line in claim.lines])
    if found is not None and found.checks and DOUBTS.issuperset(found.checks):
        yield Told(Claim(claim.lines, claim.text, *found), error)


def _fact(line: Line) -> Fact:
    return Fact(
        id=fact_id(line.subject, line.relation, line.object),
        subject=line.subject,
        predicate=line.relation,
        object=line.object,
        value=normalise(line.object),
    )
