from pathlib import Path
from typing import Any

import pytest

from content.artifacts import Brief
from content.settings import load_settings
from tasks.job import Item, Job, StageResult
from tasks.pace import STEP, Pace, _Looked, chunks_of, effort


def a_pace(folder: Path, documents: int = 67, **settings: str) -> Pace:
    whole = load_settings(None, {"generator.model": "template", **{f"job.{k}": v for k, v in settings.items()}})
    briefs = [Brief(id=str(number), topic="x") for number in range(documents)]
    return Pace(Job(id="j", out=folder, store=str(folder), settings=whole), chunks_of(briefs, whole.job.chunk))


def worded(documents: int, seconds: float, tokens: int = 0, reused: int = 0) -> list[StageResult]:
    items = tuple(Item(brief=str(number), key="", sha256="") for number in range(documents))
    return [StageResult(stage="generate_text", items=items, seconds=seconds, tokens=tokens, reused=reused)]


def estimated(pace: Pace, folder: Path) -> float | None:
    from tasks.job import World

    job = Job(id="j", out=folder, store=str(folder), settings=load_settings())
    estimate = pace.foresee(job, World(graph=folder, digest=""), ())
    return estimate.seconds if estimate else None


@pytest.mark.parametrize(
    ("documents", "size", "sizes"),
    [(0, 32, []), (1, 32, [1]), (3, 32, [3]), (4, 32, [3, 1]), (67, 32, [3, 32, 32]), (5, 2, [2, 2, 1])],
)
def test_the_first_chunk_is_a_probe_of_three(documents: int, size: int, sizes: list[int]) -> None:
    assert [len(chunk) for chunk in chunks_of(range(documents), size)] == sizes


def test_the_estimate_follows_from_the_first_documents(tmp_path: Path) -> None:
    pace = a_pace(tmp_path)
    pace.measure(worded(3, seconds=6.0, tokens=300))
    assert estimated(pace, tmp_path) == pytest.approx(128.0, abs=1.0)  # 64 to come at 2 s
    assert pace.estimate is not None
    assert (pace.estimate.documents, pace.estimate.tokens) == (3, 6700)


def test_what_is_in_the_store_already_tells_nothing_about_the_cost(tmp_path: Path) -> None:
    pace = a_pace(tmp_path)
    pace.measure(worded(3, seconds=0.01, reused=3))
    assert estimated(pace, tmp_path) is None
    pace.measure(worded(32, seconds=64.0))
    assert estimated(pace, tmp_path) == pytest.approx(64.0, abs=1.0)


def test_the_first_full_chunk_gives_a_better_estimate_than_the_probe(tmp_path: Path) -> None:
    pace = a_pace(tmp_path, documents=99)
    pace.measure(worded(3, seconds=6.0))
    assert estimated(pace, tmp_path) == pytest.approx(192.0, abs=1.0)
    pace.measure(worded(32, seconds=16.0))
    assert estimated(pace, tmp_path) == pytest.approx(32.0, abs=1.0)  # 64 to come at half a second
    pace.measure(worded(32, seconds=32.0))
    assert estimated(pace, tmp_path) is None
    assert pace.estimate is not None
    assert pace.estimate.documents == 32


def test_a_job_that_ends_with_its_second_chunk_keeps_its_first_estimate(tmp_path: Path) -> None:
    pace = a_pace(tmp_path, documents=24)
    pace.measure(worded(3, seconds=6.0))
    assert estimated(pace, tmp_path) is not None
    pace.measure(worded(21, seconds=16.0))
    assert estimated(pace, tmp_path) is None


@pytest.mark.parametrize(("rows", "rate"), [(1, 24), (8, 168), (32, 474), (64, 583)])
def test_effort_is_as_measured_for_rows_of_one_length(rows: int, rate: float) -> None:
    alike = effort(rows, 64) - STEP  # their longest is no longer than the others
    assert rows / alike == pytest.approx(rate / 920, rel=0.15)


def test_three_documents_do_not_fill_a_batch_and_a_chunk_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.pace._look_at", lambda *_: _Looked(0.0, [8, 8, 8]))
    pace = a_pace(tmp_path, documents=67)
    pace.measure(worded(3, seconds=10.0))
    # 98 rows' worth of effort for the probe, 441 for each chunk of 256 rows; document by document it were 213 s
    assert estimated(pace, tmp_path) == pytest.approx(2 * 10.0 * 441 / 98, abs=1.0)


def test_loading_a_model_is_not_taken_for_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = iter([0.0, 5.0, 5.0, 5.0])
    monkeypatch.setattr("tasks.pace.seconds_loading", lambda: next(loaded))
    pace = a_pace(tmp_path)
    pace.measure(worded(3, seconds=6.5))
    assert estimated(pace, tmp_path) == pytest.approx(32.0, abs=1.0)  # 64 to come at half a second


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({}, ""),
        ({"budget_minutes": "1000"}, ""),
        ({"budget_minutes": "1"}, "the budget of 1 minutes is spent"),
        ({"budget_tokens": "3500"}, ""),
        ({"budget_tokens": "3499"}, "the budget of 3499 tokens is spent (300)"),
    ],
)
def test_a_chunk_that_does_not_fit_the_budget_is_not_begun(
    settings: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    pace = a_pace(tmp_path, **settings)
    pace.measure(worded(3, seconds=6.0, tokens=300))
    assert pace.spent().startswith(reason) if reason else pace.spent() == ""


def test_a_run_makes_one_chunk_anew_whatever_its_budget(tmp_path: Path) -> None:
    pace = a_pace(tmp_path, budget_tokens="1")
    assert pace.spent() == ""
    pace.measure(worded(3, seconds=0.1, reused=3))
    assert pace.spent() == ""
    pace.measure(worded(32, seconds=6.0, tokens=300))
    assert "the same job again goes on from here" in pace.spent()


def test_a_budget_that_is_spent_at_the_end_skips_nothing(tmp_path: Path) -> None:
    pace = a_pace(tmp_path, documents=3, budget_tokens="1")
    pace.measure(worded(3, seconds=6.0, tokens=300))
    assert pace.spent() == ""
