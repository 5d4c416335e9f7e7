"""Texts of one to six facts, written one by one in the many ways in which they can be said, and some nearly true.

A file of `written/` holds sets between blank lines: facts (`subject | relation | object`, values as prompts show them),
texts that say all of them and nothing else (`= text`), and texts with one error (`! kind: text`).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from models.wording.phrases import spoken_relation
from models.wording.verbaliser import Line

Kind = Literal["argument_order", "relation", "addition"]
_KINDS: Mapping[str, Kind] = {"order": "argument_order", "relation": "relation", "addition": "addition"}
Part = Literal["train", "dev", "test"]
_HELD_OUT: Mapping[int, Part] = {4: "test", 9: "dev"}
"""Of every ten sets of a file one is kept to measure with, and one for what is fitted to unknown texts."""


class Writing(NamedTuple):
    """Facts and texts on them."""

    lines: tuple[Line, ...]
    """As the prompt shows them."""
    texts: tuple[str, ...]
    """Say the facts, each all of them."""
    wrong: tuple[tuple[Kind, str], ...]
    """Have one error: two things exchanged, another relation, or something more."""


@cache
def writings(part: Part) -> Sequence[Writing]:
    """Read the sets to train on, or those that are kept."""
    files = sorted((Path(__file__).parent / "written").glob("*.txt"))
    numbered = (one for path in files for one in enumerate(_blocks(path.read_text(encoding="utf-8"))))
    return tuple(_writing(block) for at, block in numbered if _HELD_OUT.get(at % 10, "train") == part)


def _blocks(text: str) -> Iterator[list[str]]:
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line]
        if lines:
            yield lines


def _writing(block: Sequence[str]) -> Writing:
    facts = (line.split(" | ") for line in block if line[0] not in "=!")
    texts = (line.removeprefix("= ") for line in block if line[0] == "=")
    wrong = (line.removeprefix("! ").split(": ", 1) for line in block if line[0] == "!")
    return Writing(
        tuple(Line(subject, spoken_relation(relation), thing) for subject, relation, thing in facts),
        tuple(texts),
        tuple((_KINDS[kind], text) for kind, text in wrong),
    )
