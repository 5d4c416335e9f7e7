"""Drafts, what is said of their sentences, and finished documents."""

from typing import Literal

from content.artifacts.base import Artifact, Kind, Label, Origin, OutputFormat
from content.artifacts.incoming import Fact
from content.artifacts.plan import Outline


class Check(Artifact):
    """One opinion about a sentence."""

    name: str
    """`coverage`, `names`, `numbers`, `dates`, `negation`, `grammar`, `consistency` …"""
    passed: bool
    detail: str = ""


class Verdict(Artifact):
    """What the checker says of a sentence against facts."""

    passed: bool
    said: tuple[str, ...] = ()
    """Ids of the facts that the sentence says."""
    coverage: float = 0.0
    """Share of the facts given that the sentence says, 0 to 1."""
    checks: tuple[Check, ...] = ()
    kind: str | None = None
    """Kind of the first error: `number`, `name`, `date`, `unit`, `negation`, `relation`, `argument_order`, `addition`,
    `comparison`, `omission`."""
    span: tuple[int, int] | None = None
    """Where in the text the first error is."""
    reason: str = ""
    """One line a person understands; empty when passed."""


class Edit(Artifact):
    """A change to a sentence, made or refused."""

    by: str
    """`harper`, `languagetool (URL)`, `mentions`, `consistency`, or a person's name."""
    rule: str
    before: str
    after: str
    accepted: bool
    reason: str = ""


class Candidate(Artifact):
    """One wording that was tried for a sentence plan."""

    text: str
    origin: Origin
    coverage: float
    """Share of the plan's facts that it says."""
    logprob: float | None = None
    """Mean log-likelihood a token; None for templates."""
    tokens: int = 0
    passed: bool = False
    reason: str = ""
    """Why it fell: the first failed check."""


class Sentence(Artifact):
    """One line of the ledger: a sentence as delivered and all that is known of it."""

    sentence: int
    """Position in the document, from 1."""
    section: str
    """Its section's heading."""
    text: str
    facts: tuple[str, ...] = ()
    label: Label
    origin: Origin
    checks: tuple[Check, ...] = ()
    edits: tuple[Edit, ...] = ()


class DraftSentence(Artifact):
    """A sentence plan, worded."""

    plan: str
    """Id of the sentence plan."""
    text: str
    facts: tuple[str, ...] = ()
    label: Label
    origin: Origin
    checks: tuple[Check, ...] = ()
    edits: tuple[Edit, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    """All that were tried, the chosen one included."""


class Dropped(Artifact):
    """A sentence that was taken out, and why."""

    plan: str
    text: str
    facts: tuple[str, ...] = ()
    reason: str
    candidates: tuple[Candidate, ...] = ()
    """All that were tried, when it was never worded."""


class DraftSection(Artifact):
    """A section, worded."""

    heading: str = ""
    style: Literal["prose", "list", "answer", "dialogue"] = "prose"
    sentences: tuple[DraftSentence, ...] = ()


class Draft(Artifact):
    """Output of generate_text and of refine_text: the worded document."""

    outline: Outline
    sections: tuple[DraftSection, ...]
    dropped: tuple[Dropped, ...] = ()
    engine: str = ""
    """Name of the model that worded it."""
    dtype: str = ""
    """Number format it computed in."""
    together: tuple[str, ...] = ()
    """Ids of the briefs worded in the same batches, in order: what a replay has to repeat."""
    plans: tuple[str, ...] = ()
    """Keys of their plans in the store, in the same order."""
    threads: int = 0
    """Processor threads that the model ran on; 0 when no model was asked on this machine."""
    grammar: str = ""
    """Which grammar checker ran, with its version or address; empty before refinement."""
    tokens: int = 0
    """Tokens the model produced for this document, fallen candidates included."""


class DocumentSection(Artifact):
    """A section of a finished document."""

    heading: str = ""
    style: Literal["prose", "list", "answer", "dialogue"] = "prose"
    sentences: tuple[Sentence, ...] = ()


class Document(Artifact):
    """A finished document: what the renderers turn into files."""

    format: Literal[1] = 1
    id: str
    """The brief's id."""
    title: str
    kind: Kind
    language: str
    subject: str
    sections: tuple[DocumentSection, ...]
    facts: tuple[Fact, ...]
    """The facts that its sentences cite, in order of first use."""
    notice: str = ""
    """The visible note that the text is machine-made; empty when switched off."""
    notes: tuple[str, ...] = ()
    outputs: tuple[OutputFormat, ...] = ("md",)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order: the ledger."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)
