"""What the classifiers are trained on."""

import os
from pathlib import Path

import pytest

from models.entailment.claims import Claim, renamed, turned_round, wrong_line
from models.entailment.courses import build_third_course
from models.entailment.encoding import LABELS
from models.entailment.pairs import build, build_for_reader, build_second_course
from models.training.writings import writings
from models.wording.verbaliser import Line

DATA = Path(os.environ.get("FACTPRESS_DATA") or "/nonexistent")


def test_a_claim_is_turned_round_in_its_facts_and_its_text() -> None:
    claim = Claim((Line("Norda", "acquired", "Velim Press"),), "Norda acquired Velim Press in a day.")
    turned = Claim((Line("Velim Press", "acquired", "Norda"),), "Velim Press acquired Norda in a day.")
    assert turned_round(claim, claim.lines[0]) == turned
    assert turned_round(turned, turned.lines[0]) == claim


def test_what_is_turned_round_is_so_in_all_facts() -> None:
    bought, head = Line("Norda", "acquired", "Velim"), Line("Velim", "head", "Ada")
    turned = turned_round(Claim((head, bought), "Norda acquired Velim, which Ada heads."), bought)
    assert turned is not None
    assert turned.text == "Velim acquired Norda, which Ada heads."
    assert turned.lines == (Line("Norda", "head", "Ada"), Line("Velim", "acquired", "Norda"))


def test_names_give_way_to_invented_ones_where_the_text_has_them() -> None:
    facts = (Line("US Steel", "country", "US"), Line("US Steel", "founded", "1901"), Line("Ada Lee", "genre", "folk"))
    plain = renamed(Claim(facts, "US Steel is from the US, not the USA; Ada Lee sings folk since 1901."))
    assert plain.text == "Velim is from the Kesten, not the USA; Norda sings folk since 1901."
    assert plain.lines == (
        Line("Velim", "country", "Kesten"), Line("Velim", "founded", "1901"), Line("Norda", "genre", "folk")
    )  # fmt: skip
    unnamed = Claim((Line("the hall", "height", "12 m"),), "It is 12 m high.")
    assert renamed(unnamed) == unnamed


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (Line("Norda", "shares border with", "Velim"), "Norda borders Velim."),
        (Line("Norda", "founded", "1931"), "Norda was founded in 1931."),
        (Line("Norda", "genre", "folk music"), "Norda plays folk music."),
        (Line("Norda", "owner", "Velim"), "Norda belongs to a company."),
        (Line("Norda", "owner", "Norda Group"), "Norda belongs to Norda Group."),
    ],
)
def test_what_has_no_direction_or_lacks_a_name_is_not_turned_round(line: Line, text: str) -> None:
    assert turned_round(Claim((line,), text), line) is None


def test_a_line_that_a_text_does_not_say_is_of_the_things_that_it_names() -> None:
    facts = (Line("Norda", "acquired", "Velim Press"), Line("Norda", "capital", "Orm"))
    claim = Claim(facts, "Norda, whose capital is Orm, acquired Velim Press.")
    other = Line("Ada", "teacher", "Ben")
    assert wrong_line(claim, other, 0.1) == ("argument_order", Line("Velim Press", "acquired", "Norda"))
    assert wrong_line(claim, other, 0.5) == ("relation", Line("Norda", "acquired", "Orm"))
    assert wrong_line(claim, other, 0.65) == ("relation", Line("Orm", "acquired", "Velim Press"))
    assert wrong_line(claim, other, 0.9) == ("relation", Line("Norda", "teacher", "Velim Press"))
    assert wrong_line(claim, Line("Ada", "acquired by", "Ben"), 0.9) is None
    assert wrong_line(Claim((Line("Norda", "borders", "Velim"),), ""), other, 0.1) is None


@pytest.mark.skipif(not (DATA / "rel2text").is_dir(), reason="FACTPRESS_DATA names no folder with rel2text")
def test_the_reader_learns_what_the_classifier_does_of_facts_and_which_way_they_are_told() -> None:
    claims = build(DATA, 1, 0.01)
    more = build_for_reader(DATA, 1, claims, 0.01)
    assert {one for one in claims if not isinstance(one.premise, str)} < set(more)
    alone = [one for one in more if isinstance(one.premise, str)]
    assert 0.3 < sum(one.label == 0 for one in alone) / len(alone) < 0.7
    true = {one.premise for one in more if one.label == 0}
    both_ways = [one for one in more if one.label == LABELS.index("argument_order") and one.premise in true]
    assert len(both_ways) >= 10


@pytest.mark.skipif(not (DATA / "rel2text").is_dir(), reason="FACTPRESS_DATA names no folder with rel2text")
def test_its_second_course_is_mostly_single_facts_on_texts_half_of_them_said() -> None:
    claims = build_second_course(DATA, 1, 0.01)
    alone = [one for one in claims if isinstance(one.premise, str)]
    assert len(alone) > len(claims) / 2
    said = [one for one in alone if one.label == 0]
    assert 0.4 < len(said) / len(alone) < 0.7
    assert all(one.text.count(" | ") == 2 for one in alone)
    assert {one.label for one in claims if not isinstance(one.premise, str)} > {0, LABELS.index("argument_order")}


@pytest.mark.skipif(not (DATA / "rel2text").is_dir(), reason="FACTPRESS_DATA names no folder with rel2text")
def test_its_third_course_is_texts_written_by_hand_and_no_set_that_is_kept() -> None:
    claims = build_third_course(DATA, 1, 0.02)
    texts = {one.text for one in claims} | {one.premise for one in claims if isinstance(one.premise, str)}
    known = {text for one in writings("train") for text in (*one.texts, *(text for _, text in one.wrong))}
    kept = {text for part in ("dev", "test") for one in writings(part) for text in one.texts}
    assert len(texts & known) > 50
    assert not texts & kept
    wrong = [one for one in claims if one.label != 0]
    assert 0.4 < len(wrong) / len(claims) < 0.7
