"""The same job on PostgreSQL and on a Dask cluster: as many documents, the same bytes, everything on the server."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from content.artifacts import JobReport
from content.errors import InputError, MissingPart
from content.settings import JobSettings, load_settings
from tasks.cluster import cluster_for
from tests.factpress.served import BRIEFS, CATALOGUE, PATIENCE, serving
from tests.postgres import BIN, a_postgres

DASK = pytest.mark.skipif(not find_spec("prefect_dask"), reason="prefect-dask is not installed")
POSTGRES = pytest.mark.skipif(BIN is None, reason="PostgreSQL is not installed")
NOISY = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def a_job(out: Path, **settings: str) -> JobReport:
    from flows.produce_content import produce_content

    whole = load_settings(
        None, {"generator.model": "template", "job.chunk": "2", "grammar.checker": "none", **settings}
    )
    report = produce_content(briefs=[BRIEFS], knowledge=[CATALOGUE], out=out, settings=whole)
    assert isinstance(report, JobReport)
    return report


def files_of(folder: Path) -> dict[str, bytes]:
    paths = [folder / "facts.jsonl", *(folder / "documents").rglob("*")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


class Counted:
    """Count what a Dask scheduler has had done."""

    name = "counted"

    def __init__(self) -> None:
        self.done: list[str] = []

    def transition(self, key: Any, _start: str, finish: str, *_args: Any, **_more: Any) -> None:
        if finish == "memory":
            self.done.append(str(key))


class Dask(NamedTuple):
    """A cluster of two workers."""

    address: str
    counted: Counted
    cluster: Any


def kill_a_worker_at_work(dask: Dask) -> None:
    """Kill the first worker that is busy once two chunks have gone through a stage."""
    scheduler = dask.cluster.scheduler
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        busy = [name for name, worker in list(scheduler.workers.items()) if worker.processing]
        if len(dask.counted.done) > 2 and busy:
            nanny = next(one for one in dask.cluster.workers.values() if one.worker_address == busy[0])
            os.kill(nanny.pid, signal.SIGKILL)
            return
        time.sleep(0.01)


@pytest.fixture
def dask() -> Iterator[Dask]:
    import logging

    from distributed import LocalCluster, SchedulerPlugin

    plugin = type("Plugin", (Counted, SchedulerPlugin), {})()
    make: Any = LocalCluster  # untyped
    with make(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR, host="127.0.0.1"
    ) as cluster:
        cluster.scheduler.add_plugin(plugin)
        yield Dask(cluster.scheduler_address, plugin, cluster)


@pytest.mark.slow
@DASK
@pytest.mark.usefixtures("prefect_api")
class TestOnDask:
    pytestmark = NOISY

    def test_a_job_is_done_by_the_cluster_and_its_bytes_are_the_same(self, tmp_path: Path, dask: Dask) -> None:
        address, counted, _ = dask
        there = a_job(tmp_path / "there", **{"job.runner": "dask", "job.cluster": address})
        here = a_job(tmp_path / "here")
        assert there.delivered == here.delivered == 8
        assert files_of(tmp_path / "there") == files_of(tmp_path / "here")
        chunks_and_stages = 4 * 4 + 1 + 4  # four chunks through four stages, compared together, delivered in four
        assert len([key for key in counted.done if "send_everything" not in key]) == chunks_and_stages

    def test_a_worker_that_dies_costs_no_document(self, tmp_path: Path, dask: Dask) -> None:
        killer = threading.Thread(target=kill_a_worker_at_work, args=(dask,))
        killer.start()
        there = a_job(tmp_path / "there", **{"job.runner": "dask", "job.cluster": dask.address})
        killer.join()
        assert there.delivered == 8
        a_job(tmp_path / "here")
        assert files_of(tmp_path / "there") == files_of(tmp_path / "here")


@pytest.mark.slow
@DASK
@POSTGRES
def test_a_service_on_postgresql_runs_a_job_on_a_dask_cluster_of_its_own(tmp_path: Path) -> None:
    with a_postgres() as place:
        url = f"postgresql+asyncpg://{place}"
        with serving(tmp_path, PREFECT_API_DATABASE_CONNECTION_URL=url) as service:
            settings = {"generator": {"model": "template"}, "job": {"chunk": 2, "runner": "dask", "workers": 2}}
            run = service.start("on-demand", out=str(tmp_path / "out"), settings=settings)
            service.wait_for(run, "Completed")
        counts = asyncio.run(_counts(f"postgresql://{place}", run))
        assert not (tmp_path / "factpress/prefect/prefect.db").exists()
    assert len(list((tmp_path / "out/documents").glob("*/manifest.json"))) == 8
    chunks = {"process_input": 4, "plan_content": 4, "generate_text": 4, "refine_text": 4, "render_output": 4}
    assert {name: counts[name] for name in chunks} == chunks
    assert counts["artifacts"] >= 2 * sum(chunks.values())


async def _counts(url: str, run: str) -> dict[str, int]:
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        tasks = await connection.fetch(
            "select regexp_replace(name, '-[^-]*$', '') as stage, count(*) from task_run "
            "where flow_run_id = $1::uuid and state_type = 'COMPLETED' group by 1",
            run,
        )
        artifacts = await connection.fetchval("select count(*) from artifact where flow_run_id = $1::uuid", run)
    finally:
        await connection.close()
    return {**{row["stage"]: row["count"] for row in tasks}, "artifacts": artifacts}


def test_without_a_cluster_stages_run_here() -> None:
    with cluster_for(JobSettings()) as cluster:
        assert cluster is None


@pytest.mark.parametrize("runner", ["dask", "ray"])
def test_a_cluster_whose_package_is_missing_is_told(runner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, f"prefect_{runner}.task_runners", None)
    with (
        pytest.raises(MissingPart, match=f"pip install prefect-{runner}"),
        cluster_for(JobSettings.model_validate({"runner": runner})),
    ):
        pass


@DASK
def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    wrong = JobSettings(runner="dask", cluster="tcp://127.0.0.1:9")
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "0.5s"}),
        pytest.raises(InputError, match=r"job\.cluster: tcp://127\.0\.0\.1:9: the cluster does not answer"),
        cluster_for(wrong),
    ):
        pass


def test_where_stages_run_does_not_change_what_a_job_is() -> None:
    from content.settings import shaping

    assert shaping(load_settings(None, {"job.runner": "dask", "job.workers": "9"})) == shaping(load_settings())
