"""Restaurants of the cleaned E2E development set: what a job delivers by default, against people's texts, slot by slot.

    python -m benchmarks.e2e [--model NAME] [--meanings N]

Data are read from the folder that FACTPRESS_DATA names. Slots are looked for with patterns, as those who cleaned the
set did (Dušek and others, 2019): a value that is not said is missing, one that is said and not given is added, and one
said in place of another is wrong. Only meanings that no adapter of ours was trained on are measured.
"""

import argparse
import csv
import os
import re
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.delivering import deliver
from benchmarks.webnlg import score
from content.artifacts import Fact, Place
from content.hashing import fact_id
from content.settings import Settings
from knowledge.graph.values import normalise
from models.engine import load_engine, wait_politely
from models.training.restaurants import SAID, held_out, values_said
from models.wording.relations import wording

_SLOT = re.compile(r"(\w[\w ]*)\[(.*?)\]")
_RELATIONS = {
    "eatType": ("type", ""),
    "priceRange": ("price range", "text"),
    "customer rating": ("customer rating", "text"),
    "familyFriendly": ("family friendly", "boolean"),
}
"""Relations of the columns, as a user's mapping names them, with the kind of their values; others keep their name."""


class Meaning(NamedTuple):
    """What a text has to say, and how people said it."""

    name: str
    slots: tuple[tuple[str, str], ...]
    """In the order given; a slot may come twice."""
    texts: tuple[str, ...]


class Errors(NamedTuple):
    """Slots of a text that are not as given."""

    missing: int
    added: int
    wrong: int

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model", default=Settings().generator.model, help="`template` asks none")
    parser.add_argument("--meanings", type=int, default=0, help="so many, drawn by chance; 0: all")
    parser.add_argument("--show", type=int, default=0, help="print so many texts")
    arguments = parser.parse_args()
    wait_politely()
    meanings = read_meanings(Path(os.environ["FACTPRESS_DATA"]) / "e2e" / "devel-fixed.no-ol.csv")
    if arguments.meanings:
        meanings = Random(1).sample(meanings, arguments.meanings)
    engine = None if arguments.model == "template" else load_engine(arguments.model)
    began = time.perf_counter()
    made = deliver([facts_of(one) for one in meanings], engine)
    seconds = time.perf_counter() - began
    scores = score([one.text for one in made], [one.texts for one in meanings])
    found = [slot_errors(one, text.text) for one, text in zip(meanings, made, strict=True)]
    missing, added, wrong = (sum(column) for column in zip(*found, strict=True))
    slots = sum(len(one.slots) for one in meanings)
    by_model = sum(one.by_model for one in made) / max(1, sum(one.sentences for one in made))
    errors = missing + added + wrong
    print("| meanings | BLEU | chrF++ | missing, added, wrong | of slots | sentences of the model | seconds |")
    print("|---|---|---|---|---|---|---|")
    print(f"| {len(meanings)} | {scores.bleu:.1f} | {scores.chrf:.1f} | {missing}, {added}, {wrong} ", end="")
    print(f"| {errors / slots:.2%} of {slots} | {by_model:.1%} | {seconds:.0f} |")
    for one, text, its in list(zip(meanings, made, found, strict=True))[: arguments.show]:
        print(f"\n{one.name}: {'; '.join(f'{slot} {value}' for slot, value in one.slots)}\n  {text.text}\n  {its}")


def read_meanings(path: Path) -> list[Meaning]:
    """Read the held-out meanings that name their restaurant and say something of it, each with all of its texts."""
    texts: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts.setdefault(row["mr"], []).append(" ".join(row["ref"].split()))
    read = []
    for meaning, said in texts.items():
        if not held_out(meaning):
            continue
        slots = _SLOT.findall(meaning)
        name = next((value for slot, value in slots if slot == "name"), "")
        rest = tuple((slot, value) for slot, value in slots if slot != "name")
        if name and rest:
            read.append(Meaning(name, rest, tuple(said)))
    return read


def facts_of(meaning: Meaning) -> tuple[Fact, ...]:
    """Write a meaning as the facts that a table with a mapping gives, what it is and where first."""
    kind = next((value for slot, value in meaning.slots if slot == "eatType"), "")
    facts = [_fact(meaning.name, slot, value, kind) for slot, value in meaning.slots]
    return tuple(sorted(facts, key=lambda fact: (fact.predicate != "type", not wording([fact]).after)))


def _fact(name: str, slot: str, value: str, kind: str) -> Fact:
    relation, hint = _RELATIONS.get(slot, (slot, ""))
    return Fact(
        id=fact_id(name, relation, value),
        subject=name,
        predicate=relation,
        object=value,
        value=normalise(value, hint),
        subject_type=kind,
        sources=(Place(uri="e2e", sha256=""),),
    )


def slot_errors(meaning: Meaning, text: str) -> Errors:
    """Count the slots that a text leaves out, adds or exchanges."""
    given: dict[str, Counter[str]] = {}
    for slot, value in meaning.slots:
        given.setdefault(slot, Counter())[value] += 1
    total = Errors(0, 0, 0)
    rest = text
    for name in sorted({meaning.name, *given.get("near", ())}, key=len, reverse=True):
        rest = rest.replace(name, "_")
    for slot, patterns in SAID.items():
        said = values_said(patterns, rest)
        total = _sum(total, _compared(set(given.get(slot, ())), said))
    names = [value for value in given.get("near", ()) if value not in text]
    return total._replace(missing=total.missing + len(names) + (meaning.name not in text))


def _compared(given: set[str], said: set[str]) -> Errors:
    missing, added = len(given - said), len(said - given)
    wrong = min(missing, added)
    return Errors(missing - wrong, added - wrong, wrong)


def _sum(one: Errors, other: Errors) -> Errors:
    return Errors(*(a + b for a, b in zip(one, other, strict=True)))


if __name__ == "__main__":
    main()
