"""`factpress explain`: why an output was reused, or would not be."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from factpress.options import AsJson, JobFolder

if TYPE_CHECKING:
    from tasks.explain import Explanation

STAGES = "process_input, plan_content, generate_text, refine_text, compare_documents or render_output"


def explain(
    folder: JobFolder,
    document: Annotated[str, typer.Option("--document", "-d", metavar="ID", help="A document of the job.")],
    stage: Annotated[str, typer.Option("--stage", "-S", metavar="STAGE", help=f"One of {STAGES}.")],
    as_json: AsJson = False,
) -> None:
    """Show every ingredient of the key under which a stage's output is kept, and what has changed since.

    An output is reused when all of its ingredients are the same: the hash of them is its key.
    """
    from tasks.explain import explain as found_out
    from tasks.explain import stage_named
    from tasks.job_folder import JobFolder as Folder

    found = found_out(Folder(folder), document, stage_named(stage))
    print(found.model_dump_json() if as_json else _lines(found))


def _lines(found: "Explanation") -> str:
    lines = [f"{found.document}, {found.stage}", f"key  {found.key}  ({_MADE[found.made]})", "ingredients"]
    lines += [f"  {name}: {_short(value)}" for name, value in sorted(found.ingredients.items())]
    lines.append(f"the same run now: {found.now} ({found.because})")
    for change in found.changes:
        lines.append(f"  {change.ingredient}: {_short(change.recorded)} → {_short(change.now)}")
    return "\n".join(lines)


_MADE = {"output": "in the store", "rejection": "a rejection, in the store", "lost": "the store has lost it"}


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else f"{text[:400]} … ({len(text)} characters; --json shows all)"
