"""audit, verify, replay, impact and explain as a person calls them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factpress.command import app
from tests.factpress.test_command import called
from tests.jobs import DELIVERED, a_copy, fact_ids

RUNNER = CliRunner()

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def said(*arguments: str, code: int = 0) -> str:
    result = RUNNER.invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    return result.stdout


def test_verify_says_that_all_is_well(finished_job: Path) -> None:
    assert "all is as it was delivered" in said("verify", str(finished_job))
    assert json.loads(said("verify", str(finished_job), "--json"))["problems"] == []


def test_verify_needs_no_network_and_no_server(finished_job: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    done = called("verify", str(finished_job))
    assert done.returncode == 0, done.stderr


def test_verify_prints_a_line_a_problem_and_exits_with_four(finished_job: Path) -> None:
    job = a_copy(finished_job, "broken")
    (job / "documents/ulm/document.md").unlink()
    (job / "documents/bonn/document.json").write_text("{}")
    lines = said("verify", str(job), code=4).splitlines()
    assert lines[0] == "documents/ulm/document.md: is missing"
    assert lines[-1].endswith("3 problems")
    assert len(json.loads(said("verify", str(job), "--json", code=4))["problems"]) == 3


def test_replay_says_identical_or_where_it_differs(finished_job: Path) -> None:
    assert said("replay", str(finished_job), "-d", "ulm").startswith("ulm: identical (recomputed")
    job = a_copy(finished_job, "differs")
    record = json.loads((job / "run.json").read_text())
    record["briefs"][0]["must_avoid"] = ["population"]
    (job / "run.json").write_text(json.dumps(record))
    lines = said("replay", str(job), "-d", "ulm", code=4).splitlines()
    assert lines[0].startswith("ulm: DIFFERENT")
    assert lines[1].startswith("  first difference: ")


def test_impact_lists_sentences(finished_job: Path) -> None:
    fact = fact_ids(finished_job)["Ulm population 128928"]
    lines = said("impact", str(finished_job), "--retract", fact).splitlines()
    assert lines[:2] == [f"{fact}  Ulm · population · 128928", "ulm"]
    assert "128,928" in lines[2]
    assert lines[-1] == "1 document, 1 sentence"
    found = json.loads(said("impact", str(finished_job), "--retract", fact, "--json"))
    assert (found["documents"], found["rebuilt"]) == (["ulm"], None)


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_api")
def test_impact_rebuilds(finished_job: Path) -> None:
    job = a_copy(finished_job, "rebuilt")
    fact = fact_ids(job)["Ulm population 128928"]
    done = called("impact", str(job), "--retract", fact, "--rebuild", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rebuilt"] == {"renewed": 1, "rejected": 0, "failed": 0}
    assert "1 document" not in said("impact", str(job), "--retract", fact).splitlines()[-1]


def test_explain_shows_every_ingredient(finished_job: Path) -> None:
    text = said("explain", str(finished_job), "-d", "ulm", "--stage", "plan_content")
    assert "the same run now: hit (every ingredient is the same)" in text
    for name in ("intake", "graph", "settings", "edited plan", "code"):
        assert f"\n  {name}: " in text
    found = json.loads(said("explain", str(finished_job), "-d", "ulm", "--stage", "compare_documents", "--json"))
    assert found["now"] == "hit"


def test_audit_writes_one_page(finished_job: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert str(page) in said("audit", str(finished_job), "--out", str(page))
    text = page.read_text()
    assert text.count('<script type="application/json" id="d') == len(DELIVERED) + 1
    assert "<script>alert(1)</script>" not in text
    assert "Halden Light is a lighthouse in Norway." in text
    assert "5 of 6 documents delivered" in text


def test_audit_shows_what_there_is_without_a_store(finished_job: Path) -> None:
    job = a_copy(finished_job, "bare-audit")
    for path in sorted((job / ".store").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    said("audit", str(job))
    assert "The store was deleted" in (job / "audit.html").read_text()
    (job / "run.json").unlink()
    said("audit", str(job))
    assert "what was asked and what the stages made cannot be shown" in (job / "audit.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["verify", "."], "there is no job.json in it"),
        (["audit", "nowhere"], "there is no job.json in it"),
        (["replay", "."], "there is no job.json in it"),
        (["impact", ".", "--retract", "population"], "is not the id of a fact"),
        (["explain", ".", "-d", "x", "--stage", "writing"], "there is no job.json in it"),
    ],
)
def test_wrong_input_is_one_line(
    arguments: list[str], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = called(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
