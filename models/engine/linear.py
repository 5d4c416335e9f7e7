"""Matrix products with constant weights, packed once for the processor they run on.

PyTorch packs bf16 weights again at every `F.linear`; packing them once halves the time of a step. Weights that came
from four bits go back to four bits for small batches, where reading the weights is what takes the time.
"""

from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

GROUP = 32
"""Weights that share a scale in the four-bit formats of GGUF."""
FEW_ROWS = 4
"""Up to here four bits beat bf16: 2.4 times as fast at one row, equal at eight."""


class Linear(Protocol):
    """A matrix product with constant weights."""

    def __call__(self, rows: Tensor) -> Tensor:
        """Multiply `[n, inputs]` to `[n, outputs]`."""

    def plus(self, rows: Tensor, other: Tensor) -> Tensor:
        """Multiply, then add `other`."""

    def gated(self, rows: Tensor, other: Tensor) -> Tensor:
        """Multiply, then multiply by `other`, number by number."""

    def swish(self, rows: Tensor) -> Tensor:
        """Multiply, then apply x · sigmoid(x)."""


class PlainLinear:
    """The product as PyTorch does it on any processor."""

    def __init__(self, weight: Tensor) -> None:
        self.weight = weight

    def __call__(self, rows: Tensor) -> Tensor:
        return functional.linear(rows, self.weight)

    def plus(self, rows: Tensor, other: Tensor) -> Tensor:
        return self(rows).add_(other)

    def gated(self, rows: Tensor, other: Tensor) -> Tensor:
        return self(rows).mul_(other)

    def swish(self, rows: Tensor) -> Tensor:
        return functional.silu(self(rows), inplace=True)


class PackedLinear:
    """The product by oneDNN on weights packed once, with what follows it fused in."""

    def __init__(self, weight: Tensor) -> None:
        self.weight = torch.ops.mkldnn._reorder_linear_weight(weight.contiguous(), 64)

    def __call__(self, rows: Tensor) -> Tensor:
        result: Tensor = torch.ops.mkldnn._linear_pointwise(rows, self.weight, None, "none", [], "")
        return result

    def plus(self, rows: Tensor, other: Tensor) -> Tensor:
        result: Tensor = torch.ops.mkldnn._linear_pointwise.binary(rows, other, self.weight, None, "add")
        return result

    def gated(self, rows: Tensor, other: Tensor) -> Tensor:
        result: Tensor = torch.ops.mkldnn._linear_pointwise.binary(rows, other, self.weight, None, "mul")
        return result

    def swish(self, rows: Tensor) -> Tensor:
        result: Tensor = torch.ops.mkldnn._linear_pointwise(rows, self.weight, None, "swish", [], "")
        return result


class FourBitLinear(PlainLinear):
    """The product on four-bit weights for few rows, on packed bf16 weights for more."""

    def __init__(self, codes: Tensor, scales: Tensor, many: Linear) -> None:
        self.codes, self.scales, self.many = codes, scales, many

    def __call__(self, rows: Tensor) -> Tensor:
        if len(rows) > FEW_ROWS:
            return self.many(rows)
        result: Tensor = torch.ops.aten._weight_int4pack_mm_for_cpu(rows, self.codes, GROUP, self.scales)
        return result

    def plus(self, rows: Tensor, other: Tensor) -> Tensor:
        return self.many.plus(rows, other) if len(rows) > FEW_ROWS else super().plus(rows, other)

    def gated(self, rows: Tensor, other: Tensor) -> Tensor:
        return self.many.gated(rows, other) if len(rows) > FEW_ROWS else super().gated(rows, other)

    def swish(self, rows: Tensor) -> Tensor:
        return self.many.swish(rows) if len(rows) > FEW_ROWS else super().swish(rows)


def linear(weight: Tensor) -> Linear:
    """Prepare constant weights `[outputs, inputs]` in the form that is fastest here."""
    if not has_onednn():
        return PlainLinear(weight)
    packed = PackedLinear(weight)
    four_bits = _four_bits(weight) if weight.dtype == torch.bfloat16 else None
    return FourBitLinear(*four_bits, packed) if four_bits else packed


def has_onednn() -> bool:
    """Tell whether this build of PyTorch brings oneDNN."""
    return bool(torch.backends.mkldnn.is_available())  # type: ignore[no-untyped-call]


def _four_bits(weight: Tensor) -> tuple[Tensor, Tensor] | None:
    """Find the sixteen levels of every group; None unless the weights are nothing but such levels."""
    outputs, inputs = weight.shape
    if inputs % GROUP or outputs % 16:
        return None
    groups = weight.float().view(outputs, inputs // GROUP, GROUP)
    low = groups.amin(-1, keepdim=True)
    step = (groups.amax(-1, keepdim=True) - low) / 15
    codes = ((groups - low) / step.clamp_min(1e-12)).round()
    # bf16 keeps eight bits of a number, so a level is met up to 2⁻⁸ of the group's largest one.
    error = (low + codes * step - groups).abs().amax(-1)
    if bool((error > groups.abs().amax(-1) / 128).any()):
        return None
    packed = torch.ops.aten._convert_weight_to_int4pack_for_cpu(codes.to(torch.int32).view(outputs, inputs), 1)
    scales = torch.cat((step, low + 8 * step), -1).to(weight.dtype).transpose(0, 1).contiguous()
    return packed, scales
