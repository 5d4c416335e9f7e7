"""People's texts on restaurants (E2E, cleaned), cut into sentences, each with the slots that it says."""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from models.training.composing import Pair, adds_nothing, names_all
from models.training.invention import MAKERS
from models.wording.phrases import spoken_relation
from models.wording.verbaliser import Line

_CHILDREN = r"famil(?:y|ies)|child(?:ren)?|kids?"
_NOT = r"(?:not|n't|no|non)\b[^.,]{0,40}"
SAID: Mapping[str, Mapping[str, str]] = {
    "eatType": {one: rf"\b{one}s?\b" for one in ("coffee shop", "restaurant", "pub")},
    "food": {
        one: rf"\b{one}\b" for one in ("Chinese", "English", "French", "Indian", "Italian", "Japanese", "Fast food")
    },
    "area": {"riverside": r"\briver(?:side)?\b", "city centre": r"\bcit(?:y|ies)(?: cent(?:re|er))?\b"},
    "priceRange": {
        "cheap": r"\bcheap|\b(?:low|inexpensive)\b[^.]{0,12}\bpric",
        "moderate": r"\bmoderate",
        "high": r"\bhigh\b(?: and an? \w+)?[- ]?pric|(?<!in)\bexpensive",
        "less than £20": r"less than (?:£\s?)?20",
        "£20-25": r"£?\s?20\s?(?:-|to|and)\s?£?25",
        "more than £30": r"more than (?:£\s?)?30",
    },
    "customer rating": {
        "low": r"\blow\b[^.,]{0,20}\brat|\brat[^.,]{0,20}\blow\b",
        "average": r"\baverage\b[^.,]{0,20}\brat|\brat[^.,]{0,20}\baverage\b",
        "high": r"\bhigh(?:ly)?\b[^.,]{0,20}\brat|\brat[^.,]{0,20}\bhigh\b",
        "1 out of 5": r"\b1 out of 5\b",
        "3 out of 5": r"\b3 out of 5\b",
        "5 out of 5": r"\b5 out of 5\b",
    },
    "familyFriendly": {
        "no": rf"{_NOT}(?:{_CHILDREN})|(?:{_CHILDREN})[^.]{{0,20}}\bnot\b|\badults? only",
        "yes": rf"(?:{_CHILDREN})",
    },
}
"""How values are said, as those who cleaned the set looked for them (Dušek and others, 2019)."""
NAMES: Mapping[str, tuple[str, ...]] = {
    "eatType": ("type", "is a", "eat type"),
    "food": ("food", "cuisine", "food"),
    "priceRange": ("price range", "prices", "price range"),
    "customer rating": ("customer rating", "rating", "customer rating"),
    "familyFriendly": ("family friendly", "family friendly", "child friendly"),
}
"""What a table may call the slots."""
_HELD_OUT = 40
"""Percent of the meanings that are never trained on."""
_PRAISE = re.compile(
    r"\b(?:great|classy|nice|excellent|lovely|perfect|best|good|wonderful|fantastic|amazing|beautiful|delicious|tasty|"
    r"decent|fine|wonderfully|quality|come|enjoy|try|visit|you|your)\b",
    re.IGNORECASE,
)
_UNSAID: Mapping[str, re.Pattern[str]] = {
    "priceRange": re.compile(r"pric|afford|cost|cheap|expens|£", re.IGNORECASE),
    "customer rating": re.compile(r"\brat|\bstars?\b|\bout? of\b|\bour of\b|review|custom", re.IGNORECASE),
    "eatType": re.compile(r"\b(?:shop|diner|venue|establishment|café|bar|eatery|chain)\b", re.IGNORECASE),
    "food": re.compile(r"\b(?:fusion|menu|breakfast|dinner|lunch|style|dish|cuisine|wine|cheese)", re.IGNORECASE),
}
"""Words of a slot that a sentence may not have where it says no value of it."""
_GOES_ON = re.compile(r"^(?:It|They|The (?:restaurant|pub|coffee shop|place|venue|establishment))(?='s|’s| )")
_WHOLE = re.compile(r"^[^.]*(?:\d\.\d[^.]*)*\.$")
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class Slots(NamedTuple):
    """An E2E meaning with a person's text."""

    meaning: str
    slots: tuple[tuple[str, str], ...]
    text: str


def held_out(meaning: str) -> bool:
    """Tell whether an E2E meaning is kept for measuring."""
    return hashlib.sha256(meaning.encode()).digest()[0] % 100 < _HELD_OUT


def e2e(path: Path) -> Iterator[Slots]:
    """Read the cleaned E2E file."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            slots = tuple(re.findall(r"(\w[\w ]*)\[(.*?)\]", row["mr"]))
            yield Slots(row["mr"], slots, " ".join(row["ref"].split()))


def values_said(patterns: Mapping[str, str], text: str) -> set[str]:
    """Find the values of a slot that a text names; the first one counts where one pattern holds another's."""
    said = set()
    for value, pattern in patterns.items():
        if re.search(pattern, text, re.IGNORECASE):
            said.add(value)
            text = re.sub(pattern, "_", text, flags=re.IGNORECASE)
    return said


def sentences_with_slots(path: Path) -> list[Slots]:
    """Cut the texts that may be trained on into sentences that name their restaurant, each with what it says of it."""
    found = []
    for row in e2e(path):
        slots = dict(row.slots)
        if held_out(row.meaning) or "name" not in slots:
            continue
        for text in _SENTENCES.split(row.text):
            whole = text if slots["name"] in text else _GOES_ON.sub(slots["name"], text)
            said = _slots_said(whole, slots)
            if said is not None and said.keys() - {"name"}:
                found.append(Slots(row.meaning, tuple(said.items()), whole))
    return found


def _slots_said(text: str, slots: Mapping[str, str]) -> dict[str, str] | None:
    """The slots of a meaning that a sentence says; None where it says something else."""
    if slots["name"] not in text or not text[0].isupper() or not _WHOLE.search(text) or _PRAISE.search(text):
        return None
    rest = text.replace(slots["name"], "_")
    said = {"name": slots["name"]}
    if "near" in slots and slots["near"] in rest:
        said["near"] = slots["near"]
        rest = rest.replace(slots["near"], "_")
    for slot, patterns in SAID.items():
        values = values_said(patterns, rest)
        if len(values) > 1 or (values and slots.get(slot) not in values):
            return None
        if values:
            said[slot] = slots[slot]
        elif slot in _UNSAID and _UNSAID[slot].search(rest):
            return None
    return said


def pair_of(row: Slots, rng: Random) -> Pair | None:
    """Make a pair of a sentence, often under another name."""
    text, slots = row.text, dict(row.slots)
    for slot in ("name", "near"):
        if slot in slots and rng.random() < 0.5:
            new = MAKERS[rng.choice(["thing", "place"])](rng)
            text, slots[slot] = text.replace(slots[slot], new).replace("The The ", "The "), new
    name = slots.pop("name")
    lines = [Line(name, rng.choice(NAMES.get(slot, (spoken_relation(slot),))), value) for slot, value in slots.items()]
    near = [line for line in lines if line.relation == "near"]
    if not lines or not names_all(near, text) or not adds_nothing(lines, text):
        return None
    rng.shuffle(lines)
    return Pair(tuple(lines), text)
