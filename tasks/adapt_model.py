"""Adapt a language model to wording facts: pairs from public data, LoRA, measurements, model card."""

import logging
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from prefect import task
from pydantic import ValidationError

from content.artifacts import Fact
from content.errors import InputError
from content.hashing import fact_id, file_digest
from knowledge.evidence import check_sentence
from knowledge.extraction import extract_many
from knowledge.graph.values import normalise
from models.engine import Engine, Sampling, identify, load_engine, wait_politely

wait_politely()

from models.engine.loading import find  # noqa: E402
from models.training.card import write_card  # noqa: E402
from models.training.composing import Pair, names_all  # noqa: E402
from models.training.examples import encoded  # noqa: E402
from models.training.lora import train_adapter  # noqa: E402
from models.training.pairs import SHARES, PairBuilder, held_out_pairs  # noqa: E402
from models.training.recipe import Recipe, Step  # noqa: E402
from models.training.state import STATE  # noqa: E402

log = logging.getLogger("factpress")

FILES = (
    "rel2text/train.json",
    "rel2text/dev.json",
    "creak/train.json",
    "begin/cmu-dog/begin_dev_cmu.tsv",
    "begin/topicalchat/begin_dev_tc.tsv",
    "e2e/devel-fixed.no-ol.csv",
    "fb15k237/entity2id.txt",
    "fb15k237/entity2wikidata.json",
    "fb15k237/relation2id.txt",
    "fb15k237/train2id.txt",
    "countries/countries.json",
)
"""What the training reads in the folder of public data."""

_MEASURED = 200
_REPORT_STEPS = 20


def recipe_of(assignments: Mapping[str, str]) -> tuple[Recipe, float]:
    """Read `--set` assignments: the recipe, and `scale`, which makes the set of pairs smaller or larger.

    Raises:
        InputError: an unknown name or a bad value.
    """
    values: dict[str, str] = dict(assignments)
    try:
        scale = float(values.pop("scale", "1"))
        recipe = Recipe.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        known = ", ".join(sorted([*Recipe.model_fields, "scale"]))
        raise InputError(first["msg"], place=f"--set {first['loc'][0]}", remedy=f"known are {known}") from error
    except ValueError as error:
        raise InputError("needs a number", place="--set scale") from error
    if not 0 < scale <= 20:
        raise InputError("must lie above 0 and be at most 20", place="--set scale")
    return recipe, scale


def check_data(data: Path) -> None:
    """Refuse a folder that lacks a file.

    Raises:
        InputError: which one.
    """
    missing = next((name for name in FILES if not (data / name).is_file()), None)
    if missing is not None:
        raise InputError(
            "there is no such file", place=str(data / missing), remedy="--data names the folder of public data"
        )


@task(name="adapt_model", persist_result=False)
def adapt(base: str, data: Path, out: Path, recipe: Recipe, scale: float) -> dict[str, float]:
    """Train an adapter, measure it and write its card; a killed run goes on where its last state was kept.

    Returns:
        What was measured.

    Raises:
        InputError: data or base are not there, or `out` holds another training.
    """
    check_data(data)
    folder, base_digest = find(base), identify(base)
    pairs = pairs_of(data, recipe.seed, scale)
    examples = encoded(pairs, folder)
    log.info("adapt_model: %d pairs, %d tokens", len(pairs), sum(one.length for one in examples))
    train_adapter(folder, base, examples, out, recipe, _Progress())
    figures = measure(load_engine(str(out), threads=recipe.threads), data, recipe.seed)
    digests = {name: file_digest(data / name) for name in FILES}
    write_card(out, base, base_digest, digests, pairs, sum(one.length for one in examples), recipe, figures)
    (out / STATE).unlink(missing_ok=True)
    return figures


def pairs_of(data: Path, seed: int, scale: float) -> list[Pair]:
    """Build the pairs of a training."""
    return PairBuilder(data, seed, _passes, _read).build(
        {kind: max(1, round(count * scale)) for kind, count in SHARES.items()}
    )


def _passes(pair: Pair) -> bool:
    """Let the checker of drafts judge what is to be an example for them."""
    facts = [
        Fact(
            id=fact_id(line.subject, line.relation, line.object),
            subject=line.subject,
            predicate=line.relation,
            object=line.object,
            value=normalise(line.object),
        )
        for line in pair.lines
    ]
    return check_sentence(pair.text, facts).passed


def _read(texts: Sequence[str]) -> list[list[Fact]]:
    """Find the facts of sentences as documents are read."""
    return [
        [
            Fact(
                id=fact_id(one.subject, one.predicate, one.object),
                subject=one.subject,
                predicate=one.predicate,
                object=one.object,
                value=normalise(one.object, one.datatype),
                negated=one.negated,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
            )
            for one in found
        ]
        for found in extract_many(texts)
    ]


def measure(engine: Engine, data: Path, seed: int) -> dict[str, float]:
    """Measure an adapter on what it was not trained on: likelihood on Rel2Text dev, names and numbers said."""
    unseen = held_out_pairs(data)
    prompts = [pair.prompt for pair in unseen]
    scores = engine.score(prompts, [f" {pair.text}" for pair in unseen], 64)
    many = Random(seed + 1).sample(PairBuilder(data, seed + 1).build({"made": 2 * _MEASURED}), _MEASURED)
    texts = wordings(engine, many)
    said = sum(names_all(pair.lines, text) for pair, text in zip(many, texts, strict=True))
    return {
        "Rel2Text dev, nats a token": -sum(scores) / len(scores),
        "made facts, texts with every name and number": said / len(many),
    }


def wordings(engine: Engine, pairs: Sequence[Pair]) -> list[str]:
    """Let the model word the facts of pairs, greedily."""
    sampling = Sampling(max_tokens=192, stop=("\n",))
    prompts = [pair.prompt for pair in pairs]
    return [answer[0].text.strip() for answer in engine.complete(prompts, sampling, 64)]


class _Progress:
    """Tells now and then how far the training is."""

    def __init__(self) -> None:
        self.began, self.tokens, self.losses = time.monotonic(), 0, list[float]()

    def __call__(self, step: Step) -> None:
        self.tokens += step.tokens
        self.losses.append(step.loss)
        if step.number % _REPORT_STEPS == 0 or step.number == step.of:
            loss = sum(self.losses) / len(self.losses)
            rate = self.tokens / max(1e-6, time.monotonic() - self.began)
            log.info("adapt_model: step %d of %d, loss %.3f, %.0f tokens/s", step.number, step.of, loss, rate)
            self.losses = []


__all__ = ["FILES", "adapt", "check_data", "measure", "pairs_of", "recipe_of", "wordings"]
