"""WebNLG 2017 for measuring: facts as the graph would hold them, with people's texts. Nothing is ever trained on it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content.artifacts import Fact
from content.hashing import fact_id
from knowledge.graph.values import normalise


class Entry(NamedTuple):
    """Some facts, and how people said them."""

    facts: tuple[Fact, ...]
    texts: tuple[str, ...]


def read_webnlg(folder: Path) -> list[Entry]:
    """Read all entries of a part in the order of the files' names."""
    return [
        Entry(
            tuple(_fact(line.text or "") for line in entry.findall("modifiedtripleset/mtriple")),
            tuple(" ".join((text.text or "").split()) for text in entry.findall("lex")),
        )
        for path in sorted(folder.glob("*/*.xml"))
        for entry in ET.parse(path).getroot().iter("entry")
    ]


def _fact(line: str) -> Fact:
    subject, predicate, thing = (part.strip().replace("_", " ") for part in line.split(" | "))
    thing = re.sub(r'"?(\^\^.*|@\w+)$', "", thing).strip('"')
    thing = re.sub(r'^([\d.]+)"\(', r"\1 (", thing)
    value = normalise(thing)
    identity = fact_id(subject.strip('"'), predicate, thing)
    return Fact(id=identity, subject=subject.strip('"'), predicate=predicate, object=thing, value=value)


class Scores(NamedTuple):
    """How close texts are to people's."""

    bleu: float
    chrf: float


def score(texts: Sequence[str], references: Sequence[Sequence[str]]) -> Scores:
    """Score texts as the field does: sacrebleu in lower case, several references, chrF++ with words."""
    from sacrebleu import corpus_bleu, corpus_chrf

    most = max(map(len, references))
    columns = [[row[at] if at < len(row) else "" for row in references] for at in range(most)]
    filled = [[one or row[0] for one, row in zip(column, references, strict=True)] for column in columns]
    return Scores(
        corpus_bleu(list(texts), filled, lowercase=True).score,
        corpus_chrf(list(texts), filled, word_order=2).score,
    )
