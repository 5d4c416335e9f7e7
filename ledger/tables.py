"""Tables of the ledger database."""

from sqlalchemy import Boolean, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables; constraints have names, so that migrations can find them."""

    metadata = MetaData(naming_convention=_NAMES)


class Job(Base):
    """A job in its folder; the folder added again replaces what was there."""

    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(Text, unique=True)
    job: Mapped[str] = mapped_column(String(64))
    requested: Mapped[int]
    delivered: Mapped[int]


class Document(Base):
    """A delivered document."""

    __tablename__ = "documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    brief: Mapped[str] = mapped_column(Text)
    manifest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of its manifest."""


class Weights(Base):
    """A model that worded a document."""

    __tablename__ = "weights"
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(Text, primary_key=True, index=True)
    sha256: Mapped[str] = mapped_column(Text, index=True)


class Sentence(Base):
    """A line of a document's ledger."""

    __tablename__ = "sentences"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(16))


class Fact(Base):
    """A fact that documents cite; its id follows from what it says, so that jobs share it."""

    __tablename__ = "facts"
    id: Mapped[str] = mapped_column(String(17), primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    predicate: Mapped[str] = mapped_column(Text)
    object: Mapped[str] = mapped_column(Text)
    negated: Mapped[bool] = mapped_column(Boolean)
    valid_from: Mapped[str] = mapped_column(Text)
    valid_to: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    """The subject's name, folded."""
    relation: Mapped[str] = mapped_column(Text)
    """What the spellings of the predicate share."""

    __table_args__ = (Index(None, "about", "relation"),)


class Citation(Base):
    """A sentence rests on a fact."""

    __tablename__ = "citations"
    sentence_id: Mapped[int] = mapped_column(ForeignKey("sentences.id", ondelete="CASCADE"), primary_key=True)
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), primary_key=True, index=True)


class Source(Base):
    """A place that states a fact, as a job found it."""

    __tablename__ = "sources"
    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    fact_id: Mapped[str] = mapped_column(ForeignKey("facts.id"), index=True)
    uri: Mapped[str] = mapped_column(Text, index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    start: Mapped[int]
    end: Mapped[int]


class Paragraph(Base):
    """The sentences under one heading of a document."""

    __tablename__ = "paragraphs"
    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    section: Mapped[str] = mapped_column(Text)
    first: Mapped[int]
    """Number of its first sentence."""
    text: Mapped[str] = mapped_column(Text)
    words: Mapped[int]
    said: Mapped[str] = mapped_column(String(64), index=True)
    """Hash of its words in order, without case and punctuation."""
