"""What the trained opinions say of a claim, in numbers, and the logistic regressions that make one of them."""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from content.errors import InputError
from content.store import write_atomically
from models.entailment.asking import Read
from models.entailment.classifier import Guess
from models.entailment.likelihood import Weighed

FILE = "verdict.json"
_CLIP = 8.0
"""Nats beyond which a difference says no more."""


class Features(NamedTuple):
    """A claim in numbers: nats, natural log of odds, and 0 or 1. Of several facts those count that are in doubt."""

    likely: float
    forward: float
    related: float
    needed: float
    forward_lost: float
    related_lost: float
    classified: float
    read: float
    alone: float
    relation: float
    additions: float
    argument_order: float


OF_ONE = Features._fields
"""What a claim of one fact is judged by."""
OF_SEVERAL = ("read", "alone", "relation", "additions", "argument_order")
"""What a claim of several is judged by: what else there is says more of texts that were made than of people's."""


def features(
    weighed: Weighed, guess: Guess, read: Read, doubts: Collection[str], doubted: Sequence[int] = ()
) -> Features:
    """Describe a claim in numbers.

    Args:
        weighed: how likely the language model that words facts finds it.
        guess: what the classifier on the encoder makes of it.
        read: what the classifier on the language model makes of it.
        doubts: which checks of the rules it fails.
        doubted: places of the facts that fail them; none: it may be any.
    """
    places = doubted or range(len(weighed.forward))
    forward, related = (_clipped(min(nats[at] for at in places)) for nats in (weighed.forward, weighed.related))
    return Features(
        likely=max(weighed.likely, -_CLIP),
        forward=forward,
        related=related,
        needed=_clipped(weighed.needed),
        forward_lost=min(forward, 0.0),
        related_lost=min(related, 0.0),
        classified=_odds(guess.supported),
        read=_odds(read.whole.supported),
        alone=_odds(min(read.alone[at] for at in places)),
        relation=float("relation" in doubts),
        additions=float("additions" in doubts),
        argument_order=float("argument order" in doubts),
    )


def _odds(chance: float) -> float:
    """Natural log of the odds, within 7 of even."""
    within = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(within / (1 - within))


def _clipped(nats: float) -> float:
    return max(-_CLIP, min(_CLIP, nats))


class Regression(NamedTuple):
    """A fitted logistic regression."""

    weights: Mapping[str, float]
    """By the name of the feature."""
    offset: float
    threshold: float
    """From which chance on a claim is taken for supported."""

    def chance(self, row: Features) -> float:
        """Tell how likely a claim is supported, 0 to 1."""
        weighted = (weight * float(getattr(row, name)) for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-self.offset - math.fsum(weighted))), 4)

    def is_sure(self, row: Features) -> bool:
        """Tell whether a claim is taken for supported."""
        return self.chance(row) >= self.threshold


class Judge(NamedTuple):
    """A regression for claims of one fact, and one for those of several."""

    one: Regression
    several: Regression

    def of(self, facts: int) -> Regression:
        """Take the one for a number of facts."""
        return self.several if facts > 1 else self.one


def fit(names: Sequence[str], rows: Sequence[Features], supported: Sequence[bool], passing: float) -> Regression:
    """Fit a regression.

    Args:
        names: the features that it may heed.
        rows: claims.
        supported: whether they are.
        passing: the share of unsupported claims that may pass.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table = np.asarray([[getattr(row, name) for name in names] for row in rows])
    wanted = np.asarray(supported)
    scaler = StandardScaler().fit(table)
    machine = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000).fit(scaler.transform(table), wanted)
    weights = machine.coef_[0] / scaler.scale_
    offset = float(machine.intercept_[0] - weights @ scaler.mean_)
    chances = 1 / (1 + np.exp(-table @ weights - offset))
    threshold = math.ceil(float(np.quantile(chances[~wanted], 1 - passing)) * 10_000) / 10_000
    return Regression(dict(zip(names, map(float, weights), strict=True)), offset, threshold)


def write(judge: Judge, folder: Path) -> None:
    """Write the regressions beside the classifier's weights."""
    told = {name: regression._asdict() for name, regression in judge._asdict().items()}
    write_atomically(folder / FILE, (json.dumps(told, indent=1) + "\n").encode())


def read(folder: Path) -> Judge:
    """Read the regressions.

    Raises:
        InputError: they are missing or damaged.
    """
    path = folder / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Judge(*(_regression(told[name]) for name in Judge._fields))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"cannot be read: {error}", place=str(path)) from error


def _regression(told: Mapping[str, object]) -> Regression:
    weights = told["weights"]
    if not isinstance(weights, dict) or not set(weights) <= set(Features._fields):
        raise ValueError("it has other features")
    numbers = {name: float(weight) for name, weight in weights.items()}
    return Regression(numbers, float(str(told["offset"])), float(str(told["threshold"])))
