"""How an adapter is trained: its settings, its batches and its learning rate."""

import math
from collections.abc import Sequence
from random import Random
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field


class Recipe(BaseModel):
    """How an adapter is trained."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    rank: int = Field(default=24, ge=1, le=256)
    """Rank of every product's addition; 24 makes 14.7 MB of the embedded model's adapter."""
    alpha: int = Field(default=48, ge=1)
    """The additions are scaled by alpha over rank."""
    rate: float = Field(default=1e-3, gt=0)
    """Highest learning rate: it rises over `warmup` steps, stays, and falls over the last `decay` of all steps."""
    warmup: int = Field(default=20, ge=0)
    """Steps until the learning rate has risen to `rate`."""
    decay: float = Field(default=0.4, ge=0, le=1)
    """Share of all steps over which it falls to nothing."""
    batch_tokens: int = Field(default=1200, ge=16)
    """Tokens of a step."""
    clip: float = Field(default=1.0, gt=0)
    """Length that a step's gradient is cut to."""
    passes: float = Field(default=1.2, gt=0)
    """How often the pairs are gone through; one half takes every second batch."""
    save_seconds: float = Field(default=150.0, ge=0)
    """Time between the states that a killed training goes on from."""
    seed: int = 1
    """Another number gives another order of the pairs."""
    threads: int = Field(default=0, ge=0)
    """0: as many as there are cores."""


class Example(NamedTuple):
    """Tokens of a prompt and of what is to follow it, the end token included."""

    prompt: tuple[int, ...]
    completion: tuple[int, ...]

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.prompt) + len(self.completion)


class Step(NamedTuple):
    """What a step showed."""

    number: int
    of: int
    loss: float
    """Mean of the completion's tokens, in nats."""
    tokens: int
    """All tokens of the batch, prompts included."""


class Measured(Protocol):
    """Anything of a number of tokens."""

    @property
    def length(self) -> int:
        """Tokens in all."""
        ...


def batches(examples: Sequence[Measured], recipe: Recipe) -> list[list[int]]:
    """Put examples of like length together, then shuffle the batches: the numbers of the examples, batch by batch."""
    made: list[list[int]] = []
    rng = Random(recipe.seed)
    for turn in range(math.ceil(recipe.passes)):
        noise = [rng.random() * 8 for _ in examples]
        order = sorted(range(len(examples)), key=lambda at: (examples[at].length + noise[at], at))
        group: list[int] = []
        groups: list[list[int]] = []
        for at in order:
            width = max(examples[one].length for one in [*group, at])
            if group and width * (len(group) + 1) > recipe.batch_tokens:
                groups.append(group)
                group = []
            group.append(at)
        groups.append(group)
        rng.shuffle(groups)
        share = min(1.0, recipe.passes - turn)
        made += groups[: math.ceil(len(groups) * share)]
    return made


def rate_at(step: int, steps: int, recipe: Recipe) -> float:
    """Tell the learning rate of a step, counted from 0."""
    falling = max(1, round(steps * recipe.decay))
    rising = (step + 1) / max(1, recipe.warmup)
    left = (steps - step) / falling
    return recipe.rate * min(1.0, rising, left)
