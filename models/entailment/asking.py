"""What the reader is asked of a claim: whether its facts say the text, and whether the text says each fact by itself.

A text of several facts is hard to judge at once; what it says of one of them is easier, whatever else it says (claims
are taken apart like this by Min et al. 2023, https://arxiv.org/abs/2305.14251). Everything is asked twice, with its
names and with invented ones: the first answer knows what names are of, the second what the words say of them.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.entailment.claims import Claim, in_a_line, renamed
from models.entailment.classifier import Classifier, Guess
from models.wording.verbaliser import Line


class Read(NamedTuple):
    """What the reader makes of a claim."""

    whole: Guess
    """Of the text on all of its facts."""
    alone: tuple[Guess, ...]
    """Of each of the facts on the text."""


def ask(reader: Classifier, claims: Sequence[tuple[tuple[Line, ...], str]]) -> list[Read]:
    """Ask the reader of claims: for each its facts, all of which it has to say, and its text."""
    told = [Claim(*claim) for claim in claims]
    guesses = reader.judge_lines([*told, *map(renamed, told)])
    wholes = map(_together, guesses[: len(told)], guesses[len(told) :])
    return list(map(Read, wholes, ask_alone(reader, claims)))


def ask_alone(reader: Classifier, claims: Sequence[tuple[tuple[Line, ...], str]]) -> list[tuple[Guess, ...]]:
    """Ask whether each text says each of the facts beside it, whatever else it says."""
    told = [Claim(*claim) for claim in claims]
    guesses = iter(reader.judge_lines([*_alone(told), *_alone(map(renamed, told))]))
    first, second = ([tuple(next(guesses) for _ in claim.lines) for claim in told] for _ in range(2))
    return [tuple(map(_together, *answers)) for answers in zip(first, second, strict=True)]


def odds(chance: float) -> float:
    """Natural log of the odds, within 7 of even."""
    within = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(within / (1 - within))


def _alone(claims: Iterable[Claim]) -> list[tuple[str, str]]:
    return [(claim.text, in_a_line(line)) for claim in claims for line in claim.lines]


def _together(one: Guess, other: Guess) -> Guess:
    """Take the mean of the odds; the error is what the one that believes less names."""
    mean = (odds(one.supported) + odds(other.supported)) / 2
    return Guess(round(1 / (1 + math.exp(-mean)), 4), min(one, other).kind)
