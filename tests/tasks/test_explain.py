"""Why an output was reused, or would not be."""

import json
import shutil
from pathlib import Path

import pytest

from content.errors import InputError
from tasks.explain import STAGES, explain, stage_named
from tasks.job_folder import JobFolder
from tasks.refine_text import COMPARISON
from tests.jobs import a_copy

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def with_settings(job: Path, **changes: object) -> Path:
    """Let the job have been run with other settings, for what a run would do now."""
    path = job / "run.json"
    record = json.loads(path.read_text())
    for name, value in changes.items():
        group, key = name.split("__")
        record["settings"][group][key] = value
    path.write_text(json.dumps(record))
    return job


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_run_would_find_every_output(stage: str, finished_job: Path) -> None:
    found = explain(JobFolder(finished_job), "ulm", stage)
    assert (found.now, found.because, found.changes) == ("hit", "every ingredient is the same", ())
    assert found.key == json.loads((finished_job / "run.json").read_text())["stages"]["ulm"][stage]
    assert found.ingredients


def test_a_changed_setting_is_named_with_both_values(finished_job: Path) -> None:
    job = with_settings(a_copy(finished_job, "settings"), plan__min_facts=2)
    found = explain(JobFolder(job), "ulm", "plan_content")
    assert (found.now, found.because) == ("made anew", "the ingredients have changed")
    assert [(one.ingredient, one.recorded, one.now) for one in found.changes] == [("settings.min_facts", 1, 2)]


def test_a_later_stage_says_what_comes_before_it(finished_job: Path) -> None:
    job = with_settings(a_copy(finished_job, "later"), plan__min_facts=2)
    found = explain(JobFolder(job), "ulm", "generate_text")
    assert (found.now, found.changes) == ("unknown", ())
    assert found.because == (
        "plan_content would be made anew first; if it comes out the same: every ingredient is the same"
    )


def test_changed_knowledge_is_named(finished_job: Path) -> None:
    path = finished_job.parent / "facts.jsonl"
    before = path.read_text()
    path.write_text(before.replace("128928", "128929"))
    try:
        found = explain(JobFolder(finished_job), "ulm", "plan_content")
    finally:
        path.write_text(before)
    assert found.now == "unknown"
    assert "facts.jsonl changed since" in found.because


def test_a_lost_output_is_told(finished_job: Path) -> None:
    job = a_copy(finished_job, "lost")
    key = json.loads((job / "run.json").read_text())["stages"]["ulm"]["generate_text"]
    (job / ".store" / "outputs" / key[:2] / f"{key}.jsonl").unlink()
    found = explain(JobFolder(job), "ulm", "generate_text")
    assert (found.made, found.now, found.because) == ("lost", "made anew", "the store has lost it")
    shutil.rmtree(job / ".store")
    assert explain(JobFolder(job), "ulm", "generate_text").because == "the store was deleted"


def test_a_rejected_document_is_explained_as_far_as_it_came(finished_job: Path) -> None:
    folder = JobFolder(finished_job)
    assert explain(folder, "nowhere", "process_input").now == "hit"
    with pytest.raises(InputError, match=r"was rejected .*it has an output of process_input"):
        explain(folder, "nowhere", "generate_text")
    with pytest.raises(InputError, match="is not part of the job"):
        explain(folder, "nobody", "generate_text")


def test_stages_go_by_their_names() -> None:
    assert stage_named("compare_documents") == COMPARISON
    assert stage_named("refine_text") == "refine_text"
    with pytest.raises(InputError, match="choose among process_input, plan_content"):
        stage_named("writing")
