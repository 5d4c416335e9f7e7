"""Take facts back and renew the documents that rest on them."""

from collections.abc import Sequence
from pathlib import Path

from prefect import flow

from content.artifacts import Brief, JobReport
from models.engine import wait_politely
from tasks.accounting import Tally
from tasks.alone import alone_in
from tasks.audit_job import show_job
from tasks.generate_text import generate_text
from tasks.job import Item, World
from tasks.job_folder import JobFolder
from tasks.pace import chunks_of, sliced
from tasks.plan_content import plan_content
from tasks.process_input import process_input, process_knowledge
from tasks.refine_text import COMPARISON, compare_documents, mend_documents, refine_text
from tasks.render_output import render_output
from tasks.renewal import close_renewal, open_renewal
from tasks.retractions import keep_retractions
from tasks.steps import Steps, retried


@flow(name="renew_documents", flow_run_name="{out}", persist_result=False)
def renew_documents(out: Path, retracted: dict[str, str]) -> JobReport:
    """Make the documents of a job that rest on some facts anew, without these facts; no other document changes.

    The knowledge is read as it is now, so that a corrected file brings its correction along.

    Args:
        out: folder of a finished job.
        retracted: id of each fact → the fact in words, for people.

    Raises:
        InputError: there is no finished job, or what it was made of is gone.
    """
    wait_politely()
    out = out.resolve()
    with alone_in(out):
        folder = JobFolder(out)
        keep_retractions(out, retracted)
        with folder.working_folder():
            renewal = open_renewal(folder)
            tally = Tally(renewal.job, renewal.briefs)
            if renewal.briefs:
                world = retried(process_knowledge, renewal.job)(renewal.job)
                _produce(Steps(renewal.job, tally), world, renewal.briefs, renewal.others)
            report = close_renewal(renewal, tally)
            show_job(renewal.job, report, tally.chunks)
            return report


def _produce(steps: Steps, world: World, briefs: Sequence[Brief], others: Sequence[Item]) -> None:
    size = steps.job.settings.job.chunk
    refined: list[Item] = []
    for chunk in steps.through(chunks_of(briefs, size)):
        intakes = steps.take(process_input, "process_input", chunk)
        plans = steps.take(plan_content, "plan_content", intakes, world)
        drafts = steps.take(generate_text, "generate_text", plans)
        refined += steps.take(refine_text, "refine_text", drafts, world)
    findings = steps.look_over(compare_documents, "refine_text", refined, others)
    if findings is None:
        return
    for part in steps.through(sliced(refined, size)):
        compared = steps.take(mend_documents, "refine_text", part, after=[findings], record=COMPARISON)
        history = {item.brief: steps.tally.history[item.brief] for item in compared}
        steps.take(render_output, "render_output", compared, world, after=[history])
