"""The command `factpress`: parse, read the environment, call a flow, print."""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from content.errors import FactpressError, InputError
from factpress.adapt_command import adapt
from factpress.audit_command import audit
from factpress.check_command import check
from factpress.doctor import doctor
from factpress.explain_command import explain
from factpress.health import health
from factpress.impact_command import impact
from factpress.knowledge_command import knowledge
from factpress.ledger_command import ledger
from factpress.models_command import models
from factpress.options import Config, Knowledge, Mapping, Out, Set, assignments, mapping_of
from factpress.replay_command import replay
from factpress.serve_command import serve
from factpress.server import ServerGone
from factpress.settings_command import settings
from factpress.store_command import store
from factpress.verify_command import verify

app = typer.Typer(
    name="factpress",
    help="Content in bulk from briefs and a knowledge graph, every sentence traced to the facts behind it.",
    epilog="Start with `factpress doctor`, then `factpress run --help`. Exit codes: 0 all accounted for, 1 a defect "
    "of ours, 2 wrong input, 3 some documents failed or none was delivered.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    add_completion=False,
)
app.add_typer(knowledge, name="knowledge")
app.add_typer(ledger, name="ledger")
app.add_typer(models, name="models")
app.add_typer(store, name="store")
app.command()(audit)
app.command()(check)
app.command()(verify)
app.command()(replay)
app.command()(impact)
app.command()(explain)
app.command()(adapt)
app.command()(doctor)
app.command()(health)
app.command()(serve)
app.command()(settings)

Briefs = Annotated[
    list[Path],
    typer.Argument(help="JSONL, CSV or YAML; one document an entry.", show_default=False),
]


@app.command()
def run(
    briefs: Briefs,
    out: Out,
    knowledge: Knowledge = [],  # noqa: B006 - never changed
    config: Config = None,
    set_: Set = [],  # noqa: B006
    mapping: Mapping = [],  # noqa: B006
    estimate: Annotated[
        bool, typer.Option("--estimate", help="Only word the first documents, and say what the job will cost.")
    ] = False,
) -> None:
    """Make the documents that BRIEFS ask for.

    Every sentence that is delivered rests on facts of the knowledge given; DIR/documents/<id>/ledger.jsonl says which.
    The same job again reuses what is there; a killed job goes on where it was. Progress goes to standard error; the
    last line of standard output is JSON.
    """
    from factpress import api
    from factpress.progress import shown
    from factpress.report import exit_code, summary_line

    with shown():
        report = (api.estimate if estimate else api.run)(
            briefs,
            knowledge=knowledge,
            out=out,
            config=config,
            settings=assignments(set_),
            mappings=mapping_of(mapping),
        )
    print(summary_line(report))
    raise typer.Exit(exit_code(report) if not estimate else 0)


@app.command()
def plan(
    briefs: Briefs,
    out: Out,
    knowledge: Knowledge = [],  # noqa: B006
    config: Config = None,
    set_: Set = [],  # noqa: B006
    mapping: Mapping = [],  # noqa: B006
) -> None:
    """Write the plans of the documents to DIR/plans, for a person to edit before a word is written.

    Afterwards: factpress run BRIEFS --out DIR --set plan.plans=DIR/plans
    """
    from factpress import api
    from factpress.progress import shown
    from factpress.report import summary_line

    with shown():
        report = api.plan(
            briefs,
            knowledge=knowledge,
            out=out,
            config=config,
            settings=assignments(set_),
            mappings=mapping_of(mapping),
        )
    print(summary_line(report))
    raise typer.Exit(3 if report.failed else 0)


def main() -> None:
    """Run the command; a user's mistake is one line, a defect of ours keeps its traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        app()
    except InputError as error:
        print(f"factpress: {error}", file=sys.stderr)
        sys.exit(2)
    except FactpressError as error:
        print(f"factpress: {error}", file=sys.stderr, flush=True)
        if isinstance(error, ServerGone):
            os._exit(3)  # Prefect's threads would go on trying to tell a server that is gone, at every exit but this
        sys.exit(3)
    except KeyboardInterrupt:
        print("factpress: stopped; the same command goes on from here", file=sys.stderr)
        sys.exit(130)
