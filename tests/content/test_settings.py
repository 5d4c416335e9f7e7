from pathlib import Path

import pytest

from content.errors import InputError
from content.settings import load_settings


def test_an_assignment_wins_over_the_file(tmp_path: Path) -> None:
    config = tmp_path / "c.yaml"
    config.write_text("generator:\n  candidates: 4\n  batch: 8\n")
    settings = load_settings(config, {"generator.candidates": "7"})
    assert (settings.generator.candidates, settings.generator.batch) == (7, 8)


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("generator.candidats", "5", "--set generator.candidats: there is no such setting"),
        ("nothing", "5", "--set nothing: there is no such setting"),
        ("job.chunk.size", "5", "--set job.chunk"),
        ("generator.candidates", "many", "--set generator.candidates: input should be a valid integer"),
        ("generator.candidates", "0", "--set generator.candidates: input should be greater than or equal to 1"),
        ("grammar.checker", "word", "--set grammar.checker: input should be 'harper', 'languagetool' or 'none'"),
        ("job.seed", "[", "--set job.seed: the value '[' cannot be read"),
    ],
)
def test_a_wrong_assignment_is_one_clear_line(key: str, value: str, line: str) -> None:
    with pytest.raises(InputError) as caught:
        load_settings(None, {key: value})
    assert str(caught.value).startswith(line)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("generator: [", "not valid YAML"),
        ("- a", "must be a mapping"),
        ("generator:\n  candidats: 1", "generator.candidats: there is no such setting"),
    ],
)
def test_a_wrong_file_names_its_place(tmp_path: Path, text: str, line: str) -> None:
    config = tmp_path / "c.yaml"
    config.write_text(text)
    with pytest.raises(InputError) as caught:
        load_settings(config)
    assert str(config) in str(caught.value)
    assert line in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        load_settings(tmp_path / "no.yaml")


def test_an_empty_value_empties_a_setting() -> None:
    assert load_settings(None, {"output.notice": ""}).output.notice == ""
