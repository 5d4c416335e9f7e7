"""Mentions: the name first, then what cannot be misread."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from content.artifacts import (
    Brief,
    Draft,
    DraftSection,
    DraftSentence,
    Fact,
    Label,
    Origin,
    Outline,
    Section,
    SentencePlan,
)
from models.wording import vary_mentions
from tests.examples import a_fact

Row = tuple[str, Sequence[Fact]]


def a_draft(
    subject: str,
    rows: Sequence[Row],
    *,
    subject_type: str = "city",
    names: tuple[str, ...] = (),
    style: str = "prose",
    heading: str = "",
    label: Label = "stated",
    origin: Origin = "template",
    sections: int = 1,
) -> Draft:
    facts = tuple({fact.id: fact for _, own in rows for fact in own}.values())
    plans = tuple(
        SentencePlan(id=f"s1p{place}", facts=tuple(fact.id for fact in own)) for place, (_, own) in enumerate(rows)
    )
    outline = Outline(
        brief=Brief(id="x", topic=subject),
        title=subject,
        subject=subject,
        subject_type=subject_type,
        subject_names=names,
        sections=(Section(plans=plans),),
        facts=facts,
        words=100,
    )
    sentences = tuple(
        DraftSentence(plan=f"s1p{place}", text=text, facts=tuple(fact.id for fact in own), label=label, origin=origin)
        for place, (text, own) in enumerate(rows)
    )
    section = DraftSection.model_validate({"heading": heading, "style": style, "sentences": sentences})
    return Draft(outline=outline, sections=(section,) * sections)


def texts(draft: Draft) -> list[str]:
    return [sentence.text for section in vary_mentions(draft).sections for sentence in section.sentences]


def plain(predicate: str, obj: str, subject: str = "Paris", subject_type: str = "city") -> list[Fact]:
    return [a_fact(subject, predicate, obj, kind="number", number=1.0, subject_type=subject_type)]


def named(predicate: str, obj: str, subject: str = "Paris", subject_type: str = "city") -> list[Fact]:
    return [a_fact(subject, predicate, obj, subject_type=subject_type)]


CITY: list[Row] = [
    ("Paris is a city in France.", named("country", "France")),
    ("Paris has a population of 2,102,650.", plain("population", "2102650")),
    ("Paris's elevation is 35 m.", plain("elevation", "35")),
]


def test_a_thing_becomes_it_and_the_city() -> None:
    assert texts(a_draft("Paris", CITY)) == [
        "Paris is a city in France.",
        "It has a population of 2,102,650.",
        "Its elevation is 35 m.",
    ]


def test_every_change_is_an_edit_by_mentions() -> None:
    edits = [sentence.edits for sentence in vary_mentions(a_draft("Paris", CITY)).sections[0].sentences]
    assert [[(edit.by, edit.rule, edit.before, edit.after) for edit in made] for made in edits] == [
        [],
        [("mentions", "pronoun", "Paris", "It")],
        [("mentions", "pronoun", "Paris's", "Its")],
    ]


def test_each_section_begins_with_the_name() -> None:
    assert [text.split()[0] for text in texts(a_draft("Paris", CITY, sections=2))] == ["Paris", "It", "Its"] * 2


def test_no_pronoun_after_another_of_the_same_kind() -> None:
    rows: list[Row] = [("Paris is twinned with Rome.", named("twinned with", "Rome")), *CITY[1:2]]
    assert texts(a_draft("Paris", rows))[1] == "Paris has a population of 2,102,650."


def test_no_pronoun_after_a_sentence_about_something_else() -> None:
    rows: list[Row] = [
        CITY[0],
        ("France has a population of 68,000,000.", plain("population", "68000000", "France", "country")),
        CITY[1],
    ]
    assert texts(a_draft("Paris", rows))[2] == "Paris has a population of 2,102,650."


def test_no_pronoun_where_the_sentence_before_had_another_subject() -> None:
    rows: list[Row] = [
        CITY[0],
        ("The population of Paris is 2,102,650.", plain("population", "2102650")),
        ("Paris has an area of 105 km².", plain("area", "105")),
    ]
    assert texts(a_draft("Paris", rows))[1:] == [
        "The population of the city is 2,102,650.",
        "The city has an area of 105 km².",
    ]


def test_neighbours_never_begin_with_the_same_two_words() -> None:
    rows: list[Row] = [(f"Paris has {place} lifts.", plain(f"lift {place}", str(place))) for place in range(8)]
    found = [tuple(text.split()[:2]) for text in texts(a_draft("Paris", rows))]
    assert all(one != two for one, two in pairwise(found))


@pytest.mark.parametrize(
    ("gender", "second", "third"),
    [
        ("female", "She was born in 1815.", "Her field is mathematics."),
        ("male", "He was born in 1815.", "His field is mathematics."),
        ("", "Lovelace was born in 1815.", "Lovelace's field is mathematics."),
    ],
)
def test_a_person_takes_a_pronoun_only_by_a_fact(gender: str, second: str, third: str) -> None:
    name, kind = "Ada Lovelace", "person"
    first = named("occupation", "writer", name, kind) + (named("gender", gender, name, kind) if gender else [])
    rows: list[Row] = [
        ("Ada Lovelace is a writer.", first[:1]),
        ("Ada Lovelace was born in 1815.", plain("birth year", "1815", name, kind)),
        ("Ada Lovelace's field is mathematics.", named("field of work", "mathematics", name, kind)),
    ]
    draft = a_draft(name, rows, subject_type=kind)
    whole = draft.model_copy(
        update={"outline": draft.outline.model_copy(update={"facts": (*draft.outline.facts, *first)})}
    )
    assert texts(whole)[1:] == [second, third]


def test_a_surname_that_two_bear_is_not_used_beside_the_other() -> None:
    name, kind = "Marie Curie", "person"
    rows: list[Row] = [
        ("Marie Curie was married to Pierre Curie.", named("spouse", "Pierre Curie", name, kind)),
        ("Marie Curie was born in 1867.", plain("birth year", "1867", name, kind)),
    ]
    assert texts(a_draft(name, rows, subject_type=kind))[1] == "Marie Curie was born in 1867."


@pytest.mark.parametrize("name", ["Elizabeth II", "Francis of Assisi", "Cher"])
def test_some_people_have_no_surname(name: str) -> None:
    rows: list[Row] = [
        (f"{name} is famous.", plain("fame", "1", name, "person")),
        (f"{name} was born in 1900.", plain("birth year", "1900", name, "person")),
    ]
    assert texts(a_draft(name, rows, subject_type="person"))[1] == f"{name} was born in 1900."


def test_an_unknown_kind_is_never_called_it() -> None:
    rows: list[Row] = [
        ("Zorb is known.", plain("fame", "1", "Zorb", "")),
        ("Zorb has 3 wins.", plain("wins", "3", "Zorb", "")),
    ]
    assert texts(a_draft("Zorb", rows, subject_type=""))[1] == "Zorb has 3 wins."


def test_a_plural_name_becomes_they() -> None:
    rows: list[Row] = [
        ("The Alps are in Europe.", named("continent", "Europe", "Alps", "mountain range")),
        ("The Alps are 1,200 km long.", plain("length", "1200", "Alps", "mountain range")),
    ]
    assert texts(a_draft("Alps", rows, subject_type="mountain range"))[1] == "They are 1,200 km long."


@pytest.mark.parametrize(
    "text",
    [
        "Paris Saint-Germain has a stadium.",
        "Paris-based firms have offices.",
        "Paris, the capital, has a river.",
        "The Paris region has a river.",
        "“Paris is worth a mass” is a saying.",
        "With a river, Paris has charm.",
    ],
)
def test_a_name_inside_something_else_stays(text: str) -> None:
    rows: list[Row] = [CITY[1], (text, plain("river", "1"))]
    assert texts(a_draft("Paris", rows))[1] == text


@pytest.mark.parametrize("label", ["approved", "no_claim"])
def test_what_a_person_approved_stays(label: Label) -> None:
    assert texts(a_draft("Paris", CITY, label=label)) == [text for text, _ in CITY]


def test_what_a_person_wrote_stays() -> None:
    assert texts(a_draft("Paris", CITY, origin="human")) == [text for text, _ in CITY]


def test_an_answer_begins_with_the_name_unless_the_question_has_it() -> None:
    asked = a_draft("Paris", CITY[1:2], style="answer", heading="How many people live in Paris?")
    other = a_draft("Paris", CITY[1:2], style="answer", heading="How many people live there?")
    assert texts(asked) == ["It has a population of 2,102,650."]
    assert texts(other) == ["Paris has a population of 2,102,650."]


def test_a_second_mention_in_a_sentence_becomes_its() -> None:
    rows: list[Row] = [
        (
            "Kestrel costs 35 EUR, and Kestrel's weight is 2 kg.",
            plain("price", "35", "Kestrel", "laptop") + plain("weight", "2", "Kestrel", "laptop"),
        )
    ]
    assert texts(a_draft("Kestrel", rows, subject_type="laptop")) == ["Kestrel costs 35 EUR, and its weight is 2 kg."]


def test_another_spelling_counts_as_the_name() -> None:
    rows: list[Row] = [
        ("City of Light has 2 zoos.", plain("zoos", "2")),
        ("City of Light has 9 lifts.", plain("lifts", "9")),
    ]
    assert texts(a_draft("Paris", rows, names=("City of Light",)))[1] == "It has 9 lifts."


@pytest.mark.parametrize("name", ["(x", "a.b*", "🦊", "‮abc", "A" * 300, "It", "O'Neill's", "42", "iPhone"])
def test_hostile_names_do_no_harm(name: str) -> None:
    rows: list[Row] = [(f"{name} has {place} lifts.", plain(f"lift {place}", "1", name)) for place in range(3)]
    found = texts(a_draft(name, rows))
    assert found[0] == rows[0][0]
    assert all(text.endswith("lifts.") for text in found)


def test_varying_twice_changes_nothing_more() -> None:
    once = vary_mentions(a_draft("Paris", CITY))
    assert vary_mentions(once) == once


def test_a_name_with_what_it_is_between_commas_leads_its_sentence() -> None:
    draft = a_draft("Paris", CITY)
    first = draft.sections[0].sentences[0].model_copy(update={"text": "Paris, a city in France, is on record."})
    section = draft.sections[0].model_copy(update={"sentences": (first, *draft.sections[0].sentences[1:])})
    assert texts(draft.model_copy(update={"sections": (section,)}))[1] == "It has a population of 2,102,650."


def test_what_a_name_says_of_its_kind_stands_where_two_sentences_would_begin_alike() -> None:
    rows: list[Row] = [
        ("The Vesh–Orm Ferry was bought by Sound Lines.", named("bought by", "Sound Lines", "Vesh–Orm Ferry", "")),
        ("The Vesh–Orm Ferry was sold to Corran Lines.", named("sold to", "Corran Lines", "Vesh–Orm Ferry", "")),
    ]
    assert texts(a_draft("Vesh–Orm Ferry", rows, subject_type=""))[1] == "The ferry was sold to Corran Lines."
    rows[0] = ("The Vesh–Orm Ferry replaced the Skarn Ferry.", named("replaced", "Skarn Ferry", "Vesh–Orm Ferry", ""))
    assert texts(a_draft("Vesh–Orm Ferry", rows, subject_type=""))[1] == rows[1][0]


def test_a_name_before_a_participle_becomes_the_city_and_never_it() -> None:
    rows: list[Row] = [CITY[0], ("Paris, led by Ada Orm, has a port.", plain("leader", "Ada Orm"))]
    assert texts(a_draft("Paris", rows))[1] == "The city, led by Ada Orm, has a port."


def test_a_name_given_at_will_says_nothing_of_its_kind() -> None:
    name = "The Golden Palace"
    rows: list[Row] = [
        (f"{name} replaced Café Sicilia.", named("replaced", "Café Sicilia", name, "coffee shop")),
        (f"{name} has a rating of 5.", plain("rating", "5", name, "coffee shop")),
    ]
    assert texts(a_draft(name, rows, subject_type="coffee shop"))[1] == "The coffee shop has a rating of 5."
    rows[0] = (f"{name} is near Café Sicilia.", named("near", "Café Sicilia", name, "coffee shop"))
    assert texts(a_draft(name, rows, subject_type="coffee shop"))[1] == "It has a rating of 5."


def test_a_noun_that_the_sentence_needs_does_not_stand_for_the_name() -> None:
    rows: list[Row] = [CITY[1], ("Paris is a city in France.", named("country", "France"))]
    assert texts(a_draft("Paris", [("Paris is twinned with Rome.", named("twinned with", "Rome")), rows[1]]))[1] == (
        "Paris is a city in France."
    )


def test_a_mention_with_which_a_sentence_would_no_longer_pass_gives_way_to_the_next() -> None:
    draft = a_draft("Paris", CITY[:2])
    varied = vary_mentions(draft, lambda sentence: not sentence.text.startswith("It "))
    assert varied.sections[0].sentences[1].text == "The city has a population of 2,102,650."


def test_a_section_about_another_thing_has_mentions_of_its_own() -> None:
    rows: list[Row] = [
        ("Lyon is a city.", [a_fact("Lyon", "type", "city", subject_type="city")]),
        ("Lyon has 522,000 inhabitants.", plain("population", "522000", "Lyon")),
    ]
    assert texts(a_draft("France", rows, subject_type="country"))[1] == "It has 522,000 inhabitants."
