"""How near words come to those of a text: one that nearly is one of them was swapped more often than paraphrased."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from content.errors import InputError
from models.engine.layout import read_weights

_WEIGHTS = "embeddings.word_embeddings.weight"
_UNKNOWN = 100


class Nearness:
    """Compares words by the vectors that an encoder begins with."""

    def __init__(self, base: Path) -> None:
        """Read the vectors of an encoder.

        Raises:
            InputError: it is not there, or has none.
        """
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        weights = read_weights(base)
        if _WEIGHTS not in weights:
            raise InputError("has no vectors of words", place=str(base))
        vectors = weights[_WEIGHTS].float().numpy()
        self._vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        self._told = lru_cache(maxsize=16)(self._pieces_of)

    def nearest(self, words: Sequence[str], others: Collection[str]) -> list[float]:
        """Tell for each word how near the nearest of the others is: mean cosine of its pieces.

        Returns:
            -1 to 1 for each word; 0 where there are no others.
        """
        known = self._told(frozenset(others))
        if not len(known):
            return [0.0] * len(words)
        return [round(float((self._vectors[self._ids(word)] @ known.T).max(axis=1).mean()), 6) for word in words]

    def _ids(self, word: str) -> list[int]:
        return list(self._tokenizer.encode(word.lower(), add_special_tokens=False).ids) or [_UNKNOWN]

    def _pieces_of(self, words: frozenset[str]) -> "NDArray[np.float32]":
        found: NDArray[np.float32] = self._vectors[
            sorted({piece for word in sorted(words) for piece in self._ids(word)})
        ]
        return found
