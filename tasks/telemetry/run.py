"""Which run is told about."""

from typing import NamedTuple

from prefect.context import FlowRunContext

from tasks.job import Job


class Run(NamedTuple):
    """The ids that every line, metric, span and event carries."""

    id: str
    """Of the flow run; empty where a flow is called as a plain function."""
    name: str
    job: str
    """Of the job: the same briefs, knowledge and settings are the same job."""


def this_run(job: Job) -> Run:
    """Name the flow run that this code runs in."""
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    return Run(str(run.id), run.name, job.id) if run else Run("", "", job.id)
