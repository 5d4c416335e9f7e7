"""What the reader's answers are, and what they are worth."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from content.errors import InputError
from models.entailment.asking import Read, ask
from models.entailment.classifier import Guess
from models.entailment.regression import FILE, Features, Judge, Regression, features, fit, read, write
from models.entailment.verdict import Claim, objection, opinion_on
from models.wording.verbaliser import Line

BOUGHT = Line("Google", "acquired", "YouTube")
FOUNDED = Line("YouTube", "founded in", "2005")
SURE = Guess(0.9, "name")
TEXT = "Google acquired YouTube."
Asked = tuple[tuple[Line, ...] | str, str]


class Reader:
    """Gives one answer where invented names stand, another where the year is asked, and is certain of all else."""

    def __init__(self) -> None:
        self.asked = list[Asked]()

    def judge_lines(self, claims: Sequence[Asked]) -> list[Guess]:
        self.asked += claims
        return [self._answer(*claim) for claim in claims]

    def _answer(self, premise: tuple[Line, ...] | str, text: str) -> Guess:
        if isinstance(premise, str) and "2005" in text:
            return Guess(0.5, "relation")
        return Guess(0.2, "argument_order") if "Velim" in text else Guess(0.8, "name")


def heeding(offset: float = 0.0, **weights: float) -> Judge:
    one = Regression(dict.fromkeys(Features._fields, 0.0) | weights, offset, 0.5)
    return Judge(one, one)


def claim(*doubts: str, facts: int = 1, doubted: tuple[int, ...] = ()) -> Claim:
    return Claim((BOUGHT, FOUNDED)[:facts], TEXT, doubts, doubted)


def test_the_reader_is_asked_of_all_facts_and_of_each_alone_with_their_names_and_with_invented_ones() -> None:
    reader = Reader()
    both, one = ask(reader, [((BOUGHT, FOUNDED), TEXT), ((BOUGHT,), TEXT)])  # type: ignore[arg-type]
    plain = "Norda acquired Velim."
    bought, founded = Line("Norda", "acquired", "Velim"), Line("Velim", "founded in", "2005")
    assert [tuple(one) for one in reader.asked] == [
        ((BOUGHT, FOUNDED), TEXT),
        ((BOUGHT,), TEXT),
        ((bought, founded), plain),
        ((bought,), plain),
        (TEXT, "Google | acquired | YouTube"),
        (TEXT, "YouTube | founded in | 2005"),
        (TEXT, "Google | acquired | YouTube"),
        (plain, "Norda | acquired | Velim"),
        (plain, "Velim | founded in | 2005"),
        (plain, "Norda | acquired | Velim"),
    ]
    assert both.whole == one.whole == Guess(0.5, "argument_order")
    assert both.alone == (Guess(0.5, "argument_order"), Guess(0.5, "relation"))
    assert one.alone == (Guess(0.5, "argument_order"),)


def test_of_relation_and_order_a_fact_alone_knows_and_of_the_rest_the_whole() -> None:
    told = Read(Guess(0.9, "addition"), (Guess(0.2, "relation"), SURE))
    assert features(told, ["relation"]) == pytest.approx(Features(0, -1.386, 1, 0, 0), abs=1e-3)
    assert features(told, ["argument order"]) == pytest.approx(Features(0, -1.386, 0, 1, 0), abs=1e-3)
    assert features(told, ["additions"], added=2) == pytest.approx(Features(2.197, 0, 0, 0, 2), abs=1e-3)
    assert features(told, ["entities"]).whole > 0
    both = features(told, ["additions", "relation"])
    assert both.whole > 0 > both.alone


def test_of_one_fact_the_whole_counts_always() -> None:
    told = Read(Guess(0.9, "addition"), (Guess(0.2, "relation"),))
    assert features(told, ["relation"]) == pytest.approx(Features(2.197, -1.386, 1, 0, 0), abs=1e-3)


def test_of_several_facts_those_in_doubt_count() -> None:
    told = Read(SURE, (SURE, Guess(0.2, "relation")))
    said, unsaid, any_ = (features(told, ["relation"], places) for places in ((0,), (1,), ()))
    assert said.alone > 0 > unsaid.alone
    assert unsaid == any_


def test_certainty_beyond_a_bound_says_no_more() -> None:
    certain, more = (features(Read(Guess(one, "name"), (SURE,)), ["additions"]) for one in (0.0, 1e-9))
    assert certain == more
    assert features(Read(SURE, (SURE,)), ["additions"], added=9) == features(
        Read(SURE, (SURE,)), ["additions"], added=4
    )


def test_a_fitted_regression_tells_them_apart_and_lets_few_pass(tmp_path: Path) -> None:
    rows = [Features(at / 25 - 2, at / 40 - 1, 1, 0, at % 2) for at in range(100)]
    one = fit(rows, [at > 49 for at in range(100)], passing=0.02)
    assert sum(map(one.is_sure, rows[:50])) <= 2
    assert all(map(one.is_sure, rows[55:]))
    judge = Judge(one, one._replace(threshold=0.9))
    write(judge, tmp_path)
    assert read(tmp_path) == judge


def test_texts_of_several_facts_have_a_regression_of_their_own() -> None:
    lenient = heeding(offset=3.0)
    judge = Judge(lenient.one, lenient.several._replace(threshold=0.99))
    told = Read(SURE, (SURE, SURE))
    assert opinion_on(claim("relation"), told, judge) == (0.9526, True, None)
    assert opinion_on(claim("relation", facts=2), told, judge) == (0.9526, False, None)


def test_the_error_is_named_by_the_answer_that_disbelieves() -> None:
    doubtful = heeding(offset=-3.0)
    wrong, order = Guess(0.1, "addition"), Guess(0.1, "argument_order")
    assert opinion_on(claim("additions"), Read(wrong, (order,)), doubtful).kind == "addition"
    assert opinion_on(claim("relation"), Read(SURE, (order,)), doubtful).kind == "argument_order"
    assert opinion_on(claim("relation"), Read(SURE, (SURE,)), doubtful).kind is None


def test_what_the_rules_take_for_stated_is_refused_where_both_answers_are_certain() -> None:
    wrong = Guess(0.05, "relation")
    assert objection(Read(wrong, (SURE, wrong))) == (0.05, False, "relation")
    assert objection(Read(wrong, (SURE,))).sure
    assert objection(Read(SURE, (wrong,))).sure


def test_a_judge_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
    for told in ({}, {"weights": {"whole": 1.0}, "offset": 0, "threshold": 0.5}, {"weights": {}, "offset": "x"}):
        (tmp_path / FILE).write_text(json.dumps({"one": told, "several": told}))
        with pytest.raises(InputError, match="cannot be read"):
            read(tmp_path)
