"""Who does what to whom, in sentences that begin at the other end: one way round passes, the other one does not."""

import pytest

from content.artifacts import Fact
from knowledge.evidence.checking import check_sentence, doubts
from knowledge.evidence.verdicts import Doubts
from tests.examples import a_fact


def facts_of(*rows: tuple[str, str, str]) -> list[Fact]:
    return [a_fact(*row) for row in rows]


DESIGNED = [("Ada Orm", "birth place", "Ulm"), ("Hall", "architect", "Ada Orm")]


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        ("founded", "{s} founded {o}."),
        ("founded", "{o} was founded by {s}."),
        ("founded", "The founder of {o} is {s}."),
        ("discovered", "{s} is the discoverer of {o}."),
        ("founded in", "{s} was founded in {o}."),
        ("founded in", "{o} is where {s} was founded."),
        ("location", "{o}, where {s} is located, is a city."),
        ("location", "{s} is a location in {o}."),
        ("translated by", "{o} was the translator of {s}."),
        ("translated by", "{s}'s translator was {o}."),
        ("inventor", "{s} is an invention of {o}."),
        ("developed by", "{s} has {o} as its developer."),
        ("born in", "{s} has {o} as a birthplace."),
        ("citizenship", "{o} has {s} as a citizen."),
        ("motto", "{s} has the motto {o}."),
        ("winner", "{o} won {s}."),
        ("original broadcaster", "{s} was first broadcast on {o}."),
        ("language used", "{o} is spoken in {s}."),
        ("member of the crew of", "{s} is a member of the crew {o}."),
        ("measures", "{s} is used to measure {o}."),
        ("located in the administrative territorial entity", "{s} is in the administrative territorial entity of {o}."),
        ("heritage designation", "{s} holds the heritage designation of {o}."),
        ("sponsor", "{o} sponsors {s}."),
        ("sponsor", "The sponsor of {s} is {o}."),
        ("sponsor", "It is {o} that sponsors {s}."),
        ("manager name", "{o} manages {s}."),
        ("exhibited at", "{o} exhibited {s}."),
        ("discovered in", "{s}'s place of discovery was {o}."),
        ("discovered in", "{o} is the place of discovery of {s}."),
        ("president of", "{o} has {s} as its president."),
        ("plays for", "It is {o} that {s} plays for."),
        ("sued", "It was {o} that {s} sued."),
        ("leader name", "{o} is one of the leaders of {s}."),
        ("leader name", "{o} is a {s} leader."),
        ("language", "{o} is one of the languages spoken in {s}."),
        ("battles", "{o} is one of the battles of {s}."),
        ("ingredient", "{o} is one of the ingredients used to make {s}."),
        ("broadcasted by", "{o} broadcast {s}."),
        ("demonym", "{o} are the people who live in {s}."),
        ("trained by", "{o} coaches {s}."),
        ("was selected by", "{o} picked {s}."),
        ("sued", "It was {s} that sued {o}."),
        ("acquired", "It was {s} who acquired {o}."),
        ("headquarters", "{o} is where {s} has its headquarters."),
        ("sponsor", "It is {s} that {o} sponsors."),
        ("exhibited at", "{o} is where {s} was exhibited."),
        ("second team", "{o} is the second team of {s}."),
        ("currency", "{o} is the currency used in {s}."),
        ("parent company", "{s}, the parent company of which is {o}, is a firm."),
        ("country of origin", "{o} is the country of origin of {s}."),
        ("parent company", "{s} is a subsidiary of {o}."),
        ("ownership", "{o} owns {s}."),
        ("succeeded at Ulm by", "{o} succeeded {s} at Ulm."),
        ("served before", "{s} is served before {o}."),
        ("renamed as", "{s} was renamed {o}."),
        ("surrendered to", "{s} surrendered to {o}."),
        ("canton", "{o} is the canton to which {s} belongs."),
    ],
)
def test_what_passes_one_way_round_is_doubted_the_other(relation: str, sentence: str) -> None:
    said, turned = ({"s": "Norda", "o": "Velim"}, {"s": "Velim", "o": "Norda"})
    known = facts_of(("Norda", relation, "Velim"))
    kinds = [("Velim", "type", "city")] if "is a city" in sentence else []
    kinds += [("Norda", "type", "firm")] if "is a firm" in sentence else []
    right = check_sentence(sentence.format(**said), known + facts_of(*kinds))
    assert right.passed, right.reason
    wrong = check_sentence(sentence.format(**turned), known + facts_of(*kinds))
    assert not wrong.passed
    assert wrong.kind == "argument_order"


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Ada Orm leads Velim, where Norda Hall is located.", True),
        ("Ada Orm leads Norda Hall, where Velim is located.", False),
        ("Norda Hall is in Velim, where the leader is Ada Orm.", True),
        ("Norda Hall is in Velim, where Ada Orm is the leader.", True),
        ("Norda Hall in Velim, Vesh is led by Ada Orm and was founded in 1931.", True),
        ("Norda Hall is in Velim, Vesh is led by Ada Orm and was founded in 1931.", False),
    ],
)
def test_clauses_tell_of_what_they_begin_with(text: str, passes: bool) -> None:
    known = [("Norda Hall", "location", "Velim")]
    if "Vesh" in text:
        known += [("Norda Hall", "country", "Vesh"), ("Norda Hall", "founded", "1931")]
        known += [("Norda Hall" if passes else "Vesh", "leader", "Ada Orm")]
    else:
        known += [("Norda Hall" if text.startswith("Ada Orm leads Norda") else "Velim", "leader", "Ada Orm")]
    assert check_sentence(text, facts_of(*known)).passed is passes


def test_a_third_verb_still_has_the_first_subject() -> None:
    text = "Ada Orm played for Norda, plays for Vesh and is manager of Velim."
    known = facts_of(("Ada Orm", "played for", "Norda"), ("Ada Orm", "plays for", "Vesh"))
    assert check_sentence(text, known + facts_of(("Velim", "manager", "Ada Orm"))).passed
    other = "Ada Orm played for Norda, plays for Vesh and was founded in 2000."
    assert doubts(other, known + facts_of(("Vesh", "founded", "2000"))) == (("argument order",), (2,), 0)


@pytest.mark.parametrize("text", ["American {s} created {o}.", "{o} was created by American {s}."])
def test_where_somebody_is_from_stands_before_the_name(text: str) -> None:
    known = facts_of(("Kettle", "creator", "Ada Orm"), ("Ada Orm", "nationality", "Americans"))
    assert check_sentence(text.format(s="Ada Orm", o="Kettle"), known).passed
    assert not check_sentence("The American Kettle was created by Ada Orm.", known).passed


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "The name of Ada Orm, who received the Velim Cross, is Ada.",
            [("Ada Orm", "award received", "Velim Cross"), ("Ada Orm", "name", "Ada")],
        ),
        (
            "Velim was followed by Ring, which was named after Orm.",
            [("Ring", "named after", "Orm"), ("Velim", "followed by", "Ring")],
        ),
        ("Charged with fraud, Ben died in 1897.", [("Ben", "charge", "fraud"), ("Ben", "died", "1897")]),
        (
            "Norda was edited by Ben, and its sponsor is Velim.",
            [("Norda", "edited by", "Ben"), ("Norda", "sponsor", "Velim")],
        ),
        (
            "Norda is in Velim where Welsh is spoken and one of its leaders is Ada Orm.",
            [("Norda", "location", "Velim"), ("Velim", "language", "Welsh"), ("Velim", "leader", "Ada Orm")],
        ),
        (
            "Norda is in Velim, whose leader is Ada Orm, whose capital is Ulm and where the currency is the vesh.",
            [
                ("Norda", "country", "Velim"),
                ("Velim", "leader", "Ada Orm"),
                ("Velim", "capital", "Ulm"),
                ("Velim", "currency", "vesh"),
            ],
        ),
        (
            "Hall is in Punjab, Vesh, where the leader is Ada Orm.",
            [
                ("Punjab, Vesh", "leader", "Ada Orm"),
                ("Hall", "location", "Punjab, Vesh"),
                ("Punjab, Vesh", "country", "Vesh"),
            ],
        ),
        ("Velim, whose capital is Ulm, is home to Hall.", [("Hall", "country", "Velim"), ("Velim", "capital", "Ulm")]),
        (
            "Ada Orm was influenced by Ben Tesk and wrote Ring, which was preceded by Kettle.",
            [
                ("Ada Orm", "influenced by", "Ben Tesk"),
                ("Ring", "author", "Ada Orm"),
                ("Ring", "preceded by", "Kettle"),
            ],
        ),
        (
            "Orm Council governs Velim in Vesh where Hall is located.",
            [("Hall", "location", "Velim"), ("Velim", "country", "Vesh"), ("Velim", "governing body", "Orm Council")],
        ),
        (
            "Velim (established 1928) has 160 students, 73 staff and is affiliated with Norda.",
            [
                ("Velim", "established", "1928"),
                ("Velim", "students", "160"),
                ("Velim", "staff", "73"),
                ("Velim", "affiliation", "Norda"),
            ],
        ),
        (
            "Kettle, with the full name Lambien, was created by Ada Orm and Ben Tesk, who is from Vesh.",
            [
                ("Kettle", "full name", "Lambien"),
                ("Kettle", "creator", "Ada Orm"),
                ("Kettle", "creator", "Ben Tesk"),
                ("Ben Tesk", "country", "Vesh"),
            ],
        ),
        (
            "Ben Orm starred in Kettle, broadcast by Norda.",
            [("Kettle", "starring", "Ben Orm"), ("Kettle", "broadcast by", "Norda")],
        ),
        (
            "Hall is in Ulm, Velim, Vesh, where Ada Orm is a leader.",
            [
                ("Hall", "location", "Ulm"),
                ("Ulm", "leader name", "Ada Orm"),
                ("Velim", "country", "Vesh"),
                ("Ulm", "is part of", "Velim"),
            ],
        ),
        ("In print, Ring was written by Ada Orm.", [("Ring", "media type", "Print"), ("Ring", "author", "Ada Orm")]),
        (
            "Orm School is located in Vesh, and is the tenant of Hall.",
            [("Orm School", "country", "Vesh"), ("Hall", "tenant", "Orm School")],
        ),
        (
            "Ben Tesk, who is a member of the Ajax club and plays for Norda, has been manager of Velim.",
            [("Velim", "manager", "Ben Tesk"), ("Ben Tesk", "club", "Ajax"), ("Ben Tesk", "club", "Norda")],
        ),
        (
            "Hall was designed by the architect, Ben Tesk who was born in Ulm which is led by Ada Orm.",
            [("Hall", "architect", "Ben Tesk"), ("Ben Tesk", "birth place", "Ulm"), ("Ulm", "leader name", "Ada Orm")],
        ),
        (
            "Ring was created by Ben Tesk and Ada Orm who is an American.",
            [("Ring", "creator", "Ben Tesk"), ("Ring", "creator", "Ada Orm"), ("Ada Orm", "nationality", "Americans")],
        ),
        ("Ring starred Velim born Ada Orm.", [("Ring", "starring", "Ada Orm"), ("Ada Orm", "birth place", "Velim")]),
        (
            "Velim Field has a road code of UTA, and a rail code of ASB.",
            [("Velim Field", "road code", "UTA"), ("Velim Field", "rail code", "ASB")],
        ),
        (
            "Salt is an ingredient of Kettle, a main course, which comes from Vesh.",
            [("Kettle", "ingredient", "Salt"), ("Kettle", "course", "main course"), ("Kettle", "country", "Vesh")],
        ),
        (
            "Hall is located in Vesh, where the language is Welsh, the currency is the orm and its leader is Ada Orm.",
            [
                ("Hall", "location", "Vesh"),
                ("Vesh", "language", "Welsh"),
                ("Vesh", "currency", "orm"),
                ("Vesh", "leader", "Ada Orm"),
            ],
        ),
        (
            "Velim Press, whose parent company is Vesh, is based in Ulm and published the Norda Journal.",
            [
                ("Norda Journal", "publisher", "Velim Press"),
                ("Velim Press", "city", "Ulm"),
                ("Velim Press", "parent company", "Vesh"),
            ],
        ),
        (
            "Ada Orm was a crew member of the NASA-operated Kettle.",
            [("Ada Orm", "was a crew member of", "Kettle"), ("Kettle", "operator", "NASA")],
        ),
        ("Velim is the country Norda comes from.", [("Norda", "country", "Velim")]),
        ("Velim is the country which Norda comes from.", [("Norda", "country", "Velim")]),
        ("In Velim there is an ethnic group of Ulmans.", [("Velim", "ethnic group", "Ulmans")]),
        ("Salt is an ingredient in the dish called Kettle.", [("Kettle", "ingredient", "Salt")]),
        ("The dish of Kettle contains salt.", [("Kettle", "main ingredients", "Salt")]),
        ("Ulm was the birthplace of architect Ada Orm who designed Hall.", DESIGNED),
        (
            "Ulm Airport is operated by the Norda Air Force which also uses the F-16 aircraft.",
            [
                ("Ulm Airport", "operating organisation", "Norda Air Force"),
                ("Norda Air Force", "aircraft fighter", "F-16"),
            ],
        ),
    ],
)
def test_what_a_clause_is_about_in_a_sentence_of_several(text: str, rows: list[tuple[str, str, str]]) -> None:
    found = check_sentence(text, facts_of(*rows))
    assert found.passed, found.reason


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Charged with Norda, Velim died in 1897.", ("Norda", "charge", "Velim")),
        ("Velim was followed by Ring, which was named after Orm.", ("Orm", "named after", "Ring")),
        ("Norda is set in Velim.", ("Velim", "set in period", "Norda")),
        ("Ring starred Ada Orm born Velim.", ("Ada Orm", "birth place", "Velim")),
        ("Hall is home to Velim.", ("Hall", "country", "Velim")),
        ("Hall is the location of Velim.", ("Hall", "city", "Velim")),
        ("Norda is the country Velim comes from.", ("Norda", "country", "Velim")),
        ("In Ulmans there is an ethnic group of Velim.", ("Velim", "ethnic group", "Ulmans")),
        ("Kettle is an ingredient in the dish called Salt.", ("Kettle", "ingredient", "Salt")),
    ],
)
def test_what_such_a_clause_says_turned_round_is_doubted(text: str, row: tuple[str, str, str]) -> None:
    more = [("Velim", "died", "1897")] if "died" in text else []
    more += [("Velim", "followed by", "Ring")] if "followed" in text else []
    more += [("Ring", "starring", "Ada Orm")] if "starred" in text else []
    assert "argument order" in (doubts(text, facts_of(row, *more)) or Doubts()).checks


def test_two_names_of_one_thing_stand_for_each_other() -> None:
    known = facts_of(("Norda", "also known as", "Velim"))
    assert check_sentence("Norda is also known as Velim.", known).passed
    assert check_sentence("Velim is also known as Norda.", known).passed


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("president", "vice president", "{a} is president of Norda, with {b} as vice president."),
        ("captain", "vice-captain", "{a} captains Norda, whose vice-captain is {b}."),
        ("mother house", "daughter house", "Norda's mother house was {a} and its daughter house was {b}."),
        ("ground", "former ground", "Norda's ground is {a}; its former ground is {b}."),
        ("final played in", "semi-finals played in", "The final of Norda was played in {a}, the semi-finals in {b}."),
    ],
)
def test_relations_of_one_noun_keep_their_values(one: str, other: str, sentence: str) -> None:
    known = facts_of(("Norda", one, "Velim"), ("Norda", other, "Vesh"))
    assert check_sentence(sentence.format(a="Velim", b="Vesh"), known).passed
    assert check_sentence(sentence.format(a="Vesh", b="Velim"), known).kind == "relation"
