"""A decoder of the Llama family, for inference on a processor.

Departures from the textbook: query, key and value are one product; what follows a product is fused into it; keys and
values go into one cache made beforehand; a prefix that all rows share is kept once and attended by all rows together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from models.engine.layout import Shape
from models.engine.linear import Linear, has_onednn, linear

Attend = Callable[[int, Tensor, Tensor, Tensor], Tensor]
"""Layer, queries `[n, heads, size]`, keys and values `[n, kv_heads, size]` → `[n, heads · size]`."""


@dataclass(frozen=True)
class Layer:
    """Weights of one layer."""

    attention_norm: Tensor
    qkv: Linear
    output: Linear
    inner_norm: Tensor
    gate: Linear
    up: Linear
    down: Linear


class Transformer:
    """Weights, and the way from tokens to the next token's logits."""

    def __init__(self, shape: Shape, weights: Mapping[str, Tensor], dtype: torch.dtype) -> None:
        def tensor(name: str) -> Tensor:
            # A copy, because a tensor that is kept keeps the whole mapped file in memory.
            return weights[name].to(dtype, copy=True)

        self.shape, self.dtype = shape, dtype
        self.embedding = tensor("model.embed_tokens.weight")
        self.layers = [_layer(f"model.layers.{number}.", tensor) for number in range(shape.layers)]
        self.norm = tensor("model.norm.weight")
        self.head = linear(self.embedding if shape.tied else tensor("lm_head.weight"))
        frequencies = shape.rope_base ** (-torch.arange(0, shape.head_size, 2).float() / shape.head_size)
        angles = torch.outer(torch.arange(shape.longest).float(), frequencies)
        self.cos = torch.cat((angles.cos(), angles.cos()), 1).to(dtype)
        self.sin = torch.cat((-angles.sin(), angles.sin()), 1).to(dtype)

    def hidden(self, tokens: Tensor, positions: Tensor, attend: Attend) -> Tensor:
        """Compute the last layer's state `[n, hidden]` of tokens `[n]` at positions `[n]`."""
        shape = self.shape
        size, rotated = shape.head_size, shape.heads + shape.kv_heads
        cos, sin = self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)
        state = self.embedding[tokens]
        for number, layer in enumerate(self.layers):
            qkv = layer.qkv(self._normed(state, layer.attention_norm)).view(len(tokens), -1, size)
            turned = qkv[:, :rotated]
            # The halves of a head turn against each other; the sign is in the table.
            turned = torch.addcmul(turned * cos, turned.roll(size // 2, -1), sin)
            mixed = attend(number, turned[:, : shape.heads], turned[:, shape.heads :], qkv[:, rotated:])
            state = layer.output.plus(mixed, state)
            normed = self._normed(state, layer.inner_norm)
            state = layer.down.plus(layer.up.gated(normed, layer.gate.swish(normed)), state)
        return state

    def logits(self, state: Tensor) -> Tensor:
        """Compute the logits `[n, vocabulary]` of states `[n, hidden]`."""
        return self.head(self._normed(state, self.norm))

    def _normed(self, state: Tensor, weight: Tensor) -> Tensor:
        return functional.rms_norm(state, weight.shape, weight, self.shape.epsilon)


def _layer(prefix: str, tensor: Callable[[str], Tensor]) -> Layer:
    def weight(name: str) -> Tensor:
        return tensor(f"{prefix}{name}.weight")

    return Layer(
        attention_norm=weight("input_layernorm"),
        qkv=linear(torch.cat([weight(f"self_attn.{part}_proj") for part in "qkv"])),
        output=linear(weight("self_attn.o_proj")),
        inner_norm=weight("post_attention_layernorm"),
        gate=linear(weight("mlp.gate_proj")),
        up=linear(weight("mlp.up_proj")),
        down=linear(weight("mlp.down_proj")),
    )


def number_format() -> torch.dtype:
    """Name the number format that is fastest on this processor."""
    native = has_onednn() and torch.cpu._is_avx512_bf16_supported()
    return torch.bfloat16 if native else torch.float32
