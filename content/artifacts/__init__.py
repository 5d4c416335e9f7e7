"""Every type that crosses a stage: frozen, plain data, unknown keys refused.

The files follow the way of the data: incoming, plan, draft, account.
"""

from content.artifacts.account import Estimate, Failed, FileHash, JobReport, Manifest, Rejected, Skipped, Variety
from content.artifacts.assessment import SUPPORTED, WRONG, Assessment, CitedFact, CitedPassage, Support
from content.artifacts.base import FORMAT, Artifact, Kind, Label, Name, Origin, OutputFormat, Stage, ValueKind
from content.artifacts.draft import (
    Candidate,
    Check,
    Document,
    DocumentSection,
    Draft,
    DraftSection,
    DraftSentence,
    Dropped,
    Edit,
    Sentence,
    Verdict,
)
from content.artifacts.incoming import Brief, Fact, InlineFact, Intake, Place, Problem, Source, Statement, Value
from content.artifacts.plan import LeftOut, Outline, Section, SentencePlan

__all__ = [
    "FORMAT",
    "SUPPORTED",
    "WRONG",
    "Artifact",
    "Assessment",
    "Brief",
    "Candidate",
    "Check",
    "CitedFact",
    "CitedPassage",
    "Document",
    "DocumentSection",
    "Draft",
    "DraftSection",
    "DraftSentence",
    "Dropped",
    "Edit",
    "Estimate",
    "Fact",
    "Failed",
    "FileHash",
    "InlineFact",
    "Intake",
    "JobReport",
    "Kind",
    "Label",
    "LeftOut",
    "Manifest",
    "Name",
    "Origin",
    "Outline",
    "OutputFormat",
    "Place",
    "Problem",
    "Rejected",
    "Section",
    "Sentence",
    "SentencePlan",
    "Skipped",
    "Source",
    "Stage",
    "Statement",
    "Support",
    "Value",
    "ValueKind",
    "Variety",
    "Verdict",
]
