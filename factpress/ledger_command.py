"""`factpress ledger`: ask the ledgers of all jobs at once."""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from content.errors import InputError

if TYPE_CHECKING:
    from content.artifacts import Fact
    from ledger.database import Database
    from ledger.questions import Mention

ledger = typer.Typer(
    help="The ledgers of all jobs: which documents rest on a fact, a source, a model; what contradicts, what repeats.",
    no_args_is_help=True,
)

Where = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="PLACE",
        help="A file or an address (postgresql://…); else $FACTPRESS_LEDGER, else a file in the user's data folder.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON an answer.")]
Folders = Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of finished jobs.", show_default=False)]


@ledger.command()
def add(folders: Folders, database: Where = "") -> None:
    """Add finished jobs, or renew what the database has of them. A run does this by itself."""
    from tasks.job_folder import JobFolder
    from tasks.record_ledger import fill

    opened = _open(database)
    for folder in folders:
        print(f"{folder}: {fill(opened, JobFolder(folder))} documents")


@ledger.command()
def forget(folders: Folders, database: Where = "") -> None:
    """Take jobs out; their folders stay as they are."""
    from ledger.writing import forget_job

    opened = _open(database)
    for folder in folders:
        if not forget_job(opened, str(folder.resolve())):
            raise InputError("the database has no such job", place=str(folder), remedy="`factpress ledger jobs`")


@ledger.command()
def jobs(database: Where = "", as_json: AsJson = False) -> None:
    """List the jobs in the database."""
    from ledger.questions import jobs as all_jobs

    _show(all_jobs(_open(database)), "{folder}: job {job}, {delivered} of {requested} documents delivered", as_json)


@ledger.command()
def fact(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="A fact's id, or the name of what it is about.")],
    database: Where = "",
    as_json: AsJson = False,
) -> None:
    """Show the sentences that rest on a fact, or on any fact about a subject."""
    from ledger.questions import mentions_of_fact

    _show_mentions(mentions_of_fact(_open(database), fact), as_json)


@ledger.command()
def source(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A source's path or address, its end, or SHA-256.")],
    database: Where = "",
    as_json: AsJson = False,
) -> None:
    """Show the sentences whose facts a source states."""
    from ledger.questions import mentions_of_source

    _show_mentions(mentions_of_source(_open(database), source), as_json)


@ledger.command()
def model(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model's name, or the SHA-256 of its weights.")],
    database: Where = "",
    as_json: AsJson = False,
) -> None:
    """Show the documents that a model worded."""
    from ledger.questions import documents_of_model

    _show(documents_of_model(_open(database), model), "{folder}: {brief}  ({model} {sha256:.12})", as_json)


@ledger.command()
def contradictions(database: Where = "", as_json: AsJson = False) -> None:
    """Show facts that delivered documents cite and that cannot both hold."""
    from ledger.questions import mentions_of_fact
    from tasks.record_ledger import contradictions as find

    opened = _open(database)
    for one, other in find(opened):
        both = [(found, mentions_of_fact(opened, found.id)) for found in (one, other)]
        if as_json:
            print(json.dumps([{"fact": _said(found), "in": [it._asdict() for it in where]} for found, where in both]))
            continue
        print(f"{_said(one)}  against  {_said(other)}")
        _show_mentions([mention for _, where in both for mention in where], as_json, indent="  ")


@ledger.command()
def repeats(
    words: Annotated[int, typer.Option(min=1, help="Shortest paragraph to tell.")] = 12,
    database: Where = "",
    as_json: AsJson = False,
) -> None:
    """Show paragraphs with the same words in several documents."""
    from ledger.questions import repeated_paragraphs

    for _, group in groupby(repeated_paragraphs(_open(database), words), key=lambda one: one.said):
        together = list(group)
        if as_json:
            print(json.dumps([one._asdict() for one in together]))
            continue
        print(together[0].text)
        _show(together, "  {folder}: {brief}, sentence {sentence}", as_json)


def _open(named: str) -> "Database":
    from content.settings import LedgerSettings
    from ledger.database import open_database
    from ledger.place import database_address

    address = database_address(LedgerSettings.model_construct(database=named))
    if not address:
        raise InputError("no database is named", place="--database", remedy="$FACTPRESS_LEDGER says none")
    return open_database(address)


def _show_mentions(mentions: "Iterable[Mention]", as_json: bool, indent: str = "") -> None:
    _show(mentions, indent + "{folder}: {brief}, sentence {sentence}, {fact}: {text}", as_json)


def _show(rows: Iterable[NamedTuple], form: str, as_json: bool) -> None:
    for row in rows:
        print(json.dumps(row._asdict()) if as_json else form.format(**row._asdict()))


def _said(fact: "Fact") -> str:
    since = f" ({fact.valid_from or '…'} to {fact.valid_to or '…'})" if fact.valid_from or fact.valid_to else ""
    return f"{fact.id} {fact.subject} · {'not ' if fact.negated else ''}{fact.predicate} · {fact.object}{since}"
