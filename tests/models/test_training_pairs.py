"""Pairs for the verbaliser: nothing is lost, nothing is added, and the same seed gives the same pairs."""

import os
import re
from pathlib import Path
from random import Random

import pytest

from models.training.clauses import Clause, clause_of, read_clause
from models.training.composing import Told, adds_nothing, composed, names_all
from models.training.invention import MAKERS
from models.training.pairs import PairBuilder, held_out_pairs
from models.training.restaurants import held_out
from models.training.worlds import Known, made, patterns
from models.wording.verbaliser import Line

DATA = Path(os.environ.get("FACTPRESS_DATA") or "/nonexistent")
needs_data = pytest.mark.skipif(not (DATA / "rel2text").is_dir(), reason="FACTPRESS_DATA names no folder with rel2text")


def a_known(relation: str, thing: str, *say: str, to: str | None = None) -> Known:
    return Known(relation, thing, tuple(map(clause_of, say)), "place", to, (relation,))  # type: ignore[arg-type]


def test_every_pattern_of_the_data_file_is_a_clause_with_its_object() -> None:
    worlds = patterns()
    entries = [*worlds["fb15k237"].values(), *worlds["countries"].values(), *worlds["cities"].values()]
    entries += [entry for kind in worlds["made"].values() for entry in kind.values()]
    for entry in entries:
        assert entry["names"]
        for pattern in [*entry["say"], *entry.get("not", ())]:
            clause = clause_of(pattern)
            assert "{t}" in clause.words or clause.form == "noun" or entry["value"] == "boolean"


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Oslo lies in Norway.", Clause("verb", "lies in {t}")),
        ("The mayor of Oslo is Norway.", Clause("noun", "mayor", "is")),
        ("Oslo's mayor was Norway.", Clause("noun", "mayor", "was")),
        ("Norway is home to Oslo.", Clause("whole", "{t} is home to {h}")),
        ("Oslo train station is in Norway.", Clause("whole", "{h} train station is in {t}")),
    ],
)
def test_a_clause_is_read_off_a_sentence(text: str, clause: Clause) -> None:
    assert read_clause(text, "Oslo", "Norway") == clause


@pytest.mark.parametrize("text", ["Oslo is big.", "Oslo and Oslo are in Norway.", "Norway is fine."])
def test_a_sentence_that_does_not_name_both_ends_once_gives_no_clause(text: str) -> None:
    assert read_clause(text, "Oslo", "Norway") is None


def test_facts_are_said_together_in_one_sentence_or_more() -> None:
    facts = (
        a_known("country", "Norway", "lies in {t}", to="place"),
        a_known("population", "709,037", "has {t} people"),
    )
    chain = Told("Norway", (a_known("currency", "krone", "uses the {t}"),))
    seen: set[str] = set()
    for seed in range(60):
        pair = composed(Told("Oslo", facts), Random(seed), chain if seed % 2 else None)
        if pair is not None:
            assert names_all(pair.lines, pair.text)
            assert len(re.findall(r"\.(?:\s|$)", pair.text)) == 1
            seen.add(pair.text)
    assert any(", which uses the krone" in text for text in seen)
    assert len(seen) > 4


@pytest.mark.parametrize(
    "text", ["Oslo is in Sweden.", "Oslo is in Norway since 1905.", "Oslo is the Paris of Norway."]
)
def test_a_text_that_adds_a_name_or_a_number_is_seen(text: str) -> None:
    assert not adds_nothing([Line("Oslo", "country", "Norway")], text)
    assert adds_nothing([Line("Oslo", "country", "Norway")], "The city of Oslo lies in Norway.")


def test_made_facts_are_said_to_the_letter() -> None:
    rng = Random(4)
    for kind in ("person", "place", "thing"):
        for _ in range(40):
            name, facts = made(rng, kind, 3)
            pair = composed(Told(name, tuple(facts)), rng)
            assert pair is not None
            assert names_all(pair.lines, pair.text)
            assert adds_nothing(pair.lines, pair.text)


def test_every_kind_of_value_is_made_and_never_empty() -> None:
    for maker in MAKERS.values():
        assert all(maker(Random(seed)).strip() for seed in range(50))


def test_meanings_are_held_out_by_what_they_say() -> None:
    kept = [held_out(f"name[Place {number}]") for number in range(1000)]
    assert 300 < sum(kept) < 500
    assert kept == [held_out(f"name[Place {number}]") for number in range(1000)]


@needs_data
@pytest.mark.slow
def test_the_same_seed_builds_the_same_pairs_and_none_loses_a_name_or_number() -> None:
    shares = {"single": 60, "refilled": 40, "fused": 80, "graph": 80, "made": 60, "slots": 20}
    first, again = (PairBuilder(DATA, seed=3).build(shares) for _ in range(2))
    assert first == again
    assert first != PairBuilder(DATA, seed=4).build(shares)
    for pair in first:
        near = [line for line in pair.lines if pair.lines[0].subject == line.subject]
        slots = {re.sub(r"[ _]", "", line.relation).lower() for line in near} & {"eattype", "customerrating", "area"}
        assert slots or names_all(pair.lines, pair.text), pair


@needs_data
def test_relations_of_the_measured_part_are_not_trained_on() -> None:
    measured = {pair.lines[0] for pair in held_out_pairs(DATA)}
    path = DATA / "rel2text" / "train.json"
    assert len(measured) > 200
    assert not any(f"<head> {line.subject} <rel> {line.relation} <tail>" in path.read_text() for line in measured)
