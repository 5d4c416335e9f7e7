"""Copies among the inputs, and the languages of texts."""

from pathlib import Path

import pytest

from content.artifacts import Statement
from content.settings import InputSettings
from knowledge.readers import Reading, read_sources
from knowledge.readers.language import detect_language

TRIPLE = '{"subject": "Paris", "predicate": "capital of", "object": "France"}\n'


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder and leave extraction aside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("knowledge.extraction.extract_statements", lambda *_: [])


def put(name: str, content: str = TRIPLE) -> Path:
    path = Path(name)
    path.write_text(content)
    return path


def read(*paths: str | Path) -> Reading:
    return read_sources([Path(path) for path in paths], InputSettings())


def told(reading: Reading) -> list[str]:
    return [f"{problem.place}: {problem.text}" for problem in reading.problems]


def test_an_exact_copy_is_named_and_gives_nothing() -> None:
    reading = read(put("a.jsonl"), put("b.jsonl"))
    assert [(source.duplicate_of, source.similarity, source.statements) for source in reading.sources] == [
        ("", 0.0, 1),
        ("a.jsonl", 1.0, 0),
    ]
    assert len(reading.statements) == 1
    assert told(reading) == []


PROSE = " ".join(
    f"The river number {number} rises in the hills of the north and flows into lake {number * 7} after many bends."
    for number in range(40)
)


def test_a_near_copy_is_named_with_its_similarity_and_another_text_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def note(_: str, uri: str, __: str) -> list[Statement]:
        seen.append(uri)
        return []

    monkeypatch.setattr("knowledge.extraction.extract_statements", note)
    put("a.txt", PROSE)
    put("b.md", PROSE.replace("number 3 rises", "number 3 springs"))
    put("c.txt", "Quite another text about the towers of an old town, which stand in a row. " + PROSE[:900])
    _, copy, other = read("a.txt", "b.md", "c.txt").sources
    assert copy.duplicate_of == "a.txt"
    assert 0.9 <= copy.similarity < 1
    assert other.duplicate_of == ""
    assert seen == ["a.txt", "c.txt"]


def test_similarity_is_the_same_in_every_run() -> None:
    put("a.txt", PROSE)
    put("b.txt", PROSE.replace("number 3 rises", "number 3 springs"))
    assert read("a.txt", "b.txt") == read("a.txt", "b.txt")


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "en"),
        ("Der Fluss entspringt in den Hügeln des Nordens und mündet nach vielen Windungen in den See.", "de"),
        ("Le fleuve prend sa source dans les collines du nord et se jette dans le lac.", "fr"),
        ("這條河發源於北方的山丘，經過許多彎道後流入湖中，沿途經過三座古老的城市和兩座橋。", "zh"),
        ("Paris", ""),
        ("NASA 1969", ""),
        ("12345 67890 " * 20, ""),
    ],
)
def test_language_is_told_only_where_there_is_enough_text(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_a_document_in_another_language_is_recorded_and_skipped() -> None:
    put("a.txt", "Der Fluss entspringt in den Hügeln des Nordens und mündet nach vielen Windungen in den See.")
    reading = read("a.txt")
    assert (reading.sources[0].language, reading.sources[0].statements) == ("de", 0)
    assert told(reading) == ["a.txt: the text is in 'de', facts are taken from 'en'; it is skipped"]
