"""Tones change the words of a draft, never what it says."""

import pytest

from content.artifacts import Brief, Draft, DraftSection, DraftSentence, Outline
from knowledge.evidence import check_sentence
from models.wording import vary_mentions
from models.wording.tones import contracted, in_tone
from tests.examples import a_fact

FACTS = (
    a_fact("Lumo 300", "type", "headlamp", kind="text", subject_type="headlamp"),
    a_fact("Lumo 300", "material", "aluminium", kind="text", subject_type="headlamp"),
    a_fact("Lumo 300", "warranty", "3 years", kind="quantity", subject_type="headlamp"),
    a_fact("Lumo 300", "waterproof", "false", kind="boolean", subject_type="headlamp"),
)
TEXTS = (
    "Lumo 300 is a headlamp.",
    "Lumo 300 is made of aluminium.",
    "Lumo 300 has a warranty of 3 years.",
    "Lumo 300 is not waterproof.",
)


def draft(tone: str, style: str = "prose", label: str = "stated") -> Draft:
    brief = Brief.model_validate({"id": "lumo", "topic": "Lumo 300", "tone": tone})
    outline = Outline(
        brief=brief, title="Lumo 300", subject="Lumo 300", subject_type="headlamp", sections=(), facts=FACTS, words=30
    )
    sentences = tuple(
        DraftSentence.model_validate(
            {"plan": f"s1p{place}", "text": text, "facts": (fact.id,), "label": label, "origin": "template"}
        )
        for place, (text, fact) in enumerate(zip(TEXTS, FACTS, strict=True), 1)
    )
    section = DraftSection.model_validate({"style": style, "sentences": sentences})
    return Draft(outline=outline, sections=(section,))


def said(tone: str, style: str = "prose", label: str = "stated") -> list[str]:
    return [one.text for one in vary_mentions(draft(tone, style, label)).sections[0].sentences]


def test_every_tone_is_heard() -> None:
    assert said("plain")[1:3] == ["It is made of aluminium.", "It has a warranty of 3 years."]
    assert said("warm")[1:2] == ["It's also made of aluminium."]
    assert said("formal")[1:2] == ["The headlamp is made of aluminium."]
    assert said("playful")[:2] == ["Lumo 300 is a headlamp!", "And it's made of aluminium."]
    assert "n't" in said("warm")[3]
    assert "is not" in said("formal")[3]
    assert not any(text.endswith("!") for text in said("playful")[1:])
    assert len({" ".join(said(tone)) for tone in ("plain", "warm", "formal", "playful")}) == 4


@pytest.mark.parametrize("tone", ["plain", "warm", "formal", "playful"])
def test_a_tone_says_the_same_facts_and_nothing_else(tone: str) -> None:
    for text, fact in zip(said(tone), FACTS, strict=True):
        verdict = check_sentence(text, [fact], names=("Lumo 300",))
        assert verdict.passed, f"{text}: {verdict.reason}"
        assert verdict.coverage == 1.0


def test_every_change_is_an_edit_by_tone() -> None:
    sentence = vary_mentions(draft("playful")).sections[0].sentences[0]
    assert [(edit.by, edit.before, edit.after) for edit in sentence.edits] == [
        ("tone", "Lumo 300 is a headlamp.", "Lumo 300 is a headlamp!")
    ]


def test_connectives_stand_in_prose_alone() -> None:
    assert not any(text.startswith(("And", "So")) or " also " in text for text in said("playful", "list"))


@pytest.mark.parametrize("label", ["approved", "no_claim"])
def test_what_a_person_approved_and_fixed_lines_have_their_own_tone(label: str) -> None:
    assert said("playful", label=label) == list(TEXTS)


def test_what_somebody_else_said_is_not_contracted() -> None:
    quoted = draft("warm")
    first = quoted.sections[0].sentences[0].model_copy(update={"text": "Lumo 300 has the motto “It is not dark”."})
    section = quoted.sections[0].model_copy(update={"sentences": (first,)})
    changed = vary_mentions(quoted.model_copy(update={"sections": (section,)}))
    assert changed.sections[0].sentences[0].text == first.text


def test_only_is_and_not_are_contracted() -> None:
    assert contracted("It has a lamp.") == "It has a lamp."
    assert contracted("They are red.") == "They're red."
    assert contracted("What it is is known.") == "What it is is known."


def test_also_is_left_out_where_the_sentence_before_says_the_same_verb_of_something_else() -> None:
    told = draft("warm")
    first, second, *others = told.sections[0].sentences
    made = first.model_copy(update={"text": "Lumo 300 is a headlamp made by Kestrel."})
    goes_on = second.model_copy(update={"text": "It is made of aluminium."})
    for before, said_then in ((made, "It's made of aluminium."), (first, "It's also made of aluminium.")):
        section = told.sections[0].model_copy(update={"sentences": (before, goes_on, *others)})
        toned = in_tone(told.model_copy(update={"sections": (section,)}))
        assert toned.sections[0].sentences[1].text == said_then
