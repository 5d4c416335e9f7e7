"""What the reader is asked of a claim: whether its facts say the text, and whether the text says each fact by itself.

A text of several facts is hard to judge at once; what it says of one of them is easier, whatever else it says (claims
are taken apart like this by Min et al. 2023, https://arxiv.org/abs/2305.14251).
"""

from collections.abc import Sequence
from typing import NamedTuple

from models.entailment.claims import in_a_line
from models.entailment.classifier import Classifier, Guess
from models.wording.verbaliser import Line


class Read(NamedTuple):
    """What the reader makes of a claim."""

    whole: Guess
    """Of the text on all of its facts."""
    alone: tuple[float, ...]
    """How likely the text says each of the facts, 0 to 1."""


def ask(reader: Classifier, claims: Sequence[tuple[tuple[Line, ...], str]]) -> list[Read]:
    """Ask the reader of claims: for each its facts, all of which it has to say, and its text."""
    alone = [(text, in_a_line(line)) for lines, text in claims for line in lines]
    guesses = reader.judge_lines([*claims, *alone])
    single = iter(guesses[len(claims) :])
    return [
        Read(guess, tuple(next(single).supported for _ in lines))
        for guess, (lines, _) in zip(guesses, claims, strict=False)
    ]
