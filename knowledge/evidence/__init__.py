"""What a sentence may say: checked against facts, and documents against themselves, each other and the graph."""

from knowledge.evidence.checking import Evidence, attribute, check_sentence
from knowledge.evidence.consistency import (
    Finding,
    FindingKind,
    check_against_graph,
    check_document,
    check_job,
    exclude,
)

__all__ = [
    "Evidence",
    "Finding",
    "FindingKind",
    "attribute",
    "check_against_graph",
    "check_document",
    "check_job",
    "check_sentence",
    "exclude",
]
