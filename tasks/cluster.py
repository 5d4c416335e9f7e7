"""Where the stages of chunks run: in the process of the run, or side by side on a Dask or Ray cluster."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from prefect.task_runners import TaskRunner

from content.errors import InputError, MissingPart
from content.settings import JobSettings

Cluster = TaskRunner[Any]

_SEND_SECONDS = 60.0


@contextmanager
def cluster_for(settings: JobSettings) -> Iterator[Cluster | None]:
    """Join the cluster that the settings name, or make one on this machine; None where stages run in this process.

    Raises:
        MissingPart: the package that speaks to such a cluster is not installed.
        InputError: the cluster does not answer.
    """
    if settings.runner == "local":
        yield None
        return
    runner = _dask(settings) if settings.runner == "dask" else _ray(settings)
    with ExitStack() as stack:
        try:
            stack.enter_context(runner)
            dask = getattr(runner, "client", None)  # connects now, not with the first chunk
        except (OSError, TimeoutError) as error:
            where = settings.cluster or "this machine"
            raise InputError(f"the cluster does not answer ({error})", place=f"job.cluster: {where}") from error
        yield runner
        if dask:
            dask.run(send_everything)  # its workers are ended without a word


def send_everything() -> None:
    """Send what this process still has for the Prefect server: states of tasks, artifacts' events, logs."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=_SEND_SECONDS, at_exit=False)


def _dask(settings: JobSettings) -> Cluster:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise MissingPart("job.runner=dask needs prefect-dask", remedy="pip install prefect-dask==0.3.7") from error
    logging.getLogger("distributed").setLevel(logging.ERROR)
    here = {"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(address=settings.cluster) if settings.cluster else DaskTaskRunner(cluster_kwargs=here)


def _ray(settings: JobSettings) -> Cluster:
    try:
        from prefect_ray.task_runners import RayTaskRunner
    except ImportError as error:
        raise MissingPart("job.runner=ray needs prefect-ray", remedy="pip install prefect-ray==0.6.0") from error
    here = {"num_cpus": settings.workers, "include_dashboard": False}
    runner: Cluster = RayTaskRunner(**({"address": settings.cluster} if settings.cluster else {"init_kwargs": here}))
    return runner
