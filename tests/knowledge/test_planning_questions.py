"""Questions for the headings of an FAQ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.artifacts import Brief, Fact, Place, ValueKind
from knowledge.planning.questions import question_for
from tests.examples import a_fact
from tests.knowledge.planning_world import PARIS, World, an_outline


@pytest.mark.parametrize(
    ("subject", "relation", "kind", "about", "question"),
    [
        ("France", "capital", "entity", "place", "What is the capital of France?"),
        ("Paris", "capital of", "entity", "place", "What is Paris the capital of?"),
        ("Paris", "population", "number", "place", "How many people live in Paris?"),
        ("Louvre", "opened", "date", "place", "When did Louvre open?"),
        ("Eiffel Tower", "architect", "entity", "place", "Who designed the Eiffel Tower?"),
        ("Eiffel Tower", "designedBy", "entity", "place", "Who designed the Eiffel Tower?"),
        ("Eiffel Tower", "elevators", "number", "place", "How many elevators does the Eiffel Tower have?"),
        ("Ada", "birthPlace", "entity", "person", "Where was Ada born?"),
        ("Ada", "born in", "date", "person", "When was Ada born?"),
        ("Ada", "collaborated with", "entity", "person", "Who or what did Ada collaborate with?"),
        ("Ada", "influenced by", "entity", "person", "Who or what is Ada influenced by?"),
        ("Lumen One", "price", "money", "thing", "How much does Lumen One cost?"),
        ("Lumen One", "water resistant", "boolean", "thing", "Is Lumen One water resistant?"),
        ("Lumen One", "bluetooth", "boolean", "thing", "Does Lumen One have bluetooth?"),
        ("Lumen One", "has GPS", "boolean", "thing", "Does Lumen One have GPS?"),
        ("Tower", "named after", "entity", "place", "What is Tower named after?"),
        ("Norrfell", "produces", "text", "organisation", "What does Norrfell produce?"),
        ("The Hobbit", "author", "entity", "work", "Who wrote The Hobbit?"),
        ("Orm Ferry", "leaves Vesh at", "entity", "", "Where does the Orm Ferry leave Vesh?"),
        ("Orm Ferry", "carried 9 cars in", "date", "", "When did the Orm Ferry carry 9 cars?"),
        ("Orm Ferry", "returned on", "date", "", "When did the Orm Ferry return?"),
        ("Orm Ferry", "renamed in", "date", "", "When was the Orm Ferry renamed?"),
        ("Orm Ferry", "reached", "entity", "", "What did the Orm Ferry reach?"),
        ("Orm Ferry", "is a service between", "text", "", "What is the Orm Ferry?"),
        ("Orm Ferry", "run by", "entity", "", "Who runs the Orm Ferry?"),
        ("Tent Two", "packed size", "text", "thing", "What is the packed size of Tent Two?"),
        ("Zog", "mascot", "text", "", "What is the mascot of Zog?"),
        ("Zog", "seen near", "text", "", "What is Zog seen near?"),
        ("Zog", "glimmers at", "text", "", "What do the facts connect with Zog?"),
    ],
)
def test_questions_read_as_people_ask(subject: str, relation: str, kind: ValueKind, about: str, question: str) -> None:
    assert question_for(a_fact(subject, relation, "x", kind=kind), about) == question


def test_a_frequency_is_asked_for_with_how_often() -> None:
    fact = a_fact("Orm Ferry", "sails", "eight times a day in summer", kind="text")
    assert question_for(fact, "") == "How often does the Orm Ferry sail?"


def test_a_negation_is_not_asked_as_if_it_were_true() -> None:
    fact = a_fact("Paris", "capital of", "Italy", negated=True)
    assert question_for(fact, "place") == "What is not true of Paris?"


@given(relation=st.text(min_size=1, max_size=40), subject=st.text(min_size=1, max_size=40))
def test_any_relation_makes_one_line_that_ends_as_a_question(relation: str, subject: str) -> None:
    question = question_for(a_fact(subject, relation, "x"), "")
    assert question.endswith("?")
    assert question == " ".join(question.split())


def test_an_faq_has_a_question_a_section_and_no_question_twice() -> None:
    facts = [*PARIS, a_fact("Paris", "located in", "Europe"), a_fact("Paris", "situated in", "Eurasia")]
    outline = an_outline(Brief(id="a", topic="Paris", kind="faq"), World(facts))
    answers = [section for section in outline.sections if section.style == "answer"]
    questions = [section.heading for section in answers]
    assert all(question.endswith("?") for question in questions)
    assert len(questions) == len(set(questions)) >= 8
    assert all(section.plans for section in answers)


def from_a_text(fact: Fact) -> Fact:
    return fact.model_copy(update={"sources": (Place(uri="news/ferry.html", sha256="0" * 64),)})


@pytest.mark.parametrize(
    ("relation", "obj", "kind", "question"),
    [
        ("left", "the harbour of Skarn", "text", "What did the Orm Ferry leave?"),
        ("left the harbour of Skarn on", "1924-03-02", "date", "When did the Orm Ferry leave the harbour of Skarn?"),
        ("leaves", "Vesh", "entity", "What does the Orm Ferry leave?"),
        ("cut", "the daily ration to 600 grams", "text", "What did the Orm Ferry cut?"),
        ("guards", "the entrance to Vesh Harbour", "text", "What does the Orm Ferry guard?"),
        ("flashes", "twice every 15 seconds", "text", "How often does the Orm Ferry flash?"),
        ("recorded", "the weather every day", "text", "What did the Orm Ferry record?"),
        ("carried 412,000 passengers in", "2023", "date", "When did the Orm Ferry carry 412,000 passengers?"),
        ("climbed Mount Aldra on", "1924-04-11", "date", "When did the Orm Ferry climb Mount Aldra?"),
        ("had crossed", "Tarn Glacier", "entity", "What did the Orm Ferry cross?"),
        ("looked after", "the party", "text", "What did the Orm Ferry look after?"),
        ("lived for", "22 years", "text", "How long did the Orm Ferry live?"),
        ("closes at", "18:00", "text", "When does the Orm Ferry close?"),
        ("first lit in", "1871", "date", "When was the Orm Ferry first lit?"),
        ("built of", "grey granite", "text", "What is the Orm Ferry built of?"),
        ("is", "the highest mountain in Korrland", "text", "What is the Orm Ferry?"),
        ("uses", "diesel", "text", "What does the Orm Ferry use?"),
        ("found", "a safe way", "text", "What did the Orm Ferry find?"),
    ],
)
def test_a_verb_of_a_text_is_asked_for_as_a_verb(relation: str, obj: str, kind: ValueKind, question: str) -> None:
    assert question_for(from_a_text(a_fact("Orm Ferry", relation, obj, kind=kind)), "") == question


def test_a_noun_of_a_table_stays_a_noun() -> None:
    assert question_for(a_fact("Oak", "left", "green", kind="text"), "") == "What is the left of Oak?"


@pytest.mark.parametrize(
    ("relation", "obj", "kind", "question"),
    [
        (
            "canceled a single crossing in",
            "2023-07",
            "date",
            "Did the Orm Ferry cancel a single crossing in July 2023?",
        ),
        ("carries", "cars", "text", "Does the Orm Ferry carry cars?"),
        ("is", "open in winter", "text", "Is the Orm Ferry open in winter?"),
        ("built by", "Brandt", "entity", "Was the Orm Ferry built by Brandt?"),
    ],
)
def test_a_denied_verb_is_asked_with_yes_or_no(relation: str, obj: str, kind: ValueKind, question: str) -> None:
    assert question_for(from_a_text(a_fact("Orm Ferry", relation, obj, kind=kind, negated=True)), "") == question


def test_several_things_are_asked_for_in_the_plural() -> None:
    assert question_for(a_fact("Aurora's sails", "made of", "linen", kind="text"), "") == (
        "What are Aurora's sails made of?"
    )
