"""What stands between commas behind a name is told of that name."""

import pytest

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence import check_sentence
from knowledge.graph.values import normalise


def _facts(*rows: str) -> list[Fact]:
    told = (row.split(" | ") for row in rows)
    return [Fact(id=fact_id(a, r, b), subject=a, predicate=r, object=b, value=normalise(b)) for a, r, b in told]


VANCURA = _facts("Emil Vancura | father | Radim Vancura", "Radim Vancura | known for | Vancura valve")
COLLEGE = _facts("Hollins College | teaching hospital | Jude Infirmary", "Jude Infirmary | matron | Winifred Oakes")
BACH = _facts("J. S. Bach | buried at | St. Thomas Church", "J. S. Bach | child | C. P. E. Bach")
FIRM = _facts(
    "Lund & Achebe | partner | Chidi Roth",
    "Lund & Achebe | partner | Lord Tees",
    "Gulf Oil | vice president | Chidi Roth",
)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (VANCURA, "Emil Vancura, known for the Vancura valve, is the son of Radim Vancura."),
        (COLLEGE, "Hollins College, with Winifred Oakes as its matron, has Jude Infirmary as a teaching hospital."),
        (FIRM, "Lord Tees, vice president of Gulf Oil, is a partner with Chidi Roth in Lund & Achebe."),
        (BACH, "J. S. Bach's son C. P. E. Bach is buried at St. Thomas Church."),
    ],
)
def test_a_phrase_behind_another_name_is_refused(facts: list[Fact], text: str) -> None:
    assert check_sentence(text, facts).kind == "argument_order"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (VANCURA, "Emil Vancura is the son of Radim Vancura, known for the Vancura valve."),
        (
            _facts("Peter Lund | place of birth | Ulm", "Peter Lund | place of death | Riga"),
            "Peter Lund, born in Ulm, died in Riga.",
        ),
        (
            _facts("Norda | founder | Ada Orm", "Norda | founder | Ben Tarn", "Norda | owner | Velim"),
            "Norda, founded by Ada Orm and Ben Tarn, belongs to Velim.",
        ),
        (_facts("Norda | owner | Velim", "Velim | founder | Ada Orm"), "Norda's owner Velim was founded by Ada Orm."),
    ],
)
def test_a_phrase_behind_its_own_name_and_a_verb_behind_an_aside_pass(facts: list[Fact], text: str) -> None:
    assert check_sentence(text, facts).passed
