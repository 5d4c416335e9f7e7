"""Open the ledger database and bring its tables to this version."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from content.errors import InputError, LedgerError, MissingPart

_MIGRATIONS = Path(__file__).with_name("migrations")
_PATIENCE = 60
"""Seconds to wait for another writer of an SQLite file."""
_LOCK = 4_210_671
"""Number of PostgreSQL's advisory lock under which tables are migrated."""


class Database:
    """An open ledger database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.place = engine.url.render_as_string(hide_password=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction: all of it or nothing.

        Raises:
            LedgerError: the database is away, full or locked.
        """
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise LedgerError(f"{self.place}: {_line(error)}") from error

    reading = writing


def open_database(address: str) -> Database:
    """Open a ledger database, and make or migrate its tables.

    Raises:
        InputError: the address is not one.
        LedgerError: it cannot be opened, or a later version of Factpress has written it.
    """
    try:
        url = make_url(address)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        if url.drivername == "postgresql+psycopg" and find_spec("psycopg") is None:
            raise MissingPart(
                "PostgreSQL cannot be reached", place="ledger.database", remedy="pip install 'psycopg[binary]'"
            )
        if url.drivername == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, connect_args=_arguments(url.drivername))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        remedy = "give a file, or an address such as postgresql://user@host/name"
        raise InputError("is no address of a database", place="ledger.database", remedy=remedy) from error
    except OSError as error:
        raise LedgerError(f"{url.database}: cannot be made ({error.strerror or error})") from error
    if url.drivername == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    database = Database(engine)
    _migrate(database)
    return database


def _arguments(driver: str) -> dict[str, Any]:
    return {"timeout": _PATIENCE} if driver == "sqlite" else {"connect_timeout": 10}


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = WAL")


def _migrate(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    newest = script.get_current_head()
    with database.writing() as connection:
        found = _version(connection)
        if found == newest:
            return
        if found is not None and found not in {one.revision for one in script.walk_revisions()}:
            raise LedgerError(
                f"{database.place}: version {found[:40]!r} of the ledger database, this Factpress knows {newest}; "
                "use the Factpress that wrote it or another database"
            )
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if _version(connection) != newest:  # nobody was faster
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection, opts={"version_table": "ledger_version"}).get_current_revision()


def _line(error: SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None) or error
    return " ".join(str(cause).split())[:300]
