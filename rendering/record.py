"""The files that programs read: document.json, the ledger and the list of facts."""

import json

from pydantic import Field

from content.artifacts import Artifact, Document, Fact, Place
from rendering.cleaning import UNSAFE, cleaned
from rendering.sources import citations


class SourceEntry(Artifact):
    """A source of a document, as document.json lists it."""

    number: int = Field(ge=1)
    uri: str
    sha256: str
    sentences: tuple[int, ...]
    """Positions of the sentences that rest on it."""


class DocumentRecord(Document):
    """document.json: the document, its text in one piece and its sources list."""

    text: str
    """All sentences in order, joined by one space."""
    sources: tuple[SourceEntry, ...]


def render_json(document: Document) -> bytes:
    """Write a document as document.json."""
    clean = cleaned(document)
    record = DocumentRecord(
        **{name: getattr(clean, name) for name in Document.model_fields},
        text=" ".join(sentence.text for sentence in clean.sentences),
        sources=tuple(SourceEntry(**citation._asdict()) for citation in citations(clean)),
    )
    return _escaped(json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2)) + b"\n"


def ledger_lines(document: Document) -> bytes:
    """Write ledger.jsonl: one line a sentence of the document, in order."""
    return b"".join(_line(sentence.model_dump(mode="json")) for sentence in cleaned(document).sentences)


def fact_line(fact: Fact) -> bytes:
    """Write a line of facts.jsonl: the fact with the first place that states it and, when there are more, all."""
    return _line(_fact_row(fact))


def _fact_row(fact: Fact) -> dict[str, object]:
    places = [place.model_dump(mode="json") for place in fact.sources]
    row: dict[str, object] = {
        "id": fact.id,
        "subject": fact.subject,
        "predicate": fact.predicate,
        "object": fact.object,
        "source": places[0] if places else Place(uri="", sha256="").model_dump(mode="json"),
    }
    optional = {
        "sources": places if len(places) > 1 else None,
        "negated": fact.negated,
        "valid_from": fact.valid_from,
        "valid_to": fact.valid_to,
    }
    return row | {name: value for name, value in optional.items() if value}


def _line(row: dict[str, object]) -> bytes:
    return _escaped(json.dumps(row, ensure_ascii=False, separators=(",", ":"))) + b"\n"


def _escaped(text: str) -> bytes:
    """Encode JSON with its invisible characters written as escapes: the data is the same, no terminal acts on it."""
    return UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], text).encode()
