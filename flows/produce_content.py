"""Produce documents in bulk: the five stages over chunks of briefs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from prefect import Task, flow
from prefect.client.schemas.objects import State, TaskRun

from content.artifacts import Brief, JobReport, Stage
from content.errors import InputError, PassingFault, StoreError
from content.hashing import digest
from content.settings import Settings, shaping
from content.store import clear_leftovers
from knowledge.readers import read_briefs
from models.engine import wait_politely
from tasks import progress
from tasks.accounting import Tally
from tasks.find_finished import find_finished, note_finished
from tasks.generate_text import generate_text
from tasks.job import Item, Job, StageResult, World
from tasks.plan_content import plan_content, save_plans
from tasks.process_input import process_input, process_knowledge
from tasks.refine_text import COMPARISON, compare_documents, refine_text
from tasks.render_output import render_output
from tasks.retractions import without_retracted
from tasks.run_record import begin_record, finish_record
from tasks.telemetry import telling


@flow(name="produce_content", flow_run_name="{out}")
def produce_content(
    briefs: list[Path],
    out: Path,
    knowledge: list[Path] = [],  # noqa: B006 - never changed; Prefect's form shows it as the default
    settings: Settings = Settings(),  # noqa: B008 - frozen
    mappings: dict[str, Path] = {},  # noqa: B006
    plan_only: bool = False,
) -> JobReport:
    """Make the documents that a file of briefs asks for.

    Args:
        briefs: files in JSONL, CSV or YAML, one document an entry.
        out: folder for the documents, their ledgers and job.json.
        knowledge: files and folders with facts, or one built graph.
        settings: everything that can be set; the defaults are good.
        mappings: table file → mapping file, where it does not lie beside the table.
        plan_only: stop after planning and write the plans to `out/plans`, for a person to edit.

    Raises:
        InputError: the briefs, the settings or the knowledge are wrong; nothing was written.
    """
    wait_politely()
    wanted = read_all_briefs(briefs)
    job = open_job(wanted, out, knowledge, without_retracted(settings, out), mappings)
    with telling(job):
        return _run(job, wanted, plan_only)


def _run(job: Job, wanted: list[Brief], plan_only: bool) -> JobReport:
    tally = Tally(job, wanted)
    clear_leftovers(job.out / "documents")
    world = _retried(process_knowledge, job)(job)
    finished = None if plan_only else find_finished(job, world, wanted)
    if finished is not None:
        return finished
    asked = begin_record(job, wanted)
    try:
        _produce(job, world, wanted, tally, plan_only)
    except StoreError as error:
        tally.stop(_stage_of(tally), str(error))
    if plan_only:
        return tally.report()
    finish_record(asked, job, tally.history, tally.results)
    report = tally.close()
    progress.report(progress.Closed(report=report))
    note_finished(job, world, wanted, report)
    return report


def read_all_briefs(paths: Sequence[Path]) -> list[Brief]:
    """Read several files of briefs as one job.

    Raises:
        InputError: a file is wrong, or two of them name the same document.
    """
    wanted: dict[str, Brief] = {}
    for path in paths:
        for brief in read_briefs(path):
            if wanted.setdefault(brief.id.casefold(), brief) is not brief:
                raise InputError(f"the id {brief.id!r} is in another file too", place=str(path), remedy="rename one")
    return list(wanted.values())


def open_job(
    briefs: list[Brief], out: Path, knowledge: list[Path], settings: Settings, mappings: dict[str, Path]
) -> Job:
    """Give a job its identity: the same briefs, knowledge and settings are the same job."""
    identity = {
        "briefs": briefs,
        "knowledge": [path.as_posix() for path in knowledge],
        "settings": shaping(settings),
    }
    return Job(
        id=digest(identity)[:16],
        out=out,
        store=settings.job.store or str(out / ".store"),
        settings=settings,
        knowledge=tuple(knowledge),
        mappings=mappings,
    )


def _produce(job: Job, world: World, wanted: list[Brief], tally: Tally, plan_only: bool) -> None:
    size = job.settings.job.chunk
    chunks = [wanted[start : start + size] for start in range(0, len(wanted), size)]
    refined: list[tuple[Item, ...]] = []
    for number, chunk in enumerate(chunks, 1):

        def step(stage: Task[..., StageResult], name: Stage, *parts: Any, at: int = number) -> tuple[Item, ...]:
            documents = len(parts[-1])
            progress.report(progress.Beginning(stage=name, chunk=at, chunks=len(chunks), documents=documents))
            return tally.add(_retried(stage, job)(job, *parts)) if documents else ()

        intakes = step(process_input, "process_input", chunk)
        plans = step(plan_content, "plan_content", world, intakes)
        if plan_only:
            save_plans(job, plans, job.out / "plans")
            tally.skip(plans, "planned only; nothing was written yet")
            continue
        drafts = step(generate_text, "generate_text", plans)
        refined.append(step(refine_text, "refine_text", world, drafts))
    if not plan_only:
        _deliver(job, world, refined, tally)


def _deliver(job: Job, world: World, refined: list[tuple[Item, ...]], tally: Tally) -> None:
    together = [item for chunk in refined for item in chunk]
    if not together:
        return
    compared = tally.add(_retried(compare_documents, job)(job, together), COMPARISON)
    size = job.settings.job.chunk
    for start in range(0, len(compared), size):
        chunk = compared[start : start + size]
        at, of = start // size + 1, -(-len(compared) // size)
        progress.report(progress.Beginning(stage="render_output", chunk=at, chunks=of, documents=len(chunk)))
        history = {item.brief: tally.history[item.brief] for item in chunk}
        tally.add(_retried(render_output, job)(job, world, chunk, history))


def _retried(stage: Task[..., Any], job: Job) -> Callable[..., Any]:
    return stage.with_options(
        retries=job.settings.job.retries,
        retry_delay_seconds=job.settings.job.retry_seconds,
        retry_condition_fn=is_passing,
    )


async def is_passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a failed stage is worth trying again: only after a passing fault."""
    result = await state.aresult(raise_on_failure=False)
    return isinstance(result, PassingFault)


def _stage_of(tally: Tally) -> Stage:
    """Name the stage that a job stopped in: the one after the last that finished."""
    order: list[Stage] = ["process_input", "plan_content", "generate_text", "refine_text", "render_output"]
    done = [stage for stage in order if stage in tally.seconds]
    return order[min(len(done), len(order) - 1)]
