"""Statements to entities and facts."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from content.artifacts import Statement
from content.hashing import fact_id
from content.settings import KnowledgeSettings
from knowledge.graph import KnowledgeGraph, build_graph

SETTINGS = KnowledgeSettings()


def graph_of(*statements: Statement, **settings: object) -> KnowledgeGraph:
    return build_graph(statements, KnowledgeSettings.model_validate(settings))


WORLD = (
    Statement("Paris", "type", "city", "a.csv", "1", 0, 9),
    Statement("Paris", "capital of", "France", "a.csv", "1", 10, 19),
    Statement("Paris", "population", "2,102,650", "a.csv", "1", 20, 29),
    Statement("Paris", "population", "2102650", "b.csv", "2", 0, 9),
    Statement("Paris", "area", "105.4", "a.csv", "1", 30, 39, datatype="km²"),
    Statement("Paris", "also known as", "City of Light", "a.csv", "1"),
    Statement("PARIS", "twin city", "Rome", "c.csv", "3"),
    Statement("Paris (city)", "river", "Seine", "c.csv", "3"),
    Statement("Paris (city)", "type", "city", "c.csv", "3"),
    Statement("Rome", "type", "city", "c.csv", "3"),
    Statement("Rome", "founded", "753", "c.csv", "3"),
    Statement("Rome", "birthPlace", "Latium", "c.csv", "3"),
    Statement("Milan", "birth place", "Lombardy", "c.csv", "3"),
    Statement("Rome", "budget", "5.5", "c.csv", "3", datatype="€"),
)


def test_facts_hold_labels_values_types_and_other_names() -> None:
    (fact,) = [fact for fact in graph_of(*WORLD).facts_about("Paris") if fact.predicate == "area"]
    assert (fact.object, fact.value.kind, fact.value.text, fact.value.number, fact.value.unit) == (
        "105.4 km²",
        "quantity",
        "105.4 km²",
        105.4,
        "km²",
    )
    assert fact.subject_type == "city"
    assert fact.subject_names == ("City of Light", "PARIS", "Paris (city)")
    assert fact.id == fact_id("Paris", "area", "105.4 km²")


def test_a_currency_sign_of_a_column_is_written_as_its_code() -> None:
    (fact,) = [fact for fact in graph_of(*WORLD).facts_about("Rome") if fact.predicate == "budget"]
    assert (fact.object, fact.value.text, fact.value.kind) == ("5.5 EUR", "5.5 EUR", "money")


def test_a_fact_that_two_sources_spell_differently_is_one_fact_with_two_places() -> None:
    (fact,) = [fact for fact in graph_of(*WORLD).facts_about("Paris") if fact.predicate == "population"]
    assert [(place.uri, place.start, place.end) for place in fact.sources] == [("a.csv", 20, 29), ("b.csv", 0, 9)]


def test_the_same_statement_read_twice_is_one_place() -> None:
    graph = graph_of(*WORLD, *WORLD)
    assert graph.digest == graph_of(*WORLD).digest


def test_spellings_of_a_relation_are_one_relation() -> None:
    graph = graph_of(*WORLD)
    assert {fact.predicate for name in ("Rome", "Milan") for fact in graph.facts_about(name)} >= {"birth place"}
    assert sum(fact.predicate in ("birthPlace", "birth place") for fact in graph.facts()) == 2
    assert "birthPlace" not in {fact.predicate for fact in graph.facts()}


def test_a_year_after_a_dating_relation_is_a_date() -> None:
    (fact,) = [fact for fact in graph_of(*WORLD).facts_about("Rome") if fact.predicate == "founded"]
    assert (fact.value.kind, fact.value.text) == ("date", "0753")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_statements_changes_nothing(seed: int) -> None:
    shuffled = list(WORLD)
    random.Random(seed).shuffle(shuffled)
    one, other = graph_of(*WORLD), build_graph(iter(shuffled), SETTINGS)
    assert one.digest == other.digest
    assert list(one.facts()) == list(other.facts())
    assert list(one.entities()) == list(other.entities())
    assert one.merges() == other.merges()
    assert one.relevant("Paris") == other.relevant("Paris")


def test_another_place_or_setting_is_another_digest() -> None:
    digests = {
        graph_of(*WORLD).digest,
        graph_of(*WORLD[1:]).digest,
        graph_of(*WORLD[1:], WORLD[0]._replace(start=1)).digest,
        graph_of(*WORLD, single_valued=("twin city",)).digest,
    }
    assert len(digests) == 4


def test_a_statement_with_a_missing_part_says_nothing() -> None:
    graph = graph_of(Statement(" ", "is", "x"), Statement("x", "", "y"), Statement("x", "is", "\t"))
    assert (list(graph.facts()), list(graph.entities())) == ([], [])


def test_half_a_surrogate_pair_does_not_stop_the_graph() -> None:
    (fact,) = graph_of(Statement("A\ud800", "likes", "B")).facts()
    assert fact.subject == "A?"


def test_composed_and_decomposed_accents_are_one_name() -> None:
    graph = graph_of(Statement("Orléans", "type", "city"), Statement("Orle\u0301ans", "river", "Loire"))
    assert len(graph.facts_about("Orléans")) == 2
    assert graph.merges() == []


def test_a_year_hinted_as_date_and_as_number_is_one_fact() -> None:
    graph = graph_of(
        Statement("Acme", "size", "1969", "a", datatype="gYear"),
        Statement("Acme", "size", "1969", "b", datatype="integer"),
    )
    (fact,) = graph.facts()
    assert [place.uri for place in fact.sources] == ["a", "b"]
    assert graph.fact(fact.id) == fact


def test_every_fact_is_found_by_its_id_and_only_by_that() -> None:
    graph = graph_of(*WORLD)
    for fact in graph.facts():
        assert graph.fact(fact.id) == fact
        assert graph.fact(fact.id.upper()) is None
    assert [graph.fact(name) for name in ("", "f", "fxyz", "f" + "0" * 16, "f" + "1" * 40)] == [None] * 5


def test_a_text_that_is_the_name_of_an_entity_is_that_entity() -> None:
    graph = graph_of(Statement("Kit", "material", "steel"), Statement("steel", "made from", "iron ore"))
    (fact,) = graph.facts_about("Kit")
    assert fact.value.kind == "entity"
    assert [found.subject for found in graph.facts_naming("steel")] == ["Kit"]


@pytest.mark.parametrize("name", ["paris", "PARIS", "Paris", "city of light", "  City of  Light ", "Paris (city)"])
def test_an_entity_is_found_by_any_of_its_spellings(name: str) -> None:
    entity = graph_of(*WORLD).entity(name)
    assert entity is not None
    assert (entity.label, entity.type) == ("Paris", "city")


def test_an_unknown_name_has_no_answers() -> None:
    graph = graph_of(*WORLD)
    assert graph.entity("Atlantis") is None
    assert graph.facts_about("Atlantis") == graph.facts_naming("Atlantis") == []
    assert graph.relevant("Atlantis") == []
    assert graph.paths("Atlantis", "Paris") == []
    assert graph.neighbourhood("Atlantis").number_of_edges() == 0


def test_an_empty_graph_answers() -> None:
    graph = build_graph([], SETTINGS)
    assert (list(graph.facts()), graph.conflicts(), graph.relevant("x"), graph.merges()) == ([], [], [], [])
    assert graph.network.number_of_nodes() == 0


_PRINT = """
from tests.knowledge.test_graph_building import WORLD, graph_of
graph = graph_of(*WORLD)
print(graph.digest, [fact.model_dump_json() for fact, _ in graph.relevant("Paris")], graph.merges())
"""


def test_another_process_builds_the_same_graph() -> None:
    root = Path(__file__).parents[2]
    seen = {
        subprocess.run(
            [sys.executable, "-c", _PRINT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    assert graph_of(*WORLD).digest in seen.pop()


MUDDLE = (
    "Paris,PARIS,paris,Paris (city),http://x.org/Paris,g:1,City,A. B,Anna B,AB,5 km,1969,Größe,grosse,C++,C,-,?!,İ,ß,ss"
)
RELATIONS = "type,is a,label,name,alias,same as,capital,area,official name,iso code,founded,likes,http://x.org/p#bornIn"


@pytest.mark.parametrize("seed", range(20))
def test_any_muddle_of_statements_keeps_the_rules(seed: int) -> None:
    chance = random.Random(seed)
    names, relations = [*MUDDLE.split(","), ""], [*RELATIONS.split(","), "", "born in"]
    statements = [
        Statement(
            chance.choice(names),
            chance.choice(relations),
            chance.choice(names),
            chance.choice("ab"),
            negated=chance.random() < 0.1,
            valid_from=chance.choice(["", "2010", "x"]),
            datatype=chance.choice(["", "", "entity", "text", "km", "date"]),
        )
        for _ in range(40)
    ]
    graph = build_graph(statements, SETTINGS)
    facts, entities = list(graph.facts()), list(graph.entities())
    chance.shuffle(statements)
    again = build_graph(statements, SETTINGS)
    assert (again.digest, list(again.facts()), list(again.entities())) == (graph.digest, facts, entities)
    assert len({fact.id for fact in facts}) == len(facts)
    assert len({entity.label for entity in entities}) == len(entities)
    assert all(graph.entity(entity.label) == entity for entity in entities)
    assert all(graph.fact(fact.id) == fact for fact in facts)
    for entity in entities:
        weights = [weight for _, weight in graph.relevant(entity.label)]
        assert weights == sorted(weights, reverse=True)
        assert graph.split(entity.label).rebuilt(SETTINGS).digest == graph.digest
    laid = graph.overlaid(statements[:5])
    assert all(laid.fact(fact.id) is not None for fact in laid.facts())
