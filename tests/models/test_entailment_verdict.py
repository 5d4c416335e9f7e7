"""What the trained opinions say together, and what a language model adds to them."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from content.errors import InputError
from models.entailment.asking import Read, ask
from models.entailment.classifier import Guess
from models.entailment.likelihood import Weighed, weigh
from models.entailment.verdict import DOUBTS, FILE, Judge, features, fit, opinion_on, read, write
from models.wording.verbaliser import Line

BOUGHT = Line("Google", "acquired", "YouTube")
FOUNDED = Line("YouTube", "founded in", "2005")
SURE = Read(Guess(0.9, "name"), 0.9)


class Reader:
    """Likes a text whose words stand in its prompt in the same order."""

    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        assert batch > 0
        return [self._score(prompt, text) for prompt, text in zip(prompts, texts, strict=True)]

    def _score(self, prompt: str, text: str) -> float:
        words = text.strip(" .").split()
        places = [prompt.find(word) for word in words]
        missing = sum(place < 0 for place in places)
        turned = sum(one > other >= 0 for one, other in pairwise(places))
        return -(missing + turned) / len(words)


def row(
    forward: float = 3.0,
    related: float = 3.0,
    supported: float = 0.9,
    doubts: Sequence[str] = (),
    facts: int = 1,
) -> tuple[float, ...]:
    guess = Guess(supported, "addition")
    return features(Weighed(-0.5, forward, related, related), guess, Read(guess, supported), facts, doubts)


def test_a_sentence_is_likelier_after_its_fact_than_after_others() -> None:
    right, turned, other = weigh(
        Reader(),
        [
            ([BOUGHT], "Google acquired YouTube."),
            ([BOUGHT], "YouTube acquired Google."),
            ([BOUGHT], "Google sued YouTube."),
        ],
    )
    assert right.forward > 0 > turned.forward
    assert right.related > 0 >= other.related
    assert right.needed == right.related


def test_a_fact_that_is_left_out_is_not_needed() -> None:
    whole, part = weigh(
        Reader(),
        [
            ([BOUGHT, FOUNDED], "Google acquired YouTube founded in 2005."),
            ([BOUGHT, FOUNDED], "Google acquired YouTube."),
        ],
    )
    assert whole.needed > 0 >= part.needed


def test_the_reader_is_asked_of_each_fact_alone() -> None:
    class Words:
        """Finds a founding half likely by itself, and is certain of all else."""

        def judge_lines(self, claims: Sequence[tuple[tuple[Line, ...] | str, str]]) -> list[Guess]:
            asked.extend(claims)
            return [Guess(0.5 if isinstance(lines, str) and "2005" in text else 1.0, "name") for lines, text in claims]

    asked: list[tuple[tuple[Line, ...] | str, str]] = []
    text = "Google acquired YouTube."
    told = [((BOUGHT, FOUNDED), text), ((BOUGHT,), text)]
    both, one = ask(Words(), told)  # type: ignore[arg-type]
    assert (both.alone, one.alone) == (0.5, 1.0)
    assert asked[:2] == told
    assert asked[2:] == [
        (text, "Google | acquired | YouTube"),
        (text, "YouTube | founded in | 2005"),
        (text, "Google | acquired | YouTube"),
    ]


def test_differences_beyond_a_bound_say_no_more() -> None:
    assert row(forward=50) == row(forward=1000)
    assert row(supported=0.0) == row(supported=1e-9)
    assert row(doubts=["relation"])[-len(DOUBTS) :] == (1.0, 0.0, 0.0)


def test_a_fitted_judge_tells_them_apart_and_lets_few_pass(tmp_path: Path) -> None:
    true = [row(3 + at / 50, 2 + at / 40) for at in range(50)]
    wrong = [row(-1 - at / 50, at / 40) for at in range(50)]
    judge = fit([*true, *wrong], [True] * 50 + [False] * 50, passing=(0.02, 0.02))
    assert sum(judge.is_sure(one) for one in wrong) <= 2
    assert all(judge.is_sure(one) for one in true)
    write(judge, tmp_path)
    assert read(tmp_path) == judge


def test_rows_beyond_the_first_set_thresholds_alone() -> None:
    rows = [row(by / 10, by / 10) for by in range(-20, 20)]
    supported = [by >= 0 for by in range(-20, 20)]
    alone = fit(rows, supported, (0.1, 0.1))
    more = fit([*rows, *(row(3, 3, facts=2) for _ in range(9))], [*supported, *(False,) * 9], (0.1, 0.1), len(rows))
    assert more.weights == alone.weights
    assert more.thresholds[0] == alone.thresholds[0]
    assert more.thresholds[1] > alone.thresholds[1]


def test_claims_of_several_facts_have_a_threshold_of_their_own() -> None:
    judge = Judge((1.0, *(0.0,) * (len(row()) - 1)), 0.0, (0.2, 0.9))
    one, several = row(), row(facts=2)
    assert judge.chance(one) == judge.chance(several)
    assert [judge.is_sure(one), judge.is_sure(several)] == [True, False]


def test_the_error_is_named_by_who_knows_it() -> None:
    judge = Judge((0.0,) * len(row()), -3.0, (0.5, 0.5))
    turned = Weighed(-1, -5, 1, 1)
    assert opinion_on(turned, SURE, row(doubts=["argument order"]), judge).kind == "argument_order"
    assert opinion_on(Weighed(-1, 5, 1, 1), Read(Guess(0.1, "addition"), 0.9), row(), judge).kind == "addition"
    assert opinion_on(Weighed(-1, 5, 1, 1), Read(Guess(0.9, "addition"), 0.9), row(), judge).kind is None
    assert opinion_on(Weighed(-1, 5, 1, 1), SURE, row(), judge._replace(offset=3.0)) == (0.9526, True, None)


def test_what_is_likelier_turned_round_is_refused_where_the_rules_doubt_the_order() -> None:
    judge = Judge((0.0,) * len(row()), 3.0, (0.5, 0.5))
    doubted = row(doubts=("argument order",))
    assert opinion_on(Weighed(-1, -5, 1, 1), SURE, row(), judge).sure
    assert opinion_on(Weighed(-1, -1, 1, 1), SURE, doubted, judge) == (0.9526, False, "argument_order")
    assert opinion_on(Weighed(-1, 1, 1, 1), SURE, doubted, judge).sure


def test_a_judge_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / FILE).write_text(json.dumps({"weights": {}, "offset": 0, "thresholds": {}}))
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
