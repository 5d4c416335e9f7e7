"""What a run says of itself: every document is counted once, with the right stage, whatever goes wrong."""

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from content.artifacts import Draft, Outline, Rejected
from content.errors import PassingFault, StoreError
from content.settings import load_settings
from flows.produce_content import produce_content
from knowledge.graph import KnowledgeGraph
from tests.flows.jobs import FACTS, a_plain_job, files_of, is_balanced

FIVE = "".join(f'{{"id": "{name}", "topic": "Ulm", "kind": "{kind}"}}\n' for name, kind in [
    ("one", "profile"), ("two", "caption"), ("three", "summary"), ("four", "faq"), ("five", "product")
])  # fmt: skip
EACH = {"job.chunk": "1", "job.retries": "1"}
STAGES = {
    "process_input": "tasks.process_input.take_in",
    "plan_content": "tasks.plan_content.plan_document",
    "generate_text": "tasks.word_plans._draft",
    "refine_text": "tasks.refine_text.settle",
    "render_output": "tasks.render_output.compose",
}


def failing(target: str, error: Exception, monkeypatch: pytest.MonkeyPatch, times: int = 1) -> None:
    """Let a function fail, the first times that it is called."""
    from importlib import import_module

    room, name = target.rsplit(".", 1)
    real: Callable[..., object] = getattr(import_module(room), name)
    calls: list[int] = []

    def fails(*given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) <= times:
            raise error
        return real(*given, **named)

    monkeypatch.setattr(target, fails)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ZeroDivisionError("a defect"), id="exception"),
        pytest.param(PassingFault("no answer within 60 s"), id="timeout"),
        pytest.param(MemoryError("the model needs more"), id="model error"),
    ],
)
def test_a_fault_costs_its_own_document_and_names_its_stage(
    stage: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as planted:
        times = 2 if isinstance(error, PassingFault) else 1  # a passing fault is tried again once
        failing(STAGES[stage], error, planted, times)
        report = a_plain_job(tmp_path, FIVE, settings=EACH)
    assert is_balanced(report)
    assert (report.delivered, [(one.brief, one.stage) for one in report.failed]) == (4, [("one", stage)])
    assert str(error) in report.failed[0].error
    again = a_plain_job(tmp_path, FIVE, settings=EACH)
    assert (again.delivered, again.failed) == (5, ())


@pytest.mark.parametrize("stage", STAGES)
def test_a_full_disk_stops_the_job_where_it_is(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as planted:
        failing(STAGES[stage], StoreError("out: cannot be written (No space left on device)"), planted, 99)
        report = a_plain_job(tmp_path, FIVE, settings=EACH)
    assert is_balanced(report)
    assert {one.stage for one in report.failed} == {stage}
    begun = 5 if stage == "render_output" else 1
    assert (len(report.failed), len(report.skipped)) == (begun, 5 - begun)
    assert report.shortfall.startswith("0 of 5 documents delivered")


@pytest.mark.parametrize(
    ("brief", "stage"),
    [
        ('{"id": "bad", "topic": "Ulm", "sources": ["broken.docx"]}', "process_input"),
        ('{"id": "bad", "topic": "Xanadu"}', "plan_content"),
        ('{"id": "bad", "topic": "Ulm", "must_avoid": ["Ulm", "type", "country", "population"]}', "plan_content"),
    ],
)
def test_a_bad_document_leaves_the_others_alone(brief: str, stage: str, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    report = a_plain_job(tmp_path, f"{FIVE}{brief}\n")
    assert is_balanced(report)
    assert report.delivered >= 5
    ends = [(one.brief, one.stage) for one in report.rejected]
    ends += [(one.brief, one.stage) for one in report.failed]
    assert ends == [("bad", stage)] or (stage == "process_input" and report.delivered == 6)


def test_a_document_that_falls_in_refinement_is_rejected_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks import refine_text

    real = refine_text.settle

    def settle(draft: Draft, graph: KnowledgeGraph) -> object:
        brief = draft.outline.brief.id
        if brief == "two":
            return Rejected(brief=brief, stage="refine_text", reason="no sentence could be supported")
        return real(draft, graph)

    monkeypatch.setattr("tasks.refine_text.settle", settle)
    report = a_plain_job(tmp_path, FIVE)
    assert is_balanced(report)
    assert [(one.brief, one.stage) for one in report.rejected] == [("two", "refine_text")]


def test_a_comparison_that_fails_costs_all_documents_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as planted:
        planted.setattr("tasks.refine_text.check_job", lambda _drafts: 1 // 0)
        report = a_plain_job(tmp_path, FIVE, FACTS, EACH)
    assert is_balanced(report)
    assert {one.stage for one in report.failed} == {"refine_text"}
    assert (len(report.failed), report.delivered) == (5, 0)
    assert a_plain_job(tmp_path, FIVE, FACTS, EACH).delivered == 5


def test_a_stage_that_fails_whatever_it_is_given_stops_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks import word_plans

    real = word_plans.word_documents

    def word(outlines: Sequence[Outline], *given: Any) -> object:
        if outlines[0].brief.id != "one":
            raise PassingFault("the server is away")
        return real(outlines, *given)

    monkeypatch.setattr("tasks.generate_text.word_documents", word)
    six = f'{FIVE}{{"id": "six", "topic": "Ulm Minster"}}\n'
    report = a_plain_job(tmp_path, six, settings=EACH)
    assert is_balanced(report)
    assert report.delivered == 1
    assert [(one.brief, one.stage) for one in report.failed] == [(f, "generate_text") for f in ("two", "three", "four")]
    assert [one.brief for one in report.skipped] == ["five", "six"]
    assert "3 chunks in a row failed; the last: the server is away" in report.skipped[0].reason


@pytest.mark.usefixtures("prefect_api")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_run_that_delivers_nothing_is_failed_in_prefect(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").write_text('{"id": "nowhere", "topic": "Xanadu"}\n')
    (tmp_path / "facts.jsonl").write_text(FACTS)
    for _ in range(2):  # what was finished before is no better
        state = produce_content(
            briefs=[tmp_path / "briefs.jsonl"],
            out=tmp_path / "out",
            knowledge=[tmp_path / "facts.jsonl"],
            settings=load_settings(None, {"generator.model": "template"}),
            return_state=True,
        )
        assert state.is_failed()
        assert state.message is not None
        assert state.message.startswith("0 of 1 documents delivered; 1 rejected by plan_content: ")


@pytest.mark.parametrize(("least", "failed"), [("0.66", False), ("0.67", True)])
def test_a_run_below_its_minimum_yield_is_failed_and_keeps_its_documents(
    least: str, failed: bool, tmp_path: Path
) -> None:
    report = a_plain_job(tmp_path, settings={"job.min_yield": least})
    assert bool(report.shortfall) is failed
    if failed:
        assert report.shortfall.startswith("2 of 3 documents delivered, at least 67% were asked for; 1 rejected")
    assert (tmp_path / "out/documents/ulm/document.md").is_file()
    assert json.loads((tmp_path / "out/job.json").read_text())["shortfall"] == report.shortfall


def test_another_minimum_yield_is_judged_anew(tmp_path: Path) -> None:
    assert not a_plain_job(tmp_path).shortfall
    before = files_of(tmp_path)
    assert a_plain_job(tmp_path, settings={"job.min_yield": "1"}).shortfall
    assert files_of(tmp_path) == before


def test_an_estimate_is_no_waste_and_changes_no_byte(tmp_path: Path) -> None:
    a_plain_job(tmp_path, FIVE)
    quiet = files_of(tmp_path)
    (tmp_path / "out").rename(tmp_path / "quiet")
    estimated = a_plain_job(tmp_path, FIVE, estimate_only=True)
    assert is_balanced(estimated)
    assert estimated.estimate is not None
    assert (estimated.estimate.documents, len(estimated.skipped)) == (3, 5)
    assert not (tmp_path / "out/job.json").exists()
    whole = a_plain_job(tmp_path, FIVE)
    assert whole.estimate is not None
    assert whole.estimate.documents == 2  # those that were left
    assert files_of(tmp_path) == quiet


def test_the_actual_cost_stands_beside_the_estimate(tmp_path: Path) -> None:
    a_plain_job(tmp_path, FIVE)
    account = json.loads((tmp_path / "out/job.json").read_text())
    assert account["estimate"]["documents"] == 3
    assert 0 < account["took"] < 60


def test_a_spent_budget_skips_the_rest_and_the_next_runs_go_on(tmp_path: Path) -> None:
    delivered = []
    budget = {"job.budget_minutes": "0.000001", "job.chunk": "2"}
    for _ in range(3):
        report = a_plain_job(tmp_path, FIVE, settings=budget)
        assert is_balanced(report)
        delivered.append(report.delivered)
        assert all("the budget of 1e-06 minutes is spent" in one.reason for one in report.skipped)
    assert delivered == [2, 4, 5]
    after = files_of(tmp_path)
    a_plain_job(tmp_path, FIVE, settings={"job.chunk": "2"})
    assert files_of(tmp_path) == after


def test_two_runs_at_once_follow_each_other(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from tasks.alone import alone_in

    entered: list[str] = []

    def second() -> None:
        with alone_in(tmp_path):
            entered.append("second")

    with alone_in(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.5)
        entered.append("first")
    thread.join(10)
    assert entered == ["first", "second"]
    assert "another run is writing here; waiting for its end" in caplog.text


def test_an_account_that_cannot_be_written_is_told_by_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing("tasks.accounting.write_atomically", StoreError("job.json: cannot be written"), monkeypatch, 99)
    report = a_plain_job(tmp_path)
    assert is_balanced(report)
    assert report.shortfall == "the account could not be written: job.json: cannot be written"


def test_a_ledger_database_that_is_away_is_no_trouble_of_the_documents(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database" * 100)
    report = a_plain_job(tmp_path, settings={"ledger.database": str(tmp_path / "ledger.db")})
    assert (report.delivered, report.shortfall) == (2, "")
    assert "`factpress ledger add" in caplog.text


def test_a_finished_job_is_in_the_ledger_database(tmp_path: Path) -> None:
    from ledger.database import open_database
    from ledger.questions import jobs, mentions_of_fact, mentions_of_source
    from tasks.record_ledger import contradictions

    place = {"ledger.database": str(tmp_path / "ledger.db")}
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    a_plain_job(tmp_path / "first", settings=place)
    a_plain_job(tmp_path / "second", facts=FACTS.replace("128928", "130000"), settings=place)
    database = open_database(f"sqlite:///{tmp_path}/ledger.db")
    assert [one.delivered for one in jobs(database)] == [2, 2]
    assert {one.folder for one in mentions_of_fact(database, "Ulm")} == {
        str(tmp_path / "first/out"),
        str(tmp_path / "second/out"),
    }
    assert {one.brief for one in mentions_of_source(database, str(tmp_path / "first/facts.jsonl"))} == {
        "ulm",
        "minster",
    }
    assert [{one.object, other.object} for one, other in contradictions(database)] == [{"128928", "130000"}]


def test_a_finished_job_is_recognised_without_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from factpress.finished import finished_before

    first = a_plain_job(tmp_path)
    settings = load_settings(None, {"generator.model": "template", "job.retry_seconds": "0"})
    maps: dict[str, Path] = {}
    given = ([tmp_path / "briefs.jsonl"], tmp_path / "out", [tmp_path / "facts.jsonl"], settings, maps)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    assert finished_before(*given) is None  # a server is named: the run is recorded there
    monkeypatch.delenv("PREFECT_API_URL")
    assert finished_before(*given) == first
    (tmp_path / "out/documents/ulm/document.md").write_text("damaged")
    assert finished_before(*given) is None
    a_plain_job(tmp_path)
    (tmp_path / "facts.jsonl").write_text(FACTS.replace("128928", "128929"))
    assert finished_before(*given) is None
    (tmp_path / "briefs.jsonl").write_text('{"id": "ulm", "topic": "Ulm"}\n')
    assert finished_before(*given) is None
