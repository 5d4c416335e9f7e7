"""What the classifier is trained on: true claims beside the same ones made wrong; a seed always gives the same."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from content.artifacts import Fact, Value
from models.entailment.claims import Claim, in_a_line, renamed, turned_round, wrong_line
from models.entailment.corrupting import Corrupter
from models.entailment.encoding import LABELS, WRONG
from models.training.pairs import PairBuilder, held_out_pairs
from models.training.restaurants import e2e, held_out
from models.wording.templates import template_sentences
from models.wording.verbaliser import Line

FACTS: Mapping[str, int] = {"single": 2600, "refilled": 900, "fused": 3000, "graph": 900, "made": 900, "slots": 400}
"""How many true claims of each kind stand on facts."""
PASSAGES: Mapping[str, int] = {"creak": 7000, "begin": 700, "told": 1500, "retold": 700}
"""How many claims stand on sentences."""
ROUNDS = 2
"""How often the reader sees claims on facts, each time other ones, or the same with another error."""
PHRASED = 4500
"""How many true claims of relations said in many ways it also sees."""
TURNED: Mapping[str, int] = {"single": 1300, "refilled": 700, "phrased": 4000}
"""How many claims of each kind it also sees with their two things exchanged, in the facts alone and in both."""

ALONE = 6000
"""On how many texts it sees a single fact that they say, and one that they do not."""
COURSE: Mapping[str, int] = {
    "single": 1800, "refilled": 900, "fused": 2600, "graph": 1300, "made": 700, "phrased": 4500, "slots": 1500,
}  # fmt: skip
"""How many texts of each kind it sees so in a second course, for of all that it is asked this carries over best."""
RENAMED = 0.4
"""Share of them whose names are invented ones."""
EXCHANGED = 0.25
"""Share of them that it also sees with the two things of a fact exchanged throughout."""
AGAIN = 0.25
"""How much of what it learnt first it sees again there, made anew."""
_TRIES = 4

_BEGIN = {"Fully attributable": 0, "Not fully attributable": WRONG}


class Judged(NamedTuple):
    """A claim, what it stands on, and whether that supports it."""

    premise: tuple[Line, ...] | str
    text: str
    label: int
    """Place in `LABELS`, or `WRONG` where it is wrong in an unknown way."""


def build(data: Path, seed: int, scale: float = 1.0) -> list[Judged]:
    """Build all claims, shuffled."""
    rng = Random(f"{seed} claims")
    claims = _claims(data, seed, FACTS, scale)
    corrupter = Corrupter(claims, rng)
    found = [*_on_facts(claims, corrupter)]
    found += _told(claims, corrupter, rng, round(PASSAGES["told"] * scale))
    found += _retold(data, corrupter, rng, round(PASSAGES["retold"] * scale))
    for kind, given in (("creak", _creak(data / "creak" / "train.json")), ("begin", _begin(data / "begin"))):
        judged = list(given)
        found += rng.sample(judged, min(len(judged), round(PASSAGES[kind] * scale)))
    rng.shuffle(found)
    return found


def build_for_reader(data: Path, seed: int, claims: Sequence[Judged], scale: float = 1.0) -> list[Judged]:
    """Build what the reader learns.

    The classifier's claims on facts, more of them, claims turned round, and single facts on texts that say more.
    """
    rng = Random(f"{seed} reader")
    found = [one for one in claims if not isinstance(one.premise, str)]
    for turn in range(1, ROUNDS):
        more = _claims(data, seed + turn, {**FACTS, "phrased": PHRASED}, scale)
        found += _on_facts(more, Corrupter(more, Random(f"{seed + turn} claims")))
    true = [Claim(one.premise, one.text) for one in found if one.label == 0 and not isinstance(one.premise, str)]
    found += _turned(_claims(data, seed + ROUNDS, TURNED, scale))
    found += alone(rng.sample(true, min(len(true), round(ALONE * scale))), rng)
    rng.shuffle(found)
    return found


def build_second_course(data: Path, seed: int, scale: float = 1.0) -> list[Judged]:
    """Build what the reader learns when it knows the rest: single facts on texts, and some of the rest again."""
    rng = Random(f"{seed} second course")
    claims = _claims(data, seed + ROUNDS + 1, COURSE, scale)
    exchanged = [exchanged_claim(claim, rng) for claim in claims if rng.random() < EXCHANGED]
    claims += [one for one in exchanged if one is not None]
    found = list(alone([renamed(claim) if rng.random() < RENAMED else claim for claim in claims], rng))
    found += build_again(data, seed + ROUNDS + 2, scale * AGAIN)
    rng.shuffle(found)
    return found


def build_again(data: Path, seed: int, scale: float) -> list[Judged]:
    """Build some of what the reader learnt first, anew."""
    again = _claims(data, seed, {**FACTS, "phrased": PHRASED}, scale)
    found = list(_on_facts(again, Corrupter(again, Random(f"{seed} claims"))))
    return found + list(_turned(_claims(data, seed + 1, TURNED, scale)))


def held_out_claims(data: Path, seed: int) -> list[Judged]:
    """Build claims on Rel2Text's development part, whose relations the training part does not have."""
    rng = Random(f"{seed} held out")
    claims = [Claim(pair.lines, pair.text) for pair in held_out_pairs(data)]
    return list(_on_facts(claims, Corrupter(claims, rng)))


def _claims(data: Path, seed: int, shares: Mapping[str, int], scale: float) -> list[Claim]:
    scaled = {kind: max(1, round(count * scale)) for kind, count in shares.items()}
    return [Claim(pair.lines, pair.text) for pair in PairBuilder(data, seed).build(scaled)]


def _turned(claims: Sequence[Claim]) -> Iterator[Judged]:
    """Exchange the two things of a fact: what is likely of them must not decide which way it is told."""
    for claim in claims:
        turned = turned_round(claim, claim.lines[0]) if len(claim.lines) == 1 else None
        if turned is not None:
            yield Judged(turned.lines, turned.text, 0)
            yield Judged(turned.lines, claim.text, LABELS.index("argument_order"))


def exchanged_claim(claim: Claim, rng: Random) -> Claim | None:
    """Exchange the two things of a fact that can be turned round; None where there is none."""
    turned = (turned_round(claim, line) for line in rng.sample(claim.lines, len(claim.lines)))
    return next((one for one in turned if one is not None), None)


def alone(claims: Sequence[Claim], rng: Random) -> Iterator[Judged]:
    """Stand one fact on a text that says it among others, and one that the text does not say."""
    for claim in claims:
        mixed = claim._replace(lines=tuple(rng.sample(claim.lines, len(claim.lines))))
        yield Judged(claim.text, in_a_line(mixed.lines[0]), 0)
        tries = (wrong_line(mixed, rng.choice(rng.choice(claims).lines), rng.random()) for _ in range(_TRIES))
        made = next((one for one in tries if one is not None), None)
        if made is not None:
            yield Judged(claim.text, in_a_line(made[1]), LABELS.index(made[0]))


def _on_facts(claims: Sequence[Claim], corrupter: Corrupter) -> Iterator[Judged]:
    for claim in claims:
        yield Judged(claim.lines, claim.text, 0)
        made = corrupter.corrupt(claim)
        if made is not None:
            kind, wrong = made
            yield Judged(wrong.lines, wrong.text, LABELS.index(kind))


def _told(claims: Sequence[Claim], corrupter: Corrupter, rng: Random, count: int) -> Iterator[Judged]:
    """Stand a template's sentence on people's sentences that say more."""
    for claim in rng.sample(claims, min(count, len(claims))):
        lines = tuple(rng.sample(claim.lines, min(len(claim.lines), rng.choice([1, 1, 2]))))
        facts = [_fact(line, at) for at, line in enumerate(lines)]
        short = Claim(lines, rng.choice(template_sentences(facts, 2)))
        texts = [claim.text, *(rng.choice(claims).text for _ in range(rng.choice([0, 1, 1, 2])))]
        rng.shuffle(texts)
        yield from _both(" ".join(texts), short, corrupter)


def _retold(data: Path, corrupter: Corrupter, rng: Random, count: int) -> Iterator[Judged]:
    """Stand a person's text on another person's of the same meaning."""
    rows: dict[str, list[tuple[tuple[Line, ...], str]]] = {}
    for row in e2e(data / "e2e" / "devel-fixed.no-ol.csv"):
        slots = dict(row.slots)
        name = slots.pop("name", "")
        if name and slots and not held_out(row.meaning):
            lines = tuple(Line(name, slot, value) for slot, value in slots.items())
            rows.setdefault(row.meaning, []).append((lines, row.text))
    meanings = sorted(meaning for meaning, texts in rows.items() if len(texts) > 1)
    for _ in range(count):
        (_, premise), (lines, text) = rng.sample(rows[rng.choice(meanings)], 2)
        yield from _both(premise, Claim(lines, text), corrupter)


def _both(premise: str, claim: Claim, corrupter: Corrupter) -> Iterator[Judged]:
    yield Judged(premise, claim.text, 0)
    made = corrupter.reword(claim)
    if made is not None:
        yield Judged(premise, made[1].text, LABELS.index(made[0]))


def _creak(path: Path) -> Iterator[Judged]:
    """Stand a claim on what its author explained; a false one is explained by what rules it out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if len(row["explanation"].split()) > 3:
            yield Judged(row["explanation"], row["sentence"], 0 if row["label"] == "true" else WRONG)


def _begin(folder: Path) -> Iterator[Judged]:
    """Stand a reply on the knowledge that it was to be given from."""
    for path in sorted(folder.glob("*/*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["begin_label"] in _BEGIN:
                    yield Judged(row["knowledge"], row["response"], _BEGIN[row["begin_label"]])


def _fact(line: Line, at: int) -> Fact:
    value = Value(kind="text", text=line.object)
    return Fact(id=f"f{at}", subject=line.subject, predicate=line.relation, object=line.object, value=value)
