"""Texts written for training: their files can be read, and nothing measured is in them."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from models.training.worlds import rel2text
from models.training.writings import writings
from models.wording.phrases import spoken_relation

DATA = Path(os.environ.get("FACTPRESS_DATA") or "/nonexistent")
ALL = [one for part in ("train", "dev", "test") for one in writings(part)]


def test_every_set_has_facts_true_texts_and_wrong_ones() -> None:
    assert len(ALL) > 2500
    for one in ALL:
        assert 1 <= len(one.lines) <= 6
        assert len(set(one.lines)) == len(one.lines)
        assert len(one.texts) >= 2
        assert one.wrong
        texts = [*one.texts, *(text for _, text in one.wrong)]
        assert len(set(texts)) == len(texts)
        assert all(re.search(r"[.!?][\"'”’)]?$", text) for text in texts)


def test_parts_share_no_set_and_one_in_ten_is_kept_for_each_of_two() -> None:
    sizes = {part: len(writings(part)) for part in ("train", "dev", "test")}
    assert 0.08 < sizes["test"] / len(ALL) < 0.12
    assert 0.08 < sizes["dev"] / len(ALL) < 0.12
    assert len({one.lines for one in ALL}) > 0.999 * len(ALL)


def test_true_texts_name_nearly_all_things_to_the_letter() -> None:
    named = Counter(
        thing.casefold() in text.casefold()
        for one in ALL
        for text in one.texts
        for line in one.lines
        for thing in (line.subject, line.object)
    )
    assert named[True] > 0.9 * named.total()


@pytest.mark.skipif(not (DATA / "rel2text").is_dir(), reason="FACTPRESS_DATA names no folder with rel2text")
def test_no_relation_is_one_that_the_checker_is_measured_with() -> None:
    measured = {
        spoken_relation(one.known.relation).casefold()
        for part in ("dev", "test")
        for one in rel2text(DATA / "rel2text" / f"{part}.json", {})
    }
    assert not measured & {line.relation.casefold() for one in ALL for line in one.lines}
