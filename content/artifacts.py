"""Every type that crosses a stage: frozen, plain data, unknown keys refused.

The names follow the way of the data: Brief, Source and Fact come in; Outline, Draft and Document are made on the way;
JobReport and Manifest say what happened.
"""

from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FORMAT = 1
"""Version of every file format here; a reader refuses what it does not know."""

Kind = Literal["article", "product", "summary", "faq", "profile", "caption", "script", "story"]
OutputFormat = Literal["md", "html", "docx", "pdf", "epub", "txt", "json", "png", "wav", "mp3"]
Label = Literal["stated", "inferred", "no_claim", "invented", "approved"]
Origin = Literal["model", "template", "human"]
ValueKind = Literal["entity", "number", "quantity", "money", "date", "boolean", "text"]
Stage = Literal["process_input", "plan_content", "generate_text", "refine_text", "render_output"]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class Artifact(BaseModel):
    """Base of all artifacts: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


# --- what comes in ---------------------------------------------------------------------------------------------------


class Statement(NamedTuple):
    """A triple as a reader or the extractor found it, before the graph gives it an identity. Light: there are millions.

    `start` and `end` are character offsets into the decoded text of the source (for tables and triples: of the line).
    """

    subject: str
    predicate: str
    object: str
    uri: str = ""
    sha256: str = ""
    start: int = 0
    end: int = 0
    negated: bool = False
    valid_from: str = ""
    valid_to: str = ""
    datatype: str = ""
    """A hint from the source: a unit ("kg"), an XSD name ("date"), "entity" or "text"; empty when unknown."""


class InlineFact(Artifact):
    """A triple written into a brief."""

    subject: Name
    predicate: Name
    object: Name


class Brief(Artifact):
    """One document that somebody wants."""

    id: Annotated[str, StringConstraints(pattern=r"^[^\s/\\\x00-\x1f][^/\\\x00-\x1f]{0,119}$")]
    """Names the document's folder; no slashes, no control characters."""
    topic: Name
    """Label, alias or id of the entity the document is about."""
    kind: Kind = "profile"
    audience: str = ""
    tone: Literal["plain", "warm", "formal", "playful"] = "plain"
    language: str = "en"
    words: int | None = Field(default=None, ge=5, le=20_000)
    """Length asked for; None takes the kind's own."""
    must_mention: tuple[Name, ...] = ()
    """Entities, relations or values that have to appear."""
    must_avoid: tuple[Name, ...] = ()
    """Entities, relations or values that must not appear."""
    facts: tuple[InlineFact, ...] = ()
    sources: tuple[str, ...] = ()
    """Files read for this document alone, relative to the file of briefs."""
    outputs: tuple[OutputFormat, ...] = ("md", "html", "json")


class Source(Artifact):
    """One input file as it was read."""

    uri: str
    """The path as the user gave it, or an address."""
    sha256: str
    """Of the file's bytes."""
    media: str
    """`triples`, `rdf`, `table` or `document`."""
    language: str = ""
    """ISO 639-1 code of a document's text; empty where there is none."""
    characters: int = 0
    statements: int = 0
    duplicate_of: str = ""
    """URI of the source it repeats; a duplicate gives no facts."""
    similarity: float = 0.0
    """Estimated Jaccard similarity to `duplicate_of`; 1.0 is an exact copy."""


class Problem(Artifact):
    """Something wrong with one input; the others went on."""

    place: str
    """File, and line or page where it is known: `facts.jsonl:12`."""
    text: str
    """One line: what is wrong and what to do."""


class Place(Artifact):
    """Where a fact was found."""

    uri: str
    sha256: str
    start: int = 0
    end: int = 0


class Value(Artifact):
    """The normal form of an object; equal values have equal `text`."""

    kind: ValueKind
    text: str
    """`2102650`, `105.4 km²`, `35 EUR`, `1969-07-20`, `1969-07`, `true`; for entities and texts the folded spelling."""
    number: float | None = None
    """In `unit`; None when not numeric."""
    unit: str = ""
    """Unit symbol (`km²`) or ISO 4217 code (`EUR`)."""


class Fact(Artifact):
    """One fact of the graph, with every place that states it."""

    id: str
    subject: str
    """The subject entity's preferred label."""
    predicate: str
    """The relation as the source names it: `capital`, `birthPlace`, `has part`."""
    object: str
    """As the source spells it; for an entity its preferred label."""
    value: Value
    negated: bool = False
    valid_from: str = ""
    valid_to: str = ""
    sources: tuple[Place, ...] = ()
    subject_names: tuple[str, ...] = ()
    """Other spellings of the subject that the graph knows."""
    object_names: tuple[str, ...] = ()
    """Other spellings of the object, when it is an entity."""
    subject_type: str = ""
    """The subject's main type in lower case: `city`, `person`, `laptop`; empty when unknown."""


class Intake(Artifact):
    """Output of process_input for one document: the brief and what only this document brings."""

    brief: Brief
    facts: tuple[Fact, ...] = ()
    """From the brief's inline triples and its own sources."""
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- the plan --------------------------------------------------------------------------------------------------------


class SentencePlan(Artifact):
    """What one sentence says: up to three facts that belong together, or a fixed wording that claims nothing."""

    id: str
    """`s1p2`: section 1, plan 2."""
    facts: tuple[str, ...] = ()
    """Fact ids, in the order to be said."""
    text: str = ""
    """A wording given by the shape or a person; the model is not asked."""
    label: Label = "stated"


class Section(Artifact):
    """A heading and what is said under it."""

    heading: str = ""
    """Empty: no heading (captions, the opening of an article)."""
    style: Literal["prose", "list", "answer", "dialogue"] = "prose"
    plans: tuple[SentencePlan, ...] = ()


class LeftOut(Artifact):
    """A fact that was not planned, and why."""

    fact: str
    reason: str
    """`must_avoid`, `budget`, `repeats`, `no_wording`, `conflict`, `removed by a person`."""


class Outline(Artifact):
    """Output of plan_content: the whole document before a word is written. Holds its own facts."""

    brief: Brief
    title: str
    subject: str
    """Preferred label of the topic's entity."""
    subject_type: str = ""
    subject_names: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    """Every fact that a sentence plan names, once."""
    left_out: tuple[LeftOut, ...] = ()
    words: int
    """The budget that the facts can fill; at most what the brief asks."""
    notes: tuple[str, ...] = ()
    """For the report: why shorter than asked, which `must_mention` has no fact …"""


# --- the draft and the document --------------------------------------------------------------------------------------


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


# --- what happened ---------------------------------------------------------------------------------------------------


class Rejected(Artifact):
    """A document that was not delivered on purpose, as a value that a stage returns."""

    brief: str
    stage: Stage
    reason: str


class Failed(Artifact):
    """A document that an error stopped."""

    brief: str
    stage: Stage
    error: str


class Skipped(Artifact):
    """A document that was not begun."""

    brief: str
    reason: str


class FileHash(Artifact):
    """A file and its SHA-256."""

    path: str
    """Relative to the job's folder, with forward slashes."""
    sha256: str


class Manifest(Artifact):
    """What is needed to verify and rebuild one document."""

    format: Literal[1] = 1
    brief: str
    job: str
    versions: dict[str, str]
    """Factpress, Python and the libraries that shape the text."""
    weights: dict[str, str]
    """Name of each model → SHA-256 of its weights."""
    settings: dict[str, object]
    seed: int
    threads: int
    dtype: str
    chunk: tuple[str, ...]
    """Ids of the briefs generated together, in order."""
    batch: int
    """Rows of a full batch."""
    hashes: dict[str, str]
    """`brief`, `graph` and each stage → key of its output in the store."""
    files: tuple[FileHash, ...]


class JobReport(Artifact):
    """job.json: requested == delivered + rejected + failed + skipped, always."""

    format: Literal[1] = 1
    job: str
    requested: int
    delivered: int
    rejected: tuple[Rejected, ...] = ()
    failed: tuple[Failed, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    seconds: dict[str, float]
    """Stage → wall-clock seconds."""
    tokens: int = 0
    files: tuple[FileHash, ...] = ()
