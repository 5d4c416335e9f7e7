"""What the trained opinions change of what the rules found: they settle doubts, and may object to what is stated."""

from collections.abc import Sequence
from typing import Any

from content.artifacts import Assessment, Fact
from knowledge.evidence.verdicts import Doubts
from models.entailment.verdict import UNDISPUTED, Claim, Opinion
from tasks.ask_opinions import Doubt, cited, settled
from tests.examples import a_fact

BOUGHT = a_fact("Norda", "acquired", "Velim")


class Told:
    """Answers as it is told, and keeps what it is asked."""

    def __init__(self, *opinions: Opinion) -> None:
        self.opinions, self.asked = opinions, list[Claim]()

    def judge(self, claims: Sequence[Claim]) -> list[Opinion]:
        self.asked += claims
        return list(self.opinions)

    def said(self, claims: Sequence[object]) -> list[float]:
        return [-float(at) for at in range(len(claims))]


def a_doubt(label: str, *near: Fact, doubts: tuple[str, ...] = ()) -> Doubt:
    found: dict[str, Any] = {"sentence": 1, "text": "Norda took over Velim.", "label": label}
    if label == "stated":
        found |= {"facts": [cited(BOUGHT)]}
    else:
        found |= {"kind": "relation", "reason": "does not say it"}
    return Doubt(Assessment.model_validate(found), tuple((fact,) for fact in near), Doubts(doubts))


def asked(doubt: Doubt, opinion: Opinion) -> Assessment:
    [found] = settled([doubt], Told(opinion))  # type: ignore[arg-type]
    return found


def test_what_the_opinions_are_sure_of_is_stated_with_its_facts() -> None:
    found = asked(a_doubt("unsupported", BOUGHT, doubts=("relation",)), Opinion(0.97, True, None))
    assert (found.label, found.kind, found.opinion) == ("stated", None, 0.97)
    assert [one.object for one in found.facts] == ["Velim"]


def test_what_they_are_not_sure_of_stays_and_gets_the_kind_that_they_name() -> None:
    found = asked(a_doubt("unsupported", BOUGHT, doubts=("relation",)), Opinion(0.1, False, "argument_order"))
    assert (found.label, found.kind, found.opinion) == ("unsupported", "argument_order", 0.1)


def test_what_is_stated_stays_stated_unless_the_reader_objects() -> None:
    stated = a_doubt("stated", BOUGHT)
    assert asked(stated, UNDISPUTED) == stated.assessment
    found = asked(stated, Opinion(0.01, False, "argument_order"))
    assert (found.label, found.kind, found.opinion) == ("unsupported", "argument_order", 0.01)
    assert "reader" in found.reason
    assert found.facts == stated.assessment.facts


def test_what_is_no_claim_is_not_asked_about() -> None:
    opinions = Told()
    plain = Doubt(Assessment(sentence=1, text="Why?", label="no_claim"))
    assert settled([plain], opinions) == (plain.assessment,)  # type: ignore[arg-type]
    assert opinions.asked == []
