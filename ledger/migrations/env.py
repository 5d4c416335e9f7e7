"""How Alembic reaches the database: over the connection that `ledger.database` hands it."""

from alembic import context

from ledger.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    version_table="ledger_version",
)
with context.begin_transaction():
    context.run_migrations()
