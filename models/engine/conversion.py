"""A GGUF file of the Llama family to a Hugging Face folder: bf16 safetensors, tokenizer, configuration."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import InputError

if TYPE_CHECKING:
    from gguf import GGUFReader
    from torch import Tensor

_PARTS = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
}
_WHOLE = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}


def convert(source: Path, target: Path) -> None:
    """Write the model of a GGUF file as a Hugging Face folder.

    Args:
        source: GGUF file of the Llama family.
        target: folder to make.

    Raises:
        InputError: the file is no GGUF or of another family.
    """
    from gguf import GGUFReader
    from safetensors.torch import save_file

    try:
        reader = GGUFReader(source)
    except (ValueError, OSError) as error:
        raise InputError(f"not a GGUF file ({error})", place=str(source)) from error
    config = _config(reader, source)
    heads, kv_heads = config["num_attention_heads"], config["num_key_value_heads"]
    target.mkdir(parents=True)
    save_file(_tensors(reader, heads, kv_heads), target / "model.safetensors", metadata={"format": "pt"})
    (target / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    _tokenizer(source, target)


def _config(reader: "GGUFReader", source: Path) -> dict[str, Any]:
    value = _values(reader)
    if value("general.architecture") != "llama":
        raise InputError(f"a model of the family {value('general.architecture')!r}, not llama", place=str(source))
    hidden, heads = value("llama.embedding_length"), value("llama.attention.head_count")
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "torch_dtype": "bfloat16",
        "hidden_act": "silu",
        "hidden_size": hidden,
        "intermediate_size": value("llama.feed_forward_length"),
        "num_hidden_layers": value("llama.block_count"),
        "num_attention_heads": heads,
        "num_key_value_heads": value("llama.attention.head_count_kv"),
        "head_dim": hidden // heads,
        "vocab_size": value("llama.vocab_size"),
        "rms_norm_eps": value("llama.attention.layer_norm_rms_epsilon"),
        "rope_theta": value("llama.rope.freq_base"),
        "max_position_embeddings": value("llama.context_length"),
        "tie_word_embeddings": all(tensor.name != "output.weight" for tensor in reader.tensors),
        "bos_token_id": value("tokenizer.ggml.bos_token_id"),
        "eos_token_id": value("tokenizer.ggml.eos_token_id"),
        "pad_token_id": value("tokenizer.ggml.padding_token_id"),
    }


def _values(reader: "GGUFReader") -> Callable[[str], Any]:
    def value(key: str) -> Any:
        field = reader.get_field(key)
        return field.contents() if field else None

    return value


def _tensors(reader: "GGUFReader", heads: int, kv_heads: int) -> "dict[str, Tensor]":
    import torch
    from gguf import dequantize

    tensors = {}
    for tensor in reader.tensors:
        numbers = torch.tensor(dequantize(tensor.data, tensor.tensor_type), dtype=torch.bfloat16)
        if tensor.name in _WHOLE:
            tensors[_WHOLE[tensor.name]] = numbers
            continue
        _, layer, part, _ = tensor.name.split(".")
        if part in ("attn_q", "attn_k"):
            numbers = _unpaired(numbers, heads if part == "attn_q" else kv_heads)
        tensors[f"model.layers.{layer}.{_PARTS[part]}.weight"] = numbers
    return tensors


def _unpaired(weight: "Tensor", heads: int) -> "Tensor":
    """Undo the order of GGUF, where the two numbers that rotate together are neighbours."""
    rows, inputs = weight.shape
    return weight.view(heads, rows // heads // 2, 2, inputs).transpose(1, 2).reshape(rows, inputs).contiguous()


def _tokenizer(source: Path, target: Path) -> None:
    from transformers import AutoTokenizer

    AutoTokenizer.from_pretrained(str(source.parent), gguf_file=source.name).save_pretrained(target)
