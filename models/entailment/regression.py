"""What the reader says of a claim that the rules doubt, in numbers, and the logistic regressions that weigh it."""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import InputError
from content.store import write_atomically
from models.entailment.asking import Read, odds

FILE = "verdict.json"
_OF_WORDS = frozenset({"relation", "argument order"})
"""Doubts that ask what the text says of a fact, not what else it says."""
_CLAUSE = 4


class Features(NamedTuple):
    """A claim in numbers: natural log of odds, 0 or 1, and a count.

    Each doubt is put to the answers that know of it: a fact alone tells nothing of what was added, and on people's
    texts of several facts the answer on the whole tells that, and hardly whether a relation is another one.
    """

    whole: float
    """That all facts say the text; 0 where no more is in doubt than what it says of one of several."""
    alone: float
    """That the text says the facts in doubt, the least of them; 0 where none is."""
    relation: float
    argument_order: float
    added: float
    """Words that the rules cannot explain, as far as they tell a clause from a word."""


def features(read: Read, doubts: Collection[str], doubted: Sequence[int] = (), added: int = 0) -> Features:
    """Describe a claim.

    Args:
        read: what the reader makes of it.
        doubts: which checks of the rules it fails.
        doubted: places of the facts that fail them; none: it may be any.
        added: how many of its words the rules cannot explain.
    """
    least = min(read.alone[at].supported for at in doubted or range(len(read.alone)))
    return Features(
        0.0 if len(read.alone) > 1 and _OF_WORDS.issuperset(doubts) else odds(read.whole.supported),
        0.0 if _OF_WORDS.isdisjoint(doubts) else odds(least),
        float("relation" in doubts),
        float("argument order" in doubts),
        float(min(added, _CLAUSE)),
    )


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


def fit(rows: Sequence[Features], supported: Sequence[bool], passing: float) -> Regression:
    """Fit a regression.

    Args:
        rows: claims.
        supported: whether they are.
        passing: the share of unsupported claims that may pass.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table, wanted = np.asarray(rows), np.asarray(supported)
    scaler = StandardScaler().fit(table)
    machine = LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000).fit(scaler.transform(table), wanted)
    weights = machine.coef_[0] / scaler.scale_
    offset = float(machine.intercept_[0] - weights @ scaler.mean_)
    chances = 1 / (1 + np.exp(-table @ weights - offset))
    threshold = math.ceil(float(np.quantile(chances[~wanted], 1 - passing)) * 10_000) / 10_000
    return Regression(dict(zip(Features._fields, map(float, weights), strict=True)), offset, threshold)


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


def _regression(told: Mapping[str, Any]) -> Regression:
    weights = {name: float(told["weights"][name]) for name in Features._fields}
    return Regression(weights, float(told["offset"]), float(told["threshold"]))
