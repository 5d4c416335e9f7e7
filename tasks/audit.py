"""What a person can read of each stage in Prefect: a Markdown summary and a table, a row a document.

Outside a run (a plain call from Python or a test) nothing is recorded.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.context import FlowRunContext

from content.artifacts import Artifact, Document, Draft, Estimate, FileHash, Intake, JobReport, Outline
from content.names import slug
from knowledge.evidence import Finding
from tasks.artifacts import send
from tasks.job import Item, Job, StageResult, World
from tasks.loaded import store_at
from tasks.stage import load


class Link(NamedTuple):
    """A cell that leads somewhere."""

    text: str
    target: str


Row = dict[str, object]
_FIRST = ("document", "in", "out", "from", "seconds", "tokens", "rejected", "failed")
"""Columns that come before what is particular to a stage."""
A = TypeVar("A", bound=Artifact)


def show_world(world: World) -> None:
    """Show what the knowledge of a job is made of."""
    rows: list[Row] = [
        {
            "source": source.uri,
            "kind": source.media,
            "language": source.language,
            "statements": source.statements,
            "repeats": source.duplicate_of,
        }
        for source in world.sources
    ]
    summary = (
        f"{world.facts} facts about {world.entities} entities, from {len(world.sources)} sources; "
        f"graph `{world.digest[:12]}`"
    )
    problems = [f"- {code(problem.place)}: {cell(problem.text)}" for problem in world.problems]
    publish("knowledge", "Knowledge", [summary, *problems], rows)


def show_intake(job: Job, result: StageResult) -> None:
    """Show what came in."""

    def row(item: Item) -> Row:
        intake = _load(job, item, Intake)
        return {
            "topic": intake.brief.topic,
            "kind": intake.brief.kind,
            "words": intake.brief.words or "",
            "own facts": len(intake.facts),
            "own sources": len(intake.sources),
            "problems": "; ".join(f"{problem.place}: {problem.text}" for problem in intake.problems),
        }

    _show_stage(job, "What came in", result, row)


def show_plans(job: Job, result: StageResult) -> None:
    """Show the plans."""

    def row(item: Item) -> Row:
        outline = _load(job, item, Outline)
        return {
            "title": outline.title,
            "sections": " / ".join(section.heading or "(opening)" for section in outline.sections),
            "sentence plans": sum(len(section.plans) for section in outline.sections),
            "facts": len(outline.facts),
            "left out": len(outline.left_out),
            "words": outline.words,
            "notes": "; ".join(outline.notes),
        }

    _show_stage(job, "Plans", result, row)


def show_drafts(job: Job, result: StageResult) -> None:
    """Show the drafts and how many candidates fell."""

    def row(item: Item) -> Row:
        draft = _load(job, item, Draft)
        sentences = [sentence for section in draft.sections for sentence in section.sentences]
        tried = [one for sentence in sentences for one in sentence.candidates if one.origin == "model"]
        return {
            "sentences": len(sentences),
            "from the model": sum(sentence.origin == "model" for sentence in sentences),
            "candidates": len(tried),
            "fell": sum(not one.passed for one in tried),
            "dropped": len(draft.dropped),
            "text": " ".join(sentence.text for sentence in sentences),
        }

    _show_stage(job, "Drafts", result, row)


def show_refined(job: Job, result: StageResult) -> None:
    """Show the edits, before and after."""
    _show_stage(job, "Edits", result, lambda item: _edits(job, item))


def show_comparison(job: Job, result: StageResult, findings: Mapping[str, Sequence[Finding]]) -> None:
    """Show what was found across the job."""

    def row(item: Item) -> Row:
        found = "; ".join(f"{one.kind}: {one.detail}" for one in findings.get(item.brief, ()))
        return {"found": found}

    _show_stage(job, "Across the job", result, row)


def show_delivered(job: Job, result: StageResult) -> None:
    """Show what was delivered."""
    from tasks.render_output import Delivered

    def row(item: Item) -> Row:
        delivered = _load(job, item, Delivered)
        return {**_counts(delivered.document), "files": _files(job, delivered.files)}

    _show_stage(job, "Delivered", result, row)


def show_estimate(requested: int, estimate: Estimate) -> None:
    """Show what the run is expected to cost."""
    line = (
        f"{requested} documents take about {estimate.seconds / 60:.1f} minutes and {estimate.tokens} tokens, as "
        f"{estimate.documents} of them did."
    )
    publish("estimate", "Estimate", [line], [])


def show_finished(report: JobReport) -> None:
    """Show that there was nothing to do."""
    line = (
        f"Nothing has changed since this job was finished: {report.delivered} of {report.requested} documents are "
        "delivered, and every file is as its manifest says."
    )
    publish("find-finished", "Nothing to do", [line], [])


def _files(job: Job, files: Sequence[FileHash]) -> str:
    return ", ".join(str(job.out / file.path) for file in files)


def _counts(document: Document) -> Row:
    words = sum(len(sentence.text.split()) for sentence in document.sentences)
    return {"title": document.title, "sentences": len(document.sentences), "words": words}


def _edits(job: Job, item: Item) -> Row:
    draft = _load(job, item, Draft)
    edits = [edit for section in draft.sections for sentence in section.sentences for edit in sentence.edits]
    return {
        "checker": draft.grammar or "none",
        "made": sum(edit.accepted for edit in edits),
        "refused": sum(not edit.accepted for edit in edits),
        "before and after": "; ".join(f"{edit.before} → {edit.after}" for edit in edits if edit.accepted),
        "dropped": "; ".join(f"{one.text} ({one.reason})" for one in draft.dropped),
    }


def _load(job: Job, item: Item, kind: type[A]) -> A:
    return load(store_at(job.store), item, kind)


def _show_stage(job: Job, title: str, result: StageResult, row: Callable[[Item], Row]) -> None:
    if FlowRunContext.get() is None:
        return
    rows = [_row(job, result, item, row) for item in result.items]
    rows += [{**_lost(result, one.brief), "rejected": one.reason} for one in result.rejected]
    rows += [{**_lost(result, one.brief), "failed": one.error} for one in result.failed]
    summary = (
        f"{len(result.items)} documents go on, {len(result.rejected)} rejected, {len(result.failed)} failed; "
        f"{result.reused} reused from the store; {result.seconds:.1f} s, {result.tokens} tokens. "
        f"Store: {code(job.store)}. Seconds are a document's share of its chunk."
    )
    publish(result.stage, title, [summary], rows)


def _row(job: Job, result: StageResult, item: Item, row: Callable[[Item], Row]) -> Row:
    """Say what came in and out of a document; one that was in the store already is not read again."""
    link = Link(item.key[:12], _address(store_at(job.store).where(item.key)))
    common = {"document": item.brief, "in": result.inputs[item.brief][:12], "out": link}
    if item.brief not in result.made:
        return {**common, "from": "store"}
    spent = {"seconds": _share(result, item.brief), "tokens": result.made[item.brief]}
    return {**common, "from": "made now", **spent, **row(item)}


def _lost(result: StageResult, brief: str) -> Row:
    return {"document": brief, "in": result.inputs[brief][:12], "seconds": _share(result, brief)}


def _share(result: StageResult, brief: str) -> float:
    """Share a chunk's seconds out: by tokens where a model spoke, else evenly."""
    if result.tokens:
        return round(result.seconds * result.made.get(brief, 0) / result.tokens, 3)
    return round(result.seconds / max(len(result.made), 1), 3) if brief in result.made else 0.0


def _address(where: str) -> str:
    """Give an address to follow: a store may be a folder of this machine, or be at an address already."""
    return where if "://" in where else Path(where).resolve().as_uri()


def publish(key: str, title: str, lines: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a summary and a table as artifacts of what is running.

    Args:
        lines: Markdown; what comes from outside went through `cell`.
        rows: plain values, one mapping a row.
    """
    if FlowRunContext.get() is None:
        return
    named = dict.fromkeys(name for row in rows for name in row)
    columns = [*(name for name in _FIRST if name in named), *(name for name in named if name not in _FIRST)]
    whole = [{name: row.get(name, "") for name in columns} for row in rows]
    header = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"] if rows else []
    body = [f"| {' | '.join(cell(row[name]) for name in columns)} |" for row in whole]
    markdown = "\n".join([f"# {title}", "", *(f"{line}\n" for line in lines), *header, *body])
    name = slug(key.replace("_", "-"))
    send(partial(create_markdown_artifact, markdown, key=f"{name}-summary", description=title))
    if whole:
        table = [_plain(row) for row in whole]
        send(partial(create_table_artifact, table, key=f"{name}-table", description=title))


def _plain(row: Row) -> Row:
    return {name: value.text if isinstance(value, Link) else value for name, value in row.items()}


def cell(value: object) -> str:
    """Write a value so that it stays within its cell and brings no markup along."""
    if isinstance(value, Link):
        return f"[{value.text}](<{value.target}>)"
    text = " ".join(str(value).split())
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text if len(text) <= 600 else text[:600] + " …"


def code(text: object) -> str:
    """Write a text as code, in which no mark needs a backslash and a backtick would end it."""
    return f"`{' '.join(str(text).split()).replace('`', chr(39))}`"
