"""Documents made again: identical from their inputs and from the record, or the first place that differs."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import InputError
from tasks.differences import first_difference
from tasks.job_folder import JobFolder
from tasks.replay import Replay, replaying
from tests.jobs import DELIVERED, a_copy, run_job
from tests.models.tiny import a_model

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def replayed(job: Path, *documents: str, recorded: bool = False) -> list[Replay]:
    with replaying(JobFolder(job), recorded) as replayer:
        return [replayer.replay(document) for document in documents]


def change_brief(job: Path, document: str, **keys: object) -> None:
    """Let the record say that a document was asked for in another way."""
    path = job / "run.json"
    record = json.loads(path.read_text())
    for brief in record["briefs"]:
        if brief["id"] == document:
            brief.update(keys)
    path.write_text(json.dumps(record))


@pytest.fixture(scope="module")
def modelled_job(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A job that asked a real, tiny and random model, three documents at a time."""
    folder = tmp_path_factory.mktemp("modelled")
    model = a_model(folder / "model")
    config = model / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "max_position_embeddings": 4096}))
    tiny = {"generator.model": str(model), "generator.max_tokens": "12", "job.chunk": "3", "job.threads": "1"}
    return run_job(folder, **tiny)


def test_every_document_is_identical_in_any_order(finished_job: Path) -> None:
    order = random.Random(1).sample(DELIVERED, len(DELIVERED))
    found = replayed(finished_job, *order)
    assert [one.document for one in found if not one.identical or one.difference or one.notes] == []


def test_a_new_process_makes_the_same(finished_job: Path) -> None:
    command = [sys.executable, "-m", "factpress", "replay", str(finished_job), "-d", "light", "-d", "ulm", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["document"], one["identical"]) for one in found] == [("light", True), ("ulm", True)]


def test_what_a_model_said_is_said_again_in_the_same_batches(modelled_job: Path) -> None:
    found = replayed(modelled_job, *DELIVERED)
    assert [(one.document, one.difference) for one in found if not one.identical or one.difference] == []
    assert {one.together for one in found} == {2, 3}


def test_recorded_candidates_make_the_same_without_the_model(modelled_job: Path) -> None:
    job = a_copy(modelled_job, "modelless")
    shutil.move(modelled_job.parent / "model", modelled_job.parent / "away")
    try:
        found = replayed(job, *DELIVERED, recorded=True)
        assert [(one.document, one.difference) for one in found if not one.identical] == []
    finally:
        shutil.move(modelled_job.parent / "away", modelled_job.parent / "model")


def test_a_deleted_store_is_no_hindrance(finished_job: Path, modelled_job: Path) -> None:
    for job in (a_copy(finished_job, "storeless"), a_copy(modelled_job, "storeless")):
        shutil.rmtree(job / ".store")
        assert all(one.identical for one in replayed(job, *DELIVERED))
    with replaying(JobFolder(job), recorded=True) as replayer:
        found = replayer.replay("ulm")
    assert found.difference
    assert "lost the recorded candidates" in found.difference.detail


def test_changed_knowledge_is_told_and_the_saved_graph_used(finished_job: Path) -> None:
    path = finished_job.parent / "facts.jsonl"
    before = path.read_text()
    path.write_text(before.replace("128928", "128929"))
    try:
        (found,) = replayed(finished_job, "ulm")
        assert found.identical
        assert "facts.jsonl changed since: the graph is the saved one" in found.notes[0]
        job = a_copy(finished_job, "graphless")
        shutil.rmtree(job / ".store")
        (found,) = replayed(job, "ulm")
    finally:
        path.write_text(before)
    assert not found.identical
    assert found.difference
    assert found.difference.stage == "process_input"


def test_the_first_stage_sentence_and_token_are_named(finished_job: Path) -> None:
    job = a_copy(finished_job, "other")
    change_brief(job, "ulm", must_avoid=["river"])
    (found,) = replayed(job, "ulm")
    assert not found.identical
    assert found.difference
    assert found.difference.stage in ("process_input", "plan_content")
    shutil.rmtree(job / ".store")
    (found,) = replayed(job, "ulm")
    assert found.difference
    assert (found.difference.stage, found.difference.sentence) == ("render_output", 1)
    assert found.difference.token


def test_a_file_that_was_changed_after_delivery_is_told(finished_job: Path) -> None:
    job = a_copy(finished_job, "touched")
    (job / "documents/ulm/document.md").write_text("other")
    (found,) = replayed(job, "ulm")
    assert found.identical
    assert found.notes == ("documents/ulm/document.md was changed after it was delivered",)


def test_what_was_not_delivered_cannot_be_replayed(finished_job: Path) -> None:
    with pytest.raises(InputError, match="it was not delivered"):
        replayed(finished_job, "nowhere")
    with pytest.raises(InputError, match="has no such document"):
        replayed(finished_job, "../ulm")


@pytest.mark.parametrize(
    ("recorded", "replayed", "sentence", "token"),
    [
        (["It is old."], ["It is new."], 1, 3),
        (["One.", "Two."], ["One."], 2, 1),
        (["One."], ["One.", "Two."], 2, 1),
        (["It  is."], ["It is."], 1, None),
    ],
)
def test_the_place_of_a_difference(recorded: list[str], replayed: list[str], sentence: int, token: int | None) -> None:
    found = first_difference("refine_text", recorded, replayed)
    assert found
    assert (found.sentence, found.token) == (sentence, token)


def test_no_difference_is_none() -> None:
    assert first_difference("refine_text", ["One."], ["One."]) is None


@pytest.mark.slow
@pytest.mark.usefixtures("prefect_api")
def test_fifty_documents_are_identical_in_a_new_process_in_shuffled_order(tmp_path: Path) -> None:
    from benchmarks.replaying import places_job, replay_all

    job = places_job(tmp_path, 50, "--set", "generator.model=template")
    assert replay_all(job, seed=3).identical == 50
