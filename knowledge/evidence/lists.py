"""The word lists of this room, read once a process."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from content.remembering import remembered
from knowledge.evidence.tokens import tokenize


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((files("knowledge.evidence") / name).read_text(encoding="utf-8"))


@cache
def words(group: str) -> frozenset[str]:
    """Words of a group of words.yaml."""
    return frozenset(_read("words.yaml")[group].split())


@cache
def prepositions() -> frozenset[str]:
    """Every preposition that may stand between a verb and a name."""
    return words("prepositions") | {"in", "at", "on", "of", "as", "into"}


@remembered
def stand_ins(kind: str) -> frozenset[str]:
    """Nouns that stand for a subject of a type."""
    return frozenset(_read("words.yaml")["stand_ins"].get(kind, ()))


@remembered
def abbreviations(name: str) -> tuple[str, ...]:
    """Exact spellings of the initials that a folded name is known by."""
    return tuple(_read("words.yaml")["abbreviations"].get(name, ()))


@cache
def states() -> Mapping[str, tuple[str, ...]]:
    """How the states of the USA are shortened behind the name of a place, by their folded names."""
    listed = _read("words.yaml")["states"].items()
    return {name: (short, f"{short[0]}.{short[1]}.") for name, short in listed}


@cache
def _domains() -> dict[str, dict[str, frozenset[str]]]:
    table: dict[str, dict[str, frozenset[str]]] = {}
    for entry in _read("domains.yaml"):
        for name in entry["relations"]:
            known = table.setdefault(name, {})
            known.update(
                {
                    end: known.get(end, frozenset()) | frozenset(entry[end].split())
                    for end in ("subject", "object")
                    if end in entry
                }
            )
    return table


def domain(relation: str, end: str) -> frozenset[str]:
    """What the `subject` or the `object` of a relation has to be, as nouns."""
    return _domains().get(relation.lower(), {}).get(end, frozenset())


@remembered
def demonyms(name: str) -> tuple[str, ...]:
    """What is said of somebody or something from the place of a folded name: `Spanish`."""
    return tuple(_read("demonyms.yaml").get(name, ()))


def places_of(demonym: str) -> tuple[str, ...]:
    """Folded names of the places that a demonym speaks of."""
    return _by_demonym().get(demonym, ())


@cache
def _by_demonym() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for place, said in _read("demonyms.yaml").items():
        for one in said:
            table[one] = (*table.get(one, ()), place)
    return table


def shortened(text: str) -> Iterator[str]:
    """Write a name that begins with one that has initials: `US Air Force` for `United States Air Force`."""
    for name, shorter in _read("words.yaml")["abbreviations"].items():
        if text.lower().startswith(f"{name} "):
            yield from (short + text[len(name) :] for short in shorter)


def lengthened(text: str) -> str:
    """Write initials that a name begins with in full: `United States Air Force` for `US Air Force`; "" without any."""
    first, _, rest = text.partition(" ")
    name = _by_initials().get(first)
    return f"{name} {rest}" if rest and name else ""


@cache
def _by_initials() -> dict[str, str]:
    return {short: name for name, some in _read("words.yaml")["abbreviations"].items() for short in reversed(some)}


@cache
def number_words(group: str) -> dict[str, int]:
    """Number words of a group of units.yaml with their values."""
    found = _read("units.yaml")[group]
    return dict(found) if isinstance(found, dict) else dict.fromkeys(found, 0)


class Spelling(NamedTuple):
    """One way to write a unit, as token texts or keys."""

    parts: tuple[str, ...]
    unit: str
    money: bool


_SHORT = 3


def exact(text: str) -> bool:
    """Whether a unit's spelling is compared with its case: mW is not MW."""
    return len(text) <= _SHORT or not text.islower()


@cache
def unit_spellings() -> dict[str, tuple[Spelling, ...]]:
    """Spellings of units by their first part, longest first."""
    table: dict[str, list[Spelling]] = {}
    for group in ("units", "currencies"):
        for unit, spellings in _read("units.yaml")[group].items():
            for spelling in spellings:
                parts = tuple(token.text for token in tokenize(spelling))
                table.setdefault(parts[0].casefold(), []).append(Spelling(parts, unit, group == "currencies"))
    return {first: tuple(sorted(found, key=lambda one: (-len(one.parts), one.unit))) for first, found in table.items()}


@remembered
def canonical_unit(symbol: str) -> frozenset[str]:
    """Units of the table that a symbol spells; the symbol itself when it is none."""
    parts = tuple(token.text for token in tokenize(symbol))
    listed = unit_spellings().get(parts[0].casefold(), ()) if parts else ()
    found = {one.unit for one in listed if same_parts(one.parts, parts)}
    return frozenset(found or {_VALUE_UNITS.get(symbol, symbol)}) if symbol else frozenset()


_VALUE_UNITS = {"d": "day"}


def same_parts(spelling: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Whether a text's parts are a unit's spelling, with case where case tells units apart."""
    return len(spelling) == len(parts) and all(
        one == other if exact(one) else one == other.casefold() for one, other in zip(spelling, parts, strict=True)
    )


@cache
def relation_tables() -> Any:
    """The tables of relations.yaml, with the relations of wordings.yaml behind its own."""
    tables = dict(_read("relations.yaml"))
    return {**tables, "relations": [*tables["relations"], *_read("wordings.yaml")["relations"]]}
