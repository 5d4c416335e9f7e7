"""The whole flow on a real Prefect server, with templates as the writer."""

import json
import re
from pathlib import Path

import httpx
import pytest

from content.errors import InputError, PassingFault
from content.settings import load_settings
from flows.produce_content import produce_content
from tests.flows.jobs import BRIEFS, FACTS, a_job, files_of

pytestmark = [
    pytest.mark.usefixtures("prefect_api"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_a_job_delivers_rejects_and_accounts(tmp_path: Path) -> None:
    report = a_job(tmp_path)
    assert (report.requested, report.delivered) == (3, 2)
    assert [(one.brief, one.stage) for one in report.rejected] == [("nowhere", "plan_content")]
    assert "Xanadu" in report.rejected[0].reason
    text = (tmp_path / "out/documents/ulm/document.md").read_text()
    assert "128,928" in text
    assert json.loads((tmp_path / "out/job.json").read_text())["delivered"] == 2


def test_the_same_job_again_makes_the_same_bytes_from_the_store(tmp_path: Path) -> None:
    a_job(tmp_path)
    before = files_of(tmp_path)
    (tmp_path / "out/documents/ulm/document.md").unlink()
    a_job(tmp_path)
    assert files_of(tmp_path) == before


def test_a_finished_job_has_nothing_to_do(tmp_path: Path) -> None:
    from tasks import progress

    first = a_job(tmp_path)
    events: list[progress.Event] = []
    with progress.listening(events.append):
        assert a_job(tmp_path) == first
    assert events == [progress.NothingToDo(documents=2)]


def test_a_finished_job_with_a_damaged_file_is_mended(tmp_path: Path) -> None:
    a_job(tmp_path)
    before = files_of(tmp_path)
    for path in (tmp_path / "out/documents/ulm/document.md", tmp_path / "out/documents/minster/manifest.json"):
        path.write_text("damaged")
    a_job(tmp_path)
    assert files_of(tmp_path) == before


def test_new_knowledge_is_never_mistaken_for_old(tmp_path: Path) -> None:
    a_job(tmp_path)
    a_job(tmp_path, facts=FACTS.replace("128928", "128929"))
    assert "128,929" in (tmp_path / "out/documents/ulm/document.md").read_text()


def test_a_changed_brief_costs_only_its_own_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks import progress
    from tasks.job import StageResult

    a_job(tmp_path)
    reused: dict[str, int] = {}

    def note(event: progress.Event) -> None:
        if isinstance(event, StageResult):
            reused.setdefault(event.stage, event.reused)

    with progress.listening(note):
        a_job(tmp_path, BRIEFS.replace('"kind": "caption"', '"kind": "summary"'))
    assert reused["generate_text"] == 1


def test_a_busy_server_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks import word_plans

    calls: list[int] = []
    real = word_plans.word_documents

    def busy_once(*args: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            raise PassingFault("the model is busy")
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("tasks.generate_text.word_documents", busy_once)
    assert a_job(tmp_path).delivered == 2
    assert len(calls) == 2


def test_a_full_disk_is_accounted_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from content.errors import StoreError

    def full(*_: object) -> object:
        raise StoreError("out: cannot be written (No space left on device)")

    monkeypatch.setattr("tasks.generate_text.word_documents", full)
    report = a_job(tmp_path)
    assert report.delivered == 0
    assert {(one.brief, one.stage) for one in report.failed} == {("ulm", "generate_text"), ("minster", "generate_text")}
    assert report.requested == len(report.failed) + len(report.rejected) + len(report.skipped)


def test_every_stage_leaves_something_to_read(tmp_path: Path, prefect_api: str) -> None:
    a_job(tmp_path)
    found = httpx.post(f"{prefect_api}/artifacts/filter", json={"limit": 200}, timeout=10).json()
    keys = {one["key"] for one in found}
    stages = ("process-input", "plan-content", "generate-text", "refine-text", "render-output")
    assert {f"{stage}-{what}" for stage in stages for what in ("summary", "table")} <= keys


def test_wrong_briefs_stop_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"briefs\.jsonl"):
        a_job(tmp_path, '{"id": "a", "topic": "b", "colour": "red"}\n')
    assert not (tmp_path / "out").exists()


def test_a_plan_that_a_person_edited_is_followed(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").write_text('{"id": "ulm", "topic": "Ulm"}\n')
    (tmp_path / "facts.jsonl").write_text(FACTS)
    template = load_settings(None, {"generator.model": "template"})
    briefs, out, knowledge = [tmp_path / "briefs.jsonl"], tmp_path / "out", [tmp_path / "facts.jsonl"]
    produce_content(briefs=briefs, out=out, knowledge=knowledge, settings=template, plan_only=True)
    plan = out / "plans/ulm.yaml"
    plan.write_text(re.sub("^title: .*$", "title: About Ulm", plan.read_text(), flags=re.MULTILINE))
    edited = load_settings(None, {"generator.model": "template", "plan.plans": str(out / "plans")})
    produce_content(briefs=briefs, out=out, knowledge=knowledge, settings=edited)
    assert "About Ulm" in (out / "documents/ulm/document.md").read_text()
