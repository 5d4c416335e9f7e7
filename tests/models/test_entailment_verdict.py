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
from models.entailment.regression import FILE, Features, Judge, Regression, features, fit, read, write
from models.entailment.verdict import opinion_on
from models.wording.verbaliser import Line

BOUGHT = Line("Google", "acquired", "YouTube")
FOUNDED = Line("YouTube", "founded in", "2005")
SURE = Read(Guess(0.9, "name"), (0.9,))


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
) -> Features:
    guess = Guess(supported, "addition")
    return features(Weighed(-0.5, (forward,), (related,), related), guess, Read(guess, (supported,)), doubts)


def heeding(name: str, weight: float = 0.0, offset: float = 0.0, threshold: float = 0.5) -> Regression:
    return Regression({name: weight}, offset, threshold)


def test_a_sentence_is_likelier_after_its_fact_than_after_others() -> None:
    right, turned, other = weigh(
        Reader(),
        [
            ([BOUGHT], "Google acquired YouTube."),
            ([BOUGHT], "YouTube acquired Google."),
            ([BOUGHT], "Google sued YouTube."),
        ],
    )
    assert right.forward[0] > 0 > turned.forward[0]
    assert right.related[0] > 0 >= other.related[0]
    assert right.needed == right.related[0]


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
    assert (both.alone, one.alone) == ((1.0, 0.5), (1.0,))
    assert asked[:2] == told
    assert asked[2:] == [
        (text, "Google | acquired | YouTube"),
        (text, "YouTube | founded in | 2005"),
        (text, "Google | acquired | YouTube"),
    ]


def test_differences_beyond_a_bound_say_no_more() -> None:
    assert row(forward=50) == row(forward=1000)
    assert row(supported=0.0) == row(supported=1e-9)
    assert (row(doubts=["relation"]).relation, row(doubts=["relation"]).additions) == (1.0, 0.0)


def test_of_several_facts_those_in_doubt_count() -> None:
    weighed, guess = Weighed(-0.5, (5.0, -2.0), (4.0, 1.0), 3.0), Guess(0.9, "addition")
    read = Read(guess, (0.9, 0.2))
    first = features(weighed, guess, read, ["relation"], (0,))
    assert (first.forward, first.related, first.forward_lost) == (5.0, 4.0, 0.0)
    assert features(weighed, guess, read, ["relation"], (1,)) == features(weighed, guess, read, ["relation"])
    assert first.alone > 0 > features(weighed, guess, read, ["relation"]).alone


def test_a_fitted_regression_tells_them_apart_and_lets_few_pass(tmp_path: Path) -> None:
    true = [row(3 + at / 50, 2 + at / 40) for at in range(50)]
    wrong = [row(-1 - at / 50, at / 40) for at in range(50)]
    one = fit(Features._fields, [*true, *wrong], [True] * 50 + [False] * 50, passing=0.02)
    assert sum(one.is_sure(each) for each in wrong) <= 2
    assert all(one.is_sure(each) for each in true)
    judge = Judge(one, heeding("alone", 1.5))
    write(judge, tmp_path)
    assert read(tmp_path) == judge


def test_a_regression_heeds_what_it_is_told_to() -> None:
    rows = [row(forward=at, supported=at / 10) for at in range(10)]
    heeds = fit(["forward"], rows, [at > 4 for at in range(10)], passing=0.1)
    assert set(heeds.weights) == {"forward"}
    assert heeds.chance(row(forward=7, supported=0.1)) == heeds.chance(row(forward=7, supported=0.9))


def test_claims_of_several_facts_have_a_regression_of_their_own() -> None:
    judge = Judge(heeding("forward", threshold=0.2), heeding("forward", threshold=0.9))
    assert [judge.of(count).is_sure(row()) for count in (1, 2, 3)] == [True, False, False]


def test_the_error_is_named_by_who_knows_it() -> None:
    doubtful = heeding("forward", offset=-3.0)
    assert opinion_on(row(forward=-5, doubts=["argument order"]), SURE, doubtful).kind == "argument_order"
    assert opinion_on(row(), Read(Guess(0.1, "addition"), (0.9,)), doubtful).kind == "addition"
    assert opinion_on(row(), Read(Guess(0.9, "addition"), (0.9,)), doubtful).kind is None
    assert opinion_on(row(), SURE, doubtful._replace(offset=3.0)) == (0.9526, True, None)


def test_what_is_likelier_turned_round_is_refused_where_the_rules_doubt_the_order() -> None:
    sure = heeding("forward", offset=3.0)
    assert opinion_on(row(forward=-5), SURE, sure).sure
    assert opinion_on(row(forward=-1, doubts=["argument order"]), SURE, sure) == (0.9526, False, "argument_order")
    assert opinion_on(row(forward=1, doubts=["argument order"]), SURE, sure).sure


def test_a_judge_that_is_missing_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path)
    for told in ({}, {"weights": {"mood": 1.0}, "offset": 0, "threshold": 0.5}, {"weights": {}, "offset": "x"}):
        (tmp_path / FILE).write_text(json.dumps({"one": told, "several": told}))
        with pytest.raises(InputError, match="cannot be read"):
            read(tmp_path)
