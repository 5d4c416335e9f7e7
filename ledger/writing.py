"""Add a job to the ledger database, or take one out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from ledger.database import Database
from ledger.tables import Base, Citation, Document, Fact, Job, Paragraph, Sentence, Source, Weights

T = TypeVar("T")

_ROWS = 2_000
"""Rows of one statement."""


class SourceRow(NamedTuple):
    """A place that states a fact."""

    uri: str
    sha256: str
    start: int
    end: int


class FactRow(NamedTuple):
    """A fact that a job cites."""

    id: str
    subject: str
    predicate: str
    object: str
    negated: bool
    valid_from: str
    valid_to: str
    about: str
    relation: str
    sources: tuple[SourceRow, ...]


class SentenceRow(NamedTuple):
    """A line of a ledger."""

    number: int
    text: str
    label: str
    origin: str
    facts: tuple[str, ...]


class ParagraphRow(NamedTuple):
    """The sentences under one heading."""

    section: str
    first: int
    text: str
    words: int
    said: str


class DocumentRow(NamedTuple):
    """A delivered document."""

    brief: str
    manifest: str
    weights: dict[str, str]
    sentences: tuple[SentenceRow, ...]
    paragraphs: tuple[ParagraphRow, ...]


class JobRow(NamedTuple):
    """A job in its folder."""

    folder: str
    job: str
    requested: int
    delivered: int


def add_job(database: Database, job: JobRow, facts: Iterable[FactRow], documents: Iterable[DocumentRow]) -> None:
    """Put a job in place of what the database has of its folder; all of it or nothing.

    Raises:
        LedgerError: the database cannot be written.
    """
    with database.writing() as connection:
        _alone(connection)
        connection.execute(delete(Job).where(Job.folder == job.folder))
        job_id = _added(connection, Job, job._asdict())
        for part in _parts(facts):
            _add_facts(connection, job_id, part)
        for batch in _parts(documents, 200):
            _add_documents(connection, job_id, batch)


def forget_job(database: Database, folder: str) -> bool:
    """Take a job out, and tell whether it was there; its facts stay while other jobs cite them.

    Raises:
        LedgerError: the database cannot be written.
    """
    with database.writing() as connection:
        _alone(connection)
        gone = connection.execute(delete(Job).where(Job.folder == folder)).rowcount
        used = select(Citation.fact_id).union(select(Source.fact_id))
        connection.execute(delete(Fact).where(Fact.id.not_in(used)))
        return bool(gone)


def _alone(connection: Connection) -> None:
    """Let one writer at a time in: SQLite knows no better, and on PostgreSQL two jobs may share facts."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE jobs IN SHARE ROW EXCLUSIVE MODE")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _added(connection: Connection, table: type[Base], row: dict[str, Any]) -> int:
    return int(connection.execute(insert(table).returning(table.__table__.c.id), row).scalar_one())


def _add_facts(connection: Connection, job_id: int, facts: Sequence[FactRow]) -> None:
    rows = [{name: value for name, value in fact._asdict().items() if name != "sources"} for fact in facts]
    into = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(Fact)
    connection.execute(into.on_conflict_do_nothing(), rows)
    _insert(
        connection,
        Source,
        [{"job_id": job_id, "fact_id": fact.id, **place._asdict()} for fact in facts for place in fact.sources],
    )


def _add_documents(connection: Connection, job_id: int, documents: Sequence[DocumentRow]) -> None:
    document_ids = _numbers(connection, Document)
    sentence_ids = _numbers(connection, Sentence)
    rows: dict[type[Base], list[dict[str, Any]]] = {
        table: [] for table in (Document, Weights, Sentence, Citation, Paragraph)
    }
    for document in documents:
        own = next(document_ids)
        rows[Document].append({"id": own, "job_id": job_id, "brief": document.brief, "manifest": document.manifest})
        rows[Weights] += [
            {"document_id": own, "model": model, "sha256": sha256} for model, sha256 in document.weights.items()
        ]
        rows[Paragraph] += [{"document_id": own, **paragraph._asdict()} for paragraph in document.paragraphs]
        for sentence in document.sentences:
            number = next(sentence_ids)
            said = {name: value for name, value in sentence._asdict().items() if name != "facts"}
            rows[Sentence].append({"id": number, "document_id": own, **said})
            rows[Citation] += [{"sentence_id": number, "fact_id": fact} for fact in dict.fromkeys(sentence.facts)]
    for table, added in rows.items():
        _insert(connection, table, added)


def _numbers(connection: Connection, table: type[Base]) -> Iterator[int]:
    """Give ids that are free: there is one writer at a time."""
    number = connection.execute(select(func.coalesce(func.max(table.__table__.c.id), 0))).scalar_one()
    while True:
        number += 1
        yield number


def _insert(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    for part in _parts(rows):
        connection.execute(insert(table), part)


def _parts(rows: Iterable[T], size: int = _ROWS) -> Iterator[list[T]]:
    source = iter(rows)
    while part := list(islice(source, size)):
        yield part
