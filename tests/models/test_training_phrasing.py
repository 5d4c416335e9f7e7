"""Relations said in many ways: every form can be filled, from either side, and none is what is measured with."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from models.training.clauses import Class, clause_of
from models.training.invention import MAKERS
from models.training.phrasing import phrased, phrases
from models.training.worlds import rel2text

DATA = Path(os.environ.get("FACTPRESS_DATA") or "/nonexistent")
NAMES: Mapping[Class, Sequence[str]] = {"person": ["Ada Lovelace"], "place": ["Oslo"], "thing": ["The Kettle"]}


def test_every_form_names_both_things_once_and_reads_as_a_clause() -> None:
    for of, entries in phrases().items():
        assert of in ("person", "place", "thing")
        for entry in entries:
            assert entry["value"] in MAKERS
            assert len(entry["names"]) > 1
            assert len(set(entry["say"])) == len(entry["say"]) >= 5
            for form in entry["say"]:
                assert form.count("{t}") == 1, form
                assert form.count("{") == form.count("{t}") + form.count("{h}") <= 2, form
                assert clause_of(form).form == "whole" or form[0].islower(), form


def test_relations_between_two_things_are_said_from_either_side() -> None:
    between = [entry for entries in phrases().values() for entry in entries if entry["value"] in NAMES]
    assert len(between) > 200
    assert all(any(form.find("{t}") < form.find("{h}") for form in entry["say"]) for entry in between)


@pytest.mark.skipif(not (DATA / "rel2text").is_dir(), reason="FACTPRESS_DATA names no folder with rel2text")
def test_no_relation_is_one_that_the_checker_is_measured_with() -> None:
    measured = {
        one.known.relation.casefold()
        for part in ("dev", "test")
        for one in rel2text(DATA / "rel2text" / f"{part}.json", {})
    }
    taught = {name.casefold() for entries in phrases().values() for entry in entries for name in entry["names"]}
    assert not taught & measured


def test_pairs_name_everything_and_come_in_one_sentence_or_several() -> None:
    pairs = [pair for pair in (phrased(NAMES, Random(seed)) for seed in range(1500)) if pair]
    for pair in pairs:
        text = pair.text.casefold()  # a colour that begins a sentence begins with a capital there
        assert text.endswith(".")
        assert all(line.subject.casefold() in text and line.object.casefold() in text for line in pair.lines)
    singles = [pair for pair in pairs if len(pair.lines) == 1]
    counted = Counter(len(pair.lines) for pair in pairs)
    assert counted[1] > counted[3] > 20
    turned = [text.casefold().index(line.object.casefold()) < text.index(line.subject) for [line], text, *_ in singles]
    assert 0.3 < sum(turned) / len(turned) < 0.7
    texts = " ".join(pair.text for pair in pairs)
    assert all(words in texts for words in (", where ", ", while ", "; ", " of which "))
