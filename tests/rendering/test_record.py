"""The ledger and the list of facts."""

import json

from content.artifacts import Place
from content.hashing import fact_id
from rendering import fact_line, ledger_lines
from tests.examples import a_fact
from tests.rendering.documents import DOCUMENT, FACTS

LEDGER_KEYS = ["sentence", "section", "text", "facts", "label", "origin", "checks", "edits"]


def test_a_line_of_the_ledger_has_exactly_its_keys() -> None:
    rows = [json.loads(line) for line in ledger_lines(DOCUMENT).decode().splitlines()]
    assert [list(row) for row in rows] == [LEDGER_KEYS] * 10
    assert rows[3] == {
        "sentence": 4,
        "section": "The land",
        "text": "It borders Italy and Austria.",
        "facts": [FACTS[3].id, FACTS[4].id],
        "label": "stated",
        "origin": "template",
        "checks": [{"name": "coverage", "passed": True, "detail": ""}],
        "edits": [],
    }


def test_a_plain_fact_has_five_keys() -> None:
    assert json.loads(fact_line(FACTS[0])) == {
        "id": fact_id("Ljubljana", "capital of", "Slovenia"),
        "subject": "Ljubljana",
        "predicate": "capital of",
        "object": "Slovenia",
        "source": {"uri": "places.jsonl", "sha256": "ab" * 32, "start": 0, "end": 84},
    }


def test_a_fact_lists_all_its_sources_its_negation_and_its_dates() -> None:
    places = (Place(uri="a.csv", sha256="1" * 64, end=9), Place(uri="b.csv", sha256="2" * 64, start=3, end=9))
    fact = a_fact(negated=True, valid_from="1790", valid_to="1800").model_copy(update={"sources": places})
    row = json.loads(fact_line(fact))
    assert row["source"] == {"uri": "a.csv", "sha256": "1" * 64, "start": 0, "end": 9}
    assert [place["uri"] for place in row["sources"]] == ["a.csv", "b.csv"]
    assert (row["negated"], row["valid_from"], row["valid_to"]) == (True, "1790", "1800")


def test_a_fact_without_a_place_still_has_a_source() -> None:
    row = json.loads(fact_line(a_fact().model_copy(update={"sources": ()})))
    assert row["source"] == {"uri": "", "sha256": "", "start": 0, "end": 0}


def test_facts_keep_their_order_and_stand_one_a_line() -> None:
    facts = [a_fact(obj="b"), a_fact(obj="a\nb\u2028c")]
    lines = [fact_line(fact).decode() for fact in facts]
    assert all(line.splitlines() == [line.removesuffix("\n")] for line in lines)
    assert [json.loads(line)["object"] for line in lines] == ["b", "a\nb\u2028c"]


def test_invisible_characters_of_a_fact_are_kept_as_escapes() -> None:
    line = fact_line(a_fact(obj="in\u202evoice\x9b"))
    assert b"in\\u202evoice\\u009b" in line
    assert json.loads(line)["object"] == "in\u202evoice\x9b"
