"""What is delivered is true: over the demo, and over 200 city profiles."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from content.artifacts import Document, JobReport, Outline
from content.store import Store
from models.wording.mentions import opening
from tasks.render_output import Delivered
from tests.truth import untrue_parts

HOME = Path(__file__).resolve().parent.parent
LABELS = {"stated", "inferred", "no_claim", "invented", "approved"}


class Job(NamedTuple):
    """A finished job."""

    folder: Path
    report: JobReport
    documents: list[Document]

    def ledger(self, document: Document) -> list[dict[str, Any]]:
        lines = (self.folder / "documents" / document.id / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


def _finished(folder: Path) -> Job:
    report = JobReport.model_validate_json((folder / "job.json").read_bytes())
    store = Store(folder / ".store")
    manifests = {file for file in report.files if file.path.startswith("documents/")}
    found: dict[str, Document] = {}
    for path in sorted((folder / ".store" / "outputs").rglob("*.jsonl")):
        record = store.record(path.stem)
        if record and record.kind == "Delivered":
            made = store.get(record, Delivered)
            if manifests.intersection(made.files):
                found[made.document.id] = made.document
    assert len(found) == report.delivered
    return Job(folder, report, [found[brief] for brief in sorted(found)])


def _profiles(folder: Path, *more: str) -> Job:
    build = [sys.executable, "examples/places/build.py", "--out", str(folder), "--cities", "200"]
    subprocess.run(build, cwd=HOME, check=True, stdout=subprocess.DEVNULL)
    command = [sys.executable, "-m", "factpress", "run", str(folder / "briefs.jsonl"), "--out", str(folder / "job")]
    command += ["--knowledge", str(folder / "places.jsonl"), *more]
    subprocess.run(command, cwd=HOME, check=True, stdout=subprocess.DEVNULL)
    return _finished(folder / "job")


@pytest.fixture(scope="module")
def demo() -> Job:
    """The demo, made now or found as `make demo` left it."""
    subprocess.run(["make", "demo"], cwd=HOME, check=True, stdout=subprocess.DEVNULL, env={**os.environ})
    return _finished(HOME / "demo-output")


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """200 city profiles from templates alone: seconds."""
    return _profiles(tmp_path_factory.mktemp("profiles"), "--set", "generator.model=template")


@pytest.fixture(scope="module")
def worded_profiles(tmp_path_factory: pytest.TempPathFactory) -> Job:
    """200 city profiles worded by the model: minutes."""
    return _profiles(tmp_path_factory.mktemp("worded"))


JOBS = ["demo", "profiles", pytest.param("worded_profiles", marks=pytest.mark.slow)]


@pytest.mark.parametrize("name", JOBS)
def test_every_document_is_accounted_for(name: str, request: pytest.FixtureRequest) -> None:
    report = request.getfixturevalue(name).report
    counted = report.delivered + len(report.rejected) + len(report.failed) + len(report.skipped)
    assert counted == report.requested == (24 if name == "demo" else 200)
    assert report.delivered >= (22 if name == "demo" else 198)
    assert report.failed == ()


@pytest.mark.parametrize("name", JOBS)
def test_the_ledger_joined_is_the_document(name: str, request: pytest.FixtureRequest) -> None:
    job = request.getfixturevalue(name)
    for document in job.documents:
        ledger = job.ledger(document)
        whole = json.loads((job.folder / "documents" / document.id / "document.json").read_text(encoding="utf-8"))
        assert " ".join(line["text"] for line in ledger).split() == whole["text"].split()
        assert [line["sentence"] for line in ledger] == list(range(1, len(ledger) + 1))


@pytest.mark.parametrize("name", JOBS)
def test_every_label_is_a_known_one(name: str, request: pytest.FixtureRequest) -> None:
    job = request.getfixturevalue(name)
    assert {line["label"] for document in job.documents for line in job.ledger(document)} <= LABELS


@pytest.mark.parametrize("name", JOBS)
def test_only_stories_invent(name: str, request: pytest.FixtureRequest) -> None:
    for document in request.getfixturevalue(name).documents:
        if document.kind != "story":
            assert [sentence.text for sentence in document.sentences if sentence.label == "invented"] == []


@pytest.mark.parametrize("name", JOBS)
def test_every_name_number_and_date_is_in_the_facts(name: str, request: pytest.FixtureRequest) -> None:
    documents = request.getfixturevalue(name).documents
    assert [part for document in documents for part in untrue_parts(document)] == []


@pytest.mark.parametrize("name", JOBS)
def test_nearly_all_facts_planned_are_said(name: str, request: pytest.FixtureRequest) -> None:
    job = request.getfixturevalue(name)
    store = Store(job.folder / ".store")
    said = {
        (document.id, one) for document in job.documents for sentence in document.sentences for one in sentence.facts
    }
    planned = set()
    for document in job.documents:
        manifest = json.loads((job.folder / "documents" / document.id / "manifest.json").read_text(encoding="utf-8"))
        record = store.record(manifest["hashes"]["plan_content"])
        assert record is not None
        outline = store.get(record, Outline)
        planned |= {(document.id, one) for section in outline.sections for plan in section.plans for one in plan.facts}
    share = len(said & planned) / len(planned)
    print(f"{name}: {share:.1%} of {len(planned)} planned facts are said")
    assert share >= 0.98


@pytest.mark.parametrize("name", JOBS)
def test_neighbouring_sentences_begin_differently(name: str, request: pytest.FixtureRequest) -> None:
    neighbours = [
        pair
        for document in request.getfixturevalue(name).documents
        for pair in pairwise(document.sentences)
        if pair[0].section == pair[1].section
    ]
    alike = [(one.text, two.text) for one, two in neighbours if opening(one.text) == opening(two.text)]
    print(f"{name}: {len(alike)} of {len(neighbours)} neighbours begin with the same two words")
    assert len(alike) <= 0.02 * len(neighbours), alike


@pytest.mark.parametrize("name", ["demo", pytest.param("worded_profiles", marks=pytest.mark.slow)])
def test_most_sentences_are_the_model_s(name: str, request: pytest.FixtureRequest) -> None:
    job = request.getfixturevalue(name)
    origins = [line["origin"] for one in job.documents for line in job.ledger(one) if line["label"] == "stated"]
    share = origins.count("model") / len(origins)
    print(f"{name}: {share:.1%} of {len(origins)} stated sentences are the model's")
    assert share >= 0.85
