"""Train the classifier: LoRA on the encoder and a head, resumable, the same bytes however often it was killed."""

import hashlib
import json
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from content.errors import InputError, MissingPart
from models.engine.layout import read_weights, weights_digest
from models.engine.threads import use_threads, wait_politely
from models.entailment.bases import Coded, Parts, parts_of
from models.entailment.encoding import LABELS, WRONG
from models.entailment.pairs import Judged
from models.training.recipe import Recipe, Step, batches, rate_at
from models.training.state import STATE, Optimiser, resumed, save

wait_politely()
import torch  # noqa: E402
from torch import Tensor  # noqa: E402

RECIPE = Recipe(rank=32, alpha=64, rate=1e-3, warmup=60, decay=0.4, batch_tokens=2400, passes=0.7, threads=1)
"""How the packaged classifier was trained."""
READER_RECIPE = Recipe(rank=24, alpha=48, rate=7e-4, warmup=60, decay=0.4, batch_tokens=2400, passes=1.0)
"""How the packaged reader was, the same on a language model."""
LATER_RECIPE = READER_RECIPE.model_copy(update={"rate": 5e-4, "decay": 0.7})
"""How it went on with single facts, and with texts written one by one."""


def train_classifier(
    base: Path,
    base_name: str,
    claims: Sequence[Judged],
    out: Path,
    recipe: Recipe = RECIPE,
    report: Callable[[Step], None] = lambda _step: None,
    begun: Path | None = None,
) -> None:
    """Train a classifier, or go on with one that was begun with the same base, claims and recipe.

    Args:
        base: folder of the encoder.
        base_name: what the classifier calls it.
        claims: what to learn.
        out: folder of the classifier and of its training's state.
        recipe: how to train.
        report: called after every step.
        begun: folder of a classifier of the same shape whose weights it begins with.

    Raises:
        MissingPart: peft is not installed.
        InputError: `out` holds another training's state, or `begun` weights of another shape.
    """
    use_threads(recipe.threads)
    torch.manual_seed(recipe.seed)
    parts = parts_of(base)
    encoder = parts.encoder(base)
    examples: list[Coded] = [encoder.encode(one.premise, one.text) for one in claims]
    network = _network(base, parts, recipe)
    weights = {name: weight for name, weight in network.named_parameters() if weight.requires_grad}
    if begun is not None:
        _take(weights, begun)
    optimiser = Optimiser(weights)
    plan = batches(examples, recipe)
    key = _key(base, examples, claims, recipe, begun)
    out.mkdir(parents=True, exist_ok=True)
    done = resumed(out / STATE, key, optimiser)
    saved = time.monotonic()
    for number in range(done, len(plan)):
        batch = [examples[at] for at in plan[number]]
        loss = _loss(network(batch), [claims[at].label for at in plan[number]])
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step(rate_at(number, len(plan), recipe), recipe.clip)
        report(Step(number + 1, len(plan), float(loss.detach()), sum(one.length for one in batch)))
        if time.monotonic() - saved > recipe.save_seconds:
            save(out / STATE, key, number + 1, optimiser.tensors())
            saved = time.monotonic()
    if done < len(plan):
        save(out / STATE, key, len(plan), optimiser.tensors())
    _write(out, base_name, weights, parts, recipe)


def _network(base: Path, parts: Parts, recipe: Recipe) -> Any:
    try:
        from peft import LoraConfig, get_peft_model
    except ImportError as error:
        raise MissingPart(
            "training a classifier needs peft", place="adapt", remedy="pip install 'factpress[adapt]'"
        ) from error
    model = parts.read(base)
    first, count = parts.first_layer, int(model.config.num_hidden_layers)
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=recipe.alpha,
        target_modules=list(parts.linear),
        layers_to_transform=None if first is None else list(range(min(first, count - 1), count)),
        lora_dropout=0.0,
        bias="none",
    )
    with warnings.catch_warnings():
        # peft asks transformers for what that has renamed
        warnings.filterwarnings("ignore", "`is_gradient_checkpointing`", FutureWarning)
        return parts.network(get_peft_model(model, config, autocast_adapter_dtype=False))


def _loss(logits: Tensor, labels: Sequence[int]) -> Tensor:
    """Cross entropy; of what is wrong in an unknown way only that it is wrong."""
    wanted = torch.tensor(labels)
    chances = torch.log_softmax(logits, dim=1)
    known = chances.gather(1, wanted.clamp(min=0).unsqueeze(1)).squeeze(1)
    wrong = torch.logsumexp(chances[:, 1:], dim=1)
    return -torch.where(wanted == WRONG, wrong, known).mean()


def _write(out: Path, base_name: str, weights: Mapping[str, Tensor], parts: Parts, recipe: Recipe) -> None:
    """Write LoRA as peft names it, so that it is merged like any adapter; half precision is enough."""
    from safetensors.torch import save_file

    tensors = {_as_peft(name): weight.detach().half().contiguous() for name, weight in sorted(weights.items())}
    save_file(tensors, out / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "base_model_name_or_path": base_name,
        "bias": "none",
        "labels": list(LABELS),
        "lora_alpha": recipe.alpha,
        "peft_type": "LORA",
        "r": recipe.rank,
        "target_modules": sorted(parts.linear),
    }
    (out / "adapter_config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def _as_peft(name: str) -> str:
    return name.removeprefix("base.").replace(".default.", ".")


def _take(weights: Mapping[str, Tensor], folder: Path) -> None:
    """Begin with the weights of another training.

    Raises:
        InputError: they are of another shape.
    """
    found = read_weights(folder)
    for name, weight in weights.items():
        theirs = found.get(_as_peft(name))
        if theirs is None or theirs.shape != weight.shape:
            raise InputError("holds weights of another shape", place=str(folder))
        with torch.no_grad():
            weight.copy_(theirs)


def _key(base: Path, examples: Sequence[Coded], claims: Sequence[Judged], recipe: Recipe, begun: Path | None) -> str:
    shaping = recipe.model_dump(exclude={"save_seconds"})
    digests = [weights_digest(folder) for folder in (base, begun) if folder is not None]
    told = json.dumps([digests, shaping, examples, [one.label for one in claims]], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
