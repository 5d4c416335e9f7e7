"""Train the checker's classifier: claims from public data, LoRA, measurements, model card."""

import json
import logging
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from prefect import task

from content.errors import InputError
from content.hashing import file_digest
from knowledge.evidence.passages import Passage, Passages
from knowledge.evidence.wholes import text_features
from knowledge.extraction.splitting import split_sentences
from models.engine import wait_politely

wait_politely()

from models.engine.layout import weights_digest  # noqa: E402
from models.engine.registry import require  # noqa: E402
from models.entailment import BASE, READER, READER_BASE  # noqa: E402
from models.entailment.card import Made, write_card  # noqa: E402
from models.entailment.classifier import Classifier, Guess  # noqa: E402
from models.entailment.consistency import fit, write  # noqa: E402
from models.entailment.courses import build_third_course  # noqa: E402
from models.entailment.nearness import Nearness  # noqa: E402
from models.entailment.pairs import Judged, build, build_for_reader, build_second_course, held_out_claims  # noqa: E402
from models.entailment.training import LATER_RECIPE, READER_RECIPE, train_classifier  # noqa: E402
from models.training.recipe import Recipe, Step  # noqa: E402
from models.training.state import STATE  # noqa: E402
from tasks.adapt_model import FILES as FACTS  # noqa: E402
from tasks.adapt_verdict import fit_verdict  # noqa: E402

log = logging.getLogger("factpress")

FILES = FACTS
"""What the training reads in the folder of public data."""
DOMAINS = ("news", "podcast", "qmsumm", "samsum")
SUMMARIES = tuple(f"summedits/summedits_{domain}.json" for domain in DOMAINS)
"""Summaries that people judged; what tells a text consistent is fitted to them."""
_BEGUN = "begun"
"""Folder of what the reader is after each course but the last, until that is done."""
_REPORT_STEPS = 20


def check_claims_data(data: Path) -> None:
    """Refuse a folder that lacks a file.

    Raises:
        InputError: which one.
    """
    missing = next((name for name in (*FILES, *SUMMARIES) if not (data / name).is_file()), None)
    if missing is not None:
        raise InputError(
            "there is no such file", place=str(data / missing), remedy="--data names the folder of public data"
        )


class Course(NamedTuple):
    """What the reader learns at a time, and how."""

    name: str
    recipe: Recipe
    claims: Sequence[Judged]


@task(name="adapt_classifier", persist_result=False)
def adapt_claims(data: Path, out: Path, recipe: Recipe, scale: float) -> dict[str, float]:
    """Train the classifier, measure it and write its card; a killed run goes on where its last state was kept.

    Returns:
        What was measured.

    Raises:
        InputError: the data are not there, or `out` holds another training.
        MissingPart: the encoder, or the language model, has not been fetched.
    """
    check_claims_data(data)
    base, reader_base = require(BASE), require(READER_BASE)
    claims = build(data, recipe.seed, scale)
    courses = _courses(data, recipe.seed, claims, scale)
    log.info(
        "adapt_classifier: %d claims for the classifier, %d for the reader",
        len(claims), sum(len(course.claims) for course in courses),
    )  # fmt: skip
    train_classifier(base, BASE, claims, out, recipe, _report)
    _train_reader(reader_base, courses, out)
    classifier, reader = Classifier(base, out, recipe.threads), Classifier(reader_base, out / READER, recipe.threads)
    held_out = held_out_claims(data, recipe.seed)
    pairs = [(one.premise, one.text) for one in held_out]
    figures = measured(held_out, classifier.judge_lines(pairs))
    figures |= {f"{name}, reader": value for name, value in measured(held_out, reader.judge_lines(pairs)).items()}
    figures |= fit_verdict(data, out, reader, recipe.seed)
    figures |= adapt_consistency(data, base, out)
    digests = {name: file_digest(data / name) for name in (*FILES, *SUMMARIES)}
    made = {
        "classifier": Made(BASE, weights_digest(base), recipe, claims),
        **{one.name: Made(READER_BASE, weights_digest(reader_base), one.recipe, one.claims) for one in courses},
    }
    write_card(out, made, digests, figures)
    for folder in (out, out / READER):
        (folder / STATE).unlink(missing_ok=True)
    shutil.rmtree(out / _BEGUN)
    return figures


def _courses(data: Path, seed: int, claims: Sequence[Judged], scale: float) -> list[Course]:
    """Build what the reader learns, one course after the other."""
    first, later = (one.model_copy(update={"seed": seed}) for one in (READER_RECIPE, LATER_RECIPE))
    return [
        Course("reader", first, build_for_reader(data, seed, claims, scale)),
        Course("reader, second course", later, build_second_course(data, seed, scale)),
        Course("reader, third course", later, build_third_course(data, seed, scale)),
    ]


def _train_reader(base: Path, courses: Sequence[Course], out: Path) -> None:
    """Train the reader; every course begins with the weights of the one before."""
    begun = None
    for at, course in enumerate(courses, 1):
        folder = out / READER if at == len(courses) else out / _BEGUN / str(at)
        train_classifier(base, READER_BASE, course.claims, folder, course.recipe, _report, begun=begun)
        begun = folder


def adapt_consistency(data: Path, base: Path, out: Path) -> dict[str, float]:
    """Fit what tells a text consistent with documents.

    Returns:
        Balanced accuracy on each domain, fitted on the others.
    """
    domains = {domain: described(data / name, Nearness(base)) for domain, name in zip(DOMAINS, SUMMARIES, strict=True)}
    everything = [one for found in domains.values() for one in found]
    write(fit([one.features for one in everything], [one.consistent for one in everything]), out)
    return {f"SummEdits {name}, balanced accuracy": score for name, score in left_out(domains).items()}


class Summary(NamedTuple):
    """A summary as numbers, and what people say of it."""

    features: tuple[float, ...]
    consistent: bool


def described(path: Path, nearness: Nearness) -> list[Summary]:
    """Read the summaries of a domain and describe each beside its document."""
    found = []
    read: dict[str, Passages] = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        text = row["doc"]
        if text not in read:
            read[text] = Passages(
                Passage("", one.start, one.end, one.text) for one in split_sentences(text, joined=False)
            )
        sentences = [one.text for one in split_sentences(row["summary"])]
        found.append(Summary(text_features(sentences, read[text], nearness.nearest), bool(row["label"])))
    return found


def left_out(domains: Mapping[str, Sequence[Summary]]) -> dict[str, float]:
    """Measure each domain with what was fitted on the others: balanced accuracy."""
    scores = {}
    for name, held_out in domains.items():
        others = [one for other, found in domains.items() if other != name for one in found]
        machine = fit([one.features for one in others], [one.consistent for one in others])
        right = [(one.consistent, (machine.chance(one.features) >= 0.5) == one.consistent) for one in held_out]
        shares = [[told for truth, told in right if truth is kind] for kind in (True, False)]
        scores[name] = sum(sum(told) / len(told) for told in shares) / 2
    return scores


def measured(claims: Sequence[Judged], opinions: Sequence[Guess]) -> dict[str, float]:
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


__all__ = ["DOMAINS", "FILES", "SUMMARIES", "adapt_claims", "check_claims_data", "described", "left_out", "measured"]
