"""A decoder of the Llama family, for inference on a processor.

Departures from the textbook: query, key and value are one product, gate and up another; the scale of a norm is applied
after the product that follows it; keys and values go into one cache made beforehand; a prefix that all rows share is
kept once and attended by all rows together. The state is in single precision, keys and values in `dtype`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from models.engine.attention import ReadAttention, no_prefix
from models.engine.layout import Shape
from models.engine.linear import Linear, ObservedLinear, linear
from models.engine.processor import number_format

Attend = Callable[[int, Tensor, Tensor, Tensor], Tensor]
"""Layer, queries `[n, heads, size]`, keys and values `[n, kv_heads, size]` → `[n, heads · size]`."""


class Layer(NamedTuple):
    """Weights of one layer."""

    attention_norm: Tensor
    qkv: Linear
    output: Linear
    inner_norm: Tensor
    gate_up: Linear
    down: Linear


class Transformer:
    """Weights, and the way from tokens to the next token's logits."""

    def __init__(
        self, shape: Shape, weights: Mapping[str, Tensor], dtype: torch.dtype, sample: Sequence[int] = (1,)
    ) -> None:
        """Pack the weights, by what they see in a text that is like those to come, given as tokens."""

        def tensor(name: str) -> Tensor:
            # A copy, because a tensor that is kept keeps the whole mapped file in memory.
            return weights[name].to(dtype, copy=True)

        self.shape = shape
        self.packed = dtype == torch.bfloat16
        """Whether the products are of whole numbers."""
        self.dtype = number_format() if self.packed else dtype
        """The format of keys and values."""
        frequencies = shape.rope_base ** (-torch.arange(0, shape.head_size, 2).float() / shape.head_size)
        angles = torch.outer(torch.arange(shape.longest).float(), frequencies)
        self.cos = torch.cat((angles.cos(), angles.cos()), 1).unsqueeze(1)
        self.sin = torch.cat((-angles.sin(), angles.sin()), 1).unsqueeze(1)
        self.epsilon = torch.tensor(shape.epsilon)
        self.embedding = tensor("model.embed_tokens.weight")
        self.layers: list[Layer] = []
        state = self.embedding[list(sample)].float()
        attend = ReadAttention(1, len(sample), no_prefix(shape, self.dtype), None)
        for number in range(shape.layers):
            observed = _layer(f"model.layers.{number}.", tensor)
            state = self._through(observed, number, state, torch.arange(len(sample)), attend)
            self.layers.append(_packed(observed))
        self.norm = tensor("model.norm.weight").float()
        head = ObservedLinear(self.embedding if shape.tied else tensor("lm_head.weight"))
        head(*self._normed(state, self.norm))
        self.head = linear(head)

    def hidden(self, tokens: Tensor, positions: Tensor, attend: Attend) -> Tensor:
        """Compute the last layer's state `[n, hidden]` of tokens `[n]` at positions `[n]`."""
        state = self.embedding[tokens].float()
        for number, layer in enumerate(self.layers):
            state = self._through(layer, number, state, positions, attend)
        return state

    def _through(self, layer: Layer, number: int, state: Tensor, positions: Tensor, attend: Attend) -> Tensor:
        shape = self.shape
        size, rotated = shape.head_size, shape.heads + shape.kv_heads
        qkv = layer.qkv(*self._normed(state, layer.attention_norm)).view(len(state), -1, size)
        turned = qkv[:, :rotated]
        # The halves of a head turn against each other; the sign is in the table.
        other = turned.roll(size // 2, -1)
        turned = torch.addcmul(turned * self.cos[positions], other, self.sin[positions]).to(self.dtype)
        values = qkv[:, rotated:].to(self.dtype)
        mixed = attend(number, turned[:, : shape.heads], turned[:, shape.heads :], values)
        state = layer.output(mixed.float(), plus=state)
        gate, up = layer.gate_up(*self._normed(state, layer.inner_norm)).chunk(2, 1)
        return layer.down(functional.silu(gate).mul_(up), plus=state)

    def logits(self, state: Tensor) -> Tensor:
        """Compute the logits `[n, vocabulary]` of states `[n, hidden]`."""
        return self.head(*self._normed(state, self.norm))

    def _normed(self, state: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
        """Norm by the root mean square: the weighted rows, and the scale `[n, 1]` that a product applies to them."""
        length = torch.linalg.vector_norm(state, 2, -1, keepdim=True)
        return state * weight, torch.addcmul(self.epsilon, length, length, value=1 / state.shape[-1]).rsqrt_()


def _layer(prefix: str, tensor: Callable[[str], Tensor]) -> Layer:
    def weight(name: str) -> Tensor:
        return tensor(f"{prefix}{name}.weight")

    return Layer(
        attention_norm=weight("input_layernorm").float(),
        qkv=ObservedLinear(torch.cat([weight(f"self_attn.{part}_proj") for part in "qkv"])),
        output=ObservedLinear(weight("self_attn.o_proj")),
        inner_norm=weight("post_attention_layernorm").float(),
        gate_up=ObservedLinear(torch.cat([weight("mlp.gate_proj"), weight("mlp.up_proj")])),
        down=ObservedLinear(weight("mlp.down_proj")),
    )


def _packed(layer: Layer) -> Layer:
    packed = {name: linear(part) for name, part in layer._asdict().items() if isinstance(part, ObservedLinear)}
    return Layer(**{**layer._asdict(), **packed})
