"""Our decoder against transformers, on a tiny random model in fp32."""

from pathlib import Path

import pytest
import torch
from torch import Tensor
from transformers import AutoModelForCausalLM, PreTrainedModel

from models.engine.attention import ReadAttention
from models.engine.decode import BLOCK, Choice, Limits, Request, extend_prefix, generate
from models.engine.layout import read_config, read_weights, shape_of
from models.engine.transformer import Transformer
from tests.models.tiny import a_model

NEVER = Limits(tokens=12, ends=frozenset(), stopped=lambda _tokens: False)
GREEDY = Choice(0.0, 1.0, {})


@pytest.fixture(scope="module", name="pair")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Transformer, PreTrainedModel]:
    folder = a_model(tmp_path_factory.mktemp("models") / "tiny")
    shape = shape_of(folder, read_config(folder))
    assert shape is not None
    ours = Transformer(shape, read_weights(folder), torch.float32)
    return ours, AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)


def a_text(length: int, seed: int) -> list[int]:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(1, 290, (length,), generator=generator).tolist()


def expected(theirs: PreTrainedModel, text: list[int], count: int = 12) -> list[int]:
    tokens = list(text)
    with torch.inference_mode():
        for _ in range(count):
            tokens.append(int(theirs(torch.tensor([tokens])).logits[0, -1].argmax()))
    return tokens[len(text) :]


def read(ours: Transformer, text: list[int], shared: int) -> Tensor:
    with torch.inference_mode():
        prefix = extend_prefix(ours, None, text[:shared])
        rest = torch.tensor(text[len(prefix.tokens) :])
        positions = torch.arange(len(prefix.tokens), len(text))
        return ours.logits(ours.hidden(rest, positions, ReadAttention(1, len(rest), prefix, None)))


def continued(ours: Transformer, texts: list[list[int]], batch: int, shared: int = 0) -> list[list[int]]:
    with torch.inference_mode():
        prefix = extend_prefix(ours, None, texts[0][:shared])
        requests = [Request(text[len(prefix.tokens) :], (number,)) for number, text in enumerate(texts)]
        rows = generate(ours, prefix, requests, batch, NEVER, GREEDY)
    return [rows[number].tokens for number in range(len(texts))]


@pytest.mark.parametrize("shared", [0, BLOCK, 3 * BLOCK])
def test_logits_equal_those_of_transformers(pair: tuple[Transformer, PreTrainedModel], shared: int) -> None:
    ours, theirs = pair
    text = a_text(120, seed=shared)
    with torch.inference_mode():
        reference = theirs(torch.tensor([text])).logits[0]
    difference = (read(ours, text, shared) - reference[shared:]).abs().max()
    assert difference < 1e-4


def test_greedy_tokens_equal_those_of_transformers_in_a_ragged_batch(
    pair: tuple[Transformer, PreTrainedModel],
) -> None:
    ours, theirs = pair
    texts = [a_text(length, seed=length) for length in (3, 17, 40, 1, 8)]
    assert continued(ours, texts, batch=8) == [expected(theirs, text) for text in texts]


def test_greedy_tokens_stay_the_same_when_finished_rows_make_room_for_others(
    pair: tuple[Transformer, PreTrainedModel],
) -> None:
    ours, theirs = pair
    texts = [a_text(length, seed=length) for length in range(2, 24)]
    assert continued(ours, texts, batch=4) == [expected(theirs, text) for text in texts]


def test_greedy_tokens_stay_the_same_after_a_shared_prefix(pair: tuple[Transformer, PreTrainedModel]) -> None:
    ours, theirs = pair
    start = a_text(2 * BLOCK + 5, seed=99)
    texts = [start + a_text(length, seed=length) for length in (1, 9, 4)]
    assert continued(ours, texts, batch=4, shared=len(start)) == [expected(theirs, text) for text in texts]


def test_rows_that_end_early_leave_the_others_unchanged(pair: tuple[Transformer, PreTrainedModel]) -> None:
    ours, theirs = pair
    texts = [a_text(length, seed=length) for length in (5, 6, 7, 8, 9)]
    whole = [expected(theirs, text) for text in texts]
    ends = frozenset({whole[0][3], whole[3][1]})
    limits = Limits(12, ends, lambda _tokens: False)
    with torch.inference_mode():
        prefix = extend_prefix(ours, None, [])
        requests = [Request(text, (number,)) for number, text in enumerate(texts)]
        rows = generate(ours, prefix, requests, 3, limits, GREEDY)
    for number, tokens in enumerate(whole):
        end = next((at + 1 for at, token in enumerate(tokens) if token in ends), 12)
        assert rows[number].tokens == tokens[:end]


def test_a_prefix_has_the_same_bits_whatever_was_read_before(pair: tuple[Transformer, PreTrainedModel]) -> None:
    ours, _ = pair
    text = a_text(4 * BLOCK, seed=5)
    with torch.inference_mode():
        fresh = extend_prefix(ours, None, text)
        other = extend_prefix(ours, None, text[: 2 * BLOCK] + a_text(BLOCK, seed=6))
        grown = extend_prefix(ours, other, text)
    assert grown.tokens == fresh.tokens
    assert torch.equal(grown.keys, fresh.keys)
    assert torch.equal(grown.values, fresh.values)


def test_a_candidate_of_a_prompt_reads_what_its_siblings_read(pair: tuple[Transformer, PreTrainedModel]) -> None:
    ours, theirs = pair
    text = a_text(11, seed=3)
    with torch.inference_mode():
        prefix = extend_prefix(ours, None, [])
        rows = generate(ours, prefix, [Request(text, (0, 1, 2)), Request(text[:4], (3,))], 8, NEVER, GREEDY)
    assert [rows[number].tokens for number in range(3)] == [expected(theirs, text)] * 3
    assert rows[3].tokens == expected(theirs, text[:4])


def test_log_likelihoods_are_those_of_the_chosen_tokens(pair: tuple[Transformer, PreTrainedModel]) -> None:
    ours, theirs = pair
    text = a_text(10, seed=10)
    with torch.inference_mode():
        row = generate(ours, extend_prefix(ours, None, []), [Request(text, (0,))], 1, NEVER, GREEDY)[0]
        logits = theirs(torch.tensor([text + row.tokens])).logits[0].log_softmax(-1)
    wanted = [float(logits[9 + at, token]) for at, token in enumerate(row.tokens)]
    assert row.logprobs == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("model_type", "qwen2"),
        ("attention_bias", True),
        ("rope_scaling", {"rope_type": "yarn"}),
        ("hidden_act", "gelu"),
    ],
)
def test_a_model_of_another_kind_is_left_to_transformers(tmp_path: Path, key: str, value: object) -> None:
    folder = a_model(tmp_path / "tiny")
    assert shape_of(folder, {**read_config(folder), key: value, "rope_parameters": None}) is None
