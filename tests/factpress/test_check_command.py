"""`factpress check`: labels, evidence, exit codes, and texts that mean harm."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.artifacts import CheckedText
from content.errors import InputError
from factpress.command import app

FACTS = """{"subject": "Ljubljana", "predicate": "type", "object": "city"}
{"subject": "Ljubljana", "predicate": "capital of", "object": "Slovenia"}
{"subject": "Ljubljana", "predicate": "population", "object": 272220}
"""
GOOD = "# Ljubljana\n\nLjubljana is the capital of Slovenia. It has a population of 272,220.\n\nHow do I get there?\n"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.jsonl"
    path.write_text(FACTS, encoding="utf-8")
    return path


def _checked(tmp_path: Path, text: str, *knowledge: Path, name: str = "text.md") -> tuple[int, CheckedText]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    options = [part for path in knowledge for part in ("--knowledge", str(path))]
    result = CliRunner().invoke(app, ["check", str(file), *options, "--json"])
    return result.exit_code, CheckedText.model_validate_json(result.stdout)


@pytest.mark.parametrize("name", ["text.md", "text.txt"])
def test_a_true_text_passes(tmp_path: Path, facts: Path, name: str) -> None:
    code, found = _checked(tmp_path, GOOD, facts, name=name)
    assert code == 0
    assert [one.label for one in found.sentences] == ["no_claim", "supported", "supported", "no_claim"]
    assert found.sentences[1].evidence[0].uri == str(facts)


def test_an_error_sets_the_exit_code_and_is_marked(tmp_path: Path, facts: Path) -> None:
    code, found = _checked(tmp_path, "Ljubljana has a population of 999,999.", facts)
    assert code == 4
    (one,) = found.wrong
    assert (one.label, one.kind) == ("contradicted", "number")
    assert one.span is not None
    assert one.text[slice(*one.span)] == "999,999"


def test_no_line_goes_unchecked(tmp_path: Path, facts: Path) -> None:
    text = "- Ljubljana (population 5 million)\n- Maribor won\n\nLjubljana is a city [see the casino](http://x.y).\n"
    code, found = _checked(tmp_path, text, facts)
    assert code == 4
    assert [one.label for one in found.sentences if one.label in ("supported", "no_claim")] == []


def test_documents_are_evidence_themselves(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("The ferry leaves at nine in the morning. Dogs travel free of charge.", encoding="utf-8")
    code, found = _checked(tmp_path, "Dogs travel free of charge. Cats pay double.", source)
    assert code == 4
    assert [one.label for one in found.sentences] == ["supported", "not_found"]
    assert found.sentences[0].evidence[0].said == "Dogs travel free of charge."


def test_people_read_a_summary_without_control_characters(tmp_path: Path, facts: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Ljubljana is [red]a haunted city[/red].", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file), "-k", str(facts)])
    assert result.exit_code == 4
    assert "[red]" in result.stdout
    assert "1 sentences: 0 supported, 0 contradicted, 1 not found, 0 no claim" in result.stdout


def test_the_same_text_gives_the_same_bytes(tmp_path: Path, facts: Path) -> None:
    first, second = (_checked(tmp_path, GOOD, facts)[1].model_dump_json() for _ in range(2))
    assert first == second
    assert json.loads(first)["format"] == 1


@pytest.mark.parametrize("missing", ["text", "knowledge"])
def test_what_is_missing_is_said_in_one_line(tmp_path: Path, facts: Path, missing: str) -> None:
    file = tmp_path / "gone.md"
    if missing == "knowledge":
        file.write_text(GOOD, encoding="utf-8")
    options = ["-k", str(facts)] if missing == "text" else []
    result = CliRunner().invoke(app, ["check", str(file), *options])
    assert result.exit_code != 0
    assert isinstance(result.exception, InputError | SystemExit)


def test_an_empty_text_is_refused(tmp_path: Path, facts: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("\n \n", encoding="utf-8")
    assert isinstance(CliRunner().invoke(app, ["check", str(file), "-k", str(facts)]).exception, InputError)
