import json
import os
from pathlib import Path

import pytest

from content.artifacts import Problem
from content.errors import StoreError
from content.pruning import claim, holdings, prune
from content.store import Output, Store, stage_key

DAY = 86_400.0


def an_output(store: Store, text: str) -> str:
    key = stage_key("plan_content", {"text": text})
    store.put("plan_content", Output(key, Problem(place="a", text=text), {"text": text}))
    return key


def grow_old(store: Path) -> None:
    for path in store.rglob("*"):
        os.utime(path, (1.0, 1.0))


@pytest.fixture
def job(tmp_path: Path) -> tuple[Store, Path, str, str]:
    """A store with one output that a finished job needs and one that nobody needs, both old."""
    store, out = Store(tmp_path / "store"), tmp_path / "out"
    needed, other = an_output(store, "needed"), an_output(store, "nobody's")
    (tmp_path / "store/graphs/g1").mkdir(parents=True)
    (tmp_path / "store/graphs/g2").mkdir()
    for name in ("graphs/g1/graph.json", "graphs/g2/graph.json"):
        (tmp_path / "store" / name).write_text("{}")
    store.files.write("finished/a.json", json.dumps({"job": "j1"}).encode())
    store.files.write("finished/b.json", json.dumps({"job": "j0"}).encode())
    out.mkdir()
    (out / "job.json").write_text(json.dumps({"job": "j1"}))
    claim(store, "j1", out, "g1", [needed, needed])
    grow_old(tmp_path / "store")
    return store, out, needed, other


def test_pruning_keeps_what_a_finished_job_needs(job: tuple[Store, Path, str, str]) -> None:
    store, _, needed, other = job
    assert [(one.kind, one.files) for one in prune(store, DAY)] == [
        ("graphs", 1),
        ("plan_content", 1),
        ("the store's own files", 1),
    ]
    assert store.record(needed)
    assert store.record(other) is None
    assert store.files.read("graphs/g1/graph.json")
    assert store.files.read("finished/a.json")
    assert prune(store, DAY) == []


def test_a_dry_run_removes_nothing(job: tuple[Store, Path, str, str]) -> None:
    store, _, _, other = job
    assert prune(store, DAY, dry_run=True) == prune(store, DAY, dry_run=True) != []
    assert store.record(other)


def test_what_is_young_may_belong_to_a_run_at_work(job: tuple[Store, Path, str, str]) -> None:
    store, _, _, _ = job
    young = an_output(store, "just made")
    prune(store, DAY)
    assert store.record(young)


def test_a_job_that_another_one_replaced_in_its_folder_needs_nothing(job: tuple[Store, Path, str, str]) -> None:
    store, out, needed, _ = job
    (out / "job.json").write_text(json.dumps({"job": "j2"}))
    prune(store, DAY)
    assert store.record(needed) is None


def test_a_job_on_another_machine_is_forgotten_only_when_asked(
    job: tuple[Store, Path, str, str], tmp_path: Path
) -> None:
    store, out, needed, _ = job
    out.rename(tmp_path / "elsewhere")
    prune(store, DAY)
    assert store.record(needed)
    prune(store, DAY, forget_missing=True)
    assert store.record(needed) is None


def test_a_claim_of_a_later_version_stops_pruning(job: tuple[Store, Path, str, str]) -> None:
    store, _, _, other = job
    store.files.write("jobs/later.json", b'{"format": 2, "job": "j3"}')
    with pytest.raises(StoreError, match=r"later\.json: damaged or of another version"):
        prune(store, DAY)
    assert store.record(other)


def test_half_written_files_of_the_dead_are_removed_at_once(job: tuple[Store, Path, str, str]) -> None:
    from content.files import _host

    store, _, _, _ = job
    path = store.path("ab" * 32).parent
    path.mkdir(exist_ok=True)
    (path / f".{_host()}-999999999-x.part").write_bytes(b"half")
    (path / f".{_host()}-{os.getpid()}-x.part").write_bytes(b"half")
    assert ("half-written files", 1, 4) in prune(store, DAY)


def test_holdings_tell_what_is_needed(job: tuple[Store, Path, str, str]) -> None:
    held = {one.kind: one for one in holdings(job[0])}
    assert held["plan_content"].files == 2
    assert 0 < held["plan_content"].needed < held["plan_content"].bytes


def test_a_store_at_an_address_is_pruned_too(tmp_path: Path) -> None:
    store = Store(f"memory://{tmp_path}")
    key = an_output(store, "x")
    assert [one.kind for one in prune(store, -60.0)] == ["plan_content"]
    assert store.record(key) is None
