"""Other ways to write a name or a value say the same, and nothing else does."""

import pytest

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence import check_sentence
from knowledge.graph.values import normalise


def a_fact(subject: str, predicate: str, obj: str) -> Fact:
    """A fact whose value is what its words are."""
    return Fact(
        id=fact_id(subject, predicate, obj), subject=subject, predicate=predicate, object=obj, value=normalise(obj)
    )


DISH = a_fact("Ajoblanco", "country", "Spain")
PARTS = a_fact("Ajoblanco", "ingredients", "Bread, salt, oil")
UPHILL = [a_fact("Ulm", "elevation", "300 m"), a_fact("Ulm", "location", "Velim")]
PROVINCE = a_fact("Ampara", "state", "Eastern Province, Sri Lanka")
LANGUAGES = [a_fact("Italy", "language", one) for one in ("Ladin", "Friulian")]
ANN = [a_fact("Ann Bo", "nationality", "United States"), a_fact("Ann Bo", "lives in", "Norda")]
TRUE = [
    ("American Ann Bo lives in Norda.", ANN),
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
    ("The highest temperature of Ulm is 37.2.", [a_fact("Ulm", "maximum temperature", "37.2")]),
]  # fmt: skip
UPHILL = [a_fact("Ulm", "elevation", "300 m"), a_fact("Ulm", "location", "Velim")]
COMMAND = [a_fact("Temple Hardy", "commander of", "HMS Thunderer")]
FALSE = [
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
