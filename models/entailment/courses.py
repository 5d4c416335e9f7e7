"""What the reader learns last: texts of one to six facts that were written one by one, true and nearly true."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from models.entailment.claims import Claim, in_a_line, renamed
from models.entailment.corrupting import Corrupter, Kind
from models.entailment.encoding import LABELS
from models.entailment.pairs import AGAIN, EXCHANGED, RENAMED, Judged, alone, build_again, exchanged_claim
from models.training.writings import Writing, writings
from models.wording.verbaliser import Line

NEARLY = 2
"""How often every text that is nearly true is seen."""
_WEIGHTS: Mapping[Kind, int] = {
    "relation": 36, "argument_order": 22, "addition": 18, "omission": 8, "name": 5, "negation": 4, "comparison": 3,
    "number": 2, "date": 1, "unit": 1,
}  # fmt: skip
"""How often a kind of error is tried first: what only the words tell comes most."""


def build_third_course(data: Path, seed: int, scale: float = 1.0) -> list[Judged]:
    """Build the claims of the third course, and some of the courses before, shuffled."""
    rng = Random(f"{seed} third course")
    given = writings("train")
    given = rng.sample(given, max(20, round(len(given) * scale)))
    found = list(_of_writings(given, rng))
    found += build_again(data, seed + 10, scale * AGAIN)
    rng.shuffle(found)
    return found


def _of_writings(given: Sequence[Writing], rng: Random) -> Iterator[Judged]:
    claims = [Claim(_mixed(one, rng), text) for one in given for text in one.texts]
    corrupter = Corrupter(claims, rng)
    for claim in claims:
        told = _varied(claim, rng)
        yield Judged(told.lines, told.text, 0)
        made = corrupter.corrupt(told, _WEIGHTS)
        if made is not None:
            yield Judged(made[1].lines, made[1].text, LABELS.index(made[0]))
    for _ in range(2):
        yield from alone([_varied(claim, rng) for claim in claims if len(claim.lines) > 1 or rng.random() < 0.5], rng)
    for one in [*given] * NEARLY:
        for kind, text in one.wrong:
            yield from _nearly_true(_renamed(Claim(_mixed(one, rng), text), rng), kind, rng)


def _nearly_true(claim: Claim, kind: Kind, rng: Random) -> Iterator[Judged]:
    """Stand a text with an error on its facts, and a fact alone on it where that is known to be said or not."""
    yield Judged(claim.lines, claim.text, LABELS.index(kind))
    if kind == "addition":
        yield Judged(claim.text, in_a_line(rng.choice(claim.lines)), 0)
    elif len(claim.lines) == 1:
        yield Judged(claim.text, in_a_line(claim.lines[0]), LABELS.index(kind))


def _varied(claim: Claim, rng: Random) -> Claim:
    """Give a claim invented names, or exchange two of its things throughout, now and then."""
    turned = exchanged_claim(claim, rng) if rng.random() < EXCHANGED else None
    return _renamed(turned or claim, rng)


def _renamed(claim: Claim, rng: Random) -> Claim:
    return renamed(claim) if rng.random() < RENAMED else claim


def _mixed(one: Writing, rng: Random) -> tuple[Line, ...]:
    return tuple(rng.sample(one.lines, len(one.lines)))
