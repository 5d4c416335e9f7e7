"""People's sentences with the facts that the reader of documents finds in them: relations as prose has them."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from content.artifacts import Fact
from models.training.clauses import Class, read_clause
from models.training.composing import Pair, adds_nothing, names_all
from models.training.worlds import Known, World, classes_of_names
from models.wording.verbaliser import line_of

Read = Callable[[Sequence[str]], Sequence[Sequence[Fact]]]
"""Finds the facts of many sentences, each by itself."""

_SHORTEST, _LONGEST = 4, 40


def told_pairs(data: Path, read: Read) -> list[Pair]:
    """Pair sentences with the facts found in them, where every name and number of a sentence is in its facts."""
    texts = list(dict.fromkeys(_sentences(data)))
    pairs = []
    for text, facts in zip(texts, read(texts), strict=True):
        pair = Pair(tuple(map(line_of, facts)), text)
        if facts and names_all(pair.lines, text) and adds_nothing(pair.lines, text):
            pairs.append(pair)
    return pairs


def told_world(pairs: Sequence[Pair]) -> World:
    """Gather what several sentences say of one subject, with the clauses that say it."""
    classes = classes_of_names([((pair.lines[0].subject,), pair.text) for pair in pairs])
    world: dict[str, list[Known]] = {}
    for pair in pairs:
        of = classes.get(pair.lines[0].subject)
        known = _known(pair, of) if of else None
        if known:
            world.setdefault(pair.lines[0].subject, []).append(known)
    return {subject: facts for subject, facts in world.items() if len(facts) > 1}


def _known(pair: Pair, of: Class) -> Known | None:
    """Read a sentence on one fact as a clause behind its subject."""
    if len(pair.lines) > 1 or pair.lines[0].relation.startswith("not "):
        return None
    line = pair.lines[0]
    clause = read_clause(pair.text, line.subject, line.object)
    if clause is None or clause.form == "whole":
        return None
    return Known(line.relation, line.object, (clause,), of, names=(line.relation,))


def _sentences(data: Path) -> Iterator[str]:
    for line in (data / "creak" / "train.json").read_text(encoding="utf-8").splitlines():
        yield from _usable(json.loads(line)["sentence"])
    for row in json.loads((data / "rel2text" / "train.json").read_text(encoding="utf-8"))["data"]:
        yield from _usable(row["out"])
    for path in sorted((data / "begin").glob("*/*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                for sentence in row["knowledge"].split(" . "):
                    yield from _usable(f"{sentence.rstrip(' .')}.")


def _usable(text: str) -> Iterator[str]:
    text = " ".join(text.split()).replace(" .", ".").replace(" ,", ",")
    if _SHORTEST <= len(text.split()) <= _LONGEST and text[0].isupper() and text.endswith("."):
        yield text
