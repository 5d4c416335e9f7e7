"""The ledger database on SQLite, and on PostgreSQL where a server can be started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from content.errors import InputError, LedgerError
from content.hashing import digest
from content.settings import LedgerSettings
from ledger.database import Database, open_database
from ledger.place import database_address
from ledger.questions import (
    documents_of_model,
    jobs,
    mentions_of_fact,
    mentions_of_source,
    repeated_paragraphs,
    rival_facts,
)
from ledger.tables import Base
from ledger.writing import (
    DocumentRow,
    FactRow,
    JobRow,
    ParagraphRow,
    SentenceRow,
    SourceRow,
    add_job,
    forget_job,
)
from tests.postgres import BIN, a_postgres


def a_fact(number: int, said: str, source: str = "facts.jsonl") -> FactRow:
    return FactRow(
        id=f"f{number:016x}",
        subject="Ulm",
        predicate="population",
        object=said,
        negated=False,
        valid_from="",
        valid_to="",
        about="ulm",
        relation="population",
        sources=(SourceRow(source, "ab" * 32, 0, 10),),
    )


def a_document(brief: str, *facts: FactRow, model: str = "smollm2") -> DocumentRow:
    sentences = tuple(
        SentenceRow(number, f"Ulm has {fact.object} people.", "stated", "model", (fact.id,))
        for number, fact in enumerate(facts, 1)
    )
    said = " ".join(one.text for one in sentences)
    return DocumentRow(
        brief, "cd" * 32, {model: "ef" * 32}, sentences, (ParagraphRow("", 1, said, len(said.split()), digest(said)),)
    )


ONE, TWO = a_fact(1, "128928"), a_fact(2, "130000", "texts/old.md")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(f"sqlite:///{tmp_path}/deep/ledger.db")


def filled(database: Database) -> Database:
    add_job(database, JobRow("/a", "j1", 2, 2), [ONE], [a_document("ulm", ONE), a_document("other", ONE)])
    add_job(database, JobRow("/b", "j2", 1, 1), [TWO], [a_document("ulm", TWO, model="template")])
    return database


def test_it_tells_which_documents_rest_on_a_fact(database: Database) -> None:
    filled(database)
    assert [(one.folder, one.brief, one.sentence) for one in mentions_of_fact(database, ONE.id)] == [
        ("/a", "ulm", 1),
        ("/a", "other", 1),
    ]
    assert len(mentions_of_fact(database, "ULM")) == 3
    assert mentions_of_fact(database, "f0000000000000009") == []


@pytest.mark.parametrize("source", ["texts/old.md", "old.md"])
def test_it_tells_which_documents_rest_on_a_source(database: Database, source: str) -> None:
    assert [one.folder for one in mentions_of_source(filled(database), source)] == ["/b"]


def test_a_percent_sign_in_a_source_is_no_wildcard(database: Database) -> None:
    assert mentions_of_source(filled(database), "%") == []


def test_it_tells_which_documents_a_model_worded(database: Database) -> None:
    filled(database)
    assert [one.brief for one in documents_of_model(database, "smollm2")] == ["ulm", "other"]
    assert len(documents_of_model(database, "ef" * 32)) == 3


def test_it_tells_paragraphs_that_repeat_across_documents(database: Database) -> None:
    filled(database)
    assert [(one.folder, one.brief) for one in repeated_paragraphs(database, 4)] == [("/a", "ulm"), ("/a", "other")]
    assert repeated_paragraphs(database, 50) == []


def test_it_tells_facts_that_may_contradict_each_other(database: Database) -> None:
    assert [one.fact for one in rival_facts(filled(database))] == [ONE.id, TWO.id]


def test_a_job_added_again_replaces_what_was_there(database: Database) -> None:
    for _ in range(2):
        filled(database)
    assert [(one.folder, one.job) for one in jobs(database)] == [("/a", "j1"), ("/b", "j2")]
    add_job(database, JobRow("/a", "j3", 1, 1), [TWO], [a_document("ulm", TWO)])
    assert mentions_of_fact(database, ONE.id) == []


def test_a_job_that_cannot_be_read_to_its_end_changes_nothing(database: Database) -> None:
    def broken() -> Iterator[DocumentRow]:
        yield a_document("ulm", ONE)
        raise InputError("the second ledger is damaged")

    filled(database)
    with pytest.raises(InputError, match="damaged"):
        add_job(database, JobRow("/a", "j9", 2, 2), [ONE], broken())
    assert [one.job for one in jobs(database)] == ["j1", "j2"]


def test_a_forgotten_job_takes_its_facts_along_and_leaves_those_of_others(database: Database) -> None:
    filled(database)
    assert forget_job(database, "/a")
    assert not forget_job(database, "/a")
    assert mentions_of_fact(database, "ulm") == mentions_of_fact(database, TWO.id) != []


def test_the_migrations_make_the_tables_that_the_code_knows(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with database.reading() as connection:
        assert inspect(connection).get_table_names() == sorted([*Base.metadata.tables, "ledger_version"])
        context = MigrationContext.configure(connection, opts={"version_table": "ledger_version"})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_of_a_later_version_is_refused_in_one_line(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/ledger.db"
    open_database(address)
    with create_engine(address).begin() as connection:
        connection.execute(text("UPDATE ledger_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="version '9999' of the ledger database, this Factpress knows 0001"):
        open_database(address)


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError, match="file is not a database"):
        open_database(f"sqlite:///{tmp_path}/ledger.db")


@pytest.mark.parametrize("address", ["nosuch://x", "sqlite", "http://127.0.0.1/x"])
def test_what_is_no_address_of_a_database_is_one_line(address: str) -> None:
    with pytest.raises(InputError, match=r"ledger\.database: is no address of a database"):
        open_database(address)


def test_the_setting_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTPRESS_LEDGER", "postgresql://team@host/ledger")
    assert database_address(LedgerSettings()) == "postgresql://team@host/ledger"
    assert database_address(LedgerSettings(database=str(tmp_path / "a.db"))) == f"sqlite:///{tmp_path}/a.db"
    assert database_address(LedgerSettings(database="none")) == ""
    monkeypatch.delenv("FACTPRESS_LEDGER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert database_address(LedgerSettings()) == f"sqlite:///{tmp_path}/factpress/ledger.db"


@pytest.mark.slow
@pytest.mark.skipif(BIN is None, reason="PostgreSQL is not installed")
def test_postgresql_answers_the_same(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="pip install 'psycopg[binary]'")
    with a_postgres() as place:
        here = open_database(f"postgresql://{place}")
        there = open_database(f"sqlite:///{tmp_path}/ledger.db")
        for _ in range(2):  # opened again, added again
            answers = [_answers(filled(open_database(str(one.engine.url)))) for one in (here, there)]
            assert answers[0] == answers[1]
        forget_job(here, "/a")
        assert [one.folder for one in jobs(here)] == ["/b"]
        here.engine.dispose()


@pytest.mark.slow
@pytest.mark.skipif(BIN is None, reason="PostgreSQL is not installed")
def test_two_machines_that_begin_at_once_make_the_tables_once(tmp_path: Path) -> None:
    pytest.importorskip("psycopg", reason="pip install 'psycopg[binary]'")
    from concurrent.futures import ThreadPoolExecutor

    def add(number: int, place: str) -> None:
        database = open_database(f"postgresql://{place}")
        add_job(database, JobRow(f"/{number}", "j", 1, 1), [ONE, TWO], [a_document("ulm", ONE, TWO)])
        database.engine.dispose()

    with a_postgres() as place:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: add(number, place), range(8)))
        database = open_database(f"postgresql://{place}")
        assert [one.folder for one in jobs(database)] == [f"/{number}" for number in range(8)]
        assert len(mentions_of_fact(database, ONE.id)) == 8
        database.engine.dispose()


def _answers(database: Database) -> list[object]:
    found: list[object] = [
        jobs(database),
        mentions_of_fact(database, "ulm"),
        mentions_of_source(database, "old.md"),
        documents_of_model(database, "smollm2"),
        rival_facts(database),
        repeated_paragraphs(database, 4),
    ]
    database.engine.dispose()
    return found
