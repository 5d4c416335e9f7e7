"""Adapters: what LoRA adds to a model's weights, and those that come with the package."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from content.errors import InputError
from models.engine.layout import read_weights, weights_digest

if TYPE_CHECKING:
    from torch import Tensor

CONFIG = "adapter_config.json"
CARD = "card.json"
"""Says in an adapter's folder what it is for and from what it was made."""
FACTS = "facts"
"""The prompt of an adapter that words facts."""
_PREFIX = "base_model.model."
_PLAIN = MappingProxyType(
    {"peft_type": "LORA", "bias": "none", "use_dora": False, "modules_to_save": None, "fan_in_fan_out": False}
)
"""What `merge` can do; an adapter with anything else needs peft."""

PACKAGED: Mapping[str, Path] = MappingProxyType({"verbaliser": Path(__file__).parent / "verbaliser"})
"""Adapters of the package by name."""


def is_adapter(folder: Path) -> bool:
    """Tell whether a folder holds an adapter."""
    return (folder / CONFIG).is_file()


def adapter_config(folder: Path) -> dict[str, Any]:
    """Read how an adapter was made.

    Raises:
        InputError: it cannot be read, or does not name its base.
    """
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        str(config["base_model_name_or_path"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("does not name its base model", place=str(path)) from error
    return dict(config)


def packaged() -> dict[str, str]:
    """Name the package's adapters, each with its base model."""
    return {
        name: str(adapter_config(folder)["base_model_name_or_path"])
        for name, folder in PACKAGED.items()
        if is_adapter(folder)
    }


def words_facts(folder: Path) -> bool:
    """Tell whether an adapter was trained to word facts, which its card says: it is asked with the facts alone."""
    path = folder / CARD
    if not path.is_file():
        return False
    try:
        return bool(json.loads(path.read_text(encoding="utf-8"))["prompt"] == FACTS)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("the adapter's card cannot be read", place=str(path)) from error


def is_plain(config: Mapping[str, Any]) -> bool:
    """Tell whether an adapter is LoRA without trimmings, which we merge ourselves."""
    plain = all(config.get(key, wanted) in (wanted, [], {}) for key, wanted in _PLAIN.items())
    return plain and not any(config.get(key) for key in ("rank_pattern", "alpha_pattern", "layer_replication"))


def merged(weights: "Mapping[str, Tensor]", adapter: Path) -> "dict[str, Tensor]":
    """Add an adapter to a model's weights.

    Args:
        weights: tensors of the base model by name.
        adapter: folder of a plain LoRA adapter.

    Returns:
        All tensors; what the adapter changes is in single precision.

    Raises:
        InputError: the adapter does not fit the base.
    """
    config = adapter_config(adapter)
    rank = int(config["r"])
    scale = float(config["lora_alpha"]) / (rank**0.5 if config.get("use_rslora") else rank)
    pairs = read_weights(adapter)
    result = dict(weights)
    for name, down in pairs.items():
        if not name.endswith(".lora_A.weight"):
            continue
        target = name.removeprefix(_PREFIX).replace(".lora_A.weight", ".weight")
        up = pairs.get(name.replace(".lora_A.", ".lora_B."))
        base = weights.get(target)
        if up is None or base is None or base.shape != (up.shape[0], down.shape[1]):
            raise InputError(f"does not fit its base model at {target}", place=str(adapter))
        result[target] = base.float() + scale * (up.float() @ down.float())
    return result


def adapted_digest(base_digest: str, adapter: Path) -> str:
    """SHA-256 that tells one pair of base and adapter from another."""
    return hashlib.sha256(f"{base_digest} {weights_digest(adapter)}".encode()).hexdigest()
