"""Produce documents in bulk: the five stages over chunks of briefs."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from content.artifacts import Brief, JobReport
from content.errors import StoreError
from content.files import clear_leftovers
from content.pruning import claim
from content.settings import Settings
from flows.form import shown_as
from models.engine import wait_politely
from tasks import audit, progress
from tasks.accounting import Tally
from tasks.alone import alone_in
from tasks.artifacts import sent_aside
from tasks.audit_job import show_job
from tasks.cluster import cluster_for
from tasks.find_finished import find_finished, note_finished
from tasks.generate_text import generate_text
from tasks.job import Item, Job, World
from tasks.loaded import store_at
from tasks.open_job import open_job, read_all_briefs
from tasks.pace import Pace, chunks_of, sliced
from tasks.plan_content import plan_content, save_plans
from tasks.process_input import process_input, process_knowledge
from tasks.record_ledger import record_if_possible
from tasks.refine_text import COMPARISON, compare_documents, mend_documents, refine_text
from tasks.render_output import render_output
from tasks.retractions import without_retracted
from tasks.run_record import RunRecord, begin_record, finish_record
from tasks.steps import HopelessError, Steps, retried
from tasks.telemetry import telling


@flow(name="produce_content", flow_run_name="{out}", persist_result=False)
def produce_content(
    *,
    briefs: Annotated[list[Path], shown_as("Briefs")],
    knowledge: Annotated[list[Path], shown_as("Knowledge")] = [],  # noqa: B006 - never changed; the form shows it
    out: Annotated[Path, shown_as("Folder for the results")],
    plan_only: Annotated[bool, shown_as("Only plan")] = False,
    estimate_only: Annotated[bool, shown_as("Only estimate")] = False,
    settings: Annotated[Settings, shown_as("Settings")] = Settings(),  # noqa: B008 - frozen
    mappings: Annotated[dict[str, Path], shown_as("Mapping files of tables")] = {},  # noqa: B006
) -> JobReport | State[JobReport]:
    """Make the documents that a file of briefs asks for.

    A run that delivers nothing, or less than `job.min_yield`, ends as Failed; `report_of` gives its report too.

    Args:
        briefs: Files in JSONL, CSV or YAML, one document an entry.
        knowledge: Files and folders with facts, or one built graph.
        out: Folder for the documents, their ledgers and job.json. The same folder again goes on where it was.
        plan_only: Stop after planning and write the plans to `out/plans`, for a person to edit.
        estimate_only: Stop after the first documents and tell what the job will cost; a run goes on from them.
        settings: Everything that can be set; the defaults are good.
        mappings: Table file → mapping file, where it does not lie beside the table.

    Raises:
        InputError: the briefs, the settings or the knowledge are wrong; nothing was written.
    """
    wait_politely()
    wanted = read_all_briefs(briefs)
    job = open_job(wanted, out, knowledge, without_retracted(settings, out), mappings)
    with telling(job), sent_aside():
        report = _run(job, wanted, plan_only, estimate_only)
    return Failed(message=report.shortfall, data=report) if report.shortfall else report


def report_of(state: State[Any]) -> JobReport:
    """Give the report of a finished run, failed or not.

    Raises:
        Exception: what ended a run that came to no report.
    """
    result = state.result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    return JobReport.model_validate(result)


def _run(job: Job, wanted: list[Brief], plan_only: bool, estimate_only: bool) -> JobReport:
    world = retried(process_knowledge, job)(job)
    with alone_in(job.out):
        clear_leftovers(job.out / "documents")
        finished = None if plan_only else retried(find_finished, job)(job, world, wanted)
        if finished is not None:
            return finished
        tally = Tally(job, wanted)
        asked = begin_record(job, wanted)
        chunks = chunks_of(wanted, job.settings.job.chunk)
        pace = Pace(job, chunks)
        try:
            with cluster_for(job.settings.job) as cluster:
                steps = Steps(job, tally, cluster)
                if plan_only:
                    _plan(steps, world, chunks)
                else:
                    refined = _word(steps, world, chunks, pace, estimate_only)
                    _deliver(steps, world, () if estimate_only else refined)
        except (StoreError, HopelessError) as error:
            tally.stop(str(error))
        if plan_only or estimate_only:
            tally.skip_rest("planned only; nothing was written yet" if plan_only else "estimated only")
            return tally.report(estimate=pace.estimate, took=pace.took)
        report, record = _close(tally, world, asked, pace)
        progress.report(progress.Closed(report=report))
        show_job(job, report, tally.chunks, record)
        note_finished(job, world, wanted, report)
        record_if_possible(job, report)
        return report


def _close(tally: Tally, world: World, asked: RunRecord, pace: Pace) -> tuple[JobReport, RunRecord | None]:
    """Write the account; a disk that is full even for that is told by the run."""
    job = tally.job
    try:
        record = finish_record(asked, job, tally.history, tally.chunks)
        claim(store_at(job.store), job.id, job.out, world.graph.name, tally.keys())
        return tally.close(estimate=pace.estimate, took=pace.took), record
    except StoreError as error:
        report = tally.report(estimate=pace.estimate, took=pace.took)
        return report.model_copy(update={"shortfall": f"the account could not be written: {error}"}), None


def _plan(steps: Steps, world: World, chunks: Sequence[Sequence[Brief]]) -> None:
    for abreast in steps.side_by_side(chunks):
        intakes = steps.take_all(process_input, "process_input", abreast)
        for plans in steps.take_all(plan_content, "plan_content", intakes, world):
            save_plans(steps.job, plans, steps.job.out / "plans")


def _word(steps: Steps, world: World, chunks: Sequence[Sequence[Brief]], pace: Pace, estimate_only: bool) -> list[Item]:
    refined: list[Item] = []
    try:
        for abreast in steps.side_by_side(chunks):
            ready = _refined(steps, world, abreast)
            refined += ready
            pace.measure(steps.results, len(abreast))
            if estimate := pace.foresee(steps.job, world, ready):
                progress.report(progress.Estimated(requested=len(steps.tally.wanted), estimate=estimate))
                audit.show_estimate(len(steps.tally.wanted), estimate)
                if estimate_only:
                    break
            if reason := pace.spent():
                steps.tally.skip(chunks[-len(pace.left) :], reason)
                break
    except HopelessError as error:
        steps.tally.stop(str(error), safe=refined)
    return refined


def _refined(steps: Steps, world: World, chunks: Sequence[Sequence[Brief]]) -> list[Item]:
    intakes = steps.take_all(process_input, "process_input", chunks)
    plans = steps.take_all(plan_content, "plan_content", intakes, world)
    drafts = steps.take_all(generate_text, "generate_text", plans)
    return list(chain.from_iterable(steps.take_all(refine_text, "refine_text", drafts, world)))


def _deliver(steps: Steps, world: World, refined: Sequence[Item]) -> None:
    size = steps.job.settings.job.chunk
    findings = steps.look_over(compare_documents, "refine_text", refined) if refined else None
    if findings is None:
        return
    for abreast in steps.side_by_side(sliced(refined, size)):
        found = {item.brief: findings[item.brief] for chunk in abreast for item in chunk if item.brief in findings}
        compared = steps.take_all(mend_documents, "refine_text", abreast, after=[found], record=COMPARISON)
        history = {item.brief: steps.tally.history[item.brief] for chunk in compared for item in chunk}
        steps.take_all(render_output, "render_output", compared, world, after=[history])
