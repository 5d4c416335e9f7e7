"""`factpress models`: language models that are there, that could be, and how to get them."""

from typing import Annotated

import typer

models = typer.Typer(help="Language models: what is there, what could be, and how to get it.")


@models.callback(invoke_without_command=True)
def list_models(context: typer.Context) -> None:
    """List the language models."""
    if context.invoked_subcommand is not None:
        return
    from rich.console import Console
    from rich.table import Table

    from models.engine import available

    table = Table(box=None, pad_edge=False)
    for column in ("model", "state", "what it is", "how to get it"):
        table.add_column(column)
    for model in available():
        table.add_row(model.name, model.state, model.what, model.how)
    Console().print(table)


@models.command()
def pull(name: Annotated[str, typer.Argument(help="Name of a model, as `factpress models` lists it.")]) -> None:
    """Fetch the weights of a model, check their SHA-256, and convert them once."""
    from models.engine import pull as fetch

    print(fetch(name))
