"""A fact is taken back: what rests on it is made anew, and nothing else changes."""

import json
from pathlib import Path

import pytest

from content.settings import load_settings
from flows.renew_documents import renew_documents
from knowledge.graph import build_graph
from tasks.impact import impact_of
from tasks.job_folder import JobFolder
from tasks.replay import replaying
from tasks.retractions import without_retracted
from tasks.verify import verify
from tests.jobs import DELIVERED, FACTS, a_copy, bytes_of, fact_ids

pytestmark = [
    pytest.mark.usefixtures("prefect_api"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path.split("/")[1] for path in {*before, *after} if before.get(path) != after.get(path)}


def test_the_impact_of_a_fact_is_every_sentence_that_cites_it(finished_job: Path) -> None:
    for said, fact in fact_ids(finished_job).items():
        found = impact_of(JobFolder(finished_job), [fact])
        by_hand = {
            (brief, line["sentence"])
            for brief in DELIVERED
            for line in map(json.loads, (finished_job / f"documents/{brief}/ledger.jsonl").read_text().splitlines())
            if fact in line["facts"]
        }
        assert {(one.document, one.sentence) for one in found.sentences} == by_hand
        assert found.facts[fact].replace(" · ", " ") == said


def test_a_fact_that_nothing_cites_has_no_impact(finished_job: Path) -> None:
    found = impact_of(JobFolder(finished_job), ["f" + "0" * 16])
    assert (found.documents, found.facts) == ((), {"f" + "0" * 16: ""})


def test_only_what_rests_on_the_fact_is_renewed(finished_job: Path) -> None:
    job = a_copy(finished_job, "renewed")
    before = bytes_of(job)
    fact = fact_ids(job)["Ulm population 128928"]
    report = renew_documents(out=job, retracted={fact: "Ulm · population · 128928"})
    after = bytes_of(job)
    assert changed(before, after) == {"ulm"}
    assert b"128,928" not in after["documents/ulm/document.md"]
    assert (report.requested, report.delivered, len(report.rejected)) == (6, 5, 1)
    assert verify(JobFolder(job)).problems == ()
    assert fact not in fact_ids(job).values()
    with replaying(JobFolder(job)) as replayer:
        assert [replayer.replay(one).identical for one in ("ulm", "bonn")] == [True, True]
    assert renew_documents(out=job, retracted={fact: ""}) == report
    assert bytes_of(job) == after


def test_a_document_with_nothing_left_to_say_is_withdrawn(finished_job: Path) -> None:
    job = a_copy(finished_job, "withdrawn")
    facts = {fact: said for said, fact in fact_ids(job).items() if said.startswith("Halden Light")}
    report = renew_documents(out=job, retracted=facts)
    assert not (job / "documents/light").exists()
    assert [one.brief for one in report.rejected] == ["nowhere", "light"]
    assert (report.requested, report.delivered) == (6, 4)
    assert verify(JobFolder(job)).problems == ()


def test_a_renewal_that_was_killed_is_finished_by_the_next(finished_job: Path) -> None:
    job = a_copy(finished_job, "killed")
    fact = fact_ids(job)["Ulm population 128928"]
    account = {name: (job / name).read_bytes() for name in ("job.json", "run.json", "facts.jsonl")}
    renew_documents(out=job, retracted={fact: ""})
    whole = bytes_of(job)
    for name, data in account.items():
        (job / name).write_bytes(data)  # killed after the document, before the account
    assert verify(JobFolder(job)).problems
    renew_documents(out=job, retracted={fact: ""})
    assert verify(JobFolder(job)).problems == ()
    assert bytes_of(job) == whole


def test_a_corrected_source_brings_its_correction_along(finished_job: Path) -> None:
    job = a_copy(finished_job, "corrected")
    path = finished_job.parent / "facts.jsonl"
    fact = fact_ids(job)["Ulm population 128928"]
    before = bytes_of(job)
    path.write_text(FACTS.replace("128928", "129942"))
    try:
        renew_documents(out=job, retracted={fact: ""})
    finally:
        path.write_text(FACTS)
    assert changed(before, bytes_of(job)) == {"ulm"}
    assert b"129,942" in bytes_of(job)["documents/ulm/document.md"]


def test_later_runs_keep_a_retracted_fact_out(finished_job: Path) -> None:
    job = a_copy(finished_job, "kept")
    fact = fact_ids(job)["Ulm population 128928"]
    (job / "retracted.json").write_text(json.dumps({"format": 1, "facts": {fact: "Ulm · population"}}))
    settings = without_retracted(load_settings(None, {}), job)
    assert settings.knowledge.retracted == (fact,)
    assert without_retracted(load_settings(None, {}), finished_job) == load_settings(None, {})


def test_a_graph_without_a_fact_has_all_others() -> None:
    from content.artifacts import Statement
    from content.settings import KnowledgeSettings

    rows = [json.loads(line) for line in FACTS.splitlines()]
    statements = [Statement(row["subject"], row["predicate"], row["object"]) for row in rows]
    whole = build_graph(statements, KnowledgeSettings())
    for fact in whole.facts():
        without = build_graph(statements, KnowledgeSettings(retracted=(fact.id,)))
        assert without.fact(fact.id) is None
        assert len(without.built.table) == len(whole.built.table) - 1
        assert without.digest != whole.digest
