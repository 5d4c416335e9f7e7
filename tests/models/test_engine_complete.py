"""Engines from a folder: completions, candidates, stop strings, likelihoods."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from content.errors import InputError, MissingPart
from models.engine import Completion, Engine, Sampling, identify, load_engine
from models.engine.texts import completion, cut_at_stop
from tests.models.tiny import a_model

PROMPTS = ["Oslo is the capital of", "Lisbon lies in Portugal and has", "Facts: | Sentence:", "Oslo", "x"]


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_model(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture(scope="module", name="other")
def _other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_model(tmp_path_factory.mktemp("models") / "gpt2", architecture="gpt2")


@pytest.fixture(scope="module", name="engine", params=["llama", "gpt2"])
def _engine(request: pytest.FixtureRequest, folder: Path, other: Path) -> Iterator[Engine]:
    """An engine in fp32: a random model's tokens lie too close together to compare batches in bf16."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.engine.local.weights_format", lambda: torch.float32)
        patch.setattr("models.engine.huggingface.number_format", lambda: torch.float32)
        chosen = folder if request.param == "llama" else other
        yield load_engine(f"{chosen}/../{chosen.name}", threads=1)


def texts_of(answers: list[list[Completion]]) -> list[list[str]]:
    return [[each.text for each in candidates] for candidates in answers]


def test_every_prompt_gets_its_candidates_and_the_first_is_greedy(engine: Engine) -> None:
    several = engine.complete(PROMPTS, Sampling(candidates=3, max_tokens=8), batch=64)
    alone = engine.complete(PROMPTS, Sampling(candidates=1, max_tokens=8), batch=64)
    assert [len(candidates) for candidates in several] == [3] * len(PROMPTS)
    assert [candidates[0].text for candidates in several] == [candidates[0].text for candidates in alone]


def test_the_same_seed_draws_the_same_and_another_seed_draws_others(engine: Engine) -> None:
    sampling = Sampling(candidates=3, max_tokens=8, temperature=1.0, seed=7)
    first = engine.complete(PROMPTS, sampling, batch=4)
    assert engine.complete(PROMPTS, sampling, batch=4) == first
    other = engine.complete(PROMPTS, sampling.model_copy(update={"seed": 8}), batch=4)
    assert texts_of(other) != texts_of(first)
    assert [candidates[0].text for candidates in other] == [candidates[0].text for candidates in first]


def test_what_a_candidate_draws_does_not_depend_on_the_other_prompts(engine: Engine) -> None:
    sampling = Sampling(candidates=4, max_tokens=8, temperature=1.0)
    together = engine.complete(PROMPTS, sampling, batch=64)
    reversed_order = engine.complete(PROMPTS[::-1], sampling, batch=3)
    assert texts_of(reversed_order[::-1]) == texts_of(together)


def test_candidates_differ_from_each_other(engine: Engine) -> None:
    sampling = Sampling(candidates=8, max_tokens=8, temperature=1.5, top_p=1.0)
    assert len(set(texts_of(engine.complete(PROMPTS[:1], sampling, batch=8))[0])) > 2


def test_a_temperature_of_nothing_makes_all_candidates_greedy(engine: Engine) -> None:
    (texts,) = texts_of(engine.complete(PROMPTS[:1], Sampling(candidates=3, max_tokens=8, temperature=0), batch=8))
    assert len(set(texts)) == 1


def test_a_text_ends_before_its_stop_string(engine: Engine) -> None:
    sampling = Sampling(max_tokens=16)
    whole = engine.complete(PROMPTS, sampling, batch=8)
    stop = next(each[0].text[2:4] for each in whole if len(each[0].text) > 6 and each[0].text[2:4].isascii())
    cut = engine.complete(PROMPTS, sampling.model_copy(update={"stop": (stop, "never")}), batch=8)
    assert [each[0].text for each in cut] == [cut_at_stop(each[0].text, (stop,)) for each in whole]
    assert sum(each[0].tokens for each in cut) < sum(each[0].tokens for each in whole)


def test_no_text_is_longer_than_asked(engine: Engine) -> None:
    answers = engine.complete(PROMPTS, Sampling(candidates=2, max_tokens=3, temperature=1.0), batch=8)
    assert all(1 <= each.tokens <= 3 for candidates in answers for each in candidates)


def test_the_likelihood_of_a_greedy_text_is_its_score(engine: Engine) -> None:
    answers = [each[0] for each in engine.complete(PROMPTS, Sampling(max_tokens=4), batch=8)]
    known = [at for at, each in enumerate(answers) if each.tokens == 4 and each.text.isascii()]
    assert known
    prompts, texts = [PROMPTS[at] for at in known], [answers[at].text for at in known]
    scores = engine.score(prompts, texts, batch=2)
    for at, score in zip(known, scores, strict=True):
        # Merging across tokens can make another tokenisation of the same text; it is then less likely.
        assert score <= answers[at].logprob + 1e-2
    assert any(score == pytest.approx(answers[at].logprob, abs=1e-2) for at, score in zip(known, scores, strict=True))


def test_an_empty_text_says_nothing(engine: Engine) -> None:
    assert engine.score(PROMPTS[:2], ["", "Oslo"], batch=8)[0] == 0.0
    assert engine.score(PROMPTS[:2], ["", "Oslo"], batch=8)[1] < 0.0


def test_nothing_asked_is_nothing_answered(engine: Engine) -> None:
    assert engine.complete([], Sampling(), batch=4) == []
    assert engine.score([], [], batch=4) == []


def test_an_empty_prompt_is_refused_by_name(engine: Engine) -> None:
    with pytest.raises(InputError, match="prompt is empty"):
        engine.complete(["Oslo", ""], Sampling(), batch=4)


def test_a_prompt_that_does_not_fit_is_refused_with_its_length(folder: Path) -> None:
    with pytest.raises(InputError, match=r"takes \d+ tokens, the model reads 512"):
        load_engine(str(folder), threads=1).complete(["q" * 600], Sampling(), batch=4)


def test_an_engine_says_what_it_is(folder: Path) -> None:
    engine = load_engine(str(folder), threads=1)
    assert engine.digest == identify(str(folder))
    assert len(engine.digest) == 64
    assert engine.dtype in ("int8", "int7", "float32")
    assert load_engine(str(folder), threads=1) is engine


def test_another_process_writes_the_same(folder: Path) -> None:
    code = (
        "import json, sys; from models.engine import Sampling, load_engine;"
        "engine = load_engine(sys.argv[1], threads=1);"
        "print(json.dumps(engine.complete(json.loads(sys.argv[2]), Sampling(candidates=3, max_tokens=12), batch=4)))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, str(folder), json.dumps(PROMPTS)],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(json.loads(runs[0])) == len(PROMPTS)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("no/such/folder", "no such model or folder"),
        ("openai:qwen", "not the name of a server's model"),
        ("openai:@http://localhost", "not the name of a server's model"),
        ("openai:qwen@ftp://localhost", "not the name of a server's model"),
    ],
)
def test_a_wrong_name_is_one_clear_line(name: str, line: str) -> None:
    for ask in (load_engine, identify):
        with pytest.raises(InputError, match=line):
            ask(name)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no model here"):
        load_engine(str(tmp_path))


@pytest.mark.parametrize("damaged", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_folder_is_refused_with_the_file(tmp_path: Path, damaged: str) -> None:
    folder = a_model(tmp_path / "tiny")
    (folder / damaged).write_bytes(b"{damaged")
    with pytest.raises(InputError, match="cannot be read"):
        load_engine(str(folder), threads=1)


def test_weights_that_were_not_fetched_are_named_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="factpress models pull smollm2"):
        load_engine("smollm2", home=tmp_path)


def test_the_mean_likelihood_is_that_of_the_text_before_the_stop_string() -> None:
    letters = "abc\nd"
    made = completion(
        [0, 1, 2, 3], [-1.0, -2.0, -3.0, -9.0], (), ("\n",), lambda tokens: "".join(letters[token] for token in tokens)
    )
    assert made == Completion("abc", 4, -2.0)


def test_the_end_token_is_counted_but_is_no_text() -> None:
    made = completion([0, 9], [-1.0, -5.0], (9,), (), lambda tokens: "a" * len(tokens))
    assert made == Completion("a", 2, -1.0)


def test_a_text_that_ends_at_once_has_the_likelihood_of_ending() -> None:
    assert completion([9], [-0.5], (9,), ("\n",), lambda tokens: "a" * len(tokens)) == Completion("", 1, -0.5)
