"""The checker on the triples of WebNLG 2017 dev: what templates say passes, what is changed in them does not."""

import os
import random
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

import pytest

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.evidence import check_sentence
from knowledge.graph.values import normalise
from models.wording import template_sentences

FOLDER = Path(os.environ.get("FACTPRESS_DATA") or "/nonexistent") / "webnlg2017" / "dev"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="FACTPRESS_DATA names no folder with webnlg2017/dev")


def fact(line: str) -> Fact:
    subject, predicate, obj = (part.strip().replace("_", " ").strip('"') for part in line.split(" | "))
    obj = re.sub(r'"?(\^\^.*|@\w+)$', "", obj)
    return Fact(
        id=fact_id(subject, predicate, obj), subject=subject, predicate=predicate, object=obj, value=normalise(obj)
    )


@cache
def plans() -> list[tuple[list[Fact], str]]:
    """Facts of every entry with one or two triples, with their first template."""
    found = []
    for path in sorted(FOLDER.glob("[12]triples/*.xml")):
        for entry in ET.parse(path).getroot().iter("entry"):
            facts = [fact(line.text or "") for line in entry.findall("modifiedtripleset/mtriple")]
            found.append((facts, template_sentences(facts)[0]))
    return found


def share_passed(sentences: list[tuple[list[Fact], str]]) -> float:
    assert len(sentences) > 50
    return sum(check_sentence(text, facts).passed for facts, text in sentences) / len(sentences)


def test_nearly_every_template_passes() -> None:
    assert share_passed(plans()) > 0.99


def test_no_changed_digit_passes() -> None:
    chance = random.Random(1)
    changed = []
    for facts, text in plans():
        digits = [match.start() for match in re.finditer(r"\d", text)]
        if digits:
            at = chance.choice(digits)
            changed.append((facts, text[:at] + str((int(text[at]) + chance.randint(1, 8)) % 10) + text[at + 1 :]))
    assert share_passed(changed) < 0.01


def test_no_changed_object_passes() -> None:
    objects = sorted({one.object for facts, _ in plans() for one in facts})
    chance = random.Random(2)
    changed = []
    for facts, text in plans():
        other = chance.choice(objects)
        known = {one.object for one in facts} | {one.subject for one in facts}
        if facts[0].object in text and not any(other in one or one in other for one in known):
            changed.append((facts, text.replace(facts[0].object, other)))
    assert share_passed(changed) < 0.01


def test_no_denial_passes() -> None:
    assert share_passed([(facts, text.replace(" is ", " is not ")) for facts, text in plans() if " is " in text]) == 0


def test_few_sentences_pass_the_wrong_way_round() -> None:
    turned = []
    for facts, text in plans():
        one = facts[0]
        if len(facts) == 1 and one.value.kind == "entity" and one.subject in text and one.object in text:
            back = text.replace(one.subject, "\0").replace(one.object, one.subject).replace("\0", one.object)
            turned.append((facts, back))
    assert share_passed([pair for pair in turned if pair not in plans()]) < 0.04


def test_no_clause_beyond_the_facts_passes() -> None:
    tails = (", making it a popular destination.", " and attracts visitors.", ", known for its rich history.")
    assert share_passed([(facts, text[:-1] + tails[at % 3]) for at, (facts, text) in enumerate(plans())]) == 0
