"""`factpress impact`: what rests on a fact, and what becomes of it without the fact."""

import json
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.errors import InputError
from content.hashing import FACT_ID
from factpress.options import AsJson, JobFolder
from factpress.report import counted

if TYPE_CHECKING:
    from content.artifacts import JobReport
    from tasks.impact import Impact


def impact(
    folder: JobFolder,
    retract: Annotated[
        list[str],
        typer.Option("--retract", "-r", metavar="FACT", help="Id of a fact, as in facts.jsonl. May be repeated."),
    ],
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the documents that rest on it anew without it; no other changes.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the documents and sentences that rest on facts.

    With --rebuild the facts are taken back: DIR/retracted.json keeps them out of later runs, and the documents that
    rest on them are made anew from the knowledge as it is now. Exit code 3: one of them failed.
    """
    from tasks.impact import impact_of
    from tasks.job_folder import JobFolder as Folder

    for fact in retract:
        if not re.fullmatch(FACT_ID, fact):
            raise InputError("is not the id of a fact", place=f"--retract {fact}", remedy="facts.jsonl lists the ids")
    found = impact_of(Folder(folder), retract)
    report = _rebuilt(folder, found) if rebuild else None
    if as_json:
        print(json.dumps({**found.model_dump(mode="json"), "rebuilt": _account(found, report) if report else None}))
    else:
        _show(found)
        if report:
            print(", ".join(f"{count} {name}" for name, count in _account(found, report).items()))
    raise typer.Exit(3 if report and _account(found, report)["failed"] else 0)


def _rebuilt(folder: Path, found: "Impact") -> "JobReport":
    from factpress.progress import shown
    from factpress.server import prefect_server
    from models.engine import wait_politely

    wait_politely()
    with prefect_server(meanwhile=lambda: import_module("flows.renew_documents")), shown():
        from flows.renew_documents import renew_documents

        return renew_documents(out=folder, retracted=found.facts)


def _account(found: "Impact", report: "JobReport") -> dict[str, int]:
    """Count what became of the documents that rested on the facts."""
    mine = set(found.documents)
    rejected = len(mine & {one.brief for one in report.rejected})
    failed = len(mine & {*(one.brief for one in report.failed), *(one.brief for one in report.skipped)})
    return {"renewed": len(mine) - rejected - failed, "rejected": rejected, "failed": failed}


def _show(found: "Impact") -> None:
    for fact, said in found.facts.items():
        print(f"{fact}  {said or 'no delivered document cites it'}")
    document = ""
    for one in found.sentences:
        if one.document != document:
            document = one.document
            print(document)
        print(f"  {one.sentence}. {one.text}")
    print(f"{counted(len(found.documents), 'document')}, {counted(len(found.sentences), 'sentence')}")
