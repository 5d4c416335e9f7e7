"""The trained opinion: how likely facts, or sentences, support a claim, and what is wrong with it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content.artifacts import Fact
from content.errors import InputError
from models.engine.adapters import adapter_config, merged
from models.engine.layout import read_weights
from models.engine.threads import use_threads, wait_politely
from models.entailment.bases import parts_of
from models.entailment.encoding import LABELS
from models.wording.verbaliser import Line, line_of

wait_politely()
import torch  # noqa: E402

_BATCH_TOKENS = 4000


class Guess(NamedTuple):
    """What the classifier thinks of a claim."""

    supported: float
    """0 to 1."""
    kind: str
    """The likeliest error, should it be wrong."""


class Classifier:
    """A trained classifier on its encoder."""

    def __init__(self, base: Path, folder: Path, threads: int = 1) -> None:
        """Read the weights.

        Args:
            base: folder of the encoder, or of the language model.
            folder: folder of what was trained.
            threads: 0: as many as there are cores.

        Raises:
            InputError: a file is missing or damaged, or they do not fit.
        """
        self._threads = threads
        parts = parts_of(base)
        self._encoder = parts.encoder(base)
        if adapter_config(folder).get("labels") != list(LABELS):
            raise InputError("is no classifier of claims", place=str(folder))
        network = parts.network(parts.read(base))
        weights = merged(network.base.state_dict(), folder)
        network.base.load_state_dict(weights)
        own = {name: weight.float() for name, weight in read_weights(folder).items() if "lora_" not in name}
        missing = network.load_state_dict(own, strict=False).missing_keys
        if any(not name.startswith("base.") for name in missing):
            raise InputError("lacks weights of the classifier", place=str(folder))
        self._network = network.eval()

    def judge(self, claims: Sequence[tuple[Sequence[Fact] | str, str]]) -> list[Guess]:
        """Judge claims.

        Args:
            claims: for each its facts, all of which it has to say, or a passage that may say more; and its text.
        """
        return self.judge_lines([(_premise(premise), text) for premise, text in claims])

    def judge_lines(self, claims: Sequence[tuple[tuple[Line, ...] | str, str]]) -> list[Guess]:
        """Judge claims on facts as prompts show them, or on passages."""
        use_threads(self._threads)
        encoded = [self._encoder.encode(premise, text) for premise, text in claims]
        guesses: list[Guess | None] = [None] * len(claims)
        for places in _batches([one.length for one in encoded]):
            with torch.inference_mode():
                chances = torch.softmax(self._network([encoded[at] for at in places]), dim=1)
            for at, row in zip(places, chances.tolist(), strict=True):
                kind = max(range(1, len(LABELS)), key=row.__getitem__)
                guesses[at] = Guess(round(row[0], 4), LABELS[kind])
        return [one for one in guesses if one is not None]


def _premise(premise: Sequence[Fact] | str) -> tuple[Line, ...] | str:
    return premise if isinstance(premise, str) else tuple(map(line_of, premise))


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Put claims of like length together."""
    made: list[list[int]] = []
    for at in sorted(range(len(lengths)), key=lambda one: (lengths[one], one)):
        if made and lengths[at] * (len(made[-1]) + 1) <= _BATCH_TOKENS:
            made[-1].append(at)
        else:
            made.append([at])
    return made
