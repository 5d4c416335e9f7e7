"""The choice of the next token."""

from collections import Counter

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.engine.sampling import LOOKS, draws, greedy, sampled


def test_draws_belong_to_seed_prompt_and_candidate() -> None:
    own = draws(1, "Oslo", 2, 5)
    assert own == draws(1, "Oslo", 2, 5)
    assert own[:3] == draws(1, "Oslo", 2, 3)
    assert (
        len({tuple(own), tuple(draws(2, "Oslo", 2, 5)), tuple(draws(1, "Rome", 2, 5)), tuple(draws(1, "Oslo", 1, 5))})
        == 4
    )
    assert all(0 <= number < 1 for number in own)


def test_draws_are_the_same_on_every_machine() -> None:
    assert draws(1, "Oslo", 1, 2) == pytest.approx([0.8878170718297016, 0.31590196872768184])


def test_greedy_takes_the_likeliest_and_tells_its_likelihood() -> None:
    tokens, logprobs = greedy(torch.tensor([[0.0, 3.0, 1.0], [2.0, 0.0, 0.0]]))
    assert tokens == [1, 0]
    assert logprobs == pytest.approx([-0.16984603, -0.23954477])


def test_tokens_outside_the_nucleus_are_never_drawn() -> None:
    logits = torch.tensor([0.5, 0.3, 0.15, 0.05]).log().repeat(200, 1)
    tokens, _ = sampled(logits, [at / 200 for at in range(200)], 1.0, 0.7)
    assert set(tokens) == {0, 1}
    assert Counter(tokens)[0] == pytest.approx(200 * 0.5 / 0.8, abs=1)


def test_a_nucleus_wider_than_the_first_look_is_still_exact() -> None:
    logits = torch.zeros(400, 4 * LOOKS[0])
    tokens, logprobs = sampled(logits, [at / 400 for at in range(400)], 1.0, 0.5)
    assert len(set(tokens)) == 2 * LOOKS[0]
    assert logprobs == pytest.approx([torch.tensor(1 / (4 * LOOKS[0])).log().item()] * 400)


def test_the_whole_vocabulary_can_be_drawn() -> None:
    tokens, _ = sampled(torch.zeros(100, 10), [at / 100 for at in range(100)], 1.0, 1.0)
    assert Counter(tokens) == dict.fromkeys(range(10), 10)


def test_a_low_temperature_comes_close_to_greedy() -> None:
    logits = torch.tensor([[1.0, 1.1, 0.9]]).repeat(50, 1)
    assert set(sampled(logits, [at / 50 for at in range(50)], 0.01, 0.99)[0]) == {1}


@given(
    st.lists(st.floats(-20, 20, width=16), min_size=2, max_size=150),
    st.floats(0, 1, exclude_max=True),
    st.floats(0.05, 2),
    st.floats(0.01, 1),
)
@settings(max_examples=60, deadline=None)
def test_a_token_is_always_drawn_from_the_nucleus(
    logits: list[float], uniform: float, temperature: float, top_p: float
) -> None:
    (token,), (logprob,) = sampled(torch.tensor([logits]), [uniform], temperature, top_p)
    likely = (torch.tensor(logits) / temperature).softmax(-1)
    before = likely[likely > likely[token]].sum()
    assert before < top_p + 1e-4
    assert logprob <= 1e-6
