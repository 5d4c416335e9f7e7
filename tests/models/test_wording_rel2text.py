"""Templates on the relations that people described for Rel2Text."""

import json
import os
import re
from pathlib import Path

import pytest

from content.names import fold, spoken_object
from models.wording import template_sentences
from models.wording.candidates import to_sentence
from tests.examples import a_fact


def rel2text() -> list[dict[str, str]]:
    folder = Path(os.environ.get("FACTPRESS_DATA", "")) / "rel2text"
    if not os.environ.get("FACTPRESS_DATA") or not folder.is_dir():
        pytest.skip("FACTPRESS_DATA names no folder with rel2text")
    return [
        row
        for part in ("train", "dev", "test")
        for row in json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))["data"]
    ]


def test_every_relation_of_rel2text_gets_a_publishable_sentence() -> None:
    bad = []
    for row in rel2text():
        match = re.fullmatch(r"<head> (.*) <rel> (.*) <tail> (.*)", row["in"])
        assert match
        fact = a_fact(match[1], match[2], match[3], subject_type="")
        sentence = template_sentences([fact], 1)[0]
        whole = fold(fact.subject) in fold(sentence) and fold(spoken_object(fact)) in fold(sentence)
        if not whole or (len(fact.object) < 200 and not to_sentence(sentence)):
            bad.append((row["in"], sentence))
    assert len(bad) <= 40, bad[:10]
