"""Relations read out of texts: verb phrases, said word for word."""

import pytest

from content.artifacts import Fact, Place, ValueKind
from knowledge.evidence import check_sentence
from models.wording import template_sentences
from tests.examples import a_fact


def read(subject: str, relation: str, obj: str, kind: ValueKind = "text", *, negated: bool = False) -> Fact:
    """Make a fact as a document gives it, of a subject without a type."""
    fact = a_fact(subject, relation, obj, kind=kind, text=obj, negated=negated, subject_type="")
    return fact.model_copy(update={"sources": (Place(uri="texts/log.md", sha256="0" * 64),)})


@pytest.mark.parametrize(
    ("fact", "sentence"),
    [
        (read("Tarn Trip", "left", "the harbour of Skarn"), "Tarn Trip left the harbour of Skarn."),
        (read("Aurora", "leaves", "Vesh", "entity"), "Aurora leaves Vesh."),
        (read("Aurora", "leaves Vesh at", "Pier 3", "entity"), "Aurora leaves Vesh at Pier 3."),
        (read("Aurora", "sails", "eight times a day in summer"), "Aurora sails eight times a day in summer."),
        (read("Brun", "cut", "the daily ration to 600 grams"), "Brun cut the daily ration to 600 grams."),
        (read("Brun", "cut", "the ration", negated=True), "Brun did not cut the ration."),
        (read("Halden Light", "flashes", "twice every 15 seconds"), "Halden Light flashes twice every 15 seconds."),
        (
            read("Halden Light", "guards", "the entrance to Vesh Harbour"),
            "Halden Light guards the entrance to Vesh Harbour.",
        ),
        (read("Aurora", "carried 412,000 passengers in", "2023", "date"), "Aurora carried 412,000 passengers in 2023."),
        (
            read("Tarn Trip", "discovered a warm valley on", "1924-06-08", "date"),
            "Tarn Trip discovered a warm valley on 8 June 1924.",
        ),
        (
            read("Tarn Trip", "reached the foot of Mount Aldra on", "1924-04-03", "date"),
            "Tarn Trip reached the foot of Mount Aldra on 3 April 1924.",
        ),
        (
            read("Brun", "climbed Mount Aldra on", "1924-04-11", "date"),
            "Brun climbed Mount Aldra on 11 April 1924.",
        ),
        (
            read("Aurora", "canceled a single crossing in", "2023-07", "date", negated=True),
            "Aurora did not cancel a single crossing in July 2023.",
        ),
        (read("Aurora", "canceled", "a crossing"), "Aurora canceled a crossing."),
        (read("Sund", "drove", "the dogs"), "Sund drove the dogs."),
        (read("Sund", "found", "a safe way"), "Sund found a safe way."),
        (read("Sund", "had crossed", "Tarn Glacier", "entity"), "Sund had crossed Tarn Glacier."),
        (read("Sund", "has crossed", "Ice", "entity", negated=True), "Sund has not crossed Ice."),
        (read("Rehn", "had hurt", "his knee"), "Rehn had hurt his knee."),
        (read("Rehn", "looked after", "the party"), "Rehn looked after the party."),
        (read("Rehn", "climbed into", "the crevasse"), "Rehn climbed into the crevasse."),
        (read("Rehn", "was a", "engineer"), "Rehn was an engineer."),
        (read("The Tarn Trip", "had", "six members"), "The Tarn Trip had six members."),
        (read("Rehn", "is", "open in winter", negated=True), "Rehn is not open in winter."),
        (read("Halden Light", "designed by", "Ann Lee", "entity"), "Halden Light was designed by Ann Lee."),
        (read("Halden Light", "built of", "grey granite"), "Halden Light was built of grey granite."),
        (read("Halden Light", "first lit in", "1871", "date"), "Halden Light was first lit in 1871."),
        (read("Halden Light", "originally built in", "1871", "date"), "Halden Light was originally built in 1871."),
        (read("Aurora's sails", "kept by", "Skarn", "entity"), "Aurora's sails are kept by Skarn."),
        (read("Orm Island", "uses", "diesel power"), "Orm Island uses diesel power."),
        (
            read("Ole Dahl", "rescued", "eleven sailors from the wreck of the schooner Petrel in 1883"),
            "Ole Dahl rescued eleven sailors from the wreck of the schooner Petrel in 1883.",
        ),
    ],
)
def test_a_verb_of_a_text_is_said_word_for_word_and_passes_the_check(fact: Fact, sentence: str) -> None:
    assert sentence in template_sentences([fact], 3)
    assert check_sentence(sentence, [fact]).passed


@pytest.mark.parametrize(
    ("relation", "obj", "sentence"),
    [
        ("colors", "red", "The color of Aurora is red."),
        ("members", "Ann", "The member of Aurora is Ann."),
        ("left", "red", "The left of Aurora is red."),
    ],
)
def test_a_word_of_a_table_stays_a_noun(relation: str, obj: str, sentence: str) -> None:
    assert sentence in template_sentences([a_fact("Aurora", relation, obj, kind="text", subject_type="")], 3)


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        ("carried 9 cars in", "Aurora carried 9 cars in Vesh."),
        ("leaves Vesh at", "Aurora leaves Vesh at Vesh."),
        ("leaves port at", "Aurora leaves port at Vesh."),
        ("bought Halden Light in", "Aurora bought Halden Light in Vesh."),
        ("sports team of", "Aurora is a sports team of Vesh."),
        ("best known for", "Aurora is best known for Vesh."),
        ("given name for", "Aurora is the given name for Vesh."),
    ],
)
def test_a_relation_of_several_words_is_read_without_knowing_its_source(relation: str, sentence: str) -> None:
    assert sentence in template_sentences([a_fact("Aurora", relation, "Vesh", subject_type="")], 3)


def test_a_heading_of_a_table_inside_a_document_is_no_active_verb() -> None:
    assert template_sentences([read("Aurora", "built", "1994", "date")], 1) == ["Aurora was built in 1994."]


def test_people_are_named_by_a_demonym() -> None:
    assert template_sentences([a_fact("Paris", "demonym", "Parisian")], 3) == ["The demonym of Paris is Parisian."]
