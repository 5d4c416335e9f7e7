"""The trained opinions that come with the package; the models they stand on are fetched."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from models.engine.registry import require
from models.entailment.asking import ask, ask_alone
from models.entailment.regression import Judge
from models.entailment.regression import read as read_judge
from models.entailment.verdict import UNDISPUTED, Claim, Opinion, objection, opinion_on, vetoed, vouches
from models.wording.verbaliser import Line

if TYPE_CHECKING:
    from models.entailment.classifier import Classifier
    from models.entailment.consistency import Consistency
    from models.entailment.nearness import Nearness

BASE = "minilm"
FOLDER = Path(__file__).parent / "weights"
READER = "reader"
"""Folder in it of the classifier on the language model, and that model."""
READER_BASE = "smollm2"


class Opinions:
    """Whom to ask where the rules cannot tell."""

    def __init__(self, base: Path, folder: Path, classifier: "Classifier", reader: "Classifier", judge: Judge) -> None:
        """Take what judges sentences; what judges whole texts is read when it is asked for."""
        self._base, self._folder = base, folder
        self.classifier, self.reader, self.verdict = classifier, reader, judge

    def judge(self, claims: Sequence[Claim]) -> list[Opinion]:
        """Judge sentences on the facts that they may say; of those that the rules do not doubt the reader alone."""
        opinions = {at: UNDISPUTED for at, claim in enumerate(claims) if not claim.doubts}
        doubted = [at for at, claim in enumerate(claims) if claim.doubts]
        guessed = dict(zip(doubted, self.classifier.judge_lines(_pairs(claims, doubted)), strict=True))
        opinions |= {at: vetoed(guess) for at, guess in guessed.items() if not vouches(guess, claims[at].doubts)}
        left = [at for at in doubted if at not in opinions]
        stated = [at for at, claim in enumerate(claims) if not claim.doubts and claim.is_named]
        reads = dict(zip((*left, *stated), ask(self.reader, _pairs(claims, (*left, *stated))), strict=True))
        opinions |= {at: opinion_on(claims[at], reads[at], self.verdict) for at in left}
        opinions |= {at: objection(reads[at]) for at in stated}
        return [opinions[at] for at in range(len(claims))]

    def said(self, claims: Sequence[tuple[Line, str]]) -> list[float]:
        """Tell how likely a text says a fact, whatever else it says: 0 to 1."""
        answers = ask_alone(self.reader, [((line,), text) for line, text in claims])
        return [answer.supported for (answer,) in answers]

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
    base, reader = require(BASE, home), require(READER_BASE, home)
    from models.entailment.classifier import Classifier

    classifiers = Classifier(base, FOLDER, threads), Classifier(reader, FOLDER / READER, threads)
    return Opinions(base, FOLDER, *classifiers, read_judge(FOLDER))
