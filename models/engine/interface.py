"""What every language model offers, and how it is asked."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field


class Sampling(BaseModel):
    """How completions are drawn; the same values and prompts give the same completions."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    candidates: int = Field(default=1, ge=1, le=16)
    """Completions a prompt; the first is greedy, the others are drawn."""
    max_tokens: int = Field(default=64, ge=1)
    temperature: float = Field(default=0.7, ge=0)
    top_p: float = Field(default=0.9, gt=0, le=1)
    seed: int = 1
    stop: tuple[str, ...] = ()
    """The text ends before the first of these."""


class Completion(NamedTuple):
    """A text that a model wrote."""

    text: str
    tokens: int
    """Tokens generated, the end token and those of a stop string included."""
    logprob: float
    """Mean natural-log likelihood a token of the text; 0.0 where a server does not tell."""


class Engine(Protocol):
    """A language model that is ready to write."""

    @property
    def name(self) -> str:
        """Name it was loaded by."""

    @property
    def digest(self) -> str:
        """SHA-256 of the weights; empty for a server."""

    @property
    def dtype(self) -> str:
        """Number format it computes in."""

    def complete(self, prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        """Write `sampling.candidates` completions of every prompt, the greedy one first.

        Args:
            prompts: complete texts, with whatever chat markup the model expects.
            sampling: how tokens are drawn.
            batch: sequences computed together.
        """

    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        """Tell how likely each text is after its prompt: mean natural log a token.

        Raises:
            InputError: the model cannot tell (a server without likelihoods).
        """
