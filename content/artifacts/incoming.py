"""What comes in: briefs, sources, statements and facts."""

from typing import Annotated, Literal, NamedTuple

from pydantic import Field, StringConstraints

from content.artifacts.base import Artifact, Kind, Name, OutputFormat, ValueKind


class Statement(NamedTuple):
    """A triple as a reader or the extractor found it, before the graph gives it an identity. Light: there are millions.

    `start` and `end` are character offsets into the decoded text of the source; for tables and triples they enclose the
    line.
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

    id: Annotated[str, StringConstraints(pattern=r"^[^\s./\\\x00-\x1f][^/\\\x00-\x1f]{0,119}$")]
    """Names the document's folder; no slashes, no control characters, no leading dot."""
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
