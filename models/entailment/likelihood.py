"""What a language model that words facts makes of a sentence: how much likelier its facts make it than others would.

A sentence that says a fact is likelier after that fact than after the same two things the other way round, or after
another relation of them (the noisy channel; Yee, Dauphin and Auli 2019, https://arxiv.org/abs/1908.05731). It knows
words that no list has: "was set in" says `narrative location`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from models.wording.verbaliser import Line, prompt_of

NOTHING = "has to do with"
"""A relation that says nothing."""
_BATCH = 64


class Scorer(Protocol):
    """A language model, as far as it is needed here."""

    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        """Tell how likely each text is after its prompt: mean natural log a token."""
        ...


class Weighed(NamedTuple):
    """A sentence after its facts and after others, in nats."""

    likely: float
    """Mean of its tokens after its facts; 0 is certain."""
    forward: tuple[float, ...]
    """For each fact by how much they beat the same with its subject and object exchanged; negative: they lose."""
    related: tuple[float, ...]
    """For each fact by how much they beat the same with a relation that says nothing; negative: they lose."""
    needed: float
    """By how much they beat all but one of them: near 0, the sentence leaves a fact out. As `related` for one fact."""


def weigh(scorer: Scorer, claims: Sequence[tuple[Sequence[Line], str]]) -> list[Weighed]:
    """Weigh sentences.

    Args:
        scorer: a model that has learnt to word facts.
        claims: for each the facts that it may say, and the sentence.
    """
    asked = [list(_variants(lines)) for lines, _ in claims]
    prompts = [prompt for variants in asked for prompt in variants]
    texts = [f" {text}" for (_, text), variants in zip(claims, asked, strict=True) for _ in variants]
    scores = iter(scorer.score(prompts, texts, _BATCH))
    return [
        _weighed(len(lines), [next(scores) for _ in variants], len(text.split()))
        for (lines, text), variants in zip(claims, asked, strict=True)
    ]


def _variants(lines: Sequence[Line]) -> Iterator[str]:
    """The prompts of a claim: as it is; then for each fact turned, loosened, and left out where others are."""
    yield prompt_of(lines)
    for at, line in enumerate(lines):
        others = (*lines[:at], *lines[at + 1 :])
        yield prompt_of((*lines[:at], Line(line.object, line.relation, line.subject), *lines[at + 1 :]))
        yield prompt_of((*lines[:at], line._replace(relation=NOTHING), *lines[at + 1 :]))
        if others:
            yield prompt_of(others)


def _weighed(facts: int, scores: Sequence[float], words: int) -> Weighed:
    """Differences are of whole sentences: a mean would be smaller the longer the sentence."""
    first, rest = scores[0], [(scores[0] - other) * words for other in scores[1:]]
    step = 3 if facts > 1 else 2
    turned, loosened = tuple(rest[0::step]), tuple(rest[1::step])
    return Weighed(first, turned, loosened, min(rest[2::step] if facts > 1 else loosened))
