"""`factpress check`: labels, evidence, exit codes, and texts that mean harm."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from content.artifacts import WRONG, Assessment
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


def _checked(
    tmp_path: Path, text: str, *knowledge: Path, name: str = "text.md", more: tuple[str, ...] = ("--rules",)
) -> tuple[int, list[Assessment]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    options = [part for path in knowledge for part in ("--knowledge", str(path))]
    result = CliRunner().invoke(app, ["check", str(file), *options, "--json", *more])
    return result.exit_code, [Assessment.model_validate_json(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("name", ["text.md", "text.txt"])
def test_a_true_text_passes(tmp_path: Path, facts: Path, name: str) -> None:
    code, found = _checked(tmp_path, GOOD, facts, name=name)
    assert code == 0
    assert [one.label for one in found] == ["no_claim", "stated", "stated", "no_claim"]
    (fact,) = found[1].facts
    assert (fact.subject, fact.predicate, fact.object) == ("Ljubljana", "capital of", "Slovenia")


def test_json_has_the_keys_that_other_programs_rely_on(tmp_path: Path, facts: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Ljubljana has a population of 999,999.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file), "-k", str(facts), "--json", "--rules"])
    (row,) = map(json.loads, result.stdout.splitlines())
    assert {"sentence", "text", "label", "facts", "kind", "span", "reason"} <= set(row)
    assert set(row["facts"][0]) == {"id", "subject", "predicate", "object"}
    assert "line" not in row


def test_each_line_is_a_text_of_its_own_where_asked(tmp_path: Path, facts: Path) -> None:
    text = "Ljubljana is the capital of Slovenia.\nIt has a population of 272,220.\nLjubljana is a city. It is big.\n"
    code, found = _checked(tmp_path, text, facts, name="lines.txt", more=("--rules", "--lines"))
    assert code == 4
    assert [(one.sentence, one.line, one.label) for one in found] == [
        (1, 1, "stated"),
        (2, 2, "unsupported"),
        (3, 3, "stated"),
        (4, 3, "unsupported"),
    ]


def test_an_error_sets_the_exit_code_and_is_marked(tmp_path: Path, facts: Path) -> None:
    code, found = _checked(tmp_path, "Ljubljana has a population of 999,999.", facts)
    assert code == 4
    (one,) = (one for one in found if one.label in WRONG)
    assert (one.label, one.kind) == ("contradicted", "number")
    assert one.span is not None
    assert one.text[slice(*one.span)] == "999,999"


def test_no_line_goes_unchecked(tmp_path: Path, facts: Path) -> None:
    text = "- Ljubljana (population 5 million)\n- Maribor won\n\nLjubljana is a city [see the casino](http://x.y).\n"
    code, found = _checked(tmp_path, text, facts)
    assert code == 4
    assert all(one.label in WRONG for one in found)


def test_documents_are_evidence_themselves(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("The ferry leaves at nine in the morning. Dogs travel free of charge.", encoding="utf-8")
    code, found = _checked(tmp_path, "Dogs travel free of charge. Cats pay double.", source)
    assert code == 4
    assert [one.label for one in found] == ["stated", "unsupported"]
    assert found[0].passages[0].text == "Dogs travel free of charge."


def test_people_read_a_summary_without_control_characters(tmp_path: Path, facts: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Ljubljana is [red]a haunted city[/red].", encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file), "-k", str(facts), "--rules"])
    assert result.exit_code == 4
    assert "[red]" in result.stdout
    assert "1 sentences: 0 stated, 0 inferred, 0 contradicted, 1 unsupported, 0 no claim" in result.stdout


def test_the_same_text_gives_the_same_bytes(tmp_path: Path, facts: Path) -> None:
    assert _checked(tmp_path, GOOD, facts) == _checked(tmp_path, GOOD, facts)


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
    assert isinstance(CliRunner().invoke(app, ["check", str(file), "-k", str(facts), "--rules"]).exception, InputError)
