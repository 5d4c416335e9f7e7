"""Other ways to write a name or a value say the same, and nothing else does."""

import pytest

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence import check_sentence
from knowledge.evidence.checking import doubts
from knowledge.graph.values import normalise


def a_fact(subject: str, predicate: str, obj: str) -> Fact:
    """A fact whose value is what its words are."""
    return Fact(
        id=fact_id(subject, predicate, obj), subject=subject, predicate=predicate, object=obj, value=normalise(obj)
    )


DISH = a_fact("Ajoblanco", "country", "Spain")
PARTS = a_fact("Ajoblanco", "ingredients", "Bread, salt, oil")
SEASON = [a_fact("Fiorentina", "season", "2014–15 Serie A")]
MALAY = [a_fact("Laksa", "cuisine", "Malay cuisine"), a_fact("Laksa", "type", "dish")]
TITLE = [a_fact("Norda", "leader title", "President of Norda")]
UPHILL = [a_fact("Ulm", "elevation", "300 m"), a_fact("Ulm", "location", "Velim")]
PROVINCE = a_fact("Ampara", "state", "Eastern Province, Sri Lanka")
LANGUAGES = [a_fact("Italy", "language", one) for one in ("Ladin", "Friulian")]
ANN = [a_fact("Ann Bo", "nationality", "United States"), a_fact("Ann Bo", "lives in", "Norda")]
CAPITAL = [a_fact("Norda", "capital", "Ulm")]
EMPLOYER = [a_fact("Ann Bo", "employer", "Norda")]
CONDUCTED = [a_fact("Norda 1965", "musical conductor", "Olaf Tesk")]
AIR_FORCE = [
    a_fact("Ulm Airbase", "operating organisation", "Norda Air Force"),
    a_fact("Norda Air Force", "battles", "Velim War"),
]
LAKSA = [a_fact("Laksa", "country", "Norda"), *CAPITAL, a_fact("Norda", "leader name", "Ann Bo")]
DESIGNED = [a_fact("Norda", "architect", "Ada Orm"), a_fact("Ada Orm", "birth place", "Ulm")]
ROLL = [a_fact("Ulm roll", "ingredient", "Banana leaf"), a_fact("Ulm roll", "main ingredients", "rice in banana leaf")]
CREW = [a_fact("Ada Orm", "was a crew member of", "Norda 8")]
BUTTER = [a_fact("Ulm cake", "ingredient", "Butter"), a_fact("Ulm cake", "main ingredients", "peanut butter")]
AREA = [a_fact("Norda", "location", "Ulm, Ulm"), a_fact("Norda", "state", "Ulm Prefecture")]
TRUE = [
    ("April is the birthday of Ada Orm.", [a_fact("Ada Orm", "birthday", "April")]),
    ("Norda ended in 5000 BC.", [a_fact("Norda", "end time", "5000 BC")]),
    ("Norda was designed by the Ulm-born architect Ada Orm.", DESIGNED),
    ("Norda was designed by Ulm born Ada Orm.", DESIGNED),
    ("Norda is owned by the Ulm-based Velim.", [a_fact("Norda", "owner", "Velim"), a_fact("Velim", "based in", "Ulm")]),
    ("Ada Orm was an architect from Ulm who designed Norda.", [DESIGNED[0], a_fact("Ada Orm", "hometown", "Ulm")]),
    ("Ada Orm designed Norda.", [a_fact("Ada Orm", "significant building", "Norda")]),
    ("The book Norda has the ISBN number 0-439.", [a_fact("Norda", "ISBN number", "0-439")]),
    ("The operating organization of Ulm Hall is Norda.", [a_fact("Ulm Hall", "operating organisation", "Norda")]),
    ("The architecture style of Norda is Tudor.", [a_fact("Norda", "architectural style", "Tudor")]),
    ("Salt is used in Norda.", [a_fact("Norda", "ingredient", "Salt")]),
    ("Ada Orm crewed Norda 8.", CREW),
    ("Ada Orm was a crew member of Ulm's Norda 8.", [*CREW, a_fact("Norda 8", "operator", "Ulm")]),
    ("657 and 714 are area codes for Norda.", [a_fact("Norda", "area code", "657, 714")]),
    ("The main ingredients of Ulm roll are rice in banana leaf.", ROLL),
    ("Norda is located in Ulm, Ulm Prefecture.", AREA),
    ("Acta is published by Norda Science and Media.", [a_fact("Acta", "publisher", "Norda Science+Media")]),
    ("The School of Law at Ulm Hall is in Velim.", [a_fact("School of Law at the Ulm Hall", "city", "Velim")]),
    ("Norda is on Orm Road, Ulm, CA.", [a_fact("Norda", "location", "Orm Road, Ulm, California")]),
    ("American Ann Bo lives in Norda.", ANN),
    ("Charlie Johnson is the editor of Norda.", [a_fact("Norda", "editor", "A.T. Charlie Johnson")]),
    ("The runway surface of Ulm is asphalt and concrete.", [a_fact("Ulm", "runway surface", "Asphalt/Concrete")]),
    ("The F15 Eagle is an aircraft of Norda.", [a_fact("Norda", "aircraft", "F-15 Eagle")]),
    ("HMS Thunderer is commanded by Temple Hardy.", [a_fact("Temple Hardy", "commander of", "HMS Thunderer")]),
    ("Temple Hardy is the commander of HMS Thunderer.", [a_fact("Temple Hardy", "commander of", "HMS Thunderer")]),
    ("Ajoblanco is Spanish.", [DISH]),
    ("The Spanish Ajoblanco has the ingredients bread, salt and oil.", [DISH, PARTS]),
    ("The ingredients of Ajoblanco are oil, bread and salt.", [PARTS]),
    ("Ann Bo is American.", [a_fact("Ann Bo", "nationality", "United States")]),
    ("The Lumo is made by the Bell and Howe.", [a_fact("Lumo", "made by", "Bell & Howe")]),
    ("Prufrock was written by TS Eliot.", [a_fact("Prufrock", "author", "T. S. Eliot")]),
    ("Prufrock was written by T S Eliot.", [a_fact("Prufrock", "author", "T.S. Eliot")]),
    ("Profiles was written by John Kennedy.", [a_fact("Profiles", "author", "John F. Kennedy")]),
    ("Chicago is in the U.S.", [a_fact("Chicago", "country", "United States")]),
    ("Al Asad is operated by the USAF.", [a_fact("Al Asad", "operator", "United States Air Force")]),
    ("Anit is located in Sehir.", [a_fact("Anıt", "location", "Şehir")]),
    ("Ampara lies in the Eastern Province, Sri Lanka.", [PROVINCE, a_fact("Ampara", "country", "Sri Lanka")]),
    ("The Lumo costs 75 million dollars.", [a_fact("Lumo", "cost", "75.0 million (dollars)")]),
    ("Ulm has a runway length of 1.2 km.", [a_fact("Ulm", "runway length", "1.2 (kilometres)")]),
    ("The 1st runway of Ulm has a length of 802 m.", [a_fact("Ulm", "1st runway length", "802 m")]),
    ("The first runway of Ulm has a length of 802 m.", [a_fact("Ulm", "1st runway length", "802 m")]),
    ("Two of Italy's languages are Ladin and Friulian.", LANGUAGES),
    ("The Orm Monument in Izmir was designed by Ann Bo.", [a_fact("Orm Monument (İzmir)", "designer", "Ann Bo")]),
    ("Ulm is part of Essex County, NY.", [a_fact("Ulm", "is part of", "Essex County, New York")]),
    ("Essex, N.Y. has 73 people.", [a_fact("Essex, New York", "population", "73")]),
    ("There is .54 square kilometres of water in Ulm.", [a_fact("Ulm", "area of water", "0.54 (square kilometres)")]),
    (
        "The density of Ulm is 75.3 inhabitants per square kilometer.",
        [a_fact("Ulm", "density", "75.3 (inhabitants per square kilometre)")],
    ),
    ("The first runway of Ulm is made of asphalt.", [a_fact("Ulm", "1st runway surface type", "asphalt")]),
    ("Ulm has the Georgian style of architecture.", [a_fact("Ulm", "architectural style", "Georgian architecture")]),
    ("Lemon is part of the genus Citrus.", [a_fact("Lemon", "genus", "Citrus")]),
    ("People from India are called Indians.", [a_fact("India", "demonym", "Indian people")]),
    ("FC Ulm has 50,000 members.", [a_fact("1. FC Ulm", "number of members", "50000")]),
    ("Fiorentina played in Serie A in the 2014-2015 season.", SEASON),
    ("Fiorentina played in Serie A in 2014-15.", SEASON),
    ("The leader of Norda has the title of President.", TITLE),
    ("The leader party of Ulm is the Peoples Party.", [a_fact("Ulm", "leader party", "People's Party (Norda)")]),
    ("Ann Bo is from the United States.", [a_fact("Ann Bo", "nationality", "Americans")]),
    ("Ann studied at the University of Norda in Ulm.", [a_fact("Ann", "alma mater", "University of Norda at Ulm")]),
    ("Velim is a historic district in Iowa.", [a_fact("Velim", "category", "Historic districts in Iowa")]),
    ("Laksa is from Malaysia and Singapore.", [a_fact("Laksa", "country", "Singapore and Malaysia")]),
    ("The dish Laksa is of Malay cuisine.", MALAY),
    ("Laksa is a Malay dish.", MALAY[:1]),
    ("Ulm is located at 300 m above sea level and lies in Velim.", UPHILL),
    ("Ulm is the capital city of Norda.", CAPITAL),
    ("Ann Bo is an employee of Norda.", EMPLOYER),
    ("Olaf Tesk conducted Norda 1965.", CONDUCTED),
    ("The Norda Air Force fought battles in the Velim War and operates Ulm Airbase.", AIR_FORCE),
    ("Laksa lies in Norda, where the capital is Ulm and where Ann Bo is the leader.", LAKSA),
    ("The highest temperature of Ulm is 37.2.", [a_fact("Ulm", "maximum temperature", "37.2")]),
]  # fmt: skip
COMMAND = [a_fact("Temple Hardy", "commander of", "HMS Thunderer")]
FALSE = [
    ("April was born in Ada Orm.", [a_fact("Ada Orm", "birthday", "April")], "relation"),
    ("5000 BC ended in Norda.", [a_fact("Norda", "end time", "5000 BC")], "relation"),
    ("Norda 8 crewed Ada Orm.", CREW, "argument_order"),
    ("Norda is used in Salt.", [a_fact("Norda", "ingredient", "Salt")], "argument_order"),
    ("Norda was designed by Ulm and its architect Ada Orm.", DESIGNED, "argument_order"),
    ("Ulm cake is made of peanut butter.", BUTTER, "omission"),
    ("Norda is in Ulm, Ulm Hall.", [AREA[0], a_fact("Norda", "owner", "Ulm Hall")], "relation"),
    ("Norda was designed by Ada Orm.", [a_fact("Norda", "significant building", "Ada Orm")], "argument_order"),
    ("HMS Thunderer commands Temple Hardy.", COMMAND, "argument_order"),
    ("HMS Thunderer is the commander of Temple Hardy.", COMMAND, "argument_order"),
    ("300 m is located in Velim and has an elevation of Ulm.", UPHILL, "relation"),
    ("Ajoblanco is French.", [DISH], "name"),
    ("Ajoblanco is a Spanish delight.", [DISH], "addition"),
    ("The ingredients of Ajoblanco are oil and salt.", [PARTS], "omission"),
    ("The ingredients of Ajoblanco are oil, bread, sand and salt.", [PARTS], "omission"),
    ("Prufrock was written by TX Eliot.", [a_fact("Prufrock", "author", "T. S. Eliot")], "name"),
    ("Al Asad is operated by the USAV.", [a_fact("Al Asad", "operator", "United States Air Force")], "name"),
    ("Ampara lies in Sri Lanka.", [PROVINCE], "name"),
    ("Three of Italy's languages are Ladin and Friulian.", LANGUAGES, "number"),
    ("The second runway of Ulm has a length of 802 m.", [a_fact("Ulm", "1st runway length", "802 m")], "number"),
    ("Ulm is part of Essex County, NJ.", [a_fact("Ulm", "is part of", "Essex County, New York")], "name"),
    ("The density of Ulm is 75.3 people per square mile.", [a_fact("Ulm", "density", "75.3/km²")], "unit"),
    ("Citrus is part of the genus Lemon.", [a_fact("Lemon", "genus", "Citrus")], "argument_order"),
    ("Indians are from Vesh.", [a_fact("India", "demonym", "Indian people")], "name"),
    ("FC Ulm has 50,000 members.", [a_fact("2. FC Ulm", "number of members", "50000")], "name"),
    ("Fiorentina played in Serie A in the 2013-2014 season.", SEASON, "date"),
    ("Fiorentina played in Serie B in the 2014-2015 season.", SEASON, "name"),
    ("The leader of Norda has the title of King.", TITLE, "name"),
    ("Ann Bo is from Canada.", [a_fact("Ann Bo", "nationality", "Americans")], "name"),
    ("Laksa is from Malaysia.", [a_fact("Laksa", "country", "Singapore and Malaysia")], "omission"),
    ("Norda is the capital city of Ulm.", CAPITAL, "argument_order"),
    ("Norda is an employee of Ann Bo.", EMPLOYER, "argument_order"),
    ("Ann Bo is the employer of Norda.", EMPLOYER, "argument_order"),
    ("Norda 1965 conducted Olaf Tesk.", CONDUCTED, "argument_order"),
    ("Ulm Airbase fought battles in the Velim War and operates the Norda Air Force.", AIR_FORCE, "argument_order"),
    ("Norda lies in Laksa, where the capital is Ulm and where Ann Bo is the leader.", LAKSA, "argument_order"),
    ("The lowest temperature of Ulm is 37.2.", [a_fact("Ulm", "maximum temperature", "37.2")], "comparison"),
    ("The Lumo costs 75 million pounds.", [a_fact("Lumo", "cost", "75.0 million (dollars)")], "unit"),
    ("Italian is spoken in Lugano.", [a_fact("Lugano", "country", "Italy")], "addition"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts"), TRUE)
def test_another_way_to_write_it_says_it(text: str, facts: list[Fact]) -> None:
    verdict = check_sentence(text, facts)
    assert verdict.passed, verdict.reason


@pytest.mark.parametrize(("text", "facts", "kind"), FALSE)
def test_what_only_looks_like_it_does_not(text: str, facts: list[Fact], kind: str) -> None:
    verdict = check_sentence(text, facts)
    assert (verdict.passed, verdict.kind) == (False, kind), verdict.reason


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("Norda purchased Ulm.", False),
        ("Ulm was purchased by Norda.", False),
        ("Ulm purchased Norda.", True),
        ("Norda was purchased by Ulm.", True),
        ("Ulm came after Norda.", False),
    ],
)
def test_a_verb_that_no_list_has_tells_who_does_it(text: str, turned: bool) -> None:
    found = doubts(text, [a_fact("Norda", "acquired", "Ulm")])
    assert found is not None
    assert ("argument order" in found.checks) is turned


def test_a_name_without_words_says_no_relation() -> None:
    assert check_sentence("? is of +.", [a_fact("?", "producer", "+")]).kind == "relation"


@pytest.mark.parametrize("relation", ["different from", "not to be confused with"])
def test_what_is_different_is_not_the_same(relation: str) -> None:
    facts = [a_fact("Norda", relation, "Velim")]
    assert check_sentence("Norda is not the same as Velim.", facts).passed
    assert check_sentence("Norda is the same as Velim.", facts).kind == "negation"
    assert check_sentence("Norda is not different from Velim.", facts).kind == "negation"
