"""The trained opinions that come with the package; the models they stand on are fetched."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.engine.registry import require
from models.entailment.asking import ask
from models.entailment.likelihood import Scorer, weigh
from models.entailment.regression import Judge, features
from models.entailment.regression import read as read_judge
from models.entailment.verdict import UNDISPUTED, Claim, Opinion, objection, opinion_on, vetoed, vouches
from models.wording.verbaliser import Line, prompt_of

if TYPE_CHECKING:
    from models.entailment.classifier import Classifier
    from models.entailment.consistency import Consistency
    from models.entailment.nearness import Nearness

BASE = "minilm"
WRITER = "verbaliser"
FOLDER = Path(__file__).parent / "weights"
READER = "reader"
"""Folder in it of the classifier on the language model, and that model."""
READER_BASE = "smollm2"
_BATCH = 64


class Opinions:
    """Whom to ask where the rules cannot tell."""

    def __init__(
        self, base: Path, folder: Path, classifier: "Classifier", reader: "Classifier", scorer: Scorer, judge: Judge
    ) -> None:
        """Take what judges sentences; what judges whole texts is read when it is asked for."""
        self._base, self._folder = base, folder
        self.classifier, self.reader, self.scorer, self._judge = classifier, reader, scorer, judge

    def judge(self, claims: Sequence[Claim]) -> list[Opinion]:
        """Judge sentences on the facts that they may say; of those that the rules do not doubt the reader alone."""
        opinions = {at: UNDISPUTED for at, claim in enumerate(claims) if not claim.doubts}
        doubted = [at for at, claim in enumerate(claims) if claim.doubts]
        guessed = dict(zip(doubted, self.classifier.judge_lines(_pairs(claims, doubted)), strict=True))
        opinions |= {at: vetoed(guess) for at, guess in guessed.items() if not vouches(guess, claims[at].doubts)}
        left = [at for at in doubted if at not in opinions]
        stated = [at for at, claim in enumerate(claims) if not claim.doubts and claim.is_named]
        reads = dict(zip((*left, *stated), ask(self.reader, _pairs(claims, (*left, *stated))), strict=True))
        for at, weighed in zip(left, weigh(self.scorer, _pairs(claims, left)), strict=True):
            row = features(weighed, guessed[at], reads[at], claims[at].doubts, claims[at].doubted)
            opinions[at] = opinion_on(row, reads[at], self._judge.of(len(claims[at].lines)))
        opinions |= {at: objection(reads[at]) for at in stated}
        return [opinions[at] for at in range(len(claims))]

    def likely(self, claims: Sequence[tuple[Line, str]]) -> list[float]:
        """Tell how likely each fact makes a sentence: mean natural log a token."""
        return self.scorer.score([prompt_of([line]) for line, _ in claims], [f" {text}" for _, text in claims], _BATCH)

    @cached_property
    def consistency(self) -> "Consistency":
        """Judges a whole text beside documents."""
        from models.entailment.consistency import read

        return read(self._folder)

    @cached_property
    def nearness(self) -> "Nearness":
        """Compares words by meaning."""
        from models.entailment.nearness import Nearness

        return Nearness(self._base)


def _pairs(claims: Sequence[Claim], places: Sequence[int]) -> list[tuple[tuple[Line, ...], str]]:
    return [(claims[at].lines, claims[at].text) for at in places]


def load_packaged(threads: int = 0, home: Path | None = None) -> Opinions:
    """Load what is packaged.

    Raises:
        MissingPart: a model has not been fetched.
    """
    from models.engine import load_engine

    base, reader = require(BASE, home), require(READER_BASE, home)
    scorer = load_engine(WRITER, threads=threads, home=home)
    from models.entailment.classifier import Classifier

    classifiers = Classifier(base, FOLDER, threads), Classifier(reader, FOLDER / READER, threads)
    return Opinions(base, FOLDER, *classifiers, scorer, read_judge(FOLDER))
