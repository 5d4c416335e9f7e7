"""Train a LoRA adapter on pairs of prompt and completion: resumable, and the same bytes however often it was killed."""

import hashlib
import json
import os
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from content.errors import InputError, MissingPart
from models.engine.threads import use_threads, wait_politely
from models.training.recipe import Example, Recipe, Step, batches, rate_at

wait_politely()
import torch  # noqa: E402
from torch import Tensor  # noqa: E402
from torch.nn import functional  # noqa: E402

if TYPE_CHECKING:
    from peft import PeftModel

STATE = "state.safetensors"
"""What a killed training goes on from."""
LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class _Optimiser:
    """AdamW on single-precision copies of the weights: in 8 bits of mantissa small steps would be lost."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self.weights = weights
        self.masters = {name: weight.detach().float().clone().requires_grad_() for name, weight in weights.items()}
        self.adam = torch.optim.AdamW(list(self.masters.values()), betas=(0.9, 0.99), weight_decay=0.0, foreach=False)

    def step(self, rate: float, clip: float) -> None:
        """Move the weights against their gradients."""
        for name, master in self.masters.items():
            grad = self.weights[name].grad
            master.grad = None if grad is None else grad.float()
            self.weights[name].grad = None
        torch.nn.utils.clip_grad_norm_(list(self.masters.values()), clip)
        self.adam.param_groups[0]["lr"] = rate
        self.adam.step()
        self._copy()

    def _copy(self) -> None:
        with torch.no_grad():
            for name, master in self.masters.items():
                self.weights[name].copy_(master)

    def tensors(self) -> dict[str, Tensor]:
        """Everything that a resumed training needs."""
        saved: dict[str, Tensor] = {}
        for name, master in self.masters.items():
            state = self.adam.state[master]
            saved[f"weight/{name}"] = master.detach()
            saved[f"mean/{name}"], saved[f"square/{name}"] = state["exp_avg"], state["exp_avg_sq"]
        return saved

    def load(self, tensors: dict[str, Tensor], step: int) -> None:
        """Go back to where `tensors` were taken."""
        with torch.no_grad():
            for name, master in self.masters.items():
                master.copy_(tensors[f"weight/{name}"])
                self.adam.state[master] = {
                    "step": torch.tensor(float(step)),
                    "exp_avg": tensors[f"mean/{name}"].clone(),
                    "exp_avg_sq": tensors[f"square/{name}"].clone(),
                }
        self._copy()


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
    optimiser = _Optimiser(weights)
    plan = batches(examples, recipe)
    key = _key(base, examples, recipe)
    out.mkdir(parents=True, exist_ok=True)
    done = _resumed(out / STATE, key, optimiser)
    saved = time.monotonic()
    for number in range(done, len(plan)):
        batch = [examples[at] for at in plan[number]]
        loss = _loss(model, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step(rate_at(number, len(plan), recipe), recipe.clip)
        report(Step(number + 1, len(plan), float(loss.detach()), sum(one.length for one in batch)))
        if time.monotonic() - saved > recipe.save_seconds:
            _save(out / STATE, key, number + 1, optimiser.tensors())
            saved = time.monotonic()
    if done < len(plan):
        _save(out / STATE, key, len(plan), optimiser.tensors())
    _save_adapter(out, base_name, weights, recipe)


def _save_adapter(out: Path, base_name: str, weights: Mapping[str, Tensor], recipe: Recipe) -> None:
    """Write the adapter as peft reads it; peft's own writer orders the layers differently in every process."""
    from safetensors.torch import save_file

    tensors = {name.replace(".default.", "."): weight.detach().contiguous() for name, weight in sorted(weights.items())}
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

    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.bfloat16, local_files_only=True)
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


def _resumed(path: Path, key: str, optimiser: _Optimiser) -> int:
    if not path.is_file():
        return 0
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            data = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise InputError(
            f"the training's state cannot be read ({error})", place=str(path), remedy="delete it"
        ) from error
    if data.get("key") != key:
        raise InputError(
            "holds the state of another training (other data, base or settings)",
            place=str(path.parent),
            remedy="choose another folder, or delete the state to begin anew",
        )
    optimiser.load(tensors, int(data["step"]))
    return int(data["step"])


def _save(path: Path, key: str, step: int, tensors: dict[str, Tensor]) -> None:
    """Write the state whole or not at all."""
    from safetensors.torch import save_file

    scratch = path.with_suffix(".partial")
    save_file(tensors, scratch, metadata={"key": key, "step": str(step)})
    with scratch.open("rb") as file:
        os.fsync(file.fileno())
    scratch.replace(path)
