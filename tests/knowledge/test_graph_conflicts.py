"""Contradictions: listed, never averaged."""

import pytest

from content.artifacts import Statement
from content.settings import KnowledgeSettings
from knowledge.evidence.consistency import exclude
from knowledge.graph import KnowledgeGraph, build_graph
from knowledge.graph.validity import overlap
from tests.examples import a_fact

S = Statement


def graph_of(*statements: S, **settings: object) -> KnowledgeGraph:
    return build_graph(statements, KnowledgeSettings.model_validate(settings))


def said(graph: KnowledgeGraph) -> list[tuple[str, str, list[str]]]:
    return [(found.subject, found.predicate, [fact.object for fact in found.facts]) for found in graph.conflicts()]


def test_two_values_of_a_known_single_valued_relation_conflict() -> None:
    graph = graph_of(S("France", "capital", "Paris", "a"), S("France", "capital", "Lyon", "b"))
    assert said(graph) == [("France", "capital", ["Lyon", "Paris"])]


def test_an_area_is_a_size_or_a_part_of_town_and_there_may_be_several_of_these() -> None:
    graph = graph_of(S("Aromi", "area", "riverside", "a"), S("Aromi", "area", "city centre", "b"))
    assert said(graph) == []
    first, second = graph.facts_about("Aromi")
    assert graph.conflicting(first) == []
    assert not exclude(first, second)
    sizes = graph_of(S("Peru", "area", "10 km²", "a"), S("Peru", "area", "12 km²", "b"))
    assert [conflict[0] for conflict in said(sizes)] == ["Peru"]


def test_equal_normal_forms_do_not_conflict() -> None:
    graph = graph_of(S("Bridge", "length", "1,000 m", "a"), S("Bridge", "length", "1 km", "b"))
    assert said(graph) == []
    assert len(graph.facts_about("Bridge")) == 1


def test_a_less_precise_date_does_not_conflict() -> None:
    graph = graph_of(
        S("Ann", "birth date", "1969-07-20"), S("Ann", "birth date", "1969"), S("Ann", "birth date", "1970")
    )
    assert said(graph) == [("Ann", "birth date", ["1969", "1969-07-20", "1970"])]
    assert [fact.object for fact in graph.conflicting(graph.facts_about("Ann")[0])] == ["1970"]


def test_a_relation_that_nearly_all_subjects_have_once_is_single_valued() -> None:
    statements = [S(f"City {i}", "mayor", f"Person {i}") for i in range(40)]
    assert build_graph(statements, KnowledgeSettings()).is_single_valued("mayor")
    graph = build_graph([*statements, S("City 1", "mayor", "Somebody Else")], KnowledgeSettings())
    assert said(graph) == [("City 1", "mayor", ["Person 1", "Somebody Else"])]


def test_a_relation_that_many_subjects_have_twice_is_not() -> None:
    statements = [S(f"Book {i}", "author", f"Person {i + j}") for i in range(40) for j in range(1 + i % 2)]
    graph = build_graph(statements, KnowledgeSettings())
    assert not graph.is_single_valued("author")
    assert said(graph) == []


def test_few_subjects_prove_no_habit() -> None:
    graph = graph_of(*(S(f"City {i}", "mayor", f"Person {i}") for i in range(10)))
    assert not graph.is_single_valued("mayor")


def test_data_can_show_that_a_well_known_relation_has_several_values() -> None:
    statements = [S(f"Country {i}", "continent", f"Continent {j}") for i in range(30) for j in range(1 + i % 2)]
    assert not build_graph(statements, KnowledgeSettings()).is_single_valued("continent")


def test_sources_that_disagree_do_not_make_a_relation_many_valued() -> None:
    statements = [S(f"Land {i}", "area", f"{i + 100 + j} km²", f"{j}.csv") for i in range(30) for j in range(2)]
    graph = build_graph(statements, KnowledgeSettings())
    assert graph.is_single_valued("area")
    assert len(graph.conflicts()) == 30


def test_a_setting_makes_a_relation_single_valued() -> None:
    statements = (S("Rome", "twin city", "Paris"), S("Rome", "twin city", "Kyoto"))
    assert said(graph_of(*statements)) == []
    assert said(graph_of(*statements, single_valued=("twinCity",))) == [("Rome", "twin city", ["Kyoto", "Paris"])]


def test_periods_that_follow_each_other_do_not_conflict() -> None:
    graph = graph_of(
        S("Rome", "mayor", "Ann", valid_from="2010", valid_to="2020"),
        S("Rome", "mayor", "Bob", valid_from="1 January 2020"),
        S("Rome", "mayor", "Cid", valid_from="2015-06", valid_to="2016"),
        single_valued=("mayor",),
    )
    assert said(graph) == [("Rome", "mayor", ["Ann", "Cid"])]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("", ""), ("", ""), True),
        (("2010", "2020"), ("2020", ""), False),
        (("2010", "2020-06-30"), ("2020-07-01", ""), False),
        (("2010", "2020-07-01"), ("2020-06-30", ""), True),
        (("2020", "2020"), ("2020", "2020"), True),
        (("2020", "2020"), ("2019", "2021"), True),
        (("2020", "2020"), ("2021", "2021"), False),
        (("", "1999"), ("2000", ""), False),
        (("long ago", ""), ("2000", ""), True),
    ],
)
def test_periods_overlap_when_they_share_a_day(one: tuple[str, str], other: tuple[str, str], together: bool) -> None:
    assert overlap(*one, *other) == overlap(*other, *one) == together


def test_a_statement_and_its_denial_conflict_for_any_relation() -> None:
    graph = graph_of(
        S("Bob", "attended", "Gala", "a"), S("Bob", "attended", "Gala", "b", negated=True), S("Bob", "attended", "Ball")
    )
    (conflict,) = graph.conflicts()
    assert [fact.negated for fact in conflict.facts] == [False, True]
    assert {fact.object for fact in conflict.facts} == {"Gala"}


def test_merged_names_are_no_conflict() -> None:
    graph = graph_of(
        S("Peru", "capital", "Lima", "a"),
        S("Peru", "capital", "City of Kings", "b"),
        S("Lima", "alias", "City of Kings"),
    )
    assert said(graph) == []


def test_a_fact_from_outside_is_judged_too() -> None:
    graph = graph_of(S("France", "capital", "Paris"), S("Paris", "alias", "Paname"), S("Bob", "attended", "Gala"))
    assert [fact.object for fact in graph.conflicting(a_fact("France", "capital", "Lyon"))] == ["Paris"]
    assert graph.conflicting(a_fact("France", "capital", "Paname")) == []
    assert graph.conflicting(a_fact("Bob", "attended", "Ball")) == []
    assert [fact.object for fact in graph.conflicting(a_fact("Bob", "attended", "Gala", negated=True))] == ["Gala"]
