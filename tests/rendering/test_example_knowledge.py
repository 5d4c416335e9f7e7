"""The knowledge of the examples: places built from packages, and a catalogue of products."""

import json
from collections import Counter
from pathlib import Path

import pytest

from content.names import fold
from content.settings import InputSettings
from examples.places.build import (
    City,
    Triple,
    build,
    city_briefs,
    label_cities,
    read_cities,
    read_countries,
    write_lines,
)
from knowledge.readers import read_briefs, read_sources
from rendering import AVAILABLE

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def cities() -> list[City]:
    return label_cities(read_cities(), read_countries())


@pytest.fixture(scope="module")
def triples(cities: list[City]) -> list[Triple]:
    return build(read_countries(), cities)


def told(triples: list[Triple], subject: str) -> set[tuple[str, str | int]]:
    return {(triple.predicate, triple.object) for triple in triples if triple.subject == subject}


def test_slovenia_is_told_as_both_packages_agree(triples: list[Triple]) -> None:
    assert told(triples, "Slovenia") == {
        ("type", "country"),
        ("continent", "Europe"),
        ("located in", "Southern Europe"),
        ("capital", "Ljubljana"),
        ("population", 2067372),
        ("area", "20,273 km²"),
        ("official language", "Slovenian"),
        ("currency", "euro"),
        ("borders", "Austria"),
        ("borders", "Croatia"),
        ("borders", "Hungary"),
        ("borders", "Italy"),
        ("calling code", "+386"),
        ("demonym", "Slovene"),
        ("also known as", "Republic of Slovenia"),
    }


def test_a_city_has_its_country_time_zone_and_what_it_is_capital_of(triples: list[Triple]) -> None:
    assert told(triples, "Tokyo") == {
        ("type", "city"),
        ("capital of", "Japan"),
        ("country", "Japan"),
        ("continent", "Asia"),
        ("population", 9733276),
        ("time zone", "Japan Standard Time"),
        ("coordinates", "35.69° N, 139.69° E"),
    }
    assert ("state", "Texas") in told(triples, "Austin")


def test_what_the_packages_disagree_about_is_left_out(triples: list[Triple]) -> None:
    assert "area" not in dict(told(triples, "France"))
    assert "capital" not in dict(told(triples, "Burundi"))
    assert ("borders", "Russia") in told(triples, "Norway")


def test_no_label_names_two_places_and_no_other_name_is_a_label(triples: list[Triple]) -> None:
    kinds = Counter(fold(triple.subject) for triple in triples if triple.predicate == "type")
    assert [name for name, count in kinds.items() if count > 1] == []
    others = Counter(fold(str(triple.object)) for triple in triples if triple.predicate == "also known as")
    assert [name for name, count in others.items() if count > 1 or name in kinds] == []


def test_homonyms_are_told_apart_only_where_needed(triples: list[Triple]) -> None:
    subjects = {triple.subject for triple in triples}
    assert subjects >= {"Paris", "London", "London, Canada", "Valencia, Spain", "Washington, D.C.", "Luxembourg City"}
    assert "Paris, France" not in subjects
    assert "Singapore City" not in subjects


def test_borders_are_mutual_and_capitals_lie_in_their_countries(triples: list[Triple]) -> None:
    stated = set(triples)
    for triple in triples:
        if triple.predicate == "borders":
            assert Triple(str(triple.object), "borders", triple.subject) in stated
        if triple.predicate == "capital":
            assert Triple(str(triple.object), "country", triple.subject) in stated


def test_places_are_read_without_a_problem(triples: list[Triple], tmp_path: Path) -> None:
    write_lines(tmp_path / "places.jsonl", (triple._asdict() for triple in triples))
    reading = read_sources([tmp_path / "places.jsonl"], InputSettings())
    assert reading.problems == []
    assert len(reading.statements) == len(triples) > 35_000


def test_briefs_for_the_largest_cities_can_be_read(cities: list[City], tmp_path: Path) -> None:
    write_lines(tmp_path / "briefs.jsonl", city_briefs(cities[:200]))
    briefs = read_briefs(tmp_path / "briefs.jsonl")
    assert len(briefs) == 200
    assert briefs[0].id == "city-0001-shanghai"


def test_the_demo_asks_for_places_that_are_told(triples: list[Triple]) -> None:
    briefs = read_briefs(EXAMPLES / "places" / "briefs.jsonl")
    assert len(briefs) == 10
    assert {brief.topic for brief in briefs} <= {triple.subject for triple in triples}


def test_the_catalogue_is_read_by_its_mapping_without_a_problem() -> None:
    reading = read_sources([EXAMPLES / "products" / "catalogue.csv"], InputSettings())
    assert reading.problems == []
    products = {statement.subject for statement in reading.statements}
    assert len(products) == 12
    asked = {brief.topic for brief in read_briefs(EXAMPLES / "products" / "briefs.jsonl")}
    assert len(asked) == 8
    assert asked <= products
    assert ("Lumo 300", "battery life", "40 hours") in {statement[:3] for statement in reading.statements}


def test_the_demo_runs_24_briefs_with_outputs_that_are_written() -> None:
    lines = [
        line
        for folder in ("places", "products", "texts")
        for line in (EXAMPLES / folder / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    briefs = [json.loads(line) for line in lines]
    assert len(briefs) == len({brief["id"] for brief in briefs}) == 24
    assert {output for brief in briefs for output in brief.get("outputs", ())} <= AVAILABLE
    assert {brief["kind"] for brief in briefs} >= {"article", "product", "summary", "faq", "profile", "script"}
