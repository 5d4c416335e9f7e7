"""docs/formats.md says what is true: every example in it is read by what reads such a file."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from content.artifacts import (
    Assessment,
    Brief,
    DocumentSection,
    Fact,
    FileHash,
    JobReport,
    Kind,
    Label,
    Manifest,
    OutputFormat,
    Place,
    Sentence,
)
from content.hashing import fact_id
from content.settings import InputSettings, Settings, load_settings
from content.store import Record
from knowledge.planning.plan_reading import PlanFile
from knowledge.readers import read_briefs, read_sources
from knowledge.readers.mapping import TableMapping
from rendering import AVAILABLE, DocumentRecord, fact_line, ledger_lines, render
from tests.rendering.documents import DOCUMENT, FACTS, SETTINGS

TEXT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES: dict[str, str] = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE))
LINES = {name: [json.loads(line) for line in body.splitlines()] for name, body in EXAMPLES.items() if "jsonl" in name}


def section(heading: str) -> str:
    return TEXT.split(f"### {heading}\n")[1].split("\n### ")[0].split("\n## ")[0]


def write(folder: Path, *names: str) -> list[Path]:
    for name in names:
        (folder / name).write_text(EXAMPLES[name], encoding="utf-8")
    return [folder / name for name in names]


def keys(value: Any) -> Any:
    """Reduce plain data to the keys it has."""
    if isinstance(value, dict):
        return {key: keys(part) for key, part in value.items()}
    return [keys(value[0])] if isinstance(value, list) and value else None


def test_every_example_is_named_and_tested() -> None:
    assert set(EXAMPLES) == {
        *("briefs.jsonl", "briefs.csv", "briefs.yaml", "triples.jsonl", "triples.csv", "catalogue.csv"),
        *("catalogue.mapping.yaml", "all.sources.yaml", "ljubljana.yaml", "settings.yaml", "job.json", "facts.jsonl"),
        *("ledger.jsonl", "document.md", "document.json", "manifest.json", "store.json", "run.json", "retracted.json"),
        *("card.json", "checked.jsonl"),
    }
    assert len(re.findall(r"^```\w", TEXT, re.MULTILINE)) == len(EXAMPLES)


@pytest.mark.parametrize("name", ["briefs.jsonl", "briefs.csv", "briefs.yaml"])
def test_briefs_are_read(name: str, tmp_path: Path) -> None:
    briefs = read_briefs(*write(tmp_path, name))
    assert briefs[0].id == "ljubljana"
    assert all(set(brief.outputs) <= AVAILABLE for brief in briefs)


def test_briefs_are_described_key_by_key() -> None:
    assert re.findall(r"^\| `(\w+)` \|", section("Briefs"), re.MULTILINE) == list(Brief.model_fields)
    for kind in get_args(Kind):
        assert f"`{kind}`" in section("Briefs")


def test_triples_tables_and_lists_of_sources_are_read_without_a_problem(tmp_path: Path) -> None:
    names = ("triples.jsonl", "triples.csv", "catalogue.csv", "catalogue.mapping.yaml", "all.sources.yaml")
    paths = write(tmp_path, *names)
    reading = read_sources([paths[4]], InputSettings())
    assert reading.problems == []
    assert {(Path(source.uri).name, source.media, source.statements) for source in reading.sources} == {
        ("triples.jsonl", "triples", 4),
        ("triples.csv", "triples", 2),
        ("catalogue.csv", "table", 14),
    }
    assert ("Brennholm 2", "price", "389 EUR") in {statement[:3] for statement in reading.statements}


def test_endings_are_those_that_are_read(tmp_path: Path) -> None:
    for ending in re.findall(r"`(\.[\w.]+)`", section("Knowledge").split("**Triples.**")[0]):
        path = tmp_path / f"empty{ending}"
        path.write_text("", encoding="utf-8")
        problems = [problem.text for problem in read_sources([path], InputSettings()).problems]
        assert not [text for text in problems if "not read" in text or "ending" in text]


def test_the_mapping_is_described_key_by_key() -> None:
    described = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ", section("Knowledge"), re.MULTILINE)
    assert {name for names in described for name in re.findall(r"\w+", names)} == set(TableMapping.model_fields) - {
        "format"
    }


def test_the_plan_file_is_read() -> None:
    tree = yaml.load(EXAMPLES["ljubljana.yaml"], Loader=yaml.BaseLoader)
    plan = PlanFile.model_validate(tree)
    assert [section.heading for section in plan.sections] == ["", "Figures"]


def test_settings_are_all_there_with_their_defaults(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "settings.yaml")[0]) == Settings()
    tree = yaml.safe_load(EXAMPLES["settings.yaml"])
    assert tree == json.loads(Settings().model_dump_json())


def test_the_report_adds_up_and_has_the_keys_of_a_report() -> None:
    report = JobReport.model_validate_json(EXAMPLES["job.json"])
    assert report.requested == report.delivered + len(report.rejected) + len(report.failed) + len(report.skipped)
    assert list(json.loads(EXAMPLES["job.json"])) == list(JobReport.model_fields)
    assert report.files[0].path == "facts.jsonl"


def test_facts_have_the_ids_that_they_say_and_the_keys_that_are_written() -> None:
    for row in LINES["facts.jsonl"]:
        said = row["subject"], row["predicate"], row["object"]
        assert row["id"] == fact_id(*said, row.get("negated", False), row.get("valid_from", ""))
    assert keys(LINES["facts.jsonl"][0]) == keys(json.loads(fact_line(FACTS[0])))


def test_the_ledger_and_the_document_have_the_keys_that_are_written() -> None:
    for row in LINES["ledger.jsonl"]:
        assert Sentence.model_validate(row).label in get_args(Label)
    assert keys(LINES["ledger.jsonl"][0]) == keys(json.loads(ledger_lines(DOCUMENT).splitlines()[0])) | {"edits": None}
    described = re.findall(r"^\| `(\w+)` \|", section("ledger.jsonl"), re.MULTILINE)
    assert described == list(Sentence.model_fields)
    for label in get_args(Label):
        assert f"`{label}`" in section("ledger.jsonl")


def test_the_document_record_is_one() -> None:
    record = DocumentRecord.model_validate_json(EXAMPLES["document.json"])
    assert record.text == " ".join(sentence.text for sentence in record.sentences)
    assert list(json.loads(EXAMPLES["document.json"])) == list(json.loads(render(DOCUMENT, "json", SETTINGS)))
    fact = json.loads(EXAMPLES["document.json"])["facts"][0]
    assert list(fact) == list(Fact.model_fields)
    assert list(fact["sources"][0]) == list(Place.model_fields)


def test_the_markdown_example_is_what_the_renderer_writes() -> None:
    record = DocumentRecord.model_validate_json(EXAMPLES["document.json"])
    opening = Sentence.model_validate(LINES["ledger.jsonl"][0])
    second = Sentence.model_validate(LINES["ledger.jsonl"][1])
    known = tuple(record.facts[0].model_copy(update={"id": fact}) for fact in (*opening.facts, *second.facts))
    sections = (
        DocumentSection(sentences=(opening,)),
        DocumentSection(heading="Figures", style="list", sentences=(second,)),
    )
    document = DOCUMENT.model_copy(
        update={"id": record.id, "title": record.title, "sections": sections, "facts": known}
    )
    assert render(document, "md", SETTINGS).decode() == EXAMPLES["document.md"]


def test_the_manifest_and_the_record_of_the_store_are_read() -> None:
    manifest = Manifest.model_validate_json(EXAMPLES["manifest.json"])
    assert list(json.loads(EXAMPLES["manifest.json"])) == list(Manifest.model_fields)
    assert all(isinstance(file, FileHash) for file in manifest.files)
    assert Record.model_validate_json(EXAMPLES["store.json"]).kind == "Draft"


def test_outputs_that_are_promised_are_those_that_are_written() -> None:
    row = next(line for line in section("Briefs").splitlines() if line.startswith("| `outputs`"))
    assert set(re.findall(r"`(\w+)`", row.split("writes")[1].split("|")[0])) == AVAILABLE
    assert set(get_args(OutputFormat)) >= AVAILABLE


def test_what_finished_jobs_are_read_from_is_read() -> None:
    from tasks.retractions import Retractions
    from tasks.run_record import RunRecord

    record = RunRecord.model_validate_json(EXAMPLES["run.json"])
    assert set(json.loads(EXAMPLES["run.json"])) == set(RunRecord.model_fields)
    assert record.job == json.loads(EXAMPLES["job.json"])["job"]
    retracted = Retractions.model_validate_json(EXAMPLES["retracted.json"])
    assert set(retracted.facts) <= {
        row["id"] for row in [*LINES["facts.jsonl"], *map(_numbered, LINES["ledger.jsonl"])]
    }


def _numbered(row: dict[str, Any]) -> dict[str, Any]:
    return {"id": row["facts"][0]}


def test_a_checked_sentence_is_read() -> None:
    (row,) = LINES["checked.jsonl"]
    one = Assessment.model_validate(row)
    assert one.span is not None
    assert one.text[slice(*one.span)] == "272,221"
    assert keys(row) == keys(one.model_dump(mode="json", exclude={"line"}))
