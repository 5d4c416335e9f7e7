"""A mention, resolved, and small questions about it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from knowledge.extraction.phrases import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Token


class Ref(NamedTuple):
    """A mention, resolved."""

    text: str
    """The fullest name; empty when it is certain that something is meant but not what."""
    kind: str
    """`person`, `thing` or `unknown`."""
    plural: bool = False
    named: bool = True
    owner: str = ""
    """For a part or attribute, what it belongs to: "Halden Light" in "Halden Light's height"."""
    noun: str = ""
    """For a part or attribute, its own words: "height"."""


def restricts(clause: "Token") -> bool:
    """Tell a clause that picks one of several ("the bridge that fell") from one that adds a fact after a comma."""
    return clause.dep_ in {"relcl", "acl"} and clause.doc[clause.left_edge.i - 1].text != ","


def part_of(owner: str, noun: str, lemma: str, *, plural: bool) -> Ref:
    kind = "person" if is_person_noun(lemma) else "thing"
    return Ref(f"{owner}'s {noun}", kind, plural, named=False, owner=owner, noun=noun)


def unique(refs: Iterable[Ref]) -> list[Ref]:
    return list({ref.text: ref for ref in refs}.values())
