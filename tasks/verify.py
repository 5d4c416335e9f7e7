"""Check a delivered job with nothing but its files: hashes, ledgers, facts. No server, no network, no store."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from content.artifacts import Artifact, FileHash, Manifest, Problem, Sentence
from content.errors import InputError
from content.hashing import fact_id, file_digest
from content.settings import OutputSettings
from rendering import confined
from rendering.readback import unlike_the_ledger
from tasks.job_folder import FactLine, JobFolder, parsed, read_artifact
from tasks.run_record import NAME, RunRecord

RESTING = frozenset({"stated", "inferred"})
"""Labels of sentences that need a fact."""


class Verification(Artifact):
    """What was looked at and what is wrong with it."""

    job: str
    documents: int
    sentences: int
    files: int
    problems: tuple[Problem, ...] = ()


def verify(folder: JobFolder) -> Verification:
    """Check everything that a job delivered."""
    checking = _Checking(folder)
    problems = tuple(checking.all())
    return Verification(
        job=folder.report.job,
        documents=len(folder.delivered),
        sentences=checking.sentences,
        files=checking.files,
        problems=problems,
    )


class _Checking:
    """One pass over a job's folder."""

    def __init__(self, folder: JobFolder) -> None:
        self.folder, self.report = folder, folder.report
        self.sentences = self.files = 0

    def all(self) -> Iterator[Problem]:
        yield from self._account()
        yield from self._record()
        yield from self._named_files(self.report.files)
        facts: set[str] = set()
        yield from self._facts(facts)
        for brief in self.folder.delivered:
            yield from self._document(brief, facts)
        yield from self._strangers()

    def _account(self) -> Iterator[Problem]:
        report = self.report
        counted = report.delivered + len(report.rejected) + len(report.failed) + len(report.skipped)
        if counted != report.requested:
            yield _problem("job.json", f"{report.requested} documents were requested, {counted} are accounted for")
        if report.delivered != len(self.folder.delivered):
            yield _problem(
                "job.json", f"{report.delivered} delivered, {len(self.folder.delivered)} manifests are named"
            )
        others = (one.brief for part in (report.rejected, report.failed, report.skipped) for one in part)
        seen = Counter([*self.folder.delivered, *others])
        for brief, times in seen.items():
            if times > 1:
                yield _problem("job.json", f"{brief} is counted {times} times")

    def _record(self) -> Iterator[Problem]:
        """Check run.json, where it is there: nothing that was delivered depends on it."""
        path = self.folder.path / NAME
        if not path.is_file():
            return
        try:
            record = read_artifact(path, RunRecord)
        except InputError as error:
            yield _problem(NAME, error.problem)
            return
        if record.job != self.report.job:
            yield _problem(NAME, "belongs to another run: the last one did not come to its end; run the job again")

    def _named_files(self, files: Iterable[FileHash]) -> Iterator[Problem]:
        for file in files:
            self.files += 1
            try:
                path = confined(self.folder.path, file.path)
            except InputError as error:
                yield _problem("job.json", error.problem)
                continue
            try:
                if not path.is_file():
                    yield _problem(file.path, "is missing")
                elif file_digest(path) != file.sha256:
                    yield _problem(file.path, "has been changed: its hash is not the recorded one")
            except OSError as error:
                yield _problem(file.path, f"cannot be read ({error.strerror or error})")

    def _facts(self, known: set[str]) -> Iterator[Problem]:
        """Check facts.jsonl and gather the ids that are in it."""
        for number, line in enumerate(_bytes(self.folder.path / "facts.jsonl").splitlines(), 1):
            place = f"facts.jsonl:{number}"
            try:
                fact = parsed(line, FactLine, place)
            except InputError as error:
                yield _problem(place, error.problem)
                continue
            said = fact_id(fact.subject, fact.predicate, fact.object, fact.negated, fact.valid_from, fact.valid_to)
            if fact.id != said:
                yield _problem(place, f"{fact.id[:20]} is not the id of what it says, which is {said}")
            if fact.id in known:
                yield _problem(place, f"{fact.id} is there twice")
            known.add(fact.id)

    def _document(self, brief: str, facts: set[str]) -> Iterator[Problem]:
        place = f"documents/{brief}"
        try:
            manifest = self.folder.manifest(brief)
            yield from self._manifest(place, brief, manifest)
            ledger = self.folder.ledger(brief)
        except InputError as error:
            yield _problem(place, str(error).removeprefix(f"{self.folder.path}/"))
            return
        self.sentences += len(ledger)
        yield from _ledger(f"{place}/ledger.jsonl", ledger, facts)
        yield from self._texts(manifest, ledger)

    def _manifest(self, place: str, brief: str, manifest: Manifest) -> Iterator[Problem]:
        if manifest.brief != brief:
            yield _problem(f"{place}/manifest.json", f"is the manifest of {manifest.brief}")
        if manifest.job != self.report.job:
            yield _problem(f"{place}/manifest.json", f"belongs to the job {manifest.job}, not to {self.report.job}")
        named = {file.path for file in manifest.files}
        if f"{place}/ledger.jsonl" not in named:
            yield _problem(f"{place}/manifest.json", "names no ledger")
        yield from (_problem(path, "is of another document") for path in named if not path.startswith(f"{place}/"))
        yield from self._named_files(manifest.files)

    def _texts(self, manifest: Manifest, ledger: list[Sentence]) -> Iterator[Problem]:
        """Compare the text of every delivered file with the ledger."""
        notice = _notice(manifest)
        for file in manifest.files:
            path = self.folder.path / file.path
            data = _bytes(path) if path.name.startswith("document.") else b""
            told = unlike_the_ledger(path.name, data, ledger, notice) if data else ""
            if told:
                yield _problem(file.path, told)

    def _strangers(self) -> Iterator[Problem]:
        """Find folders and files beside the delivered ones: nothing vouches for them."""
        undelivered = self.folder.undelivered
        for path in _entries(self.folder.path / "documents"):
            place = f"documents/{path.name}"
            if path.name in undelivered:
                yield _problem(place, f"is there, and job.json says that it was {undelivered[path.name][0]}")
            elif path.name not in self.folder.delivered:
                yield _problem(place, "is not part of this job")
            else:
                yield from self._strange_files(path.name)

    def _strange_files(self, brief: str) -> Iterator[Problem]:
        try:
            named = {file.path for file in self.folder.manifest(brief).files}
        except InputError:
            return  # told already
        for path in _entries(self.folder.path / "documents" / brief):
            place = f"documents/{brief}/{path.name}"
            if place not in named and path.name != "manifest.json" and not path.name.endswith(".part"):
                yield _problem(place, "is not named by the manifest")


def _ledger(place: str, ledger: list[Sentence], facts: set[str]) -> Iterator[Problem]:
    if not ledger:
        yield _problem(place, "is empty")
    for number, sentence in enumerate(ledger, 1):
        line = f"{place}:{number}"
        if sentence.sentence != number:
            yield _problem(line, f"is sentence {sentence.sentence}, number {number} was due")
        if not sentence.text.strip():
            yield _problem(line, "has no text")
        if sentence.label in RESTING and not sentence.facts:
            yield _problem(line, f"is labelled {sentence.label} and rests on no fact")
        for fact in sentence.facts:
            if fact not in facts:
                yield _problem(line, f"rests on {fact}, which facts.jsonl does not have")


def _notice(manifest: Manifest) -> str:
    try:
        return OutputSettings.model_validate(manifest.settings.get("output", {})).notice
    except ValidationError:
        return ""


def _bytes(path: Path) -> bytes:
    """Read a file; one that is missing or cannot be read was told before."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _problem(place: str, text: str) -> Problem:
    return Problem(place=place, text=text)
