import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import content.names
from content.names import fold, relation_words, slug, spoken_object
from tests.examples import a_fact


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(content.names).failed == 0


@pytest.mark.parametrize(("one", "other"), [("Zürich", "zurich"), ("O’Brien", "o'brien"), ("A  B", "a b")])
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_that_differ_stay_apart() -> None:
    assert fold("C++") == "c"
    assert fold("Turku") != fold("Turki")


@pytest.mark.parametrize(
    ("predicate", "words"),
    [
        ("capital_of", "capital of"),
        ("numberOfRooms", "number of rooms"),
        ("ISOCode", "ISO code"),
        ("dbo:birthPlace", "birth place"),
        ("IATA code", "IATA code"),
    ],
)
def test_a_relation_reads_as_words(predicate: str, words: str) -> None:
    assert relation_words(predicate) == words


@given(st.text(max_size=300))
def test_a_slug_is_a_safe_file_name(name: str) -> None:
    made = slug(name)
    assert made
    assert len(made) <= 80
    assert not set(made) & set("/\\.\0: ")


def test_objects_are_spoken_by_their_kind() -> None:
    assert spoken_object(a_fact(obj="2102650", kind="number")) == "2,102,650"
    assert spoken_object(a_fact(obj="1969-07-20", kind="date")) == "20 July 1969"
    assert spoken_object(a_fact(obj="105.4 km²", kind="quantity")) == "105.4 km²"
