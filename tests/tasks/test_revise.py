"""Mending a draft: what goes out leaves no pronoun behind that means nothing."""

from content.artifacts import Draft, DraftSection, DraftSentence
from knowledge.evidence import Finding
from models.wording import vary_mentions
from tasks.revise import revise
from tests.examples import a_fact, an_outline

FACTS = (
    a_fact("Paris", "country", "France"),
    a_fact("Paris", "population", "2102650", kind="number", number=2102650.0),
)


def a_draft() -> Draft:
    outline = an_outline(*FACTS)
    texts = ("Paris is a city in France.", "Paris has a population of 2,102,650.")
    sentences = tuple(
        DraftSentence(plan=plan.id, text=text, facts=plan.facts, label="stated", origin="template")
        for plan, text in zip(outline.sections[0].plans, texts, strict=True)
    )
    return vary_mentions(Draft(outline=outline, sections=(DraftSection(sentences=sentences),)))


def test_what_stands_behind_a_dropped_sentence_names_its_subject_again() -> None:
    draft = a_draft()
    assert draft.sections[0].sentences[1].text == "It has a population of 2,102,650."
    finding = Finding(brief="paris", plan="s1p1", kind="contradiction", detail="says otherwise")
    (left,) = revise(draft, [finding]).sections[0].sentences
    assert left.text == "Paris has a population of 2,102,650."
    assert [(edit.before, edit.after) for edit in left.edits] == [("Paris", "It"), ("It", "Paris")]


def test_without_a_finding_nothing_changes() -> None:
    draft = a_draft()
    assert revise(draft, []) == draft
