"""After the stages: a finished job goes into the ledger database, from the files that it delivered."""

import logging
from collections.abc import Iterator, Mapping
from itertools import combinations, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from prefect import task

from content.artifacts import Fact, JobReport, Sentence
from content.errors import FactpressError, InputError
from content.hashing import digest
from content.names import fold
from knowledge.evidence import exclude
from knowledge.graph import normalise
from knowledge.graph.relations import relation_key
from ledger.place import database_address
from tasks.job import Job
from tasks.job_folder import JobFolder

if TYPE_CHECKING:
    from ledger.database import Database
    from ledger.questions import Rival
    from ledger.writing import DocumentRow, FactRow, ParagraphRow

log = logging.getLogger("factpress")

_LONGEST = 1_000
"""Characters of a name or an address that PostgreSQL is asked to index."""


@task(name="record_ledger", persist_result=False)
def record_ledger(job: Job) -> None:
    """Add a finished job to the ledger database.

    Raises:
        LedgerError: the database cannot be opened or written.
    """
    from ledger.database import open_database

    fill(open_database(database_address(job.settings.ledger)), JobFolder(job.out))


def record_if_possible(job: Job, report: JobReport) -> None:
    """Add a finished job to the ledger database; trouble with that is said, and is no trouble of the documents."""
    if not report.files or not database_address(job.settings.ledger):
        return
    try:
        record_ledger(job)
    except FactpressError as error:
        log.warning("%s; the documents are delivered, `factpress ledger add %s` adds them later", error, job.out)


def fill(database: "Database", folder: JobFolder) -> int:
    """Put a finished job in place of what the database has of its folder, and tell how many documents it has.

    Raises:
        InputError: a file of the job is missing or damaged.
        LedgerError: the database cannot be written.
    """
    from ledger.writing import JobRow, add_job

    report = folder.report
    row = JobRow(str(folder.path.resolve()), report.job, report.requested, report.delivered)
    add_job(database, row, _facts(folder.path / "facts.jsonl"), _documents(folder))
    return report.delivered


def _documents(folder: JobFolder) -> "Iterator[DocumentRow]":
    from ledger.writing import DocumentRow, SentenceRow

    hashes = {file.path: file.sha256 for file in folder.report.files}
    for brief in folder.delivered:
        sentences = folder.ledger(brief)
        yield DocumentRow(
            brief=_plain(brief),
            manifest=hashes[f"documents/{brief}/manifest.json"],
            weights=folder.manifest(brief).weights,
            sentences=tuple(
                SentenceRow(one.sentence, _plain(one.text), one.label, one.origin, one.facts) for one in sentences
            ),
            paragraphs=tuple(_paragraphs(sentences)),
        )


def _paragraphs(sentences: list[Sentence]) -> "Iterator[ParagraphRow]":
    from ledger.writing import ParagraphRow

    for section, group in groupby(sentences, key=lambda one: one.section):
        together = list(group)
        text = " ".join(one.text for one in together)
        said = fold(text).split()
        yield ParagraphRow(_plain(section), together[0].sentence, _plain(text), len(said), digest(said))


def _facts(path: Path) -> "Iterator[FactRow]":
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _fact(orjson.loads(line), f"{path}:{number}")
    except (OSError, orjson.JSONDecodeError) as error:
        raise InputError(f"cannot be read ({error})", place=str(path), remedy="run the job again") from error


def _fact(row: Mapping[str, Any], place: str) -> "FactRow":
    from ledger.writing import FactRow, SourceRow

    try:
        return FactRow(
            id=row["id"],
            subject=_plain(row["subject"]),
            predicate=_plain(row["predicate"]),
            object=_plain(row["object"]),
            negated=row.get("negated", False),
            valid_from=row.get("valid_from", ""),
            valid_to=row.get("valid_to", ""),
            about=_plain(fold(row["subject"]))[:_LONGEST],
            relation=_plain(relation_key(row["predicate"]))[:_LONGEST],
            sources=tuple(
                SourceRow(_plain(one["uri"])[:_LONGEST], one["sha256"], one["start"], one["end"])
                for one in row.get("sources", [row["source"]])
            ),
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"is no fact ({error})", place=place, remedy="run the job again") from error


def _plain(text: str) -> str:
    """Replace what databases do not take: NUL, and halves of characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


class Contradiction(NamedTuple):
    """Two facts that delivered documents cite and that exclude each other."""

    one: Fact
    other: Fact


def contradictions(database: "Database") -> list[Contradiction]:
    """Find facts that documents of any job cite and that cannot both hold.

    Raises:
        LedgerError: the database cannot be read.
    """
    from ledger.questions import rival_facts

    found = []
    for _, group in groupby(rival_facts(database), key=lambda rival: (rival.about, rival.relation)):
        pairs = combinations([_as_fact(rival) for rival in group], 2)
        found += [Contradiction(one, other) for one, other in pairs if exclude(one, other)]
    return found


def _as_fact(rival: "Rival") -> Fact:
    return Fact(
        id=rival.fact,
        subject=rival.subject,
        predicate=rival.predicate,
        object=rival.object,
        value=normalise(rival.object),
        negated=rival.negated,
        valid_from=rival.valid_from,
        valid_to=rival.valid_to,
    )
