"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_INDEXES = {
    "documents": (("job_id",),),
    "weights": (("model",), ("sha256",)),
    "sentences": (("document_id",),),
    "facts": (("about", "relation"),),
    "citations": (("fact_id",),),
    "sources": (("job_id",), ("fact_id",), ("uri",), ("sha256",)),
    "paragraphs": (("document_id",), ("said",)),
}


def upgrade() -> None:
    """Make the tables."""
    _make_documents()
    _make_facts()
    for table, indexes in _INDEXES.items():
        for columns in indexes:
            op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _make_documents() -> None:
    """Jobs, their documents, and what these say."""
    op.create_table(
        "jobs",
        _id(),
        _text("folder"),
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("requested", sa.Integer, nullable=False),
        sa.Column("delivered", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("folder", name="uq_jobs_folder"),
    )
    op.create_table(
        "documents",
        _id(),
        *_belongs("documents", "job_id", "jobs"),
        _text("brief"),
        _hash("manifest"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_table(
        "weights",
        *_belongs("weights", "document_id", "documents"),
        _text("model"),
        _text("sha256"),
        sa.PrimaryKeyConstraint("document_id", "model", name="pk_weights"),
    )
    op.create_table(
        "sentences",
        _id(),
        *_belongs("sentences", "document_id", "documents"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("text"),
        sa.Column("label", sa.String(16), nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sentences"),
    )


def _make_facts() -> None:
    """Facts, where sentences cite them, where they come from, and paragraphs."""
    op.create_table(
        "facts",
        sa.Column("id", sa.String(17), nullable=False),
        _text("subject"),
        _text("predicate"),
        _text("object"),
        sa.Column("negated", sa.Boolean, nullable=False),
        _text("valid_from"),
        _text("valid_to"),
        _text("about"),
        _text("relation"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
    )
    op.create_table(
        "citations",
        *_belongs("citations", "sentence_id", "sentences"),
        *_fact("citations"),
        sa.PrimaryKeyConstraint("sentence_id", "fact_id", name="pk_citations"),
    )
    op.create_table(
        "sources",
        _id(),
        *_belongs("sources", "job_id", "jobs"),
        *_fact("sources"),
        _text("uri"),
        _hash("sha256"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )
    op.create_table(
        "paragraphs",
        _id(),
        *_belongs("paragraphs", "document_id", "documents"),
        _text("section"),
        sa.Column("first", sa.Integer, nullable=False),
        _text("text"),
        sa.Column("words", sa.Integer, nullable=False),
        _hash("said"),
        sa.PrimaryKeyConstraint("id", name="pk_paragraphs"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("paragraphs", "sources", "citations", "facts", "sentences", "weights", "documents", "jobs"):
        op.drop_table(table)


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.Integer, nullable=False)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text, nullable=False)


def _hash(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(64), nullable=False)


def _belongs(table: str, column: str, to: str) -> "tuple[sa.Column[int], sa.ForeignKeyConstraint]":
    key = sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
    return sa.Column(column, sa.Integer, nullable=False), key


def _fact(table: str) -> "tuple[sa.Column[str], sa.ForeignKeyConstraint]":
    key = sa.ForeignKeyConstraint(["fact_id"], ["facts.id"], name=f"fk_{table}_fact_id")
    return sa.Column("fact_id", sa.String(17), nullable=False), key
