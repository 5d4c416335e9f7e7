"""Worn phrases: every document knows before it is written which of them it has no budget for."""

from content.artifacts import Brief, Outline, Statement
from content.settings import PlanSettings, Settings
from knowledge.graph import build_graph
from knowledge.planning import plan_outline
from knowledge.planning.phrase_budget import barred_phrases, shares
from knowledge.planning.plan_file import write_plan


def test_as_many_documents_may_use_a_phrase_as_its_share_says() -> None:
    ids = [f"brief-{number}" for number in range(2000)]
    for phrase, share in shares().items():
        allowed = sum(phrase not in barred_phrases(one) for one in ids) / len(ids)
        assert abs(allowed - share) < 0.05, phrase


def test_an_id_always_has_the_same_budget() -> None:
    assert barred_phrases("ulm") == barred_phrases("ulm")
    assert len({barred_phrases(f"{number}") for number in range(50)}) > 40


def test_the_plan_says_what_there_is_no_budget_for() -> None:
    facts = [("Ulm", "type", "city"), ("Ulm", "population", "126790"), ("Ulm", "country", "Germany")]
    graph = build_graph([Statement(*fact) for fact in facts], Settings().knowledge)
    outline = plan_outline(Brief(id="ulm", topic="Ulm"), graph, PlanSettings())
    assert isinstance(outline, Outline)
    assert outline.barred == barred_phrases("ulm")
    assert f"no budget for: {outline.barred[0]}" in write_plan(outline)
