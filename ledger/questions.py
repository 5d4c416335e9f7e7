"""What the ledger database is asked."""

from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_

from content.names import fold
from ledger.database import Database
from ledger.tables import Citation, Document, Fact, Job, Paragraph, Sentence, Source, Weights

R = TypeVar("R", bound=tuple[Any, ...])


class Mention(NamedTuple):
    """A sentence of a document that rests on a fact."""

    folder: str
    brief: str
    sentence: int
    text: str
    fact: str


class Worded(NamedTuple):
    """A document that a model worded."""

    folder: str
    brief: str
    model: str
    sha256: str


class Rival(NamedTuple):
    """A fact that documents cite, of a subject and a relation of which they cite others too."""

    fact: str
    subject: str
    predicate: str
    object: str
    negated: bool
    valid_from: str
    valid_to: str
    about: str
    relation: str


class Repeat(NamedTuple):
    """A paragraph that stands in more than one document."""

    said: str
    folder: str
    brief: str
    section: str
    sentence: int
    text: str


class JobLine(NamedTuple):
    """A job that the database knows."""

    folder: str
    job: str
    requested: int
    delivered: int


def jobs(database: Database) -> list[JobLine]:
    """List the jobs."""
    return _rows(database, JobLine, select(Job.folder, Job.job, Job.requested, Job.delivered).order_by(Job.folder))


def mentions_of_fact(database: Database, fact: str) -> list[Mention]:
    """Find the sentences that rest on a fact, by its id, or on any fact about a subject, by its name."""
    return _mentions(database, or_(Fact.id == fact, Fact.about == fold(fact)))


def mentions_of_source(database: Database, source: str) -> list[Mention]:
    """Find the sentences whose facts a source states: its path or address, the end of it, or its SHA-256."""
    ends = Source.uri.endswith(f"/{source}", autoescape=True)
    said = select(Source.job_id, Source.fact_id).where(or_(Source.uri == source, Source.sha256 == source, ends))
    return _mentions(database, tuple_(Document.job_id, Fact.id).in_(said))


def documents_of_model(database: Database, model: str) -> list[Worded]:
    """Find the documents that a model worded: its name, or the SHA-256 of its weights."""
    question = (
        select(Job.folder, Document.brief, Weights.model, Weights.sha256)
        .join(Document, Document.job_id == Job.id)
        .join(Weights, Weights.document_id == Document.id)
        .where(or_(Weights.model == model, Weights.sha256 == model))
        .order_by(Job.folder, Document.id)
    )
    return _rows(database, Worded, question)


def rival_facts(database: Database) -> list[Rival]:
    """Find the facts in use that share subject and relation with another one in use."""
    used = select(Citation.fact_id)
    several = (
        select(Fact.about, Fact.relation)
        .where(Fact.id.in_(used))
        .group_by(Fact.about, Fact.relation)
        .having(func.count() > 1)
    )
    question = (
        select(
            Fact.id,
            Fact.subject,
            Fact.predicate,
            Fact.object,
            Fact.negated,
            Fact.valid_from,
            Fact.valid_to,
            Fact.about,
            Fact.relation,
        )
        .where(Fact.id.in_(used), tuple_(Fact.about, Fact.relation).in_(several))
        .order_by(Fact.about, Fact.relation, Fact.id)
    )
    return _rows(database, Rival, question)


def repeated_paragraphs(database: Database, words: int) -> list[Repeat]:
    """Find paragraphs with the same words in several documents; case and punctuation do not count.

    Args:
        words: a shorter paragraph is not told: equal facts make equal captions.
    """
    several = (
        select(Paragraph.said)
        .where(Paragraph.words >= words)
        .group_by(Paragraph.said)
        .having(func.count(Paragraph.document_id.distinct()) > 1)
    )
    question = (
        select(Paragraph.said, Job.folder, Document.brief, Paragraph.section, Paragraph.first, Paragraph.text)
        .join(Document, Document.id == Paragraph.document_id)
        .join(Job, Job.id == Document.job_id)
        .where(Paragraph.said.in_(several))
        .order_by(Paragraph.said, Job.folder, Document.id)
    )
    return _rows(database, Repeat, question)


def _mentions(database: Database, where: ColumnElement[bool]) -> list[Mention]:
    question = (
        select(Job.folder, Document.brief, Sentence.number, Sentence.text, Fact.id)
        .join(Document, Document.job_id == Job.id)
        .join(Sentence, Sentence.document_id == Document.id)
        .join(Citation, Citation.sentence_id == Sentence.id)
        .join(Fact, Fact.id == Citation.fact_id)
        .where(where)
        .order_by(Job.folder, Document.id, Sentence.number, Fact.id)
    )
    return _rows(database, Mention, question)


def _rows(database: Database, kind: type[R], question: Select[Any]) -> list[R]:
    with database.reading() as connection:
        return [kind(*row) for row in connection.execute(question)]
