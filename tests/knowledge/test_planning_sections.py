"""Sections, their headings and order, and what shares a sentence."""

import re

import pytest

from content.artifacts import Brief, Fact, Kind, Outline
from content.settings import PlanSettings
from knowledge.planning.relations import relation_of
from knowledge.planning.shapes import shapes
from knowledge.planning.topics import sort_by_topic
from knowledge.planning.vocabulary import class_of_type
from tests.examples import a_fact
from tests.knowledge.planning_world import PARIS, World, a_date, a_number, an_outline, told

KINDS: tuple[Kind, ...] = ("article", "product", "summary", "faq", "profile", "caption", "script", "story")
LAMP = (
    a_fact("Lumen One", "category", "headlamp", kind="text", subject_type="headlamp"),
    a_fact("Lumen One", "brand", "Norrfell"),
    a_number("Lumen One", "weight", "86 g", "g"),
    a_number("Lumen One", "battery life", "40 h", "h"),
    a_fact("Lumen One", "price", "49.90 EUR", kind="money", number=49.9, unit="EUR"),
    a_fact("Lumen One", "waterproof", "true", kind="boolean"),
    a_fact("Lumen One", "material", "aluminium", kind="text"),
    a_fact("Lumen One", "use", "night runs", kind="text"),
)


def headings(outline: Outline) -> list[str]:
    return [section.heading for section in outline.sections]


def said_in(outline: Outline, heading: str) -> set[str]:
    facts = {fact.id: fact.predicate for fact in outline.facts}
    section = next(section for section in outline.sections if section.heading == heading)
    return {facts[fact] for plan in section.plans for fact in plan.facts}


def test_a_profile_begins_with_what_it_is_and_has_headed_topics() -> None:
    outline = an_outline(Brief(id="a", topic="Paris"), World(PARIS))
    assert told(outline)[:2] == [("Paris", "is a", "city"), ("Paris", "capital of", "France")]
    assert headings(outline) == ["", "Geography and people", "Government", "Culture and history"]
    assert said_in(outline, "Geography and people") == {"area", "population", "river"}


def test_few_facts_have_no_headings() -> None:
    for kind in ("profile", "article", "product"):
        outline = an_outline(Brief(id="a", topic="Paris", kind=kind), World(PARIS[:5]))
        assert set(headings(outline)) <= {"", "Specifications"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_to_its_labels_and_numbers_its_plans(kind: Kind) -> None:
    outline = an_outline(Brief(id="a", topic="Paris", kind=kind), World(PARIS))
    allowed = set(shapes().kinds[kind].labels)
    for i, section in enumerate(outline.sections, start=1):
        assert [plan.id for plan in section.plans] == [f"s{i}p{j}" for j in range(1, len(section.plans) + 1)]
        assert {plan.label for plan in section.plans} <= allowed
        assert all(bool(plan.text) != bool(plan.facts) for plan in section.plans)


def test_fixed_lines_say_nothing_of_the_world() -> None:
    for shape in shapes().kinds.values():
        for line in (line for lines in shape.lines.values() for line in lines):
            assert not re.search(r"\d", line.text)
            names = re.findall(r"(?<=[a-z,;] )[A-Z]\w+", line.text)
            assert set(names) <= {"Grandmother"}, line.text


def test_a_caption_is_one_or_two_sentences_without_heading() -> None:
    for words in (None, 8, 200):
        outline = an_outline(Brief(id="a", topic="Paris", kind="caption", words=words), World(PARIS))
        assert headings(outline) == [""]
        assert 1 <= len(outline.sections[0].plans) <= 2


def test_a_product_lists_its_specifications() -> None:
    outline = an_outline(Brief(id="a", topic="Lumen One", kind="product"), World(LAMP))
    section = next(section for section in outline.sections if section.style == "list")
    assert section.heading == "Specifications"
    assert said_in(outline, "Specifications") == {"weight", "battery life", "price", "waterproof"}
    assert all(len(plan.facts) == 1 for plan in section.plans)


def test_a_script_has_stage_directions_and_a_narrator() -> None:
    outline = an_outline(Brief(id="a", topic="Paris", kind="script"), World(PARIS))
    assert headings(outline)[0] == "[Opening shot]"
    assert headings(outline)[-1] == "[Closing shot]"
    assert all(re.fullmatch(r"\[.+\]", heading) for heading in headings(outline))
    assert {section.style for section in outline.sections} == {"dialogue"}


def test_a_story_states_facts_between_invented_lines_that_never_repeat() -> None:
    plans = an_outline(Brief(id="a", topic="Paris", kind="story"), World(PARIS)).sections[0].plans
    invented = [plan.text for plan in plans if plan.label == "invented"]
    assert (plans[0].label, plans[-1].label) == ("invented", "invented")
    assert len(invented) == len(set(invented)) >= 4
    assert [plan.label for plan in plans].count("stated") >= 4


def test_documents_of_a_job_open_differently_but_each_always_alike() -> None:
    world = World(PARIS)
    openings = [
        an_outline(Brief(id=f"b{i}", topic="Paris", kind="article"), world).sections[0].plans[0].text for i in range(20)
    ]
    assert len(set(openings)) >= 4
    assert openings[3] == an_outline(Brief(id="b3", topic="Paris", kind="article"), world).sections[0].plans[0].text


def test_tone_and_audience_choose_among_the_lines() -> None:
    world = World(PARIS)
    formal = an_outline(Brief(id="a", topic="Paris", kind="script", tone="formal"), world)
    children = an_outline(Brief(id="a", topic="Paris", kind="script", audience="Children of eight"), world)
    assert re.match(r"(Ladies|Dear viewers|Distinguished|The (subject|topic) of)", formal.sections[0].plans[0].text)
    assert re.match(r"(Hello|Hi) (there|every)", children.sections[0].plans[0].text)


def test_lists_are_cut_evenly_and_never_mixed_with_other_relations() -> None:
    names = ["Belgium", "Germany", "Italy", "Spain", "Andorra", "Luxembourg", "Monaco", "Switzerland", "Brazil"]
    facts = [a_fact("France", "borders", name, subject_type="country") for name in names]
    world = World([a_number("France", "area", "543940 km²", "km²"), *facts])
    brief = Brief(id="a", topic="France", kind="summary", words=120)
    assert [len(plan.facts) for plan in an_outline(brief, world).sections[0].plans] == [1, 4, 5]
    short = an_outline(brief, world, PlanSettings(facts_per_sentence=2)).sections[0].plans
    assert [len(plan.facts) for plan in short] == [1, 1, 2, 2, 2, 2]


def test_facts_per_sentence_is_held() -> None:
    outline = an_outline(Brief(id="a", topic="Paris"), World(PARIS), PlanSettings(facts_per_sentence=1))
    assert {len(plan.facts) for section in outline.sections for plan in section.plans} == {1}


def test_a_sentence_never_mixes_subjects() -> None:
    outline = an_outline(Brief(id="a", topic="Paris", kind="article"), World(PARIS))
    subjects = {fact.id: fact.subject for fact in outline.facts}
    for section in outline.sections:
        for plan in section.plans:
            assert len({subjects[fact] for fact in plan.facts}) <= 1


def test_a_negation_has_a_sentence_of_its_own() -> None:
    facts = [a_fact("Paris", "capital of", "Italy", negated=True), PARIS[0]]
    plans = an_outline(Brief(id="a", topic="Paris"), World(facts)).sections[0].plans
    assert [len(plan.facts) for plan in plans] == [1, 1]


def test_a_life_is_told_in_time_with_undated_steps_in_their_place() -> None:
    facts = [
        a_fact("Ada", "death place", "London", subject_type="person"),
        a_date("Ada", "death date", "1852-11-27"),
        a_fact("Ada", "spouse", "William", subject_type="person"),
        a_fact("Ada", "child", "Byron", subject_type="person"),
        a_date("Ada", "birth date", "1815-12-10"),
        a_fact("Ada", "birth place", "London", subject_type="person"),
        a_fact("Ada", "father", "Lord Byron", subject_type="person"),
    ]
    facts = [fact.model_copy(update={"subject_type": "person"}) for fact in facts]
    said = [relation for _, relation, _ in told(an_outline(Brief(id="a", topic="Ada"), World(facts)))]
    assert set(said[:2]) == {"birth date", "birth place"}
    assert said[2:5] == ["father", "spouse", "child"]
    assert set(said[5:]) == {"death date", "death place"}


def test_events_are_told_as_they_happened_also_before_the_year_1000() -> None:
    dates = [a_date("Rome", name, date) for name, date in (("sacked", "1527"), ("burnt", "0064"), ("founded", "-0753"))]
    said = told(an_outline(Brief(id="a", topic="Rome", kind="summary"), World(dates)))
    assert [relation for _, relation, _ in said] == ["founded", "burnt", "sacked"]


def test_relations_of_no_topic_are_headed_by_their_own_names() -> None:
    facts = [a_fact("Zog", f"mascot {name}", f"value {name}") for name in ("cry", "smell", "fur")]
    topics = sort_by_topic(facts, "person", "Zog", 2)
    assert [topic.heading.split()[0] for topic in topics] == ["Mascot"]


def test_relations_that_are_verbs_are_headed_by_their_tense() -> None:
    facts = [a_fact("Zog", name, "x") for name in ("reached", "carried", "shows", "gives")]
    headings = [topic.heading for topic in sort_by_topic(facts, "person", "Zog", 2)]
    assert headings == ["What happened", "What Zog does"]


def test_relations_that_are_neither_names_nor_verbs_are_headed_as_more() -> None:
    facts = [a_fact("Zog", name, "x") for name in ("zappedy near", "zog by")]
    assert [topic.heading for topic in sort_by_topic(facts, "person", "Zog", 2)] == ["More about Zog"]


def test_a_topic_depends_on_what_the_document_is_about() -> None:
    length: list[Fact] = [a_number("It", "length", "40 cm", "cm"), a_number("It", "weight", "2 kg", "kg")]
    assert [topic.heading for topic in sort_by_topic(length, "thing", "It", 1)] == ["Dimensions"]
    assert [topic.heading for topic in sort_by_topic(length[1:], "person", "It", 1)] == ["Life"]


@pytest.mark.parametrize(
    ("entity_type", "expected"),
    [
        ("city", "place"),
        ("capital city", "place"),
        ("Actors", "person"),
        ("gaming laptop", "thing"),
        ("", ""),
        ("xyz", ""),
    ],
)
def test_class_of_type_reads_the_last_word_it_knows(entity_type: str, expected: str) -> None:
    assert class_of_type(entity_type) == expected


def test_relation_names_meet_in_one_form() -> None:
    assert relation_of("birthPlace").name == relation_of("born in").name
    assert (relation_of("capital of").name, relation_of("capital of").flipped) == ("capital", True)
    assert (relation_of("wrote").name, relation_of("wrote").flipped) == ("author", True)
    assert relation_of("number of pages").is_silent is False
    assert relation_of("isolated from").is_silent is False
    assert relation_of("ISO 3166").is_silent is True
