"""A Hugging Face model folder on disk: its configuration, its weights and its digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import InputError
from content.hashing import file_digest

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class Shape:
    """Sizes of a decoder of the Llama family."""

    layers: int
    heads: int
    kv_heads: int
    head_size: int
    hidden: int
    inner: int
    vocabulary: int
    epsilon: float
    rope_base: float
    longest: int
    tied: bool
    ends: tuple[int, ...]


def read_config(folder: Path) -> dict[str, Any]:
    """Read `config.json` of a model folder.

    Raises:
        InputError: the folder holds no model, or its configuration cannot be read.
    """
    path = folder / "config.json"
    if not folder.is_dir() or not path.is_file():
        raise InputError("there is no model here", place=str(folder), remedy="`factpress models` lists the known ones")
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"the configuration cannot be read ({error})", place=str(path)) from error
    if not isinstance(config, dict):
        raise InputError("the configuration must be a JSON object", place=str(path))
    return config


def shape_of(folder: Path, config: Mapping[str, Any]) -> Shape | None:
    """Tell the sizes of a model that our decoder computes; None when it is of another architecture."""
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    kind = rope.get("rope_type", rope.get("type", "default"))
    plain = kind == "default" and config.get("hidden_act", "silu") == "silu"
    biased = config.get("attention_bias") or config.get("mlp_bias") or config.get("quantization_config")
    if config.get("model_type") != "llama" or not plain or biased or not (folder / "tokenizer.json").is_file():
        return None
    heads = int(config["num_attention_heads"])
    return Shape(
        layers=int(config["num_hidden_layers"]),
        heads=heads,
        kv_heads=int(config.get("num_key_value_heads") or heads),
        head_size=int(config.get("head_dim") or config["hidden_size"] // heads),
        hidden=int(config["hidden_size"]),
        inner=int(config["intermediate_size"]),
        vocabulary=int(config["vocab_size"]),
        epsilon=float(config.get("rms_norm_eps", 1e-6)),
        rope_base=float(rope.get("rope_theta") or config.get("rope_theta") or 10000.0),
        longest=int(config.get("max_position_embeddings", 2048)),
        tied=bool(config.get("tie_word_embeddings", False)),
        ends=_end_tokens(folder, config),
    )


def weight_files(folder: Path) -> list[Path]:
    """List the safetensors files of a model folder.

    Raises:
        InputError: there are none.
    """
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise InputError("the folder holds no safetensors weights", place=str(folder))
    return files


def read_weights(folder: Path) -> "dict[str, Tensor]":
    """Read all tensors of a model folder by name."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    weights: dict[str, Tensor] = {}
    for path in weight_files(folder):
        try:
            weights.update(load_file(path))
        except (OSError, SafetensorError) as error:
            raise InputError(f"the weights cannot be read ({error})", place=str(path)) from error
    return weights


def weights_digest(folder: Path) -> str:
    """SHA-256 of the weights: of the one file, or of the digests of several."""
    digests = [file_digest(path) for path in weight_files(folder)]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _end_tokens(folder: Path, config: Mapping[str, Any]) -> tuple[int, ...]:
    path = folder / "generation_config.json"
    end = json.loads(path.read_text(encoding="utf-8")).get("eos_token_id") if path.is_file() else None
    end = config.get("eos_token_id") if end is None else end
    if end is None:
        return ()
    return tuple(end) if isinstance(end, list) else (int(end),)
