"""Sentences that anybody wrote against a graph."""

import pytest

from content.artifacts import Statement
from content.settings import Settings
from knowledge.evidence.judging import judge
from knowledge.evidence.passages import Passage, Passages
from knowledge.graph import KnowledgeGraph, build_graph

TRIPLES = [
    ("Ljubljana", "type", "city"),
    ("Ljubljana", "capital of", "Slovenia"),
    ("Ljubljana", "population", "272220"),
    ("Ljubljana", "mayor", "Zoran Janković"),
    ("Ljubljana", "twinned with", "Chengdu"),
    ("Triglav", "height", "2864 m"),
    ("Google", "acquired", "YouTube"),
    ("YouTube", "founded", "2005-02-14"),
]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return build_graph([Statement(*triple) for triple in TRIPLES], Settings().knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "Ljubljana is the capital of Slovenia.",
        "Ljubljana is a city with a population of 272,220.",
        "Google acquired YouTube.",
        "YouTube was acquired by Google.",
        "YouTube was founded on 14 February 2005.",
        "Triglav is 2,864 metres high.",
    ],
)
def test_what_the_graph_says_is_supported(text: str, graph: KnowledgeGraph) -> None:
    assert judge(text, graph).label == "stated"


@pytest.mark.parametrize(
    ("text", "label", "kind", "wrong"),
    [
        ("Ljubljana has a population of 272,221.", "contradicted", "number", "272,221"),
        ("Triglav is 2,864 feet high.", "contradicted", "unit", "2,864 feet"),
        ("YouTube was founded on 14 February 2006.", "contradicted", "date", "14 February 2006"),
        ("YouTube acquired Google.", "contradicted", "argument_order", None),
        ("Ljubljana is not the capital of Slovenia.", "contradicted", "negation", "not"),
        ("The mayor of Ljubljana is Zoran Jankovich.", "contradicted", "name", None),
        ("Ljubljana is a beautiful city.", "unsupported", "addition", "beautiful"),
        ("Ljubljana is twinned with Chengdu and Rome.", "unsupported", "name", "Rome"),
        ("Maribor is a city.", "unsupported", None, None),
    ],
)
def test_an_error_is_named_with_its_place(
    text: str, label: str, kind: str | None, wrong: str | None, graph: KnowledgeGraph
) -> None:
    found = judge(text, graph)
    assert found.label == label
    assert kind is None or found.kind == kind
    assert wrong is None or (found.span and text[slice(*found.span)] == wrong)


def test_a_pronoun_is_what_the_text_spoke_of(graph: KnowledgeGraph) -> None:
    assert judge("It has a population of 272,220.", graph, "Ljubljana").label == "stated"
    assert judge("It has a population of 272,220.", graph).label == "unsupported"


def test_passages_say_it_deny_it_or_do_not_have_it() -> None:
    said = "The ferry leaves the harbour at nine and carries 300 passengers."
    passages = Passages([Passage("a.txt", 0, len(said), said), Passage("a.txt", 70, 90, "Dogs travel free.")])
    assert passages.weigh("The ferry carries 300 passengers.").label == "stated"
    wrong = passages.weigh("The ferry carries 400 passengers.")
    assert (wrong.label, wrong.fault and wrong.fault.kind) == ("contradicted", "number")
    denied = passages.weigh("Dogs do not travel free.")
    assert (denied.label, denied.fault and denied.fault.kind) == ("contradicted", "negation")
    assert passages.weigh("The captain sings opera.").label == "unsupported"
    assert Passages(()).weigh("Anything.").label == "unsupported"


MORE = [
    ("A.F.C. Fylde", "ground", "Warton"),
    ("Arlington, Texas", "area code", "817"),
    ("Big Hero (film)", "director", "Ana Brandt"),
    ("AIP Advances", "abbreviation", "AIP Adv."),
    ("AIP Advances", "editor", "Ana Brandt"),
    ("Arrabbiata sauce", "country", "Italy"),
    ("Arrabbiata sauce", "ingredient", "Chili pepper"),
    ("Sri Lanka", "capital", "Colombo"),
    ("Ampara Hospital", "country", "Sri Lanka"),
    ("United States", "ethnic group", "African Americans"),
    ("Asad Airbase", "operator", "United States Air Force"),
    ("Suntory Open", "champion", "John Mc enroe"),
    ("Crystal disk mark", "licence", "MIT"),
]


@pytest.fixture(scope="module")
def more() -> KnowledgeGraph:
    return build_graph([Statement(*triple) for triple in MORE], Settings().knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "The ground of AFC Fylde is in Warton.",
        "The area code of Arlington in Texas is 817.",
        "Big Hero was directed by Ana Brandt.",
        "AIP Advances is abbreviated as AIP Adv.",
        "African American is an ethnic group of the United States.",
        "The operator of Asad Airbase is the US Air Force.",
        "The champion of the Suntory Open is John McEnroe.",
        "The licence of CrystalDiskMark is MIT.",
    ],
)
def test_a_thing_is_found_by_what_texts_call_it(text: str, more: KnowledgeGraph) -> None:
    assert judge(text, more).label == "stated"


@pytest.mark.parametrize(
    ("text", "kind", "wrong"),
    [
        ("Sri Lanka is in Ampara Hospital.", "argument_order", None),
        ("The editor of AIP Advances is Ana Brnadt.", "name", None),
        ("Ampraa Hospital is in Sri Lanka.", "name", "Ampraa Hospital"),
        ("The capital of Ampara Hospital is Sri Lanka.", "relation", None),
    ],
)
def test_what_is_nearly_right_is_told_from_what_is_not_there(
    text: str, kind: str, wrong: str | None, more: KnowledgeGraph
) -> None:
    found = judge(text, more)
    assert found.label != "stated"
    assert found.kind == kind
    assert wrong is None or (found.span and text[slice(*found.span)] == wrong)


@pytest.mark.parametrize(
    ("text", "objects", "doubts"),
    [
        ("Arrabbiata sauce is an Italian dish.", ["Italy"], ("additions",)),
        ("Arrabbiata sauce gets its fire from chili pepper.", ["Chili pepper"], ("relation", "additions")),
    ],
)
def test_where_only_words_are_in_doubt_the_facts_that_may_be_meant_are_named(
    text: str, objects: list[str], doubts: tuple[str, ...], more: KnowledgeGraph
) -> None:
    found = judge(text, more)
    assert found.label == "unsupported"
    assert [facts[0].object for facts in found.near] == objects
    assert found.doubts.checks == doubts


@pytest.mark.parametrize("text", ["Arrabbiata sauce is a French dish.", "Arrabbiata sauce comes from Spain."])
def test_a_wrong_name_is_never_left_to_opinions(text: str, more: KnowledgeGraph) -> None:
    assert judge(text, more).near == ()


LANGUAGES = [("Switzerland", "official language", name) for name in ("French", "German", "Italian")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Switzerland has three official languages.", "inferred"),
        ("Switzerland has 3 official languages.", "inferred"),
        ("Switzerland has four official languages.", "unsupported"),
        ("Switzerland has three beautiful official languages.", "unsupported"),
    ],
)
def test_what_is_counted_follows(text: str, label: str) -> None:
    graph = build_graph([Statement(*triple) for triple in LANGUAGES], Settings().knowledge)
    found = judge(text, graph)
    assert found.label == label
    assert len(found.facts) == (3 if label == "inferred" else 0)
