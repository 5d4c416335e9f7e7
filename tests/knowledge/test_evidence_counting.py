"""Numbers and words beside the facts that say nothing beyond them, and those that do."""

import pytest

from content.artifacts import Fact
from knowledge.evidence import check_sentence
from tests.examples import a_fact

LEADERS = [a_fact("Velim", "leader name", "Ada Orm"), a_fact("Velim", "leader name", "Ida Berg")]
PARTS = [a_fact("Laksa", "ingredient", "Taro"), a_fact("Laksa", "main ingredients", "Rice")]
FOUND = [a_fact("Laksa", "country", "Velim"), LEADERS[0]]
LANGUAGE = [a_fact("Velim", "language", "Ladin")]
STAFF = [a_fact("Norda", "academic staff size", "~500")]
HIGH = [
    a_fact("Ulm Airport", "elevation above the sea level", "911 m"),
    a_fact("Ulm Airport", "location", "Velim"),
]
MEASURED = [a_fact("Ulm", "population", "2,102,650"), a_fact("Ulm", "height", "35")]
HALL = [a_fact("Norda Hall (Ulm)", "location", "Ulm"), a_fact("Velim FC", "ground", "Norda Hall (Ulm)")]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (LEADERS, "Two leaders of Velim are Ada Orm and Ida Berg."),
        (PARTS, "Taro and rice are two of the main ingredients of Laksa."),
        (FOUND, "Ada Orm is the leader of Velim, where one can find Laksa."),
        (LANGUAGE, "Ladin is one language spoken in Velim."),
        (LANGUAGE, "One language of Velim is Ladin."),
        (STAFF, "Norda has an academic staff of about 500."),
        (HIGH, "Ulm Airport is located 911 metres above sea level in Velim."),
        (HALL, "Norda Hall, in Ulm, is the ground of Velim FC."),
        ([a_fact("Norda", "Charity Commission no.", "1173547")], "Norda has the charity commission number 1173547."),
        ([a_fact("Ada Orm", "century breaks", "17")], "Ada Orm has 17 century breaks."),
        ([a_fact("Norda", "maximum speed", "38.7")], "The top speed of Norda is 38.7."),
        ([a_fact("Almond", "order", "Rosids")], "Almonds are from the order Rosids."),
        ([a_fact("Ada Orm", "club", "İstanbulspor A.Ş.")], "Ada Orm plays for the club Istanbulspor A.S."),
    ],
)
def test_true_sentences_pass(facts: list[Fact], text: str) -> None:
    verdict = check_sentence(text, facts)
    assert verdict.passed, verdict.reason


@pytest.mark.parametrize(
    ("facts", "text", "kind"),
    [
        (LEADERS, "Three leaders of Velim are Ada Orm and Ida Berg.", "number"),
        (LEADERS, "Velim has two leaders, Ada Orm and Ida Berg.", "number"),
        (LANGUAGE, "Velim has one language, Ladin.", "number"),
        (STAFF, "Norda has an academic staff of over 500.", "comparison"),
        (STAFF, "Norda has an academic staff of 500.", "omission"),
        ([a_fact("Norda", "players", "4")], "Norda is for up to 4 players.", "comparison"),
        ([a_fact("Norda", "broadcaster", "Velim TV")], "Norda was first broadcast by Velim TV.", "number"),
        (MEASURED, "Ulm has a population of 35 and a height of 2,102,650.", "relation"),
        (
            [a_fact("Norda", "Charity Commission no.", "1173547")],
            "Norda does not have the charity commission number 1173547.",
            "negation",
        ),
    ],
)
def test_false_ones_do_not(facts: list[Fact], text: str, kind: str) -> None:
    assert check_sentence(text, facts).kind == kind


def test_what_comes_first_says_an_original() -> None:
    facts = [a_fact("Norda", "original broadcaster", "Velim TV")]
    assert check_sentence("Norda was first broadcast by Velim TV.", facts).kind != "number"
