"""Train a LoRA adapter on pairs of prompt and completion: resumable, and the same bytes however often it was killed."""

import hashlib
import json
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import MissingPart
from models.engine.processor import number_format
from models.engine.threads import use_threads, wait_politely
from models.training.recipe import Example, Recipe, Step, batches, rate_at

wait_politely()
import torch  # noqa: E402
from torch import Tensor  # noqa: E402
from torch.nn import functional  # noqa: E402

from models.training.state import STATE, Optimiser, resumed, save  # noqa: E402

if TYPE_CHECKING:
    from peft import PeftModel

LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


def train_adapter(
    base: Path,
    base_name: str,
    examples: Sequence[Example],
    out: Path,
    recipe: Recipe,
    report: Callable[[Step], None] = lambda _step: None,
) -> None:
    """Train an adapter, or go on with one that was begun with the same base, examples and recipe.

    Args:
        base: folder of the model.
        base_name: what the adapter calls its base.
        examples: what to learn.
        out: folder of the adapter and of `state.safetensors`, from which a killed training goes on.
        recipe: how to train.
        report: called after every step.

    Raises:
        MissingPart: peft is not installed.
        InputError: `out` holds another training's state.
    """
    use_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    model = _model(base, recipe)
    weights = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
    optimiser = Optimiser(weights)
    plan = batches(examples, recipe)
    key = _key(base, examples, recipe)
    out.mkdir(parents=True, exist_ok=True)
    done = resumed(out / STATE, key, optimiser)
    saved = time.monotonic()
    for number in range(done, len(plan)):
        batch = [examples[at] for at in plan[number]]
        loss = _loss(model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step(rate_at(number, len(plan), recipe), recipe.clip)
        report(Step(number + 1, len(plan), float(loss.detach()), sum(one.length for one in batch)))
        if time.monotonic() - saved > recipe.save_seconds:
            save(out / STATE, key, number + 1, optimiser.tensors())
            saved = time.monotonic()
    if done < len(plan):
        save(out / STATE, key, len(plan), optimiser.tensors())
    _save_adapter(out, base_name, weights, recipe)


def _save_adapter(out: Path, base_name: str, weights: Mapping[str, Tensor], recipe: Recipe) -> None:
    """Write the adapter as peft reads it, in bf16; peft's own writer orders the layers differently in every process."""
    from safetensors.torch import save_file

    tensors = {
        name.replace(".default.", "."): weight.detach().to(torch.bfloat16).contiguous()
        for name, weight in sorted(weights.items())
    }
    save_file(tensors, out / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "base_model_name_or_path": base_name,
        "bias": "none",
        "inference_mode": True,
        "lora_alpha": recipe.alpha,
        "lora_dropout": 0.0,
        "peft_type": "LORA",
        "r": recipe.rank,
        "target_modules": sorted(LINEAR),
        "task_type": "CAUSAL_LM",
    }
    (out / "adapter_config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def _model(base: Path, recipe: Recipe) -> "PeftModel":
    try:
        from peft import LoraConfig, get_peft_model
    except ImportError as error:
        raise MissingPart(
            "training an adapter needs peft", place="adapt", remedy="pip install 'factpress[adapt]'"
        ) from error
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(base, dtype=number_format(), local_files_only=True)
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        target_modules=list(LINEAR),
        lora_dropout=0.0,
        bias="none",
        task_type="CAUSAL_LM",
    )
    with warnings.catch_warnings():
        # peft asks transformers for what that has renamed
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
        adapted = get_peft_model(model, config, autocast_adapter_dtype=False)
    adapted.train()
    return adapted


def _loss(model: Any, batch: Sequence[Example]) -> Tensor:
    """Compute the mean loss of the completions' tokens; only their places go through the vocabulary."""
    width = max(one.length for one in batch)
    tokens = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    rows: list[int] = []
    places: list[int] = []
    wanted: list[int] = []
    for row, one in enumerate(batch):
        tokens[row, : one.length] = torch.tensor([*one.prompt, *one.completion])
        mask[row, : one.length] = 1
        rows += [row] * len(one.completion)
        places += range(len(one.prompt) - 1, one.length - 1)
        wanted += one.completion
    inner = model.get_base_model()
    hidden = inner.model(input_ids=tokens, attention_mask=mask, use_cache=False).last_hidden_state
    logits = inner.lm_head(hidden[rows, places])
    return functional.cross_entropy(logits.float(), torch.tensor(wanted))


def _key(base: Path, examples: Sequence[Example], recipe: Recipe) -> str:
    from models.engine.layout import weights_digest

    shaping = recipe.model_dump(exclude={"save_seconds"})
    told = json.dumps(
        [weights_digest(base), shaping, [[one.prompt, one.completion] for one in examples]], sort_keys=True
    )
    return hashlib.sha256(told.encode()).hexdigest()
