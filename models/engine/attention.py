"""Keys and values of running rows, and attention over them.

A row attends to the prefix that all rows share and to its own tokens. The shared part is one product for all rows;
the two parts are joined in the softmax, so the result is that of one long row.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from models.engine.layout import Shape


@dataclass(frozen=True)
class Prefix:
    """Tokens that begin every prompt, with their keys and values `[layers, kv_heads, tokens, size]`."""

    tokens: tuple[int, ...]
    keys: Tensor
    values: Tensor

    def first(self, count: int) -> "Prefix":
        """Take the first `count` tokens."""
        return Prefix(self.tokens[:count], self.keys[:, :, :count], self.values[:, :, :count])


def no_prefix(shape: Shape, dtype: torch.dtype) -> Prefix:
    """Make the prefix of prompts that share nothing."""
    empty = torch.zeros((shape.layers, shape.kv_heads, 0, shape.head_size), dtype=dtype)
    return Prefix((), empty, empty)


STRIDE = 32
"""Columns by which a cache grows."""


class Cache:
    """Keys and values of all rows: `[layers, rows, kv_heads, columns, size]` each.

    The products of a step want dense matrices: over part of the columns they copy all of them first, which takes as
    long as the product. So the cache is hardly wider than its longest row, and is copied when it grows.
    """

    def __init__(self, shape: Shape, rows: int, columns: int, dtype: torch.dtype) -> None:
        sizes = (shape.layers, rows, shape.kv_heads, _rounded(columns), shape.head_size)
        self.keys, self.values = torch.zeros(sizes, dtype=dtype), torch.zeros(sizes, dtype=dtype)

    def fit(self, columns: int) -> None:
        """Make room for rows of so many tokens, or take away room that is no longer needed."""
        wanted, present = _rounded(columns), self.keys.shape[3]
        if present - 2 * STRIDE < wanted <= present:
            return
        self.keys, self.values = _resized(self.keys, wanted), _resized(self.values, wanted)

    def copy(self, source: int, targets: list[int], length: int) -> None:
        """Copy the first `length` tokens of a row over other rows."""
        for tensor in (self.keys, self.values):
            tensor[:, targets, :, :length] = tensor[:, source : source + 1, :, :length]


def _rounded(columns: int) -> int:
    return -(-columns // STRIDE) * STRIDE


def _resized(tensor: Tensor, columns: int) -> Tensor:
    kept = min(columns, tensor.shape[3])
    resized = tensor.new_zeros((*tensor.shape[:3], columns, tensor.shape[4]))
    resized[:, :, :, :kept] = tensor[:, :, :, :kept]
    return resized


class StepAttention:
    """Attention of one new token in each of the first rows of a cache."""

    def __init__(self, cache: Cache, prefix: Prefix, lengths: Tensor) -> None:
        self.cache, self.prefix, self.lengths = cache, prefix, lengths
        self.rows = torch.arange(len(lengths))
        kv_heads, columns = cache.keys.shape[2:4]
        hidden = torch.arange(columns) > lengths.unsqueeze(1)
        mask = torch.zeros(hidden.shape, dtype=cache.keys.dtype).masked_fill_(hidden, float("-inf"))
        self.mask = mask.repeat_interleave(kv_heads, 0).unsqueeze(1)

    def __call__(self, layer: int, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        rows, kv_heads, size = keys.shape
        all_keys, all_values = self.cache.keys[layer], self.cache.values[layer]
        all_keys[self.rows, :, self.lengths] = keys
        all_values[self.rows, :, self.lengths] = values
        own_keys, own_values = all_keys[:rows].flatten(0, 1), all_values[:rows].flatten(0, 1)
        grouped = queries.reshape(rows * kv_heads, -1, size) * size**-0.5
        scores = torch.bmm(grouped, own_keys.transpose(1, 2)).add_(self.mask)
        if not self.prefix.tokens:
            return torch.bmm(torch.softmax(scores, -1), own_values).view(rows, -1)
        return self._with_prefix(layer, grouped, scores, own_values).view(rows, -1)

    def _with_prefix(self, layer: int, queries: Tensor, scores: Tensor, own_values: Tensor) -> Tensor:
        shared_keys, shared_values = self.prefix.keys[layer], self.prefix.values[layer]
        kv_heads, shared, size = shared_keys.shape
        group = queries.shape[1]
        by_head = queries.view(-1, kv_heads, group, size).transpose(0, 1).reshape(kv_heads, -1, size)
        before = torch.bmm(by_head, shared_keys.transpose(1, 2)).view(kv_heads, -1, group, shared)
        weights = torch.softmax(torch.cat((before.transpose(0, 1).flatten(0, 1), scores), -1), -1)
        own = torch.bmm(weights[:, :, shared:], own_values)
        to_shared = weights[:, :, :shared].view(-1, kv_heads, group, shared).transpose(0, 1)
        from_shared = torch.bmm(to_shared.reshape(kv_heads, -1, shared), shared_values)
        return own.add_(from_shared.view(kv_heads, -1, group, size).transpose(0, 1).reshape(own.shape))


class ReadAttention:
    """Causal attention of whole texts `[texts, tokens]`, which are written to a cache if one is given."""

    def __init__(self, texts: int, tokens: int, prefix: Prefix, cache: Cache | None, first: int = 0) -> None:
        self.texts, self.tokens, self.prefix = texts, tokens, prefix
        self.cache, self.first = cache, first

    def __call__(self, layer: int, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        queries, keys, values = (
            part.reshape(self.texts, self.tokens, *part.shape[1:]).transpose(1, 2) for part in (queries, keys, values)
        )
        if self.cache:
            place = (layer, slice(self.first, self.first + self.texts), slice(None), slice(0, self.tokens))
            self.cache.keys[place], self.cache.values[place] = keys, values
        group = queries.shape[1] // keys.shape[1]
        wide_keys, wide_values = keys.repeat_interleave(group, 1), values.repeat_interleave(group, 1)
        mixed, weight = _flash(queries, wide_keys, wide_values, causal=True)
        if self.prefix.tokens:
            shared_keys = self.prefix.keys[layer].repeat_interleave(group, 0).unsqueeze(0)
            shared_values = self.prefix.values[layer].repeat_interleave(group, 0).unsqueeze(0)
            flat = queries.transpose(0, 1).flatten(1, 2).unsqueeze(0)
            before, before_weight = _flash(flat, shared_keys, shared_values, causal=False)
            before = before.view(-1, self.texts, self.tokens, before.shape[-1]).transpose(0, 1)
            before_weight = before_weight.view(-1, self.texts, self.tokens).transpose(0, 1)
            share = torch.sigmoid(weight - before_weight).unsqueeze(-1)
            mixed = torch.lerp(before.float(), mixed.float(), share).to(queries.dtype)
        return mixed.transpose(1, 2).reshape(self.texts * self.tokens, -1)


def _flash(queries: Tensor, keys: Tensor, values: Tensor, *, causal: bool) -> tuple[Tensor, Tensor]:
    """Attend, and tell the logarithm of the softmax's denominator, by which two parts can be joined."""
    mixed, weight = torch.ops.aten._scaled_dot_product_flash_attention_for_cpu(
        queries, keys, values, 0.0, causal, attn_mask=None, scale=None
    )
    return mixed, weight
