"""Words asked for, words that facts carry."""

import pytest

from content.artifacts import Brief, Kind
from tests.examples import a_fact
from tests.knowledge.planning_world import PARIS, World, an_outline, reason_for, told


def test_too_few_facts_make_a_shorter_document_and_a_note() -> None:
    outline = an_outline(Brief(id="a", topic="Paris", words=300), World(PARIS[:3]))
    assert outline.words == 15
    assert outline.notes == ("asked for 300 words; 2 facts carry about 15",)


def test_the_usual_length_of_a_kind_is_named_when_none_was_asked_for() -> None:
    outline = an_outline(Brief(id="a", topic="Paris", kind="summary"), World(PARIS[:1]))
    assert outline.notes == ("the usual length is 80 words; 1 fact carries about 9",)


def test_facts_beyond_the_words_are_left_out_as_budget() -> None:
    outline = an_outline(Brief(id="a", topic="Paris", kind="summary", words=16), World(PARIS))
    assert told(outline) == [("Paris", "is a", "city"), ("Paris", "capital of", "France")]
    assert reason_for(outline, PARIS[8]) == "budget"
    assert outline.words <= 16


@pytest.mark.parametrize("words", [40, 80, 160])
@pytest.mark.parametrize("kind", ["article", "summary", "profile", "script"])
def test_words_come_near_what_is_asked_when_there_are_facts_enough(kind: Kind, words: int) -> None:
    facts = [a_fact("Paris", f"relation {i}", f"Thing {i}") for i in range(60)]
    outline = an_outline(Brief(id="a", topic="Paris", kind=kind, words=words), World(facts))
    assert 0.6 * words <= outline.words <= words


def test_every_fact_is_told_once_or_left_out_once() -> None:
    for kind in ("article", "product", "summary", "faq", "profile", "caption", "script", "story"):
        outline = an_outline(Brief(id="a", topic="Paris", kind=kind, words=90), World(PARIS))
        planned = [fact for section in outline.sections for plan in section.plans for fact in plan.facts]
        left = [one.fact for one in outline.left_out]
        assert len(planned) == len(set(planned))
        assert planned == [fact.id for fact in outline.facts]
        assert not set(planned) & set(left)
        assert len(left) == len(set(left))
        assert {fact.id for fact in PARIS if fact.subject == "Paris"} <= {*planned, *left}
