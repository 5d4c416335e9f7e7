from pathlib import Path

import pytest

from content.artifacts import Problem, Rejected
from content.errors import PassingFault, StageError
from content.store import Store
from tasks.job import Item
from tasks.stage import Made, Work, load, one_by_one, run_stage


def works(*briefs: str) -> list[Work]:
    return [Work(Item(brief=brief, key="", sha256=brief), {"brief": brief}) for brief in briefs]


def made_of(items: list[Item]) -> list[Made]:
    return [Problem(place=item.brief, text="made") for item in items]


def test_an_output_is_made_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = run_stage("plan_content", store, works("a", "b"), made_of)

    def never(_: list[Item]) -> list[Made]:
        raise AssertionError("everything is in the store")

    again = run_stage("plan_content", store, works("a", "b"), never)
    assert again.items == first.items
    assert (first.reused, again.reused) == (0, 2)


def test_only_what_is_missing_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path)
    run_stage("plan_content", store, works("a", "c"), made_of)
    asked: list[str] = []

    def noting(items: list[Item]) -> list[Made]:
        asked.extend(item.brief for item in items)
        return made_of(items)

    result = run_stage("plan_content", store, works("a", "b", "c"), noting)
    assert asked == ["b"]
    assert [item.brief for item in result.items] == ["a", "b", "c"]


def test_a_rejection_is_kept_and_counted_again(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def rejecting(items: list[Item]) -> list[Made]:
        return [Rejected(brief=item.brief, stage="plan_content", reason="no facts") for item in items]

    for _ in range(2):
        result = run_stage("plan_content", store, works("a"), rejecting)
        assert (result.items, [one.reason for one in result.rejected]) == ((), ["no facts"])


def test_an_error_stops_its_own_document_only(tmp_path: Path) -> None:
    def make(item: Item) -> Made:
        if item.brief == "b":
            raise StageError("b is beyond help")
        if item.brief == "c":
            raise ZeroDivisionError("a bug")
        return Problem(place=item.brief, text="made")

    result = run_stage("plan_content", Store(tmp_path), works(*"abcd"), lambda items: one_by_one(items, make))
    assert [item.brief for item in result.items] == ["a", "d"]
    assert [(one.brief, one.error) for one in result.failed] == [
        ("b", "b is beyond help"),
        ("c", "ZeroDivisionError: a bug"),
    ]


def test_a_passing_fault_stops_the_stage_so_that_it_is_tried_again(tmp_path: Path) -> None:
    def busy(_: Item) -> Made:
        raise PassingFault("the server is busy")

    with pytest.raises(PassingFault):
        run_stage("generate_text", Store(tmp_path), works("a"), lambda items: one_by_one(items, busy))


def test_an_item_loads_what_it_stands_for(tmp_path: Path) -> None:
    store = Store(tmp_path)
    result = run_stage("plan_content", store, works("a"), made_of)
    assert load(store, result.items[0], Problem).place == "a"
