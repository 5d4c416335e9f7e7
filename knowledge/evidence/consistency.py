"""Drafts against themselves, against the other drafts of a job and against the graph."""

from collections.abc import Sequence
from typing import Literal, Protocol

from content.artifacts import Artifact, Draft, Fact

FindingKind = Literal[
    "contradiction",
    "repeated_fact",
    "repeated_sentence",
    "near_identical_paragraph",
    "worn_phrase",
    "against_graph",
]


class Finding(Artifact):
    """Something in a draft that does not fit with the rest."""

    brief: str
    plan: str
    """Id of the sentence plan at fault."""
    kind: FindingKind
    detail: str
    """One line a person understands."""
    other: str = ""
    """Where the other half is: `s1p2` in the same document, `<brief>/s1p2` in another, a fact id for the graph."""


class ConflictSource(Protocol):
    """The one question that consistency asks of a graph."""

    def conflicting(self, fact: Fact) -> list[Fact]:
        """Facts with the same subject and single-valued relation but another value."""


def check_document(draft: Draft) -> list[Finding]:
    """Find contradictions, repeated facts and repeated sentences in one draft."""
    raise NotImplementedError(draft)


def check_job(drafts: Sequence[Draft]) -> list[Finding]:
    """Find contradictions, near-identical paragraphs and worn phrases between the drafts of a job."""
    raise NotImplementedError(drafts)


def check_against_graph(draft: Draft, graph: ConflictSource) -> list[Finding]:
    """Find sentences whose facts the graph contradicts."""
    raise NotImplementedError(draft, graph)
