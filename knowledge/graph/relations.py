"""Relations: spellings that are one, and those that name, type or date an entity."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from content.artifacts import Value
from content.names import fold, relation_words
from knowledge.graph.rows import Ints, Rows


class Role(IntEnum):
    """What a relation is for."""

    PLAIN = 0
    TYPE = 1
    DATED = 2
    """A bare year after it is a date."""
    CODE = 3
    """What follows is for machines: neither an entity nor a number to calculate with."""
    NAMING = 4
    """A fact, and a name of the subject too."""
    ALIAS = 5
    SAME = 6
    LABEL = 7


CONSUMED = (Role.ALIAS, Role.SAME, Role.LABEL)
"""Roles whose statements say what something is called; they become names and not facts."""
_ROLES = {
    Role.TYPE: "type, is a, is an, instance of, rdf type, a, is type of, typ",
    Role.NAMING: "official name, full name, native name, nickname, common name, long name, birth name",
    Role.ALIAS: "alias, aliases, also known as, aka, a k a, also called, alt label, alternative label, "
    "alternate label, alternative name, alternative names, alternate name, alternate names, other name, other names, "
    "synonym, short name, acronym, abbreviation, alternative spelling, alt spelling, alt spellings",
    Role.SAME: "same as, owl same as, is same as, equivalent to, exact match",
    Role.LABEL: "label, rdfs label, pref label, preferred label, name, preferred name",
}
_BY_KEY = {key.strip(): role for role, keys in _ROLES.items() for key in keys.split(",")}
_DATED = frozenset(
    "date year born died founded established inception released launched built opened completed published formed "
    "created introduced birthday dissolved closed elected independence".split()
)
_CODES = frozenset(
    "code codes id identifier url website homepage email phone telephone isbn issn doi sku ean gtin zip postcode tld "
    "iso iso2 iso3 ticker iata icao timezone".split()
)
_NUMBERED = frozenset("part serial model flight phone registration catalogue catalog order".split())
SINGLE = frozenset(
    fold(name)
    for name in """
    capital, population, birth date, date of birth, born, birth year, year of birth, birth place, place of birth,
    born in, was born in, was born on, death date, date of death, died, death place, place of death, area, total
    area, surface area, height, weight, mass, length, width, depth, diameter, radius, elevation, founded, founding
    date, founding year, year founded, was founded in, established, inception, release date, release year, year,
    price, currency code, iso code, iso2, iso3, atomic number, boiling point, melting point, density, continent,
    timezone, latitude, longitude, screen size, capacity, duration, gdp, calling code, is the capital of
    """.split(",")
)
"""Relations that people know to have one value at a time."""
_SIZE_OR_PLACE = "area"


@dataclass(frozen=True, eq=False)
class Relations:
    """The distinct relations, sorted by label."""

    labels: list[str]
    keys: list[str]
    roles: Ints
    of_text: dict[int, int]
    """Position of a spelling in the rows' texts → its relation."""


def relation_key(predicate: str) -> str:
    """Reduce a relation's name to what its spellings share: `birthPlace`, `birth place`, `http://…#birthPlace`."""
    return fold(relation_words(predicate)) or predicate.casefold()


def names_places(key: str, one: Value, other: Value) -> bool:
    """Tell whether a relation that is a size or a part of town is the latter here, so that there may be several."""
    return key == _SIZE_OR_PLACE and {one.kind, other.kind} <= {"entity", "text"}


def relations_of(rows: Rows) -> Relations:
    """Find the relations of statements; the most used spelling is the label."""
    spellings, counts = np.unique(rows.predicate, return_counts=True)
    groups: dict[str, list[tuple[int, str, int]]] = {}
    for text, count in zip(spellings.tolist(), counts.tolist(), strict=True):
        predicate = rows.texts[text]
        groups.setdefault(relation_key(predicate), []).append((-count, predicate, text))
    ordered = sorted((min(group)[1], key) for key, group in groups.items())
    return Relations(
        labels=[label for label, _ in ordered],
        keys=[key for _, key in ordered],
        roles=np.array([role_of_key(key) for _, key in ordered], dtype=np.int32),
        of_text={text: i for i, (_, key) in enumerate(ordered) for _, _, text in groups[key]},
    )


def role_of(predicate: str) -> Role:
    """Say what a relation is for."""
    return role_of_key(relation_key(predicate))


def role_of_key(key: str) -> Role:
    """Say what a relation is for, by its key."""
    if key in _BY_KEY:
        return _BY_KEY[key]
    words = key.split()
    if _CODES & set(words) or (words[-1:] == ["number"] and _NUMBERED & set(words)):
        return Role.CODE
    return Role.DATED if _DATED & set(key.split()) else Role.PLAIN
