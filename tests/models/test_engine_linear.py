"""Products of eight-bit integers, and rows computed in processes of their own."""

import os
import signal

import pytest
import torch

from content.errors import PassingFault
from models.engine.decode import Row
from models.engine.groups import _Group
from models.engine.linear import Int8Linear, ObservedLinear, PlainLinear
from models.engine.processor import multiplies_int8

fast = pytest.mark.skipif(not multiplies_int8(), reason="this processor has no fast products of eight-bit integers")


def _numbers(*sizes: int) -> torch.Tensor:
    return torch.randn(*sizes, generator=torch.Generator().manual_seed(sum(sizes)))


@fast
def test_an_eight_bit_product_is_near_the_exact_one_with_an_outlying_channel() -> None:
    weight, rows = _numbers(48, 96).bfloat16(), _numbers(20, 96)
    rows[:, 7] *= 60
    observed = ObservedLinear(weight)
    observed(rows)
    scale, plus = _numbers(20, 1).abs(), _numbers(20, 48)
    exact = PlainLinear(weight.float())(rows, scale, plus.clone())
    close = Int8Linear(weight, observed.largest)(rows, scale, plus)
    blind = Int8Linear(weight, torch.ones(96))(rows, scale, plus)
    assert (close - exact).norm() < 0.02 * exact.norm()
    assert (close - exact).norm() < 0.5 * (blind - exact).norm()


@fast
def test_an_eight_bit_product_of_a_row_is_the_same_in_every_batch() -> None:
    product = Int8Linear(_numbers(48, 96).bfloat16(), torch.ones(96))
    rows = _numbers(33, 96)
    together = product(rows)
    assert all(torch.equal(product(rows[at : at + 1])[0], together[at]) for at in range(33))


@fast
def test_a_row_of_zeros_has_a_product_of_zeros() -> None:
    product = Int8Linear(_numbers(48, 96).bfloat16(), torch.ones(96))
    assert not product(torch.zeros(8, 96)).any()


def test_rows_of_another_process_come_back_to_the_last_bit() -> None:
    rows = {3: Row(3, 7, [1, 2], [-0.1, -1 / 3]), 5: Row(5, 2, [9], [float("-inf")])}
    group = _Group(lambda: rows)
    assert group.rows() == rows
    group.end()


def test_a_fault_in_another_process_keeps_its_traceback() -> None:
    group = _Group(lambda: {1: 1 // 0})  # type: ignore[dict-item]
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        group.rows()
    group.end()


def test_a_killed_process_is_a_passing_fault_and_an_unwanted_one_is_ended() -> None:
    def wait() -> dict[int, Row]:
        signal.pause()
        return {}

    killed, unwanted = _Group(wait), _Group(wait)
    os.kill(killed.process, signal.SIGKILL)
    with pytest.raises(PassingFault, match="signal 9"):
        killed.rows()
    killed.end()
    unwanted.end()
    with pytest.raises(ProcessLookupError):
        os.kill(unwanted.process, 0)
