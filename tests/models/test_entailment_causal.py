"""The classifier on a language model: what it reads, and that its training goes on after a kill."""

import json
from pathlib import Path

import pytest

pytest.importorskip("peft")

from content.errors import InputError
from models.engine.threads import wait_politely
from models.entailment.encoding import LABELS
from models.entailment.pairs import Judged
from models.training.recipe import Recipe, Step
from models.wording.verbaliser import Line

wait_politely()
import torch  # noqa: E402
from safetensors.torch import save_file  # noqa: E402
from transformers import LlamaConfig, LlamaForCausalLM  # noqa: E402

from models.entailment.bases import parts_of  # noqa: E402
from models.entailment.causal import LONGEST_CLAIM, LONGEST_PREMISE, CausalEncoder, read_causal  # noqa: E402
from models.entailment.classifier import Classifier  # noqa: E402
from models.entailment.training import train_classifier  # noqa: E402

BOUGHT = Line("Google", "acquired", "YouTube")
WORDS = "# google - acquired : youtube sentence true ? not . founded".split()
JUDGED = [
    Judged((BOUGHT,), text, label)
    for text, label in (
        ("Google acquired YouTube.", 0),
        ("YouTube acquired Google.", LABELS.index("argument_order")),
        ("Google not acquired YouTube.", LABELS.index("negation")),
    )
] * 8
RECIPE = Recipe(rank=2, alpha=4, batch_tokens=96, save_seconds=0, threads=1, passes=4, warmup=2, rate=1e-2)


@pytest.fixture(name="base", scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    model = {
        "type": "WordLevel",
        "vocab": {word: at for at, word in enumerate(["[unk]", *WORDS])},
        "unk_token": "[unk]",
    }
    tokenizer = {"version": "1.0", "model": model, "added_tokens": [], "normalizer": {"type": "Lowercase"}}
    whole = {**tokenizer, "pre_tokenizer": {"type": "BertPreTokenizer"}, "post_processor": None, "decoder": None}
    (folder / "tokenizer.json").write_text(json.dumps({**whole, "truncation": None, "padding": None}))
    config = LlamaConfig(
        vocab_size=64, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, pad_token_id=0
    )
    torch.manual_seed(0)
    weights = LlamaForCausalLM(config).state_dict()
    (folder / "config.json").write_text(json.dumps({**config.to_dict(), "architectures": ["LlamaForCausalLM"]}))
    save_file({name: one.contiguous() for name, one in weights.items()}, folder / "model.safetensors", {"format": "pt"})
    return folder


def test_it_reads_the_facts_then_the_claim_and_a_question(base: Path) -> None:
    read = CausalEncoder(base).encode((BOUGHT,), "Google acquired YouTube.")
    words = ["[unk]", *WORDS]
    assert [words[at] for at in read.ids] == (
        "# google - acquired : youtube sentence : google acquired youtube . true ?".split()
    )
    assert read.start == 8


def test_of_a_long_premise_the_end_counts_and_of_a_long_claim_the_beginning(base: Path) -> None:
    read = CausalEncoder(base).encode("founded " * 500 + "google", "youtube " * 500)
    assert (read.start, read.length) == (LONGEST_PREMISE, LONGEST_PREMISE + LONGEST_CLAIM)


def test_it_learns_and_a_killed_training_gives_the_same_bytes(base: Path, tmp_path: Path) -> None:
    steps: list[Step] = []
    train_classifier(base, "tiny", JUDGED, tmp_path / "whole", RECIPE, steps.append)
    assert steps[-1].loss < steps[0].loss

    def stop(step: Step) -> None:
        if step.number == len(steps) // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_classifier(base, "tiny", JUDGED, tmp_path / "killed", RECIPE, stop)
    train_classifier(base, "tiny", JUDGED, tmp_path / "killed", RECIPE)
    whole, killed = ((tmp_path / one / "adapter_model.safetensors").read_bytes() for one in ("whole", "killed"))
    assert whole == killed
    true, wrong = Classifier(base, tmp_path / "whole").judge_lines(
        [((BOUGHT,), "Google acquired YouTube."), ((BOUGHT,), "Google not acquired YouTube.")]
    )
    assert true.supported > wrong.supported


def test_a_second_course_begins_with_what_the_first_learnt(base: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    losses: dict[Path, list[float]] = {first: [], second: []}
    train_classifier(base, "tiny", JUDGED, first, RECIPE, lambda step: losses[first].append(step.loss))
    train_classifier(base, "tiny", JUDGED, second, RECIPE, lambda step: losses[second].append(step.loss), begun=first)
    assert losses[second][0] < losses[first][0] / 2
    wider = RECIPE.model_copy(update={"rank": 4})
    with pytest.raises(InputError, match="another shape"):
        train_classifier(base, "tiny", JUDGED, tmp_path / "wider", wider, begun=first)


def test_a_damaged_model_is_named(base: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_bytes((base / "config.json").read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"no tensors")
    with pytest.raises(InputError, match="cannot be read"):
        read_causal(tmp_path)


def test_what_a_classifier_is_made_of_goes_by_its_base(base: Path) -> None:
    assert parts_of(base).encoder is CausalEncoder
