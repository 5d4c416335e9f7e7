"""One verdict of the trained opinions: which of them are heard, and what they say."""

from collections.abc import Collection
from typing import NamedTuple

from models.entailment.asking import Read
from models.entailment.classifier import Guess
from models.entailment.regression import Judge, features
from models.wording.verbaliser import Line

DOUBTS = frozenset({"relation", "additions", "argument order"})
"""Checks of the rules that words alone can fail."""
_DISBELIEVED = 0.3
"""Chance below which a classifier's word for the error is taken."""
_VOUCHED = 0.75
"""Chance from which it may outweigh a name that no fact has: on Rel2Text dev none of 75 wrong claims has it."""
_OBJECTS = 0.1
"""Chance of the whole, and of a fact alone, below which the reader's word stands against the rules."""


class Claim(NamedTuple):
    """A sentence that the rules cannot settle, and the facts that it may say."""

    lines: tuple[Line, ...]
    text: str
    doubts: tuple[str, ...] = ()
    """Which checks of the rules it fails; none: they take it for stated."""
    doubted: tuple[int, ...] = ()
    """Places of the facts that fail them; none: it may be any."""
    added: int = 0
    """How many of its words the rules cannot explain."""

    @property
    def is_named(self) -> bool:
        """Whether the sentence names both things of all facts in full: of `it` the reader cannot tell."""
        return all(line.subject in self.text and line.object in self.text for line in self.lines)


class Opinion(NamedTuple):
    """What the trained opinions think of a claim together."""

    supported: float
    """0 to 1."""
    sure: bool
    """Whether that is enough to call it stated."""
    kind: str | None
    """The error, where one of them names it."""


UNDISPUTED = Opinion(1.0, True, None)
"""Of what the rules take for stated, where nobody objects."""


def vouches(guess: Guess, doubts: Collection[str]) -> bool:
    """Tell whether the classifier is sure enough to go on where the rules doubt more than words."""
    return DOUBTS.issuperset(doubts) or guess.supported >= _VOUCHED


def vetoed(guess: Guess) -> Opinion:
    """Refuse a claim by the classifier alone."""
    return Opinion(guess.supported, False, guess.kind if guess.supported < _DISBELIEVED else None)


def opinion_on(claim: Claim, read: Read, judge: Judge) -> Opinion:
    """Weigh what the reader makes of a claim in doubt; it names the error where it disbelieves."""
    regression = judge.of(len(claim.lines))
    row = features(read, claim.doubts, claim.doubted, claim.added)
    chance, sure = regression.chance(row), regression.is_sure(row)
    disbelieved = (guess for guess in (read.whole, min(read.alone)) if guess.supported < _DISBELIEVED)
    return Opinion(chance, sure, None if sure else next((guess.kind for guess in disbelieved), None))


def objection(read: Read) -> Opinion:
    """Hear the reader on what the rules take for stated: it is refused where the reader is certain that it is wrong."""
    wrong = max(read.whole.supported, min(read.alone).supported) < _OBJECTS
    return Opinion(read.whole.supported, not wrong, read.whole.kind if wrong else None)
