"""What a check of any text says: a label for every sentence, and the evidence for it."""

from typing import Literal

from content.artifacts.base import Artifact

Support = Literal["stated", "inferred", "contradicted", "unsupported", "no_claim"]
"""The first two as in a ledger: the knowledge says it, or it follows from it. `contradicted`: the knowledge says
otherwise; `unsupported`: nothing says so. `no_claim` is a sentence that claims nothing: a question, a request, a
heading."""
SUPPORTED: frozenset[Support] = frozenset({"stated", "inferred"})
WRONG: frozenset[Support] = frozenset({"contradicted", "unsupported"})


class CitedFact(Artifact):
    """A fact that a judgement rests on."""

    id: str
    subject: str
    predicate: str
    """`not` before it where the fact denies."""
    object: str


class CitedPassage(Artifact):
    """A sentence of a document that a judgement rests on."""

    text: str
    uri: str
    start: int
    """Where it is in the document as it was read, in characters."""
    end: int


class Assessment(Artifact):
    """One sentence of a text, judged."""

    sentence: int
    """Position in the file, from 1."""
    line: int | None = None
    """The line that it stands in, from 1, where each line is a text of its own; else None."""
    text: str
    label: Support
    facts: tuple[CitedFact, ...] = ()
    """Those that say it, or rule it out."""
    passages: tuple[CitedPassage, ...] = ()
    """Likewise, sentences of documents."""
    kind: str | None = None
    """What is wrong: `number`, `unit`, `date`, `name`, `negation`, `comparison`, `argument_order`, `relation`,
    `addition`, `omission`; None when nothing is."""
    span: tuple[int, int] | None = None
    """Where in the sentence that is; None where it is not one place."""
    reason: str = ""
    """One line a person understands."""
    opinion: float | None = None
    """How likely the trained opinions think it supported by that evidence, 0 to 1; None where they were not asked."""
