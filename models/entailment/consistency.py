"""Whether a text as a whole is consistent with documents: a small support vector machine over a few numbers."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from content.errors import InputError

FILE = "consistency.safetensors"
_SOFTNESS = 0.5


class Consistency(NamedTuple):
    """A fitted machine with radial kernel."""

    mean: "NDArray[np.float64]"
    scale: "NDArray[np.float64]"
    vectors: "NDArray[np.float64]"
    weights: "NDArray[np.float64]"
    offset: "NDArray[np.float64]"
    width: "NDArray[np.float64]"

    def chance(self, features: Sequence[float]) -> float:
        """Tell how likely a text is consistent, 0 to 1; from a half on it is taken for so."""
        place = (np.asarray(features, dtype=np.float64) - self.mean) / self.scale
        apart = ((self.vectors - place) ** 2).sum(axis=1)
        found = float(self.weights @ np.exp(-self.width[0] * apart) + self.offset[0])
        return round(1 / (1 + math.exp(-2 * found)), 4)


def fit(rows: Sequence[Sequence[float]], consistent: Sequence[bool]) -> Consistency:
    """Fit a machine to texts that people judged."""
    from sklearn.svm import SVC

    told = np.asarray(rows, dtype=np.float64)
    mean, scale = told.mean(axis=0), told.std(axis=0)
    scale[scale == 0] = 1.0
    width = 1.0 / told.shape[1]
    machine = SVC(C=_SOFTNESS, gamma=width, class_weight="balanced").fit((told - mean) / scale, list(consistent))
    return Consistency(
        mean, scale, machine.support_vectors_, machine.dual_coef_[0], machine.intercept_, np.asarray([width])
    )


def write(machine: Consistency, folder: Path) -> None:
    """Write a machine beside the classifier's weights."""
    from safetensors.numpy import save_file

    tensors = {name: np.ascontiguousarray(value) for name, value in machine._asdict().items()}
    save_file(tensors, folder / FILE, metadata={"format": "np"})


def read(folder: Path) -> Consistency:
    """Read a machine.

    Raises:
        InputError: it is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        found: dict[str, Any] = load_file(folder / FILE)
        return Consistency(**found)
    except (OSError, SafetensorError, TypeError) as error:
        raise InputError(f"cannot be read: {error}", place=str(folder / FILE)) from error
