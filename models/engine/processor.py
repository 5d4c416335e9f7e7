"""What this processor multiplies fast, and the number formats that follow from it."""

from models.engine.threads import wait_politely

wait_politely()
import torch  # noqa: E402


def multiplies_int8() -> bool:
    """Tell whether products of eight-bit integers are faster here than those in single precision."""
    fast = torch.backends.cpu.get_cpu_capability() != "DEFAULT"
    return fast and bool(torch.backends.mkldnn.is_available())  # type: ignore[no-untyped-call]


def adds_in_32_bits() -> bool:
    """Tell whether products of eight-bit integers are added in 32 bits (VNNI); else two of them have to fit in 16."""
    return bool(torch.cpu._is_vnni_supported())


def multiplies_bf16() -> bool:
    """Tell whether there are instructions for bf16; emulated, its products take seven times as long as float32's."""
    return bool(torch.cpu._is_avx512_bf16_supported())


def number_format() -> torch.dtype:
    """Name the format of numbers that are computed with as they are: attention, training, other models."""
    return torch.bfloat16 if multiplies_bf16() else torch.float32


def weights_format() -> torch.dtype:
    """Name the format in which our decoder takes weights: bf16 is packed to eight bits, float32 stays as it is."""
    return torch.bfloat16 if multiplies_int8() else torch.float32
