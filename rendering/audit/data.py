"""What the audit page shows. Nearly everything is optional: a job may have stopped early, a store may be deleted."""

from pydantic import Field

from content.artifacts import Artifact, Dropped, Edit, Label, LeftOut, Origin, Section, Sentence
from content.artifacts.draft import Candidate


class AuditRow(Artifact):
    """One document in the list."""

    id: str
    title: str
    kind: str
    state: str
    """`delivered`, `rejected`, `failed` or `skipped`."""
    stage: str = ""
    """Where it stopped."""
    reason: str = ""
    sentences: int = 0
    words: int = 0
    model: int = 0
    """Sentences that the model worded."""
    edits: int = 0
    """Edits made."""
    dropped: int = 0


class AuditJob(Artifact):
    """What is said of the job as a whole."""

    job: str
    requested: int
    delivered: int
    rejected: int
    failed: int
    skipped: int
    seconds: dict[str, float]
    tokens: int
    settings: dict[str, object] = Field(default_factory=dict)
    versions: dict[str, str] = Field(default_factory=dict)
    weights: dict[str, str] = Field(default_factory=dict)
    knowledge: tuple[str, ...] = ()
    files: dict[str, str] = Field(default_factory=dict)
    """Files that were read → SHA-256."""
    retracted: dict[str, str] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """What could not be shown, and why."""


class Passage(Artifact):
    """Where a source states a fact."""

    uri: str
    start: int
    end: int
    before: str = ""
    text: str = ""
    """The passage itself; empty when the source is not at hand or has changed."""
    after: str = ""


class ShownFact(Artifact):
    """A fact, for people."""

    id: str
    said: str
    validity: str = ""
    passages: tuple[Passage, ...] = ()


class Worded(Artifact):
    """A sentence on its way through the stages."""

    plan: str
    draft: str
    """The wording that was chosen, before names were varied."""
    refined: str = ""
    final: str = ""
    """As delivered; empty when it was dropped on the way."""
    label: Label
    origin: Origin
    facts: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    edits: tuple[Edit, ...] = ()


class AuditDocument(Artifact):
    """One document, stage by stage."""

    id: str
    brief: dict[str, object] = Field(default_factory=dict)
    """Every key of the brief, defaults included."""
    own: tuple[str, ...] = ()
    """Sources and problems of its own."""
    title: str = ""
    subject: str = ""
    sections: tuple[Section, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    budget: int = 0
    """Words that were planned for."""
    notes: tuple[str, ...] = ()
    engine: str = ""
    grammar: str = ""
    tokens: int = 0
    together: tuple[str, ...] = ()
    worded: tuple[Worded, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    ledger: tuple[Sentence, ...] = ()
    facts: tuple[ShownFact, ...] = ()
    keys: dict[str, str] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    different: dict[str, object] = Field(default_factory=dict)
    """Settings, versions and weights that are not the job's."""
