"""Openings: fixed lines in many wordings, and facts that take turns in the first sentence."""

from collections import Counter
from typing import get_args

import pytest

from content.artifacts import Brief, Fact, Kind, Section, SentencePlan
from knowledge.planning.leads import with_lead
from knowledge.planning.shapes import shapes
from knowledge.planning.wording import pick_lines, wordings_of
from tests.examples import a_fact

MANY = 500
FACTS = {
    fact.id: fact
    for fact in (
        a_fact("Konya", "type", "city", kind="text"),
        a_fact("Konya", "country", "Turkey"),
        a_fact("Konya", "population", "1433861", kind="number"),
        a_fact("Konya", "elevation", "1200 m", kind="quantity"),
        a_fact("Konya", "time zone", "Türkiye Time"),
        a_fact("Konya", "founded", "1190", kind="date"),
    )
}


def sections(*plans: tuple[str, ...]) -> list[Section]:
    told = tuple(SentencePlan(id=f"s1p{place}", facts=facts) for place, facts in enumerate(plans, 1))
    return [Section(plans=told)]


def ids(*relations: str) -> tuple[str, ...]:
    by_relation = {fact.predicate: fact.id for fact in FACTS.values()}
    return tuple(by_relation[one] for one in relations)


PLANNED = sections(ids("type", "country"), ids("population"), ids("elevation"), ids("time zone"), ids("founded"))


def led(brief: str, size: int = 3) -> list[tuple[str, ...]]:
    return [plan.facts for plan in with_lead(PLANNED, FACTS, brief, 4, size)[0].plans]


@pytest.mark.parametrize("tone", ["plain", "warm", "formal", "playful"])
@pytest.mark.parametrize("kind", get_args(Kind))
def test_no_fixed_line_opens_more_than_one_document_in_twenty(kind: Kind, tone: str) -> None:
    shape = shapes().kinds[kind]
    for step in shape.sections[:1]:
        if step.before:
            briefs = [
                Brief.model_validate({"id": f"place-{place:04}", "topic": "Konya", "kind": kind, "tone": tone})
                for place in range(MANY)
            ]
            lines = Counter(pick_lines(shape.lines[step.before], one, "place", step.before)[0] for one in briefs)
            assert max(lines.values()) <= MANY / 20


def test_every_fact_is_told_once_whatever_opens() -> None:
    for place in range(50):
        told = [one for plan in led(f"b{place}") for one in plan]
        assert sorted(told) == sorted(FACTS)
        assert all(led(f"b{place}"))


def test_openings_differ_and_begin_with_what_it_is() -> None:
    openings = {led(f"b{place}")[0] for place in range(200)}
    assert len(openings) >= 4
    assert {opening[0] for opening in openings} == set(ids("type"))
    told = {one for opening in openings for one in opening}
    assert told.isdisjoint(ids("time zone", "founded")), "what is minor, and what happened, has its own place"


def test_an_opening_depends_on_its_brief_alone() -> None:
    assert led("konya") == led("konya")


def test_a_sentence_holds_no_more_facts_than_it_may() -> None:
    assert {len(led(f"b{place}", size=2)[0]) for place in range(50)} == {2}
    assert led("a", size=1)[0] == ids("type", "country"), "planned before, and left"


def test_a_list_of_one_relation_is_not_torn_apart() -> None:
    several = {fact.id: fact for fact in (a_fact("Edda", "type", "geologist"), a_fact("Edda", "type", "professor"))}
    planned = sections(tuple(several))
    assert with_lead(planned, several, "a", 4, 3) == planned


def test_denied_facts_and_other_subjects_stay_where_they_are() -> None:
    head, other = a_fact("Konya", "type", "city"), a_fact("Turkey", "population", "9", kind="number")
    denied = a_fact("Konya", "twinned with", "Rome", negated=True)
    facts: dict[str, Fact] = {fact.id: fact for fact in (head, other, denied)}
    planned = sections((head.id,), (other.id,), (denied.id,))
    assert with_lead(planned, facts, "a", 4, 3) == planned


def test_nothing_has_no_opening() -> None:
    assert with_lead([], {}, "a", 4, 3) == []


def test_a_line_is_written_out_in_all_its_wordings() -> None:
    assert wordings_of("[A|B] c[ d|].") == ("A c d.", "A c.", "B c d.", "B c.")
    assert wordings_of("[Opening shot] of {subject}") == ("[Opening shot] of {subject}",)
