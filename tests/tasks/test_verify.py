"""Verification finds whatever was changed, lost or added after delivery, from the files alone."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.errors import InputError
from tasks.job_folder import JobFolder
from tasks.verify import verify
from tests.jobs import DELIVERED, a_copy

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def problems(job: Path) -> list[str]:
    return [f"{one.place}: {one.text}" for one in verify(JobFolder(job)).problems]


def edited(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def sworn(job: Path, document: str = "ulm") -> None:
    """Make every hash right again, as somebody would who wants to hide a change."""
    manifest = job / "documents" / document / "manifest.json"
    said = json.loads(manifest.read_text())
    for file in said["files"]:
        file["sha256"] = hashlib.sha256((job / file["path"]).read_bytes()).hexdigest()
    manifest.write_text(json.dumps(said))
    report = json.loads((job / "job.json").read_text())
    for file in report["files"]:
        file["sha256"] = hashlib.sha256((job / file["path"]).read_bytes()).hexdigest()
    (job / "job.json").write_text(json.dumps(report))


def test_what_was_delivered_is_whole(finished_job: Path) -> None:
    found = verify(JobFolder(finished_job))
    assert found.problems == ()
    assert (found.documents, found.files) == (len(DELIVERED), 1 + len(DELIVERED) * 5 + 1)
    assert found.sentences == sum(
        len((finished_job / "documents" / one / "ledger.jsonl").read_text().splitlines()) for one in DELIVERED
    )


def test_neither_store_nor_run_record_is_needed(finished_job: Path) -> None:
    job = a_copy(finished_job, "bare")
    shutil.rmtree(job / ".store")
    (job / "run.json").unlink()
    assert problems(job) == []


CHANGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda job: edited(job / "documents/ulm/document.md", "128,928", "128,929"), "document.md: has been changed"),
    (lambda job: (job / "documents/ulm/document.txt").unlink(), "documents/ulm/document.txt: is missing"),
    (
        lambda job: edited(job / "documents/ulm/manifest.json", '"seed":1', '"seed":2'),
        "ulm/manifest.json: has been",
    ),
    (lambda job: (job / "documents/bonn/manifest.json").unlink(), "documents/bonn/manifest.json: is missing"),
    (lambda job: edited(job / "facts.jsonl", "Germany", "France"), "is not the id of what it says"),
    (lambda job: (job / "facts.jsonl").unlink(), "facts.jsonl: is missing"),
    (lambda job: (job / "documents/ulm/extra.html").write_text("x"), "extra.html: is not named by the manifest"),
    (lambda job: shutil.copytree(job / "documents/ulm", job / "documents/ulm2"), "documents/ulm2: is not part of"),
    (
        lambda job: shutil.copytree(job / "documents/ulm", job / "documents/nowhere"),
        "says that it was rejected",
    ),
    (lambda job: edited(job / "job.json", '"requested": 6', '"requested": 7'), "7 documents were requested, 6 are"),
    (lambda job: edited(job / "job.json", "documents/ulm/man", "../ulm/man"), "leads out of its folder"),
    (lambda job: (job / "documents/ulm/ledger.jsonl").write_bytes(b"\xff{"), "damaged"),
    (lambda job: edited(job / "run.json", '"job":"', '"job":"f'), "run.json: belongs to another run"),
]


@pytest.mark.parametrize(("change", "line"), CHANGES, ids=[line for _, line in CHANGES])
def test_every_change_is_told(change: Callable[[Path], object], line: str, finished_job: Path) -> None:
    job = a_copy(finished_job, "changed")
    change(job)
    assert [one for one in problems(job) if line in one], problems(job)


HIDDEN: list[tuple[str, str, str, str]] = [
    ("document.md", "128,928", "128,929", "document.md: its text is not the ledger's sentences"),
    ("document.txt", "128,928", "128,929", "document.txt: its text is not the ledger's sentences"),
    ("document.html", "128,928", "128,929", "document.html: its text is not the ledger's sentences"),
    ("document.html", "</article>", "<p>Buy now.</p></article>", "document.html: its text is not"),
    ("document.md", "\n## Sources", "\nBuy now.\n\n## Sources", "document.md: its text is not"),
    ("document.json", "128,928", "128,929", "document.json: its text is not"),
    ("ledger.jsonl", '"sentence":2', '"sentence":3', "is sentence 3, number 2 was due"),
    ("ledger.jsonl", '"label":"stated"', '"label":"certain"', "label"),
    ("ledger.jsonl", '"facts":["f', '"facts":["a', "which facts.jsonl does not have"),
]


@pytest.mark.parametrize(("name", "before", "after", "line"), HIDDEN, ids=[f"{one[0]} {one[2][:12]}" for one in HIDDEN])
def test_a_change_with_every_hash_made_right_is_told(
    name: str, before: str, after: str, line: str, finished_job: Path
) -> None:
    job = a_copy(finished_job, "hidden")
    edited(job / "documents/ulm" / name, before, after)
    sworn(job)
    assert [one for one in problems(job) if line in one], problems(job)


def test_a_sentence_without_a_fact_is_told(finished_job: Path) -> None:
    job = a_copy(finished_job, "factless")
    path = job / "documents/ulm/ledger.jsonl"
    lines = [{**json.loads(line), "facts": []} for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    sworn(job)
    assert [one for one in problems(job) if "rests on no fact" in one]


def test_a_link_that_leads_out_is_not_followed(finished_job: Path, tmp_path: Path) -> None:
    job = a_copy(finished_job, "linked")
    path = job / "documents/ulm/document.md"
    shutil.move(path, tmp_path / "elsewhere.md")
    path.symlink_to(tmp_path / "elsewhere.md")
    assert [one for one in problems(job) if "symbolic link" in one]


@pytest.mark.parametrize(("text", "line"), [("{", "damaged"), ('{"format": 2}', "format"), ("[]", "damaged")])
def test_a_damaged_account_is_one_line(text: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(text)
    with pytest.raises(InputError, match=line):
        JobFolder(tmp_path)
