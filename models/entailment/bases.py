"""What a classifier is made of, by the kind of model that it stands on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from models.engine.layout import read_config
from models.entailment import causal, network
from models.entailment.encoding import Encoder
from models.wording.verbaliser import Line


class Coded(Protocol):
    """A claim in numbers."""

    @property
    def length(self) -> int:
        """Tokens in all."""
        ...


class Encodes(Protocol):
    """Puts claims in numbers."""

    def encode(self, premise: tuple[Line, ...] | str, text: str) -> Any:
        """Encode a claim behind its facts, or behind sentences."""
        ...


class Parts(NamedTuple):
    """What a classifier is made of."""

    encoder: Callable[[Path], Encodes]
    read: Callable[[Path], Any]
    """Reads the model from its folder."""
    network: Callable[[Any], Any]
    """Puts the head on it."""
    linear: Sequence[str]
    """Products that LoRA adds to."""
    first_layer: int | None
    """From which layer on; None: everywhere."""


_ENCODER = Parts(Encoder, network.read_base, network.Network, network.LINEAR, None)
_LANGUAGE_MODEL = Parts(
    causal.CausalEncoder, causal.read_causal, causal.CausalNetwork, causal.LINEAR, causal.FIRST_LAYER
)


def parts_of(base: Path) -> Parts:
    """Tell what a classifier on a model is made of: an encoder like BERT, or a language model like Llama."""
    return _LANGUAGE_MODEL if read_config(base).get("model_type") == "llama" else _ENCODER
