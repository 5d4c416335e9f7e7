"""Templates: grammatical sentences from the names of relations."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.artifacts import Fact, ValueKind
from content.names import fold
from models.wording import template_sentences
from tests.examples import a_fact


def said(*facts: Fact, limit: int = 6) -> list[str]:
    return template_sentences(facts, limit)


def quantity(subject: str, predicate: str, obj: str, subject_type: str = "tower") -> Fact:
    number, unit = obj.split(" ", 1)
    return a_fact(
        subject, predicate, obj, kind="quantity", number=float(number), unit=unit, text=obj, subject_type=subject_type
    )


def number(subject: str, predicate: str, obj: str, subject_type: str = "city") -> Fact:
    return a_fact(subject, predicate, obj, kind="number", number=float(obj), text=obj, subject_type=subject_type)


def date(subject: str, predicate: str, obj: str, subject_type: str = "person") -> Fact:
    return a_fact(subject, predicate, obj, kind="date", text=obj, subject_type=subject_type)


def yes_no(predicate: str, obj: str, subject: str = "Orla") -> Fact:
    return a_fact(subject, predicate, obj, kind="boolean", text=obj, subject_type="tent")


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (a_fact("France", "capital", "Paris", subject_type="country"), "The capital of France is Paris."),
        (a_fact("France", "capital", "Paris", subject_type="country"), "France's capital is Paris."),
        (a_fact("Paris", "capital of", "France"), "Paris is the capital of France."),
        (a_fact("Norway", "borders", "Sweden", subject_type="country"), "Norway borders Sweden."),
        (a_fact("Old Bridge", "crosses", "Thames", subject_type="bridge"), "Old Bridge crosses the Thames."),
        (
            a_fact("Eiffel Tower", "designed by", "Stephen Sauvestre"),
            "The Eiffel Tower was designed by Stephen Sauvestre.",
        ),
        (date("Eiffel Tower", "opened in", "1889", "tower"), "The Eiffel Tower opened in 1889."),
        (a_fact("Amsterdam", "famous for", "canals", kind="text"), "Amsterdam is famous for canals."),
        (a_fact("Paris", "type", "city", kind="text"), "Paris is a city."),
        (a_fact("Ada", "instance of", "engineer", subject_type="person"), "Ada is an engineer."),
        (a_fact("AB-1", "is a", "8-bit computer", subject_type="computer"), "AB-1 is an 8-bit computer."),
        (a_fact("Keld", "has part", "engine", kind="text", subject_type="car"), "Keld has an engine."),
        (
            a_fact("Aline", "participant in", "Paris Marathon", subject_type="runner"),
            "Aline took part in Paris Marathon.",
        ),
        (a_fact("Rond", "enemy of", "Universo", subject_type="person"), "Rond is an enemy of Universo."),
        (a_fact("Ana", "works for", "Hal", subject_type="person"), "Ana works for Hal."),
        (a_fact("Sana", "written language", "Ge'ez"), "The written language of Sana is Ge'ez."),
        (quantity("Eiffel Tower", "height", "324 m"), "The Eiffel Tower is 324 m high."),
        (quantity("Ana Bo", "height", "1.8 m", "person"), "Ana Bo is 1.8 m tall."),
        (quantity("Kestrel", "weight", "2 kg", "laptop"), "Kestrel weighs 2 kg."),
        (number("Paris", "population", "2102650"), "Paris has a population of 2,102,650."),
        (number("Dorn", "bedrooms", "3", "house"), "Dorn has 3 bedrooms."),
        (number("Dorn", "bedrooms", "1", "house"), "Dorn has 1 bedroom."),
        (number("Dorn", "number of lifts", "2", "house"), "Dorn has 2 lifts."),
        (number("Dorn", "postal code", "75001", "city"), "The postal code of Dorn is 75001."),
        (date("Ada", "birthDate", "1879-03-14"), "Ada was born on 14 March 1879."),
        (date("Ada", "deathDate", "1955-04"), "Ada died in April 1955."),
        (date("Halden", "foundingDate", "1976", "company"), "Halden was founded in 1976."),
        (date("Halden", "first light", "1976-02-01", "telescope"), "The first light of Halden was on 1 February 1976."),
        (yes_no("waterproof", "true"), "Orla is waterproof."),
        (yes_no("waterproof", "false"), "Orla is not waterproof."),
        (yes_no("supports wireless charging", "false"), "Orla does not support wireless charging."),
        (yes_no("backlit keyboard", "true"), "Orla has a backlit keyboard."),
        (yes_no("has GPS", "false"), "Orla does not have GPS."),
        (yes_no("isFoldable", "true"), "Orla is foldable."),
        (a_fact("Norway", "borders", "Denmark", negated=True), "Norway does not border Denmark."),
        (a_fact("Lyon", "capital of", "France", negated=True), "Lyon is not the capital of France."),
        (date("Ada", "birthDate", "1879", "person").model_copy(update={"negated": True}), "Ada was not born in 1879."),
        (a_fact("Ana", "mayor of", "Lyon", valid_from="2014"), "Ana has been the mayor of Lyon since 2014."),
        (
            a_fact("Ana", "mayor of", "Lyon", valid_from="2001", valid_to="2009"),
            "Ana was the mayor of Lyon from 2001 to 2009.",
        ),
        (a_fact("Ana", "works for", "Hal", valid_to="2009-05"), "Ana worked for Hal until May 2009."),
        (a_fact("Hal", "sells", "Lamps", valid_from="2020", valid_to="2020"), "Hal sold Lamps in 2020."),
        (a_fact("Amsterdam", "capital of", "Netherlands"), "Amsterdam is the capital of the Netherlands."),
        (
            a_fact("United States", "capital", "Washington, D.C."),
            "The capital of the United States is Washington, D.C.",
        ),
        (a_fact("Alps", "located in", "Europe", subject_type="mountain range"), "The Alps are in Europe."),
        (a_fact("The Beatles", "genre", "rock", kind="text", subject_type="band"), "The genre of The Beatles is rock."),
        (a_fact("iPhone 15", "made by", "Apple", subject_type="phone"), "iPhone 15 is made by Apple."),
        (a_fact("rice", "used in", "sushi", kind="text", subject_type="grain"), "Rice is used in sushi."),
        (a_fact("1984", "author", "George Orwell", subject_type="novel"), "1984 was written by George Orwell."),
        (a_fact("Cupertino", "home of", "Apple Inc."), "Cupertino is the home of Apple Inc."),
        (a_fact("Ora", "motto", "Slow and steady.", kind="text"), "The motto of Ora is “Slow and steady”."),
        (
            a_fact("Lamp", "price", "35 EUR", kind="money", number=35, unit="EUR", subject_type="lamp"),
            "Lamp costs 35 EUR.",
        ),
        (a_fact("Gdańsk", "UN/LOCODE", "PLGDN"), "The UN/LOCODE of Gdańsk is PLGDN."),
    ],
)
def test_a_relation_is_said_in_grammatical_english(fact: Fact, sentence: str) -> None:
    assert sentence in said(fact)


def test_facts_of_one_relation_become_a_list() -> None:
    facts = [a_fact("Norway", "borders", name, subject_type="country") for name in ("Sweden", "Finland", "Russia")]
    assert "Norway borders Sweden, Finland and Russia." in said(*facts)


def test_a_denied_list_is_joined_by_or() -> None:
    facts = [a_fact("Norway", "borders", name, negated=True) for name in ("Spain", "Italy")]
    assert "Norway does not border Spain or Italy." in said(*facts)


def test_a_noun_is_plural_for_several_objects() -> None:
    facts = [a_fact("Belgium", "official language", name, subject_type="country") for name in ("Dutch", "French")]
    assert "The official languages of Belgium are Dutch and French." in said(*facts)


def test_a_type_takes_what_can_follow_it() -> None:
    facts = [
        a_fact("Paris", "type", "city", kind="text"),
        a_fact("Paris", "country", "France"),
        number("Paris", "population", "2102650"),
    ]
    wordings = said(*facts)
    assert all(re.search("city in France|city of Paris (is|lies)|Paris is a city", one) for one in wordings)
    assert all("2,102,650" in one for one in wordings)


def test_one_event_is_said_once() -> None:
    facts = [a_fact("Ada", "birthPlace", "Ulm", subject_type="person"), date("Ada", "birthDate", "1879-03-14")]
    assert said(*facts)[0] == "Ada was born in Ulm on 14 March 1879."


def test_a_shared_verb_is_said_once() -> None:
    facts = [number("Paris", "population", "2102650"), quantity("Paris", "area", "105 km²", "city")]
    assert any(re.match(r"Paris has .*2,102,650.* and an area of 105 km²\.", one) for one in said(*facts))


def test_a_thing_already_named_takes_its() -> None:
    facts = [
        quantity("Kestrel", "weight", "2 kg", "laptop"),
        a_fact("Kestrel", "processor", "X2", subject_type="laptop"),
    ]
    assert "Kestrel weighs 2 kg, and its processor is X2." in said(*facts)


def test_an_object_that_goes_on_as_subject_takes_which() -> None:
    facts = [a_fact("France", "capital", "Paris", subject_type="country"), number("Paris", "population", "2102650")]
    assert "The capital of France is Paris, which has a population of 2,102,650." in said(*facts)


def test_several_subjects_of_one_relation_are_named_together() -> None:
    assert said(a_fact("Sweden", "borders", "Norway"), a_fact("Finland", "borders", "Norway"))[0].startswith(
        "Sweden and Finland "
    )


def test_different_facts_begin_with_different_wordings() -> None:
    firsts = {
        re.sub(name, "X", said(a_fact(name, "capital", "Y", subject_type="country"))[0])
        for name in ("Arna", "Borna", "Corna", "Dorna", "Erna", "Forna", "Gorna", "Horna")
    }
    assert len(firsts) == 3


def test_no_facts_make_no_sentence() -> None:
    assert template_sentences([], 3) == []


def test_the_limit_holds() -> None:
    assert len(template_sentences([a_fact("France", "capital", "Paris")], 1)) == 1


HOSTILE = [
    'The "Best" Café',
    "Line\nbreak",
    "[x](javascript:alert(1))",
    "🦊 Fox & Co.",
    "‮مدينة",
    "北京",
    "a" * 300,
    "James",
    "Yahoo!",
    "Acme Inc.",
    "eBay",
    "42",
    "{s} {o} [is] <x>",
    "O'Neill's",
    "<b>bold</b>",
    "Who?",
]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "predicate", ["capital", "borders", "type", "born in", "has part", "{s}", "[is] <x>", "of", ""]
)
def test_hostile_names_stay_whole_on_one_line(name: str, predicate: str) -> None:
    for sentence in said(a_fact(name, predicate, "Oslo"), limit=3) + said(a_fact("Oslo", predicate, name), limit=3):
        assert fold(name) in fold(sentence)
        assert "\n" not in sentence
        assert sentence.rstrip("”)").endswith((".", "!", "?"))


KINDS: list[ValueKind] = ["entity", "number", "quantity", "money", "date", "boolean", "text"]
NAMES = st.text(min_size=1, max_size=40).filter(lambda text: bool(fold(text)))


@given(subject=NAMES, predicate=st.text(max_size=40), obj=NAMES, kind=st.sampled_from(KINDS), negated=st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_fact_gets_a_sentence_with_its_names(
    subject: str, predicate: str, obj: str, kind: ValueKind, negated: bool
) -> None:
    value = "true" if kind == "boolean" else obj
    sentences = said(a_fact(subject, predicate, obj, kind=kind, text=value, negated=negated))
    assert sentences
    for sentence in sentences:
        assert fold(subject) in fold(sentence)
        assert kind == "boolean" or fold(obj) in fold(sentence)
        assert sentence == " ".join(sentence.split())


PREDICATES = [
    "type",
    "capital",
    "borders",
    "price",
    "born in",
    "processor",
    "waterproof",
    "founded",
    "motto",
    "has part",
]
SOME_FACT = st.builds(
    a_fact,
    subject=st.sampled_from(["Ora", "Ben Ak", "The Alps"]),
    predicate=st.sampled_from(PREDICATES),
    obj=st.sampled_from(["Ora", "Rome", "1999", "A long text. It goes on and on!", "true"]),
    kind=st.sampled_from(KINDS),
    negated=st.booleans(),
    valid_from=st.sampled_from(["", "2001"]),
    valid_to=st.sampled_from(["", "2009-05"]),
    subject_type=st.sampled_from(["", "city", "person", "laptop"]),
)


@given(st.lists(SOME_FACT, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_plan_gets_sentences_that_name_every_subject(facts: list[Fact]) -> None:
    for sentence in said(*facts):
        assert all(fact.subject in sentence for fact in facts)
        assert sentence == " ".join(sentence.split())
        assert sentence.rstrip("”").endswith((".", "!", "?"))


def test_two_facts_whose_noun_begins_are_joined() -> None:
    facts = [a_fact("Kestrel", "processor", "X2", subject_type="laptop"), a_fact("Kestrel", "maker", "Hal")]
    assert said(*facts)


def test_a_template_takes_less_than_a_millisecond() -> None:
    facts = [number(f"City {place}", "population", str(1000 + place)) for place in range(300)]
    said(*facts[:1])
    begun = time.perf_counter()
    for fact in facts:
        template_sentences([fact], 1)
    assert (time.perf_counter() - begun) / len(facts) < 0.001
