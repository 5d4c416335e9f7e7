"""Adapt a language model to wording facts."""

from pathlib import Path

from prefect import flow

from models.training.lora import Recipe
from tasks.adapt_model import adapt


@flow(name="adapt_model", flow_run_name="{out}")
def adapt_model(
    base: str,
    data: Path,
    out: Path,
    recipe: Recipe = Recipe(),  # noqa: B008 - frozen
    scale: float = 1.0,
) -> dict[str, float]:
    """Train an adapter from public data and write its model card; the same call again goes on after a kill.

    Args:
        base: name or folder of the model to adapt.
        data: folder of public data.
        out: folder for the adapter; it is then a value of `generator.model`.
        recipe: how to train.
        scale: makes the set of pairs smaller or larger.

    Returns:
        What was measured, as the card has it.

    Raises:
        InputError: the base or the data are not there, or `out` holds another training.
    """
    return adapt(base, data, out, recipe, scale)
