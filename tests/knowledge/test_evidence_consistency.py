"""Drafts against themselves, against each other and against a graph."""

import time
from typing import Any

import pytest

from content.artifacts import Brief, Draft, DraftSection, DraftSentence, Fact, Outline, Statement
from content.settings import KnowledgeSettings
from knowledge.evidence import Finding, check_against_graph, check_document, check_job
from knowledge.graph import build_graph
from knowledge.graph.values import normalise
from tests.examples import a_fact


def number(subject: str, predicate: str, obj: str, valid_from: str = "", valid_to: str = "") -> Fact:
    value = normalise(obj)
    return a_fact(
        subject,
        predicate,
        obj,
        kind=value.kind,
        number=value.number,
        unit=value.unit,
        text=value.text,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def draft(brief: str, *sentences: tuple[str, tuple[Fact, ...]]) -> Draft:
    facts = tuple({fact.id: fact for _, said in sentences for fact in said}.values())
    worded = tuple(
        DraftSentence(
            plan=f"s1p{at}",
            text=text,
            facts=tuple(fact.id for fact in said),
            label="stated" if said else "no_claim",
            origin="model",
        )
        for at, (text, said) in enumerate(sentences, 1)
    )
    outline = Outline(
        brief=Brief(id=brief, topic=brief), title=brief, subject=brief, sections=(), facts=facts, words=50
    )
    return Draft(outline=outline, sections=(DraftSection(sentences=worded),))


PEOPLE = number("Paris", "population", "2102650")
OTHER = number("Paris", "population", "2100000")
CAPITAL = a_fact("France", "capital", "Paris")
LYON = a_fact("France", "capital", "Lyon")
BORDER = a_fact("France", "borders", "Spain")
ITALY = a_fact("France", "borders", "Italy")


def kinds(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.plan, one.other) for one in found]


def test_two_values_of_a_single_valued_relation_contradict_each_other() -> None:
    found = check_document(draft("a", ("One.", (PEOPLE,)), ("Two.", (OTHER,))))
    assert kinds(found) == [("contradiction", "s1p2", "s1p1")]
    assert "2100000" in found[0].detail


def test_two_capitals_contradict_and_two_borders_do_not() -> None:
    assert kinds(check_document(draft("a", ("One.", (CAPITAL,)), ("Two.", (LYON,))))) == [
        ("contradiction", "s1p2", "s1p1")
    ]
    assert check_document(draft("a", ("One.", (BORDER,)), ("Two.", (ITALY,)))) == []


def test_values_at_different_times_do_not_contradict() -> None:
    then = number("Paris", "population", "2100000", valid_from="1990", valid_to="1999")
    now = number("Paris", "population", "2102650", valid_from="2020")
    assert check_document(draft("a", ("One.", (then,)), ("Two.", (now,)))) == []


def test_a_year_does_not_contradict_a_day_in_it() -> None:
    day = a_fact("Paris", "birth date", "1969-07-20", kind="date", text="1969-07-20")
    year = a_fact("Paris", "birth date", "1969", kind="date", text="1969")
    assert check_document(draft("a", ("One.", (day,)), ("Two.", (year,)))) == []


def test_a_fact_and_its_denial_contradict() -> None:
    denied = a_fact("France", "borders", "Spain", negated=True)
    assert kinds(check_document(draft("a", ("One.", (BORDER,)), ("Two.", (denied,))))) == [
        ("contradiction", "s1p2", "s1p1")
    ]


def test_a_fact_said_twice_and_a_repeated_sentence_are_found() -> None:
    found = check_document(draft("a", ("Hello there.", ()), ("Paris!", (PEOPLE,)), ("hello there", (PEOPLE,))))
    assert kinds(found) == [("repeated_fact", "s1p3", "s1p2"), ("repeated_sentence", "s1p3", "s1p1")]


def test_a_clean_document_has_no_findings() -> None:
    assert check_document(draft("a", ("One.", (PEOPLE,)), ("Two.", (CAPITAL,)))) == []


def test_documents_of_a_job_that_disagree_are_found_once() -> None:
    found = check_job([draft("a", ("One.", (PEOPLE,))), draft("b", ("Two.", (OTHER,)))])
    assert [(one.brief, one.kind, one.plan, one.other) for one in found] == [("b", "contradiction", "s1p1", "a/s1p1")]


def test_a_contradiction_inside_a_document_is_not_reported_for_the_job() -> None:
    assert check_job([draft("a", ("One.", (PEOPLE,)), ("Two.", (OTHER,)))]) == []


LONG = "The house by the river was built by two brothers who had come from the north with little more than tools"


def test_a_paragraph_that_repeats_another_documents_is_found_with_its_similarity() -> None:
    found = check_job([draft("a", (LONG + ".", ())), draft("b", (LONG + " alone.", ())), draft("c", ("Short.", ()))])
    near = [one for one in found if one.kind == "near_identical_paragraph"]
    assert [(one.brief, one.other) for one in near] == [("b", "a/s1p1")]
    assert "%" in near[0].detail


def test_the_same_template_with_other_facts_is_not_a_near_identical_paragraph() -> None:
    drafts = []
    for at in range(40):
        text = f"City{at} is a city in Land{at} with a population of {at * 1001:,} and an area of {at + 5} km²."
        drafts.append(draft(f"d{at}", (text, (a_fact(f"City{at}", "country", f"Land{at}"),))))
    assert [one for one in check_job(drafts) if one.kind == "near_identical_paragraph"] == []


def test_a_phrase_of_the_list_of_worn_ones_is_found_at_once() -> None:
    found = check_job([draft("a", ("It is nestled in the hills.", ()))])
    assert [(one.kind, one.plan, one.other) for one in found] == [("worn_phrase", "s1p1", "nestled in")]


def test_an_opening_that_most_documents_share_is_worn_in_the_later_ones() -> None:
    drafts = [draft(f"d{at}", (f"Here comes some news about thing{at}.", ())) for at in range(20)]
    worn = [one for one in check_job(drafts) if one.kind == "worn_phrase" and one.other == "here comes some"]
    assert [one.brief for one in worn] == [f"d{at}" for at in range(10, 20)]
    assert "20 of 20" in worn[0].detail


def test_few_documents_have_no_worn_openings() -> None:
    assert check_job([draft(f"d{at}", ("Here comes some news.", ())) for at in range(5)]) == []


def test_a_fact_that_the_graph_contradicts_is_found() -> None:
    statements = [
        Statement("France", "capital", "Paris", uri="a"),
        Statement("Spain", "capital", "Madrid", uri="a"),
    ]
    graph = build_graph(statements, KnowledgeSettings(single_valued=("capital",)))
    found = check_against_graph(draft("a", ("One.", (LYON,)), ("Two.", (CAPITAL,))), graph)
    assert [(one.kind, one.plan) for one in found] == [("against_graph", "s1p1")]
    assert "Paris" in found[0].detail


@pytest.mark.slow
def test_a_thousand_documents_are_compared_in_seconds() -> None:
    drafts = []
    for at in range(1000):
        sentences = [
            (f"City{at} has thing{n} number {at * n} of kind{(at * 7 + n) % 91} beside road{n * at % 53}.", (PEOPLE,))
            for n in range(25)
        ]
        drafts.append(draft(f"d{at}", *sentences))
    start = time.perf_counter()
    check_job(drafts)
    assert time.perf_counter() - start < 10


def test_documents_are_read_one_at_a_time_and_only_those_in_doubt_again() -> None:
    class Reading(list[Draft]):
        """Drafts that note when they are read."""

        def __init__(self, drafts: list[Draft]) -> None:
            super().__init__(drafts)
            self.again: list[int] = []

        def __getitem__(self, at: Any) -> Any:
            self.again.append(at)
            return super().__getitem__(at)

    drafts = Reading([draft("a", ("One.", (PEOPLE,))), draft("b", ("Two.", (OTHER,))), draft("c", ("3.", (CAPITAL,)))])
    assert [one.kind for one in check_job(drafts)] == ["contradiction"]
    assert drafts.again == [0, 1]
