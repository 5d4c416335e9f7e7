"""`factpress adapt`: teach a language model to word facts, or the checker's classifier to judge claims."""

import logging
import os
from pathlib import Path
from typing import Annotated

import typer

from content.errors import InputError
from factpress.options import Set, assignments

DATA = "FACTPRESS_DATA"


def adapt(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Folder for the adapter.")],
    base: Annotated[str, typer.Option(metavar="NAME", help="Model to adapt: a name or a folder.")] = "smollm2",
    data: Annotated[
        Path | None, typer.Option(metavar="PATH", help=f"Folder of public data; else {DATA}.", show_default=False)
    ] = None,
    classifier: Annotated[bool, typer.Option("--classifier", help="Train the checker's classifiers instead.")] = False,
    set_: Set = [],  # noqa: B006 - never changed
) -> None:
    """Train an adapter (LoRA) that words facts and nothing else.

    The same command again goes on after a kill. FOLDER is then a value of `--set generator.model=FOLDER`. With --set:
    rank, alpha, rate, warmup, decay, batch_tokens, passes, seed, threads, save_seconds, and scale for fewer pairs.
    What a classifier is for: docs/checking.md.
    """
    from models.engine import wait_politely

    wait_politely()
    folder = data or Path(os.environ.get(DATA, ""))
    if data is None and not os.environ.get(DATA):
        raise InputError(
            "the folder of public data is not named", place="--data", remedy=f"give --data PATH or set {DATA}"
        )
    figures = _classifier(folder, out, set_) if classifier else _writer(base, folder, out, set_)
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    if not classifier:
        print(f"factpress run ... --set generator.model={out}")


def _classifier(data: Path, out: Path, set_: list[str]) -> dict[str, float]:
    from factpress.server import prefect_server
    from models.engine.registry import require
    from models.entailment import BASE
    from models.entailment.training import RECIPE
    from tasks.adapt_classifier import check_claims_data
    from tasks.adapt_model import recipe_of

    defaults = {name: str(value) for name, value in RECIPE.model_dump().items()}
    recipe, scale = recipe_of({**defaults, **assignments(set_)})
    check_claims_data(data)
    require(BASE)
    logging.getLogger("factpress").setLevel(logging.INFO)
    with prefect_server():
        from flows.adapt_classifier import adapt_classifier

        return adapt_classifier(data, out, recipe, scale)


def _writer(base: str, data: Path, out: Path, set_: list[str]) -> dict[str, float]:
    from factpress.server import prefect_server
    from tasks.adapt_model import check_data, recipe_of

    recipe, scale = recipe_of(assignments(set_))
    check_data(data)
    from models.engine import identify

    identify(base)
    logging.getLogger("factpress").setLevel(logging.INFO)
    with prefect_server():
        from flows.adapt_model import adapt_model

        return adapt_model(base, data, out, recipe, scale)
