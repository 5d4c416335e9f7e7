"""Files of briefs."""

import json
from pathlib import Path

import pytest

from content.errors import InputError
from knowledge.readers import read_briefs


def write(folder: Path, text: str | bytes, name: str = "briefs.jsonl") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_briefs(path)
    line = str(caught.value)
    assert "\n" not in line
    return line.replace(path.as_posix(), path.name)


def entry(**keys: object) -> str:
    return json.dumps({"id": "paris", "topic": "Paris"} | keys)


def test_jsonl_briefs_are_read_with_all_their_keys(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    facts = [{"subject": "Paris", "predicate": "mayor", "object": "Anne"}]
    text = entry(
        kind="article", words=300, must_mention=["Seine"], facts=facts, sources=["a.txt"], outputs=["md", "md"]
    )
    (brief,) = read_briefs(write(tmp_path, text))
    assert (brief.kind, brief.words, brief.must_mention, brief.outputs) == ("article", 300, ("Seine",), ("md",))
    assert brief.facts[0].object == "Anne"
    assert brief.sources == ((tmp_path / "a.txt").as_posix(),)


def test_csv_briefs_hold_lists_and_facts_in_cells(tmp_path: Path) -> None:
    header = "id,topic,words,must_mention,facts,outputs\n"
    text = header + "p,Paris,,Seine; Louvre ,Paris | mayor | Anne; Paris|river|Seine,md;json\n"
    (brief,) = read_briefs(write(tmp_path, "\ufeff" + text, "briefs.csv"))
    assert brief.must_mention == ("Seine", "Louvre")
    assert [fact.predicate for fact in brief.facts] == ["mayor", "river"]
    assert (brief.outputs, brief.words) == (("md", "json"), None)


def test_yaml_briefs_keep_texts_as_they_are_written(tmp_path: Path) -> None:
    text = "- id: 007\n  topic: 1984\n  language: no\n  words: 120\n  audience:\n- {id: b, topic: No}\n"
    first, second = read_briefs(write(tmp_path, text, "briefs.yaml"))
    assert (first.id, first.topic, first.language, first.words, first.audience) == ("007", "1984", "no", 120, "")
    assert second.topic == "No"


def test_hidden_characters_are_removed_from_names(tmp_path: Path) -> None:
    (brief,) = read_briefs(write(tmp_path, entry(topic="Par\u202eis\ud800", must_avoid=["a\u200bb"])))
    assert (brief.topic, brief.must_avoid) == ("Paris", ("ab",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (entry(topc="x"), "briefs.jsonl:1: there is no key 'topc'; known: id, topic, kind"),
        ('{"id": "a"}', "briefs.jsonl:1: topic is missing"),
        ('{"topic": "a"}', "briefs.jsonl:1: id is missing"),
        (entry(kind="poem"), "kind 'poem' is not one of 'article', 'product', 'summary', 'faq', 'profile'"),
        (entry(outputs=["md", "doc"]), "outputs.1 'doc' is not one of 'md', 'html', 'docx'"),
        (entry(outputs=[]), "outputs names no format"),
        (entry(words=3), "words '3': input should be greater than or equal to 5"),
        (entry(words="many"), "words must be a whole number, not 'many'"),
        (entry(must_mention="Seine"), "must_mention must be a list"),
        (
            entry(facts=[{"subject": "a", "predicate": "b", "objekt": "c"}]),
            "there is no key 'facts.0.objekt'; known: subject",
        ),
        (entry(id="../x"), "the id '../x' begins with a dot"),
        (entry(id=".."), "the id '..' begins with a dot"),
        (entry(id="a."), "the id 'a.' ends with a dot or a space"),
        (entry(id="ü" * 110), "is longer than 200 bytes"),
        (entry(topic="\u200b"), "topic must not be empty"),
        (entry(sources=["https://example.org/a.txt"]), "the source 'https://example.org/a.txt' is an address"),
        (entry(sources=["file:/etc/passwd"]), "the source 'file:/etc/passwd' is an address"),
        (entry(sources=["none.txt"]), "there is no source 'none.txt' beside the file of briefs"),
        (entry(sources=["a\x00b"]), "is not the name of a file"),
        ('{"id": "a", "id": "b", "topic": "x"}', "the key 'id' stands twice"),
        ("[]", "briefs.jsonl:1: not a JSON object"),
        ("[" * 100_000, "briefs.jsonl:1: not valid JSON"),
        (entry() + "\n" + entry(), "briefs.jsonl:2: the id 'paris' is already used in line 1"),
        (entry() + "\n" + entry(id="PARIS"), "briefs.jsonl:2: the id 'PARIS' and 'paris' in line 1 name one folder"),
        ("", "briefs.jsonl: the file is empty"),
        ("\n \n", "briefs.jsonl: there is no brief in the file"),
    ],
)
def test_a_wrong_brief_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(write(tmp_path, text))


def test_the_first_fault_is_told_and_the_rest_are_counted(tmp_path: Path) -> None:
    lines = [entry(id="a"), entry(id="b", kind="x"), "{", entry(id="c", words=1)]
    said = refusal(write(tmp_path, "\n".join(lines)))
    assert said.startswith("briefs.jsonl:2: kind 'x' is not one of")
    assert said.endswith("; 2 more lines are wrong")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,topc\na,b\n", "briefs.csv:1: there is no column 'topc'; known: id"),
        ("id,id\na,b\n", "briefs.csv:1: a column is named twice in the header"),
        ("id,topic\na,b,c\n", "briefs.csv:2: 3 cells, but the header has 2"),
        ("id,topic,facts\na,b,Paris mayor Anne\n", "briefs.csv:2: facts are written as `subject | relation | object;"),
        ('id,topic\na,"b\n', "briefs.csv:2: a quote that opens here is never closed"),
        ("id,topic\n", "briefs.csv: there is no brief in the file"),
    ],
)
def test_a_wrong_csv_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(write(tmp_path, text, "briefs.csv"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- id: a\n  topic: b\n  tpoic: c\n", "briefs.yaml:3: there is no key 'tpoic'"),
        ("- id: a\n  topic: b\n\n- id: c\n  topic: d\n  kind: poem\n", "briefs.yaml:6: kind 'poem' is not one of"),
        ("- id: a\n  topic: b\n- id: a\n  topic: d\n", "briefs.yaml:3: the id 'a' is already used in line 1"),
        ("- id: a\n  id: b\n", "briefs.yaml:2: the key 'id' stands twice"),
        ("id: a\ntopic: b\n", "briefs.yaml:1: a file of briefs is a list"),
        ("- a\n", "briefs.yaml:1: a brief is a mapping"),
        ("- id: [a\n", "briefs.yaml:2: not valid YAML"),
        ("- &x {id: a, topic: b}\n- *x\n", "briefs.yaml:1: anchors and aliases"),
        ("- !!python/object:os.system {}\n", "briefs.yaml:1: tags such as"),
        ("- id: a\n  topic: b\n---\n- id: c\n", "briefs.yaml:3: a second document"),
        ("[" * 100_000, "briefs.yaml:1: nested deeper than 20 levels"),
        ("# nothing\n", "briefs.yaml: there is no brief in the file"),
    ],
)
def test_wrong_yaml_is_refused_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert told in refusal(write(tmp_path, text, "briefs.yaml"))


def test_a_missing_file_and_an_unknown_ending_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.jsonl") == "none.jsonl: there is no such file"
    assert (
        refusal(write(tmp_path, "x", "briefs.txt")) == "briefs.txt: briefs are read from .jsonl, .csv, .yaml and .yml"
    )
    assert refusal(write(tmp_path, b'{"id": "caf\xe9"}')).startswith("briefs.jsonl:1: not UTF-8: byte 11 (0xe9)")


@pytest.mark.parametrize("source", ["../secret.txt", "/etc/hostname", "in/../../secret.txt", "link/secret.txt"])
def test_a_brief_names_no_file_outside_its_folder(tmp_path: Path, source: str) -> None:
    (tmp_path / "secret.txt").write_text("The secret is old.")
    folder = tmp_path / "briefs"
    (folder / "in").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path)
    said = refusal(write(folder, entry(sources=[source])))
    assert said.endswith(f"the source '{source}' lies outside the folder of the briefs; give it with --knowledge")
