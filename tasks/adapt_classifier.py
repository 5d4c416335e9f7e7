"""Train the checker's classifier: claims from public data, LoRA, measurements, model card."""

import logging
from collections.abc import Sequence
from pathlib import Path

from prefect import task

from content.errors import InputError
from content.hashing import file_digest
from models.engine import wait_politely

wait_politely()

from models.engine.layout import weights_digest  # noqa: E402
from models.engine.registry import require  # noqa: E402
from models.entailment import BASE  # noqa: E402
from models.entailment.card import write_card  # noqa: E402
from models.entailment.classifier import Classifier, Opinion  # noqa: E402
from models.entailment.pairs import Judged, build, held_out_claims  # noqa: E402
from models.entailment.training import train_classifier  # noqa: E402
from models.training.recipe import Recipe, Step  # noqa: E402
from models.training.state import STATE  # noqa: E402
from tasks.adapt_model import FILES as FACTS  # noqa: E402

log = logging.getLogger("factpress")

FILES = (
    *FACTS,
    "creak/train.json",
    "begin/cmu-dog/begin_dev_cmu.tsv",
    "begin/topicalchat/begin_dev_tc.tsv",
)
"""What the training reads in the folder of public data."""
_REPORT_STEPS = 20


def check_claims_data(data: Path) -> None:
    """Refuse a folder that lacks a file.

    Raises:
        InputError: which one.
    """
    missing = next((name for name in FILES if not (data / name).is_file()), None)
    if missing is not None:
        raise InputError(
            "there is no such file", place=str(data / missing), remedy="--data names the folder of public data"
        )


@task(name="adapt_classifier", persist_result=False)
def adapt_claims(data: Path, out: Path, recipe: Recipe, scale: float) -> dict[str, float]:
    """Train the classifier, measure it and write its card; a killed run goes on where its last state was kept.

    Returns:
        What was measured.

    Raises:
        InputError: the data are not there, or `out` holds another training.
        MissingPart: the encoder has not been fetched.
    """
    check_claims_data(data)
    base = require(BASE)
    claims = build(data, recipe.seed, scale)
    log.info("adapt_classifier: %d claims", len(claims))
    train_classifier(base, BASE, claims, out, recipe, _report)
    held_out = held_out_claims(data, recipe.seed)
    opinions = Classifier(base, out, recipe.threads).judge_lines([(one.premise, one.text) for one in held_out])
    figures = measured(held_out, opinions)
    digests = {name: file_digest(data / name) for name in FILES}
    write_card(out, BASE, weights_digest(base), digests, claims, recipe, figures)
    (out / STATE).unlink(missing_ok=True)
    return figures


def measured(claims: Sequence[Judged], opinions: Sequence[Opinion]) -> dict[str, float]:
    """Measure opinions on claims whose relations were not trained on; half is the limit."""
    true = [one.supported for claim, one in zip(claims, opinions, strict=True) if not claim.label]
    wrong = [one.supported for claim, one in zip(claims, opinions, strict=True) if claim.label]
    return {
        "Rel2Text dev, errors found": sum(chance < 0.5 for chance in wrong) / len(wrong),
        "Rel2Text dev, true claims refused": sum(chance < 0.5 for chance in true) / len(true),
    }


def _report(step: Step) -> None:
    if step.number % _REPORT_STEPS == 0 or step.number == step.of:
        log.info("adapt_classifier: step %d of %d, loss %.3f", step.number, step.of, step.loss)


__all__ = ["FILES", "adapt_claims", "check_claims_data", "measured"]
