"""A finished job on disk, read again: for audit, verification, replay and impact. Nothing is written."""

from collections.abc import Iterator
from contextlib import chdir, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from content.artifacts import Artifact, JobReport, Manifest, Place, Sentence
from content.errors import InputError
from content.files import is_address, open_files
from content.store import Record, Store
from rendering import confined
from tasks.job import Job
from tasks.run_record import NAME, RunRecord

A = TypeVar("A", bound=Artifact)


class FactLine(Artifact):
    """A line of facts.jsonl."""

    id: str
    subject: str
    predicate: str
    object: str
    source: Place
    sources: tuple[Place, ...] = ()
    negated: bool = False
    valid_from: str = ""
    valid_to: str = ""

    @property
    def words(self) -> str:
        """The fact for people: `Ulm · country · Germany`."""
        return f"{self.subject} · {'not ' if self.negated else ''}{self.predicate} · {self.object}"


class JobFolder:
    """The folder that a run wrote."""

    def __init__(self, folder: Path, record: RunRecord | None = None) -> None:
        """Open a job's folder.

        Args:
            record: its run.json, where that has been read already.

        Raises:
            InputError: there is no finished job in it.
        """
        self.path = folder.absolute()
        if not (folder / "job.json").is_file():
            raise InputError("there is no job.json in it", place=str(folder), remedy="give the --out of a finished run")
        self.report = read_artifact(folder / "job.json", JobReport)
        self._read = record

    @cached_property
    def record(self) -> RunRecord:
        """How the job was run.

        Raises:
            InputError: run.json is missing or damaged, or belongs to another run.
        """
        path = self.path / NAME
        if self._read is None and not path.is_file():
            raise InputError("is missing", place=str(path), remedy="run the job again, it costs seconds")
        record = self._read or read_artifact(path, RunRecord)
        if record.job != self.report.job:
            problem = f"is of job {record.job}, job.json of {self.report.job}: the last run did not come to its end"
            raise InputError(problem, place=str(path), remedy="run the job again, it goes on where it was")
        return record

    @cached_property
    def delivered(self) -> list[str]:
        """Ids of the delivered documents, in the order of job.json."""
        parts = [Path(file.path).parts for file in self.report.files]
        return [part[1] for part in parts if len(part) == 3 and (part[0], part[2]) == ("documents", "manifest.json")]

    def file(self, brief: str, name: str) -> Path:
        """Place of a document's file."""
        return confined(self.path / "documents", f"{brief}/{name}")

    def manifest(self, brief: str) -> Manifest:
        """Read a document's manifest.

        Raises:
            InputError: there is no such document, or its manifest is damaged.
        """
        if brief not in self.delivered:
            known = "it was not delivered" if brief in self.undelivered else "the job has no such document"
            raise InputError(known, place=f"{self.path}: {brief}", remedy="`factpress audit` lists all documents")
        return read_artifact(self.file(brief, "manifest.json"), Manifest)

    @cached_property
    def undelivered(self) -> dict[str, tuple[str, str, str]]:
        """Brief → state, stage and reason of every document that was not delivered."""
        report = self.report
        return {
            **{one.brief: ("rejected", str(one.stage), one.reason) for one in report.rejected},
            **{one.brief: ("failed", str(one.stage), one.error) for one in report.failed},
            **{one.brief: ("skipped", "", one.reason) for one in report.skipped},
        }

    def ledger(self, brief: str) -> list[Sentence]:
        """Read a document's ledger.

        Raises:
            InputError: it is missing or damaged.
        """
        path = self.file(brief, "ledger.jsonl")
        return [parsed(line, Sentence, f"{path}:{number}") for number, line in enumerate(_lines(path), 1)]

    def facts(self) -> dict[str, FactLine]:
        """Read facts.jsonl: id → line.

        Raises:
            InputError: it is missing or damaged.
        """
        path = self.path / "facts.jsonl"
        rows = (parsed(line, FactLine, f"{path}:{number}") for number, line in enumerate(_read(path).splitlines(), 1))
        return {row.id: row for row in rows}

    @cached_property
    def store(self) -> Store | None:
        """The job's store; None when it was deleted."""
        location = self._store()
        return Store(location) if open_files(location).read("format") is not None else None

    def _store(self) -> str:
        named = self.record.store
        return named if is_address(named) else str((self.path / named).resolve())

    def keys(self, brief: str) -> dict[str, str]:
        """Stage → key of its output for a document."""
        return self.record.stages.get(brief, {})

    def stage_record(self, brief: str, stage: str) -> Record | None:
        """Find the record of a stage's output; None when the stage did not run or the store has lost it."""
        key = self.keys(brief).get(stage)
        return self.store.record(key) if key and self.store else None

    def output(self, brief: str, stage: str, kind: type[A]) -> A | None:
        """Find a stage's output; None when the stage did not run, rejected the document, or the store has lost it."""
        found = self.stage_record(brief, stage)
        return self.store.get(found, kind) if found and self.store and found.kind == kind.__name__ else None

    def job(self) -> Job:
        """Give the job as the run had it; its paths are relative to the run's working folder."""
        record = self.record
        return Job(
            id=record.job,
            out=self.path.resolve(),
            store=self._store(),
            settings=record.settings,
            knowledge=tuple(Path(path) for path in record.knowledge),
            mappings={table: Path(path) for table, path in record.mappings.items()},
        )

    @contextmanager
    def working_folder(self) -> Iterator[None]:
        """Stand where the run stood, if that is there still: sources are named by the paths that were given."""
        folder = (self.path / self.record.folder).resolve()
        with chdir(folder if folder.is_dir() else Path.cwd()):
            yield


def read_artifact(path: Path, kind: type[A]) -> A:
    """Read one artifact from a JSON file.

    Raises:
        InputError: it is missing, damaged, or of a format that is not known.
    """
    return parsed(_read(path), kind, str(path))


def parsed(data: bytes, kind: type[A], place: str) -> A:
    """Read one artifact from JSON.

    Raises:
        InputError: it is damaged, or of a format that is not known.
    """
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = f"{where}: {first['msg']}" if where else first["msg"]
        raise InputError(f"damaged ({problem})"[:300], place=place) from error


def _lines(path: Path) -> list[bytes]:
    return _read(path).removesuffix(b"\n").split(b"\n")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", place=str(path)) from error
