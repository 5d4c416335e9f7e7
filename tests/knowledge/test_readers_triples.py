"""Triples from JSONL and from tables."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.artifacts import Statement
from content.errors import InputError
from knowledge.readers.decoding import decode
from knowledge.readers.notes import Notes
from knowledge.readers.triples import read_jsonl


def read(text: str) -> tuple[list[Statement], list[str]]:
    notes = Notes("facts.jsonl")
    statements = read_jsonl(text, "facts.jsonl", "ab" * 32, notes)
    return statements, [f"{problem.place}: {problem.text}" for problem in notes.problems()]


def line(**keys: object) -> str:
    return json.dumps({"subject": "Paris", "predicate": "capital of", "object": "France"} | keys)


def test_a_line_becomes_a_statement_with_its_place_in_characters() -> None:
    text = line(subject="Malmö") + "\n\n" + line() + "\r\n"
    statements, problems = read(text)
    assert problems == []
    assert [text[found.start : found.end] for found in statements] == [line(subject="Malmö"), line()]
    assert statements[1][:5] == ("Paris", "capital of", "France", "facts.jsonl", "ab" * 32)


def test_source_and_dates_and_negation_are_kept() -> None:
    text = line(source="https://example.org/a", valid_from=1947, valid_to="1952", negated=True)
    (found,), problems = read(text)
    assert (found.uri, found.valid_from, found.valid_to, found.negated) == (
        "https://example.org/a",
        "1947",
        "1952",
        True,
    )
    assert problems == []


def test_a_line_of_our_own_facts_file_is_read_with_its_place() -> None:
    place = {"uri": "a.txt", "sha256": "cd" * 32, "start": 4, "end": 30}
    (found,), problems = read(line(id="f0", source=place))
    assert found[3:7] == ("a.txt", "cd" * 32, 4, 30)
    assert problems == []


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        (2102650, "2102650", "integer"),
        (105.40, "105.4", "decimal"),
        (35.0, "35", "decimal"),
        (1e-7, "0.0000001", "decimal"),
        (True, "true", "boolean"),
        ("105.40", "105.40", ""),
    ],
)
def test_json_values_keep_their_digits_and_their_type(value: object, text: str, datatype: str) -> None:
    (found,), problems = read(line(object=value))
    assert (found.object, found.datatype, problems) == (text, datatype, [])


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ('{"subject": "Paris",', "not valid JSON"),
        ("[1, 2]", "not an object with the keys subject, predicate and object"),
        ("{}", "there is no subject"),
        (line(objekt="x"), "there is no key 'objekt'; known: subject, predicate, object, source"),
        (line(object=None), "there is no object"),
        (line(object=["a"]), "the object must be a text, a number, or true or false, not a list"),
        (line(subject="  "), "the subject is empty"),
        (line(subject="\u200b\u202e"), "the subject is empty after removing invisible U+200B, invisible U+202E"),
        (line(subject="x" * 501), "the subject has 501 characters, at most 500 may be"),
        (line(object="x" * 10_001), "the object has 10,001 characters, at most 10,000 may be"),
        (line(object=123456789012345678901234567890), "a number too large to keep its digits"),
        (line(negated="perhaps"), "negated must be true or false, not 'perhaps'"),
        (line(source=["a"]), 'the source must be a text, or {"uri", "sha256", "start", "end"}'),
        ('{"subject": "\\ud800", "predicate": "p", "object": "o"}', "not valid JSON"),
        ('{"subject": ' + "[" * 5000, "not valid JSON"),
    ],
)
def test_a_broken_line_is_told_with_its_number_and_the_others_go_on(broken: str, told: str) -> None:
    statements, problems = read("\n".join([line(), broken, line(object="Europe")]))
    assert [found.object for found in statements] == ["France", "Europe"]
    assert len(problems) == 1
    assert problems[0].startswith("facts.jsonl:2: ")
    assert told in problems[0]


def test_a_cell_of_ten_megabytes_is_refused_with_its_line() -> None:
    statements, problems = read(line(object="x" * 10_000_000) + "\n" + line())
    assert [found.object for found in statements] == ["France"]
    assert problems == ["facts.jsonl:1: the line has 10,000,061 characters, at most 1,000,000 are read"]


def test_hidden_characters_are_removed_and_told_once_for_each_text() -> None:
    text = "\n".join([line(subject="Par\u202eis")] * 3)
    statements, problems = read(text)
    assert {found.subject for found in statements} == {"Paris"}
    assert problems == ["facts.jsonl:1: removed from the subject 'Paris': invisible U+202E"]


def test_a_long_object_that_was_read_does_not_pass_as_a_subject() -> None:
    long = "x" * 600
    statements, problems = read("\n".join([line(object=long), line(subject=long)]))
    assert len(statements) == 1
    assert "the subject has 600 characters" in problems[0]


def test_equal_names_are_one_text_in_memory() -> None:
    statements, _ = read("\n".join([line(), line(object="Paris")]))
    assert statements[0].subject is statements[1].subject
    assert statements[0].subject is statements[1].object


def test_many_problems_are_counted_and_not_listed() -> None:
    _, problems = read("{\n" * 1000)
    assert len(problems) == 26
    assert problems[-1] == "facts.jsonl: 975 more problems of this file are not listed"


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    try:
        text = decode(data, "facts.jsonl")
    except InputError:
        return
    statements, problems = read(text)
    assert len(statements) + len(problems) <= text.count("\n") + 1


_KEYS = st.sampled_from(["subject", "predicate", "object", "source", "valid_from", "negated", "x"])
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=6), max_size=5))
@settings(max_examples=100, deadline=None)
def test_every_record_gives_a_statement_or_a_problem(found: list[dict[str, object]]) -> None:
    text = "\n".join(json.dumps(one) for one in found)
    statements, problems = read(text)
    hidden = sum("removed from" in problem for problem in problems)
    assert len(statements) + len(problems) - hidden == len(found)
    for statement in statements:
        assert statement.subject.strip()
        assert statement.subject.isprintable()
        assert statement.object.encode()


def test_twenty_thousand_triples_take_less_than_a_second() -> None:
    text = "\n".join(line(subject=f"Entity {at // 10}", object=str(at)) for at in range(20_000))
    began = time.process_time()
    statements, _ = read(text)
    assert len(statements) == 20_000
    assert time.process_time() - began < 1
