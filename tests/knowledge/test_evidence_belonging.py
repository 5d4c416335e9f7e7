"""Several subjects in one sentence: what is said of one is not another's."""

import pytest

from content.artifacts import Fact
from knowledge.evidence import check_sentence
from tests.examples import a_fact

LED = ("Bhajji | country | India", "India | leader | T. S. Thakur")
FOUNDED = ("Anna Kern | founder | Oslo Press", "Oslo Press | location | Marit Dahl")
CHAIN = ("Anna Kern | founder | Oslo Press", "Marit Dahl | founder | Anna Kern")
HALL = ("Adisham Hall | country | Sri Lanka", "Sri Lanka | language | Tamil language")
TOWNS = ("Alba | population | 300", "Beno | population | 4000")
HEIGHTS = ("Alba | elevation | 300 m", "Beno | elevation | 80 m")
BORN = ("Ann Lee | birth place | Rome", "Tom Roy | birth place | Oslo")
OWNED = ("Miller Hall | owner | William College", "William College | chancellor | Robert Gates")
SAUCE = ("Amatriciana | country | Italy", "Italy | leader name | Sergio Mattarella")
ULM = ("Ulm | river | Danube", "Ulm | population | 120000")
PUDDING = (
    "Bakewell pudding | region | Derbyshire Dales",
    "Bakewell pudding | type | tart",
    "Derbyshire Dales | leader | Ann Lee",
)
RUNWAY = ("Galeon Airport | runway name | 4/22", "Galeon Airport | location | Norda", "Norda | country | Velim")
FIRMS = ("Norda | founded by | Ann Lee", "Velim | founded by | Tom Roy")


def facts(*lines: str) -> list[Fact]:
    return [a_fact(*line.split(" | ")) for line in lines]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (FOUNDED, "Anna Kern, which is located in Marit Dahl, was founded by Oslo Press."),
        (FOUNDED, "Oslo Press is located in Marit Dahl, which founded Anna Kern."),
        (LED, "Bhajji, led by T. S. Thakur, is from India."),
        (FOUNDED, "Marit Dahl, which founded Anna Kern, is the location of Oslo Press."),
        (CHAIN, "The founder of Anna Kern is Marit Dahl and the founder of Marit Dahl is Oslo Press."),
        (CHAIN, "Anna Kern's founder is Marit Dahl, whose founder is Oslo Press."),
        (HALL, "Adisham Hall, whose language is Tamil, is in Sri Lanka."),
        (TOWNS, "Alba has a population of 4,000 and Beno one of 300."),
        (TOWNS, "Alba has a population of 4,000 and Beno has a population of 300."),
        (TOWNS, "The populations of Alba and Beno are 4,000 and 300."),
        (HEIGHTS, "The elevation of Beno is 300 m and that of Alba 80 m."),
        (BORN, "Ann Lee was born in Oslo and Tom Roy in Rome."),
        (BORN, "Born in Oslo, Ann Lee; born in Rome, Tom Roy."),
        (OWNED, "Miller Hall is owned by William College, and its chancellor is Robert Gates."),
        (SAUCE, "Amatriciana is located in Italy, and it is led by Sergio Mattarella."),
        (ULM, "Ulm lies on the river Danube, which has a population of 120,000."),
        (FIRMS, "Norda was founded by Tom Roy and Velim by Ann Lee."),
        (FIRMS, "Tom Roy founded Norda and Ann Lee founded Velim."),
        (PUDDING, "Bakewell pudding, which is from Derbyshire Dales, is a tart, and its leader is Ann Lee."),
        (RUNWAY, "Galeon Airport has the runway name 4/22, which is located in Norda, which is situated in Velim."),
    ],
)
def test_what_is_said_of_another_subject_does_not_pass(lines: tuple[str, ...], sentence: str) -> None:
    assert check_sentence(sentence, facts(*lines)).kind == "argument_order"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (FOUNDED, "Anna Kern was founded by Oslo Press, which is located in Marit Dahl."),
        (LED, "Bhajji is from India, led by T. S. Thakur."),
        (FOUNDED, "Oslo Press, which founded Anna Kern, is located in Marit Dahl."),
        (CHAIN, "The founder of Anna Kern is Oslo Press and the founder of Marit Dahl is Anna Kern."),
        (HALL, "Adisham Hall is in Sri Lanka, whose language is Tamil."),
        (TOWNS, "Alba has a population of 300 and Beno has a population of 4,000."),
        (TOWNS, "The populations of Alba and Beno are 300 and 4,000."),
        (HEIGHTS, "The elevation of Alba is 300 m and that of Beno is 80 m."),
        (BORN, "Ann Lee was born in Rome and Tom Roy was born in Oslo."),
        (OWNED, "Miller Hall is owned by William College, whose chancellor is Robert Gates."),
        (SAUCE, "Amatriciana is located in Italy, which is led by Sergio Mattarella."),
        (ULM, "Ulm, which has a population of 120,000, lies on the river Danube."),
        (ULM, "Ulm lies on the river Danube, and it has a population of 120,000."),
        (FIRMS, "Norda was founded by Ann Lee and Velim was founded by Tom Roy."),
        (FIRMS, "Ann Lee founded Norda and Tom Roy founded Velim."),
    ],
)
def test_what_each_subject_is_said_of_passes(lines: tuple[str, ...], sentence: str) -> None:
    verdict = check_sentence(sentence, facts(*lines))
    assert verdict.passed, verdict.reason


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("George Washington Bridge", "George Washington"),
        ("Charles de Gaulle Airport", "Charles de Gaulle"),
        ("Washington State University", "Washington"),
        ("York County, Maine", "Maine"),
        ("Bank of England", "Bank"),
        ("New York City", "New York"),
        ("University of Texas at Austin", "University of Texas"),
    ],
)
def test_a_part_of_a_name_that_names_another_thing_is_not_the_thing(name: str, part: str) -> None:
    assert not check_sentence(f"{part} was founded in 1802.", facts(f"{name} | founded | 1802")).passed


@pytest.mark.parametrize(
    ("name", "part"),
    [("Norda Group", "Norda"), ("Albert Einstein", "Einstein"), ("United States of America", "the United States")],
)
def test_a_part_of_a_name_that_is_enough_passes(name: str, part: str) -> None:
    verdict = check_sentence(f"{part[0].upper()}{part[1:]} was founded in 1802.", facts(f"{name} | founded | 1802"))
    assert verdict.passed, verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        "Brazil, whose official language is Portuguese, is a demonym of Brazil, whose demonym is Brazilian.",
        "Brazil, whose demonym is Brazilian, is the official language of Portuguese.",
    ],
)
def test_a_role_is_not_given_to_what_has_none(text: str) -> None:
    facts = [a_fact("Brazil", "official language", "Portuguese"), a_fact("Brazil", "demonym", "Brazilian")]
    verdict = check_sentence(text, facts)
    assert (verdict.passed, verdict.kind) == (False, "argument_order")


@pytest.mark.parametrize(
    "text",
    [
        "Portuguese is the official language of Brazil, and Brazilian is the demonym of Brazil.",
        "Portuguese is the official language of Brazil, whose demonym is Brazilian.",
        "The official language of Brazil is Portuguese, and the demonym of Brazil is Brazilian.",
    ],
)
def test_a_role_is_given_to_what_has_it(text: str) -> None:
    facts = [a_fact("Brazil", "official language", "Portuguese"), a_fact("Brazil", "demonym", "Brazilian")]
    assert check_sentence(text, facts).passed, check_sentence(text, facts).reason


LANGUAGES = ("New Zealand | official language | English", "New Zealand | official language | Maori")
CAPITAL = ("Chile | capital | Santiago",)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (LANGUAGES, "English is the official language of New Zealand, which is also known as Maori."),
        (LANGUAGES, "New Zealand, called Maori, has English as an official language."),
    ],
)
def test_a_thing_is_no_other_name_of_what_it_belongs_to(lines: tuple[str, ...], sentence: str) -> None:
    assert check_sentence(sentence, facts(*lines)).kind == "relation"


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (CAPITAL, "The capital of Chile is called Santiago."),
        (CAPITAL, "Chile has a capital called Santiago."),
        (("Chile | also known as | Chili",), "Chile is also known as Chili."),
        (("Chile | nickname | Chili", "Chile | type | country"), "Chile, nicknamed Chili, is a country."),
    ],
)
def test_a_name_given_where_the_relation_is_said_passes(lines: tuple[str, ...], sentence: str) -> None:
    assert check_sentence(sentence, facts(*lines)).passed


def test_a_noun_of_a_relation_is_no_verb() -> None:
    league = facts("Norda FC | league | First Division", "First Division | champions | Velim FC")
    assert check_sentence("Norda FC plays in the First Division, which champions Velim FC.", league).kind == "relation"
    assert check_sentence("Norda FC plays in the First Division, whose champions are Velim FC.", league).passed


WORKS = ("Miller Hall | architect | Ann Lee", "Ann Lee | birth place | Rome")
TOWN = ("Ulm Airport | location | Ulm", "Ulm | country | Germany", "Germany | language | German")
RULED = ("Ulm Airport | country | Germany", "Germany | capital | Berlin", "Germany | leader | Tom Roy")
TOWER = ("Norda Tower | location | Oslo", "Norda Tower | floors | 60", "Norda Tower | architect | Ann Lee")
SERVED = ("Ulm Airport | city served | Ulm",)
STEW = ("Stew | region | Norda", "Stew | ingredient | Squid")
FIRM = ("Oslo Press | city | Oslo", "Oslo Press | affiliation | Book Union", "Book Union | headquarters | Rome")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (WORKS, "Ann Lee was born in Rome and is the architect of Miller Hall."),
        (TOWN, "Ulm Airport is located in Ulm, Germany where the language spoken is German."),
        (RULED, "Ulm Airport is in the country of Germany whose capital is Berlin and whose leader is Tom Roy."),
        (TOWER, "Ann Lee designed Norda Tower, Oslo, which has 60 floors."),
        (SERVED, "Ulm is served by Ulm Airport."),
        (STEW, "Stew comes from the region of Norda and has squid as one of its ingredients."),
        (FIRM, "The Oslo Press, Oslo, is affiliated with the Book Union which has its headquarters in Rome."),
        (("Velim | ethnic group | Nordan people",), "Nordan people are an ethnic group from Velim."),
        (("Velim | population | 300", "Velim | type | town"), "300 people live in the town of Velim."),
    ],
)
def test_what_goes_on_about_a_subject_is_said_of_it(lines: tuple[str, ...], sentence: str) -> None:
    verdict = check_sentence(sentence, facts(*lines))
    assert verdict.passed, verdict.reason


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (WORKS, "Miller Hall was born in Rome and is the architect of Ann Lee."),
        (WORKS, "Ann Lee was born in Miller Hall and is the architect of Rome."),
        (TOWN, "Ulm is located in Germany, Ulm Airport is in German, and its language is Ulm."),
        (RULED, "Ulm Airport is in the country of Germany whose capital is Tom Roy and whose leader is Berlin."),
        (("Oslo Press | city | Norda", "Ulm Press | city | Oslo"), "Oslo Press is in Oslo, Ulm Press is in Norda."),
        (
            ("Ulm Airport | ISBN | 978-0-15", "Ulm Airport | pages | 30"),
            "978-0-15 has 30 pages and the ISBN Ulm Airport.",
        ),
    ],
)
def test_what_goes_on_about_another_subject_is_not(lines: tuple[str, ...], sentence: str) -> None:
    assert not check_sentence(sentence, facts(*lines)).passed
