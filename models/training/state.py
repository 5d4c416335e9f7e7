"""The state of a training: what a killed one goes on from, to the same bytes."""

import os
from collections.abc import Mapping
from pathlib import Path

from content.errors import InputError
from models.engine.threads import wait_politely

wait_politely()
import torch  # noqa: E402
from torch import Tensor  # noqa: E402

STATE = "state.safetensors"
"""What a killed training goes on from."""


class Optimiser:
    """AdamW on single-precision copies of the weights: in 8 bits of mantissa small steps would be lost."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self.weights = weights
        self.masters = {name: weight.detach().float().clone().requires_grad_() for name, weight in weights.items()}
        self.adam = torch.optim.AdamW(list(self.masters.values()), betas=(0.9, 0.99), weight_decay=0.0, foreach=False)

    def step(self, rate: float, clip: float) -> None:
        """Move the weights against their gradients."""
        for name, master in self.masters.items():
            grad = self.weights[name].grad
            master.grad = None if grad is None else grad.float()
            self.weights[name].grad = None
        torch.nn.utils.clip_grad_norm_(list(self.masters.values()), clip)
        self.adam.param_groups[0]["lr"] = rate
        self.adam.step()
        self._copy()

    def _copy(self) -> None:
        with torch.no_grad():
            for name, master in self.masters.items():
                self.weights[name].copy_(master)

    def tensors(self) -> dict[str, Tensor]:
        """Everything that a resumed training needs."""
        saved: dict[str, Tensor] = {}
        for name, master in self.masters.items():
            state = self.adam.state[master]
            saved[f"weight/{name}"] = master.detach()
            saved[f"mean/{name}"], saved[f"square/{name}"] = state["exp_avg"], state["exp_avg_sq"]
        return saved

    def load(self, tensors: dict[str, Tensor], step: int) -> None:
        """Go back to where `tensors` were taken."""
        with torch.no_grad():
            for name, master in self.masters.items():
                master.copy_(tensors[f"weight/{name}"])
                self.adam.state[master] = {
                    "step": torch.tensor(float(step)),
                    "exp_avg": tensors[f"mean/{name}"].clone(),
                    "exp_avg_sq": tensors[f"square/{name}"].clone(),
                }
        self._copy()


def resumed(path: Path, key: str, optimiser: Optimiser) -> int:
    """Load a state into an optimiser.

    Returns:
        The steps that were done; 0 where there is no state.

    Raises:
        InputError: it cannot be read, or is that of another training.
    """
    if not path.is_file():
        return 0
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            data = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise InputError(
            f"the training's state cannot be read ({error})", place=str(path), remedy="delete it"
        ) from error
    if data.get("key") != key:
        raise InputError(
            "holds the state of another training (other data, base or settings)",
            place=str(path.parent),
            remedy="choose another folder, or delete the state to begin anew",
        )
    optimiser.load(tensors, int(data["step"]))
    return int(data["step"])


def save(path: Path, key: str, step: int, tensors: dict[str, Tensor]) -> None:
    """Write the state whole or not at all."""
    from safetensors.torch import save_file

    scratch = path.with_suffix(".partial")
    save_file(tensors, scratch, metadata={"key": key, "step": str(step)})
    with scratch.open("rb") as file:
        os.fsync(file.fileno())
    scratch.replace(path)
