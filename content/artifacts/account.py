"""What happened: outcomes, manifests and the report of a job."""

from typing import Literal

from content.artifacts.base import Artifact, Stage


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
    """Processor threads that the model ran on; 0 when none was asked on this machine."""
    dtype: str
    chunk: tuple[str, ...]
    """Ids of the briefs generated together, in order."""
    batch: int
    """Rows of a full batch."""
    hashes: dict[str, str]
    """`brief`, `graph` and each stage → key of its output in the store."""
    files: tuple[FileHash, ...]


class Estimate(Artifact):
    """What a run was expected to cost, once its first documents were worded."""

    documents: int
    """Documents it was measured on."""
    seconds: float
    """Of the whole run, from its start to its end."""
    tokens: int


class Variety(Artifact):
    """How much alike the documents of a job are."""

    documents: int
    """Documents that were compared, evenly spaced over a large job."""
    openings: int
    """Shapes of first sentences: names, values and numbers taken out."""
    openings_alike: float
    """Share of the documents that open in the commonest shape."""
    opening: str
    """That shape: `· is · in ·`."""
    self_bleu: float
    """Mean BLEU-4 of a document against all others, 0 to 1; less is more varied."""
    distinct_1: float
    """Share of words that are unlike every other; `distinct_2` and `distinct_3` of pairs and triples of words."""
    distinct_2: float
    distinct_3: float


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
    estimate: Estimate | None = None
    """None when nothing was worded: everything was in the store, or rejected."""
    took: float = 0.0
    """Wall-clock seconds of the run that wrote this, to compare with the estimate."""
    variety: Variety | None = None
    """None for less than two delivered documents."""
    shortfall: str = ""
    """Why the run counts as failed: it delivered nothing, or less than `job.min_yield`; empty when it does not."""
    files: tuple[FileHash, ...] = ()
