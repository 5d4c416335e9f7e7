"""What a check of any text says: a label for every sentence, and the evidence for it."""

from typing import Literal

from content.artifacts.base import Artifact

Support = Literal["supported", "contradicted", "not_found", "no_claim"]
"""As in fact verification (FEVER): the knowledge says it, the knowledge rules it out, the knowledge does not have it.
`no_claim` is a sentence that claims nothing: a question, a request, a heading."""


class Citation(Artifact):
    """A piece of evidence: a fact of the graph, or a sentence of a document."""

    fact: str = ""
    """The fact's id; empty for a sentence of a document."""
    said: str
    """In words: `Ljubljana · population · 272,220`, or the sentence."""
    uri: str = ""
    """Where it was found."""
    start: int = 0
    end: int = 0


class Assessment(Artifact):
    """One sentence of a text, judged."""

    sentence: int
    """Position in the text, from 1."""
    start: int
    """Where it is in the text that was read, in characters."""
    end: int
    text: str
    label: Support
    kind: str | None = None
    """What is wrong: `number`, `unit`, `date`, `name`, `negation`, `comparison`, `argument_order`, `relation`,
    `addition`, `omission`; None when nothing is."""
    span: tuple[int, int] | None = None
    """Where in the sentence that is; None where it is not one place."""
    reason: str = ""
    """One line a person understands."""
    evidence: tuple[Citation, ...] = ()
    opinion: float | None = None
    """How likely the trained classifier thinks it supported by that evidence, 0 to 1; None where it was not asked."""


class CheckedText(Artifact):
    """A text, sentence by sentence, against some knowledge."""

    format: Literal[1] = 1
    uri: str
    sha256: str
    """Of the text's bytes."""
    knowledge: tuple[str, ...]
    facts: int
    """How many facts the knowledge has."""
    passages: int
    """How many sentences of documents the knowledge has."""
    sentences: tuple[Assessment, ...]
    problems: tuple[str, ...] = ()
    """What could not be read of the knowledge."""
    consistent: float | None = None
    """How likely the text as a whole is consistent with the documents, 0 to 1; None where that was not asked."""

    @property
    def wrong(self) -> tuple[Assessment, ...]:
        """Sentences that the knowledge contradicts or does not have."""
        return tuple(one for one in self.sentences if one.label in ("contradicted", "not_found"))
