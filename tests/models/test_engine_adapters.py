"""Adapters: what our decoder computes with one is what peft computes."""

import json
import shutil
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from content.errors import InputError, MissingPart
from models.engine import Sampling, asked_with_facts, available, identify, load_engine
from models.engine.adapters import CARD, merged
from models.engine.layout import read_weights
from tests.models.tiny import a_model

LAYERS, HIDDEN, RANK = ("q_proj", "v_proj", "gate_proj", "down_proj"), 0, 4


@pytest.fixture(name="base")
def _base(tmp_path: Path) -> Path:
    return a_model(tmp_path / "tiny")


def an_adapter(folder: Path, base: Path, **changes: object) -> Path:
    """Make a random adapter of some of the base's products."""
    torch.manual_seed(3)
    tensors = {}
    for name, weight in read_weights(base).items():
        if name.split(".")[-2] in LAYERS:
            stem = "base_model.model." + name.removesuffix(".weight")
            tensors[f"{stem}.lora_A.weight"] = torch.randn(RANK, weight.shape[1]) * 0.3
            tensors[f"{stem}.lora_B.weight"] = torch.randn(weight.shape[0], RANK) * 0.3
    folder.mkdir()
    save_file(tensors, folder / "adapter_model.safetensors")
    config = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "r": RANK, "lora_alpha": 8, "bias": "none"}
    config |= {"base_model_name_or_path": str(base), "target_modules": list(LAYERS), **changes}
    (folder / "adapter_config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing`")
def test_merged_weights_give_the_logits_that_peft_gives(base: Path, tmp_path: Path) -> None:
    peft = pytest.importorskip("peft")
    from transformers import AutoModelForCausalLM

    folder = an_adapter(tmp_path / "adapter", base)
    plain = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    theirs = peft.PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32), folder)
    tokens = torch.tensor([[5, 6, 7, 8]])
    before, wanted = plain(tokens).logits, theirs(tokens).logits
    plain.load_state_dict(
        merged({name: weight.float() for name, weight in read_weights(base).items()}, folder), strict=False
    )
    assert torch.allclose(plain(tokens).logits, wanted, atol=1e-4)
    assert not torch.allclose(before, wanted, atol=1e-2)


def test_our_decoder_words_with_the_adapter(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.engine.local.weights_format", lambda: torch.float32)
    monkeypatch.setitem(sys.modules, "peft", None)
    folder = an_adapter(tmp_path / "adapter", base)
    whole = tmp_path / "whole"
    shutil.copytree(base, whole)
    save_file(merged(read_weights(base), folder), whole / "model.safetensors")
    prompts, sampling = ["Oslo is the capital of"], Sampling(max_tokens=8)
    adapted, same, plain = (load_engine(str(one), threads=1) for one in (folder, whole, base))
    assert adapted.complete(prompts, sampling, 4) == same.complete(prompts, sampling, 4)
    assert adapted.score(prompts, [" Norway"], 4) != plain.score(prompts, [" Norway"], 4)


def test_the_digest_covers_the_base_and_the_adapter(base: Path, tmp_path: Path) -> None:
    folder = an_adapter(tmp_path / "adapter", base)
    other = an_adapter(tmp_path / "other", a_model(tmp_path / "second"))
    changed = tmp_path / "changed"
    shutil.copytree(folder, changed)
    tensors = load_file(folder / "adapter_model.safetensors")
    save_file({name: tensor + 1 for name, tensor in tensors.items()}, changed / "adapter_model.safetensors")
    assert len({identify(str(one)) for one in (base, folder, changed)}) == 3
    assert identify(str(folder)) == identify(str(other))


def test_an_adapter_that_does_not_fit_is_refused(base: Path, tmp_path: Path) -> None:
    folder = an_adapter(tmp_path / "adapter", base)
    tensors = load_file(folder / "adapter_model.safetensors")
    name = next(name for name in tensors if "lora_A" in name)
    save_file({**tensors, name: torch.zeros(RANK, 3)}, folder / "adapter_model.safetensors")
    with pytest.raises(InputError, match="does not fit its base model"):
        load_engine(str(folder), threads=1)


def test_an_adapter_that_only_peft_can_merge_names_peft(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "peft", None)
    with pytest.raises(MissingPart, match="needs peft"):
        load_engine(str(an_adapter(tmp_path / "adapter", base, use_dora=True)), threads=1)


def test_an_adapter_without_its_base_is_refused(base: Path, tmp_path: Path) -> None:
    folder = an_adapter(tmp_path / "adapter", base, base_model_name_or_path="nowhere")
    with pytest.raises(InputError, match="'nowhere' is not on disk"):
        identify(str(folder))


def test_a_card_says_that_an_adapter_words_facts(base: Path, tmp_path: Path) -> None:
    folder = an_adapter(tmp_path / "adapter", base)
    assert not asked_with_facts(str(folder))
    (folder / CARD).write_text('{"prompt": "facts"}', encoding="utf-8")
    assert asked_with_facts(str(folder))
    (folder / CARD).write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="card cannot be read"):
        asked_with_facts(str(folder))


def test_other_models_are_asked_with_examples() -> None:
    assert [asked_with_facts(name) for name in ("smollm2", "openai:x@http://localhost:1/v1")] == [False, False]
    assert "smollm2" in {one.name for one in available()}
