"""One verdict of the trained opinions: a logistic regression over what each of them says."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content.errors import InputError
from content.store import write_atomically
from models.entailment.asking import Read
from models.entailment.classifier import Guess
from models.entailment.likelihood import Weighed
from models.wording.verbaliser import Line

FILE = "verdict.json"
DOUBTS = ("relation", "additions", "argument order")
"""Checks of the rules that words alone can fail."""
_FEATURES = (
    "likely", "forward", "related", "needed", "forward lost", "related lost", "classified", "read", "alone", "several",
    *DOUBTS,
)  # fmt: skip
_GROUPS = ("one fact", "several facts")
_DISBELIEVED = 0.3
"""Chance below which the classifier's word for the error is taken."""
_VOUCHED = 0.75
"""Chance from which it may outweigh a name that no fact has: on Rel2Text dev none of 75 wrong claims has it."""
_OBJECTS = 0.1
"""Chance of the whole, and of a fact alone, below which the reader's word stands against the rules."""
_CLIP = 8.0
"""Nats beyond which a difference says no more."""


def features(weighed: Weighed, guess: Guess, read: Read, facts: int, doubts: Sequence[str]) -> tuple[float, ...]:
    """Describe a claim in numbers.

    Args:
        weighed: how likely the language model that words facts finds it.
        guess: what the classifier on the encoder makes of it.
        read: what the classifier on the language model makes of it.
        facts: how many facts it is to say.
        doubts: which checks of the rules it fails.
    """
    forward, related = _clipped(weighed.forward), _clipped(weighed.related)
    return (
        max(weighed.likely, -_CLIP),
        forward,
        related,
        _clipped(weighed.needed),
        min(forward, 0.0),
        min(related, 0.0),
        _odds(guess.supported),
        _odds(read.whole.supported),
        _odds(read.alone),
        float(facts > 1),
        *(float(name in doubts) for name in DOUBTS),
    )


def _odds(chance: float) -> float:
    """Natural log of the odds, within 7 of even."""
    within = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(within / (1 - within))


def _clipped(nats: float) -> float:
    return max(-_CLIP, min(_CLIP, nats))


class Claim(NamedTuple):
    """A sentence that the rules cannot settle, and the facts that it may say."""

    lines: tuple[Line, ...]
    text: str
    doubts: tuple[str, ...] = ()
    """Which checks of the rules it fails; none: they take it for stated."""

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


def vouches(guess: Guess, doubts: Sequence[str]) -> bool:
    """Tell whether the classifier is sure enough to go on where the rules doubt more than words."""
    return set(doubts) <= set(DOUBTS) or guess.supported >= _VOUCHED


def vetoed(guess: Guess) -> Opinion:
    """Refuse a claim by the classifier alone."""
    return Opinion(guess.supported, False, guess.kind if guess.supported < _DISBELIEVED else None)


def opinion_on(weighed: Weighed, read: Read, row: Sequence[float], judge: "Judge") -> Opinion:
    """Put one verdict together; what is wrong says the classifier on the language model, where it disbelieves.

    Where the rules doubt the order, the facts turned round may not be likelier.
    """
    chance = judge.chance(row)
    turned = bool(row[_FEATURES.index("argument order")]) and weighed.forward < 0
    if judge.is_sure(row) and not turned:
        return Opinion(chance, True, None)
    named = read.whole.kind if read.whole.supported < _DISBELIEVED else None
    return Opinion(chance, False, named or ("argument_order" if turned else None))


def objection(read: Read) -> Opinion:
    """Hear the reader on what the rules take for stated: it is refused where the reader is certain that it is wrong."""
    wrong = max(read.whole.supported, read.alone) < _OBJECTS
    return Opinion(read.whole.supported, not wrong, read.whole.kind if wrong else None)


class Judge(NamedTuple):
    """A fitted regression."""

    weights: tuple[float, ...]
    offset: float
    thresholds: tuple[float, float]
    """From where on a claim of one fact, and one of several, is taken for supported."""

    def chance(self, row: Sequence[float]) -> float:
        """Tell how likely a claim is supported, 0 to 1."""
        return round(
            1 / (1 + math.exp(-self.offset - math.fsum(a * b for a, b in zip(self.weights, row, strict=True)))), 4
        )

    def is_sure(self, row: Sequence[float]) -> bool:
        """Tell whether a claim is taken for supported."""
        return self.chance(row) >= self.thresholds[int(row[_FEATURES.index("several")])]


def fit(
    rows: Sequence[Sequence[float]], supported: Sequence[bool], passing: tuple[float, float], first: int | None = None
) -> Judge:
    """Fit a regression.

    Args:
        rows: features of claims.
        supported: whether they are.
        passing: the share of unsupported claims that may pass: of those of one fact, and of those of several.
        first: to how many of the first rows the weights are fitted; the thresholds heed all of them.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table, wanted = np.asarray(rows), np.asarray(supported)
    scaler = StandardScaler().fit(table[:first])
    machine = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000)
    machine.fit(scaler.transform(table[:first]), wanted[:first])
    weights = machine.coef_[0] / scaler.scale_
    offset = float(machine.intercept_[0] - weights @ scaler.mean_)
    chances = 1 / (1 + np.exp(-table @ weights - offset))
    several = table[:, _FEATURES.index("several")] > 0
    groups = (chances[~wanted & group] for group in (~several, several))
    one, more = (
        float(np.quantile(group if len(group) else chances[~wanted], 1 - share))
        for group, share in zip(groups, passing, strict=True)
    )
    return Judge(tuple(map(float, weights)), offset, (_rounded_up(one), _rounded_up(more)))


def _rounded_up(threshold: float) -> float:
    return math.ceil(threshold * 10_000) / 10_000


def write(judge: Judge, folder: Path) -> None:
    """Write a regression beside the classifier's weights, each weight with its name."""
    told = {
        "weights": dict(zip(_FEATURES, judge.weights, strict=True)),
        "offset": judge.offset,
        "thresholds": dict(zip(_GROUPS, judge.thresholds, strict=True)),
    }
    write_atomically(folder / FILE, (json.dumps(told, indent=1) + "\n").encode())


def read(folder: Path) -> Judge:
    """Read a regression.

    Raises:
        InputError: it is missing or damaged.
    """
    path = folder / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        one, several = (float(told["thresholds"][name]) for name in _GROUPS)
        return Judge(tuple(float(told["weights"][name]) for name in _FEATURES), told["offset"], (one, several))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"cannot be read: {error}", place=str(path)) from error
