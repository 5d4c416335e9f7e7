"""Numbers, quantities, money and dates in sentences."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.names import spoken_number
from knowledge.evidence.dates import Day
from knowledge.evidence.mentions import find_mentions
from knowledge.evidence.tokens import tokenize

NUMBERS = [
    ("It has 2,102,650 people.", "2,102,650", 2102650, ""),
    ("It has 2102650 people.", "2102650", 2102650, ""),
    ("It has 2.1 million people.", "2.1 million", 2100000, ""),
    ("It has twenty-one rooms.", "twenty-one", 21, ""),
    ("It has two hundred and five rooms.", "two hundred and five", 205, ""),
    ("It has one million two hundred thousand rooms.", "one million two hundred thousand", 1200000, ""),
    ("It is two-thirds full.", "two-thirds", Fraction(2, 3), ""),
    ("It is half full.", "half", Fraction(1, 2), ""),
    ("It is 3/4 full.", "3/4", Fraction(3, 4), ""),
    ("It weighs 1.2 kg.", "1.2 kg", Fraction("1.2"), "kg"),
    ("It weighs 5kg.", "5kg", 5, "kg"),
    ("It has a 14-inch screen.", "14-inch", 14, "in"),
    ("It covers 105.4 square kilometres.", "105.4 square kilometres", Fraction("105.4"), "km²"),
    ("It rose by 12 per cent.", "12 per cent", 12, "%"),
    ("It rose by 12%.", "12%", 12, "%"),
    ("It costs €899.", "€899", 899, "EUR"),
    ("It costs 899 euros.", "899 euros", 899, "EUR"),
    ("It costs US$ 5.", "US$ 5", 5, "USD"),
    ("It costs EUR 899.", "EUR 899", 899, "EUR"),
    ("It was -5.5 °C.", "-5.5 °C", Fraction("-5.5"), "°C"),
    ("It was −5 °C.", "−5 °C", -5, "°C"),
    ("It was minus 5 °C.", "minus 5 °C", -5, "°C"),
    ("It goes 120 km/h.", "120 km/h", 120, "km/h"),
    ("It stores 5 GB.", "5 GB", 5, "GB"),
    ("It was the 21st one.", "21st", 21, ""),
]

DATES = [
    ("On 20 July 1969 it came.", Day(1969, 7, 20)),
    ("On July 20, 1969, it came.", Day(1969, 7, 20)),
    ("On the 20th of July 1969 it came.", Day(1969, 7, 20)),
    ("On Jul. 20, 1969 it came.", Day(1969, 7, 20)),
    ("On 1969-07-20 it came.", Day(1969, 7, 20)),
    ("On 20.07.1969 it came.", Day(1969, 7, 20)),
    ("On 20/07/1969 it came.", Day(1969, 7, 20)),
    ("In July 1969 it came.", Day(1969, 7)),
    ("In July it came.", Day(0, 7)),
    ("On 20 July it came.", Day(0, 7, 20)),
    ("In the 1960s it came.", Day(1960, span=10)),
    ("In the 20th century it came.", Day(2000, span=100)),
    ("In the nineteenth century it came.", Day(1900, span=100)),
    ("In 44 BC it came.", Day(-44)),
    ("In 500 B.C. it came.", Day(-500)),
    ("In AD 79 it came.", Day(79)),
    ("In 79 CE it came.", Day(79)),
]


@pytest.mark.parametrize(("text", "said", "number", "unit"), NUMBERS, ids=[row[1] for row in NUMBERS])
def test_a_number_is_found_with_its_unit(text: str, said: str, number: Fraction | int, unit: str) -> None:
    tokens = tokenize(text)
    found = find_mentions(tokens)[0]
    assert text[tokens[found.first].start : tokens[found.last - 1].end] == said
    assert found.number == number
    assert not unit if not found.units else unit in found.units


@pytest.mark.parametrize(("text", "day"), DATES, ids=[row[0] for row in DATES])
def test_a_date_is_found_as_precise_as_it_is_said(text: str, day: Day) -> None:
    found = find_mentions(tokenize(text))
    assert [one.kind for one in found] == ["date"]
    assert day in found[0].dates


def test_a_slashed_date_that_can_be_read_two_ways_is_read_both_ways() -> None:
    assert find_mentions(tokenize("On 03/04/2020 it came."))[0].dates == (Day(2020, 4, 3), Day(2020, 3, 4))


def test_a_range_of_years_has_two_years() -> None:
    assert [one.number for one in find_mentions(tokenize("It ran 1914–18."))] == [1914, 1918]


def test_a_range_of_numbers_has_no_negative_number() -> None:
    assert [one.number for one in find_mentions(tokenize("It has 10-15 rooms."))] == [10, 15]


def test_dozens_have_no_exact_value() -> None:
    assert find_mentions(tokenize("It has dozens."))[0].number is None


@pytest.mark.parametrize("text", ["He may march in august company.", "May is her name.", "U.S. cars and I."])
def test_words_that_look_like_dates_or_numbers_are_left_alone(text: str) -> None:
    assert find_mentions(tokenize(text)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("U.S.", "US"), ("L’Aquila", "L'Aquila"), ("İzmir", "Izmir"), ("Saint-Rémy", "Saint Remy"), ("km²", "km2")],
)
def test_two_spellings_of_one_name_have_the_same_keys(one: str, other: str) -> None:
    keys = [[token.key for token in tokenize(text) if token.kind == "word"] for text in (one, other)]
    assert keys[0] == keys[1]


def test_signs_of_other_scripts_are_kept() -> None:
    assert [token.key for token in tokenize("हिन्दी 北京")] == ["हिन्दी", "北京"]


@given(st.integers(-(10**12), 10**12))
def test_every_spoken_number_is_read_back(number: int) -> None:
    found = find_mentions(tokenize(f"It has {spoken_number(str(number))} of them."))
    assert [one.number for one in found] == [number]


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error_and_tokens_keep_their_places(text: str) -> None:
    tokens = tokenize(text)
    find_mentions(tokens)
    assert all(text[token.start : token.end] == token.text for token in tokens)
