"""Matrix products with constant weights, packed once for the processor they run on.

Where the processor multiplies eight-bit integers, a product is made of them: weights have a scale an output, rows a
scale each. What a channel of the rows has more than others is moved into the weights beforehand (SmoothQuant, Xiao et
al. 2023, https://arxiv.org/abs/2211.10438): the divergence from single precision falls to a third. The sums are whole
numbers, so a row's product is the same in every batch. Weights that came from four bits go back to four bits for small
batches, where reading the weights is what takes the time.
"""

from typing import Protocol

import torch
from torch import Tensor
from torch.nn import functional

from models.engine.processor import adds_in_32_bits

GROUP = 32
"""Weights that share a scale in the four-bit formats of GGUF."""
FEW_ROWS = 4
"""Up to here four bits beat eight."""
CHECKED = 16
"""Rows of a matrix that tell in advance whether it can be of four bits; all of it takes much memory."""

LARGEST, MIDDLE = 127, 128
"""The largest eight-bit code, and the one for zero: the fast products want rows without a sign."""
LEVELS = LARGEST if adds_in_32_bits() else LARGEST // 2
"""The largest code of a weight: where two products have to fit in sixteen bits, seven bits fill them."""
SMALLEST = 1e-5
"""A channel with less counts as this much."""
ROUNDED = torch.tensor(MIDDLE + 0.5)


class Linear(Protocol):
    """A matrix product with constant weights."""

    def __call__(self, rows: Tensor, scale: Tensor | None = None, plus: Tensor | None = None) -> Tensor:
        """Multiply rows `[n, inputs]`, each times its `scale` `[n, 1]`, to `[n, outputs]`, and add `plus`."""


class PlainLinear:
    """The product as PyTorch does it on any processor."""

    def __init__(self, weight: Tensor) -> None:
        self.weight = weight

    def __call__(self, rows: Tensor, scale: Tensor | None = None, plus: Tensor | None = None) -> Tensor:
        product = self._product(rows if scale is None else rows * scale)
        return product if plus is None else product.add_(plus)

    def _product(self, rows: Tensor) -> Tensor:
        return functional.linear(rows.to(self.weight.dtype), self.weight).float()


class ObservedLinear(PlainLinear):
    """A plain product that remembers the largest number in every channel of its rows."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__(weight)
        self.largest = torch.zeros(weight.shape[1])

    def _product(self, rows: Tensor) -> Tensor:
        self.largest = torch.maximum(self.largest, rows.abs().amax(0))
        return super()._product(rows)


class Int8Linear:
    """The product of eight-bit weights and rows, by oneDNN."""

    def __init__(self, weight: Tensor, largest: Tensor) -> None:
        smooth = (largest.clamp_min(SMALLEST) / weight.abs().amax(0).float().clamp_min(SMALLEST)).sqrt_()
        steps, codes = torch.empty(len(weight)), torch.empty(weight.shape, dtype=torch.int8)
        # A few rows at a time, because the whole matrix in single precision takes four times its memory.
        for start in range(0, len(weight), 4096):
            part = slice(start, start + 4096)
            numbers = weight[part].float().mul_(smooth)
            steps[part] = numbers.abs().amax(1).clamp_min_(SMALLEST).div_(LEVELS)
            codes[part] = numbers.div_(steps[part, None]).round_().to(torch.int8)
        self.weight = torch.ops.onednn.qlinear_prepack(codes, None)
        self.steps, self.smooth = steps.div_(LARGEST), smooth.reciprocal_()
        self.zeros = torch.zeros(len(weight), dtype=torch.int32)

    def __call__(self, rows: Tensor, scale: Tensor | None = None, plus: Tensor | None = None) -> Tensor:
        smooth = rows * self.smooth
        # A row of zeros divides by zero; whatever that makes is multiplied by zero in the end.
        largest = smooth.abs().amax(-1, keepdim=True)
        codes = torch.addcdiv(ROUNDED, smooth, largest, value=LARGEST).to(torch.uint8)
        product: Tensor = torch.ops.onednn.qlinear_pointwise(
            *(codes, 1.0, MIDDLE, self.weight, self.steps, self.zeros, None, 1.0, 0, torch.float32, "none", [], "")
        )
        if scale is not None:
            largest.mul_(scale)
        return product.mul_(largest) if plus is None else torch.addcmul(plus, product, largest)


class FourBitLinear(PlainLinear):
    """The product on four-bit weights for few rows, on others for more."""

    def __init__(self, codes: Tensor, scales: Tensor, many: Linear) -> None:
        self.codes, self.scales, self.many = codes, scales, many

    def __call__(self, rows: Tensor, scale: Tensor | None = None, plus: Tensor | None = None) -> Tensor:
        return self.many(rows, scale, plus) if len(rows) > FEW_ROWS else super().__call__(rows, scale, plus)

    def _product(self, rows: Tensor) -> Tensor:
        rows = rows.to(self.scales.dtype)
        product: Tensor = torch.ops.aten._weight_int4pack_mm_for_cpu(rows, self.codes, GROUP, self.scales)
        return product.float()


def linear(observed: ObservedLinear) -> Linear:
    """Prepare a product with constant weights `[outputs, inputs]` in the form that is fastest here."""
    weight = observed.weight
    if weight.dtype != torch.bfloat16:
        return PlainLinear(weight)
    many = Int8Linear(weight, observed.largest)
    four_bits = _four_bits(weight)
    return FourBitLinear(*four_bits, many) if four_bits else many


def _four_bits(weight: Tensor) -> tuple[Tensor, Tensor] | None:
    """Find the sixteen levels of every group; None unless the weights are nothing but such levels."""
    outputs, inputs = weight.shape
    if inputs % GROUP or outputs % 16 or _levels(weight[:CHECKED]) is None:
        return None
    found = _levels(weight)
    if found is None:
        return None
    codes, scales = found
    return torch.ops.aten._convert_weight_to_int4pack_for_cpu(codes, 1), scales


def _levels(weight: Tensor) -> tuple[Tensor, Tensor] | None:
    outputs, inputs = weight.shape
    groups = weight.float().view(outputs, inputs // GROUP, GROUP)
    low = groups.amin(-1, keepdim=True)
    step = (groups.amax(-1, keepdim=True) - low).div_(15)
    codes = (groups - low).div_(step.clamp_min(1e-12)).round_()
    # bf16 keeps eight bits of a number, so a level is met up to 2⁻⁸ of the group's largest one.
    allowed = groups.abs().amax(-1).div_(128)
    if bool(((codes * step).add_(low).sub_(groups).abs_().amax(-1) > allowed).any()):
        return None
    scales = torch.cat((step, low + 8 * step), -1).to(weight.dtype).transpose(0, 1).contiguous()
    return codes.view(outputs, inputs).to(torch.int32), scales
