"""`factpress replay`: make delivered documents again and tell whether they come out the same."""

from typing import TYPE_CHECKING, Annotated

import typer

from content.errors import InputError
from factpress.options import AsJson, JobFolder

if TYPE_CHECKING:
    from tasks.differences import Difference
    from tasks.replay import Replay


def replay(
    folder: JobFolder,
    document: Annotated[
        list[str],
        typer.Option("--document", "-d", metavar="ID", help="A document. May be repeated.", show_default=False),
    ] = [],  # noqa: B006 - never changed
    every: Annotated[bool, typer.Option("--all", help="All documents of the job.")] = False,
    recorded: Annotated[
        bool, typer.Option("--recorded", help="Take what the model said from the record instead of asking it again.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make documents again from their inputs and compare them with what was delivered.

    The graph is built, the document planned, worded in the batches that it was worded in, corrected and rendered, all
    in memory. Says `identical`, or the first stage, sentence and token that differ. Exit code 0: all are identical; 4:
    one is not.
    """
    from models.engine import wait_politely

    wait_politely()
    from tasks.job_folder import JobFolder as Folder
    from tasks.replay import replaying

    job = Folder(folder)
    wanted = job.delivered if every else document
    if not wanted:
        raise InputError("names no document", place="replay", remedy="give --document ID or --all")
    for brief in wanted:
        job.manifest(brief)
    different = 0
    with replaying(job, recorded) as replayer:
        for brief in wanted:
            found = replayer.replay(brief)
            different += not found.identical
            print(found.model_dump_json() if as_json else _lines(found), flush=True)
    raise typer.Exit(4 if different else 0)


def _lines(found: "Replay") -> str:
    how = "from recorded candidates" if found.recorded else "recomputed"
    company = f", {found.together} documents worded together" if found.together > 1 else ""
    lines = [
        f"{found.document}: {'identical' if found.identical else 'DIFFERENT'} ({how}{company}, {found.seconds:.1f} s)"
    ]
    if found.difference:
        lines.append(f"  first difference: {_place(found.difference)}")
        if found.difference.recorded or found.difference.replayed:
            lines += [f"    recorded: {found.difference.recorded}", f"    replayed: {found.difference.replayed}"]
    return "\n".join([*lines, *(f"  note: {note}" for note in found.notes)])


def _place(difference: "Difference") -> str:
    parts = [difference.stage]
    parts += [f"sentence {difference.sentence}"] if difference.sentence else []
    parts += [f"token {difference.token}"] if difference.token else []
    return ", ".join(parts) + (f": {difference.detail}" if difference.detail else "")
