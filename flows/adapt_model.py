"""Adapt a language model to wording facts."""

from pathlib import Path
from typing import Annotated

from prefect import flow

from flows.form import shown_as
from models.training.recipe import Recipe
from tasks.adapt_model import adapt


@flow(name="adapt_model", flow_run_name="{out}", persist_result=False)
def adapt_model(
    base: Annotated[str, shown_as("Model")],
    data: Annotated[Path, shown_as("Folder of public data")],
    out: Annotated[Path, shown_as("Folder for the adapter")],
    recipe: Annotated[Recipe, shown_as("Recipe")] = Recipe(),  # noqa: B008 - frozen
    scale: Annotated[float, shown_as("Share of the pairs")] = 1.0,
) -> dict[str, float]:
    """Train an adapter from public data and write its model card; the same call again goes on after a kill.

    Args:
        base: Name or folder of the model to adapt.
        data: Folder of public data.
        out: Folder for the adapter; it is then a value of `generator.model`.
        recipe: How to train.
        scale: Makes the set of pairs smaller or larger.

    Returns:
        What was measured, as the card has it.

    Raises:
        InputError: the base or the data are not there, or `out` holds another training.
    """
    return adapt(base, data, out, recipe, scale)
