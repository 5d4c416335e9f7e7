"""Edits of grammar that are made, and edits that are refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.grammar import Proposal, apply_safely


def edit(text: str, old: str, new: str) -> Proposal:
    start = text.index(old)
    return Proposal(start=start, end=start + len(old), replacement=new, rule="Rule", by="harper")


MADE = [
    ("He have a dog.", "have", "has"),
    ("It is a apple.", "a apple", "an apple"),
    ("The the Aria 3 weighs 1.2 kg.", "The the", "The"),
    ("Paris have 2,102,650 inhabitants.", "have", "has"),
    ("Paris has 2,102,650 inhabitant.", "inhabitant.", "inhabitants."),
    ("the city is in France.", "the", "The"),
    ("It isn't here.", "isn't", "is not"),
    ("The Aria 3 costs 899 EUR .", "EUR .", "EUR."),
    ("It was founded in 1976 and it are old.", "are", "is"),
]

REFUSED = [
    ("Pariss is in France.", "Pariss", "Paris's", ("Pariss",)),
    ("The city of Pariss is in France.", "Pariss", "Paris", ()),
    ("It is made by Nordlicht.", "Nordlicht", "Northlight", ()),
    ("It weighs 1.2 kg.", "1.2", "1.3", ()),
    ("It weighs 1.2 kg.", "1.2 kg", "1.2 g", ()),
    ("It weighs 1.2 kilograms.", "kilograms", "grams", ()),
    ("It costs $899.", "$", "€", ()),
    ("It has two screens.", "two", "too", ()),
    ("It was born on 20 July 1969.", "July", "June", ()),
    ("It was born on 20 July 1969.", "20 July", "21 July", ()),
    ("The years were 1999-2003.", "1999-2003", "1999–2004", ()),
    ("It is not waterproof.", "not ", "", ()),
    ("It isn't waterproof.", "isn't", "is", ()),
    ("It is waterproof.", "is", "is not", ()),
    ("It is never wet.", "never", "ever", ()),
    ("It has over 5 screens.", "over", "about", ()),
    ("A laptop with a matt finish.", "matt", "matte", ("matt finish",)),
    ("iPhone 15 is a phone.", "iPhone", "IPhone", ()),
    ("北京 is a city.", "北京", "Beijing", ()),
    ("It lies in Saint-Rémy.", "Saint-Rémy", "Saint-Remy", ()),
    ("It is in the U.S. now.", "U.S.", "US", ()),
    ("He likes O'Brien.", "O'Brien", "OBrien", ()),
    ("It is here.", "It is here.", "", ()),
    ("It holds 5 GB of data.", "5 GB", "5 MB", ()),
    ("It has a colour.", "colour", "color", ("colour",)),
]


@pytest.mark.parametrize(("text", "old", "new"), MADE)
def test_guard_makes_an_edit_that_changes_grammar_only(text: str, old: str, new: str) -> None:
    result, edits = apply_safely(text, [edit(text, old, new)], ("Paris", "Aria 3", "France", "899 EUR", "1.2 kg"))
    assert result == text.replace(old, new, 1)
    assert [(one.accepted, one.before, one.after) for one in edits] == [(True, text, result)]


@pytest.mark.parametrize(("text", "old", "new", "protected"), REFUSED)
def test_guard_refuses_an_edit_that_changes_a_claim(text: str, old: str, new: str, protected: tuple[str, ...]) -> None:
    result, edits = apply_safely(text, [edit(text, old, new)], protected)
    assert result == text
    assert not edits[0].accepted
    assert edits[0].reason
    assert edits[0].by == "harper"


def test_guard_makes_the_left_one_of_two_overlapping_edits() -> None:
    text = "He have a apple."
    proposals = [edit(text, "a apple", "an apple"), edit(text, "have a", "has a")]
    result, edits = apply_safely(text, proposals, ())
    assert result == "He has a apple."
    assert [one.accepted for one in edits] == [True, False]
    assert "overlaps" in edits[1].reason


def test_guard_keeps_the_places_of_later_edits_after_one_that_changes_the_length() -> None:
    text = "He have a dog and she have a cat, and a apple."
    second = text.index("have", 10)
    proposals = [
        Proposal(start=second, end=second + 4, replacement="has", rule="B"),
        edit(text, "He have", "He has"),
        edit(text, "a apple", "an apple"),
    ]
    assert apply_safely(text, proposals, ())[0] == "He has a dog and she has a cat, and an apple."


def test_guard_refuses_a_place_outside_the_text() -> None:
    result, edits = apply_safely("Short.", [Proposal(start=3, end=99, replacement="x", rule="R")], ())
    assert result == "Short."
    assert not edits[0].accepted


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.text("abc N1.", max_size=5)), max_size=6),
)
def test_guard_never_changes_a_name_or_a_number(changes: list[tuple[int, int, str]]) -> None:
    text = "The Aria 3 of Nordlicht GmbH weighs 1.2 kg and is not sold in Åland."
    proposals = [Proposal(start=a, end=a + n, replacement=new, rule="R") for a, n, new in changes]
    result, edits = apply_safely(text, proposals, ("Aria 3", "Nordlicht GmbH", "1.2 kg", "Åland"))
    for kept in ("Aria 3", "Nordlicht GmbH", "1.2 kg", "Åland"):
        assert kept in result
    assert re.search(r"\bnot\b", result, re.IGNORECASE)
    assert len(edits) == len(proposals)
