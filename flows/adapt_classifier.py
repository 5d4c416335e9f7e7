"""Train the checker's classifier."""

from pathlib import Path
from typing import Annotated

from prefect import flow

from flows.form import shown_as
from models.training.recipe import Recipe
from tasks.adapt_classifier import adapt_claims


@flow(name="adapt_classifier", flow_run_name="{out}", persist_result=False)
def adapt_classifier(
    data: Annotated[Path, shown_as("Folder of public data")],
    out: Annotated[Path, shown_as("Folder for the classifier")],
    recipe: Annotated[Recipe, shown_as("Recipe")],
    scale: Annotated[float, shown_as("Share of the claims")] = 1.0,
) -> dict[str, float]:
    """Train the checker's classifier from public data and write its model card; the same call goes on after a kill.

    Args:
        data: Folder of public data.
        out: Folder for the classifier.
        recipe: How to train.
        scale: Makes the set of claims smaller or larger.

    Returns:
        What was measured, as the card has it.

    Raises:
        InputError: the data are not there, or `out` holds another training.
        MissingPart: the encoder has not been fetched.
    """
    return adapt_claims(data, out, recipe, scale)
