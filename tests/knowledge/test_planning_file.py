"""The plan as a file that a person edits."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.artifacts import Brief, Kind, Outline, Section, SentencePlan
from content.errors import InputError
from knowledge.planning import read_plan, write_plan
from tests.examples import a_fact
from tests.knowledge.planning_world import PARIS, World, an_outline, told

WORLD = World(PARIS)
KINDS: tuple[Kind, ...] = ("article", "product", "summary", "faq", "profile", "caption", "script", "story")


def a_plan(kind: Kind = "profile", words: int | None = None) -> tuple[Outline, str]:
    outline = an_outline(Brief(id="paris", topic="Paris", kind=kind, words=words), WORLD)
    return outline, write_plan(outline)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unedited_plan_is_the_outline_it_came_from(kind: Kind) -> None:
    outline, text = a_plan(kind, words=70)
    assert read_plan(text, outline, WORLD, "paris.yaml") == outline


def test_a_plan_shows_every_fact_in_words() -> None:
    _, text = a_plan()
    assert (
        f"      - facts: [{PARIS[0].id}, {PARIS[1].id}]  # Paris · is a · city + Paris · capital of · France\n" in text
    )
    assert f"  - {PARIS[10].id}: no_wording  # Paris · geoname id · 2,988,507\n" in text


@given(
    heading=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60),
    text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
)
@example(heading="", text="-\xa0")
def test_any_heading_and_wording_survive_the_file(heading: str, text: str) -> None:
    outline, _ = a_plan("caption")
    plan = SentencePlan(id="s1p1", text=text, label="approved")
    edited = outline.model_copy(update={"sections": (Section(heading=heading, plans=(plan,)),), "facts": ()})
    if not "".join(letter if letter.isprintable() else " " for letter in text).split():
        return
    read = read_plan(write_plan(edited), edited, WORLD, "paris.yaml")
    assert read.sections[0].heading.split() == _printable(heading)
    assert read.sections[0].plans[0].text.split() == _printable(text)


def _printable(text: str) -> list[str]:
    return "".join(letter if letter.isprintable() else " " for letter in text).split()


def test_a_removed_fact_is_left_out_by_a_person() -> None:
    outline, text = a_plan()
    mayor = next(line for line in text.splitlines() if "mayor" in line)
    edited = read_plan(text.replace(mayor, f"      - facts: [{PARIS[7].id}]"), outline, WORLD, "paris.yaml")
    assert ("Paris", "mayor", "Anne Hidalgo") not in told(edited)
    assert [(one.fact, one.reason) for one in edited.left_out][-1] == (PARIS[6].id, "removed by a person")
    assert edited.notes[-1] == "the plan was edited by a person: 1 facts removed, 0 added, 0 own wordings"


def test_a_fact_left_out_can_be_moved_into_a_sentence() -> None:
    outline, text = a_plan()
    edited = text.replace(f"[{PARIS[0].id},", f"[{PARIS[11].id}, {PARIS[0].id},")
    read = read_plan(edited, outline, WORLD, "paris.yaml")
    assert told(read)[0] == ("France", "capital", "Paris")
    assert PARIS[11].id not in [one.fact for one in read.left_out]


def test_headings_order_and_own_wordings_are_a_persons_to_change() -> None:
    outline, _ = a_plan()
    text = f"""
brief: paris
title: 1984
sections:
  - heading: Numbers first
    style: list
    plans:
      - facts: [{PARIS[3].id}]
  - plans:
      - text: Paris is always a good idea.
      - text: Our own words about the river.
        facts: [{PARIS[5].id}]
"""
    read = read_plan(text, outline, WORLD, "paris.yaml")
    assert read.title == "1984"
    assert [(section.heading, section.style) for section in read.sections] == [("Numbers first", "list"), ("", "prose")]
    assert [plan.label for plan in read.sections[1].plans] == ["approved", "approved"]
    assert [plan.id for plan in read.sections[1].plans] == ["s2p1", "s2p2"]
    assert [fact.id for fact in read.facts] == [PARIS[3].id, PARIS[5].id]


def test_a_reworded_line_of_the_shape_becomes_approved() -> None:
    outline, text = a_plan("script")
    line = outline.sections[0].plans[0].text
    read = read_plan(text.replace(line, "Paris has 900 bridges."), outline, WORLD, "paris.yaml")
    assert (read.sections[0].plans[0].text, read.sections[0].plans[0].label) == ("Paris has 900 bridges.", "approved")


@pytest.mark.parametrize(
    ("old", "new", "below", "message"),
    [
        ("    style: prose\n", "    styl: prose\n", 0, "there is no key 'styl'"),
        ("    style: prose\n", "    style: verse\n", 0, "style: input should be 'prose'"),
        (f"[{PARIS[0].id},", "[f000,", 0, "there is no fact 'f000'"),
        (f"[{PARIS[0].id}, {PARIS[1].id}]", f"[{PARIS[0].id}, {PARIS[0].id}]", 0, f"fact {PARIS[0].id} is told twice"),
        (f"[{PARIS[0].id},", f"[{PARIS[0].id}, f1, f2, f4, f5, f6, f7, f8, f9,", 0, "facts: "),
        (f"facts: [{PARIS[0].id}, {PARIS[1].id}]", "label: stated", 0, "a sentence needs facts or a text"),
        ("format: 1", "format: 2", 0, "format: input should be '1'"),
        ("brief: paris", "brief: london", 0, "the plan is of brief 'london', not 'paris'"),
        ("title: ", "title: x\ntitle: ", 1, "the key 'title' stands twice"),
        ("sections:", "others: 1\nsections:", 0, "there is no key 'others'"),
        ("sections:\n", "sections: [}\n", 0, "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, below: int, message: str) -> None:
    outline, text = a_plan()
    line = text[: text.index(old)].count("\n") + 1 + below
    with pytest.raises(InputError) as error:
        read_plan(text.replace(old, new, 1), outline, WORLD, "paris.yaml")
    assert str(error.value).startswith(f"paris.yaml:{line}: {message}")


@pytest.mark.parametrize(
    "text",
    ["", "- a\n", "title: x\n", "title: \x00\n", "a: &x [*x]\n", "[" * 1200, "brief: paris\ntitle: x\nsections: []\n"],
)
def test_what_is_no_plan_is_refused_in_one_line(text: str) -> None:
    outline, _ = a_plan()
    with pytest.raises(InputError) as error:
        read_plan(text, outline, WORLD, "paris.yaml")
    assert str(error.value).startswith("paris.yaml")
    assert "\n" not in str(error.value)


def test_names_from_outside_cannot_break_the_file() -> None:
    fact = a_fact("Evil\n- x: 1", "is a # comment", "y: [\u2028&a *b", kind="text")
    world = World([fact])
    outline = an_outline(Brief(id="paris", topic="Evil\n- x: 1"), world)
    assert read_plan(write_plan(outline), outline, world, "p").facts == outline.facts
