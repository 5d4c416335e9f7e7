"""Count what became of every document, and write it down: requested == delivered + rejected + failed + skipped."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from content.artifacts import Brief, Fact, Failed, FileHash, JobReport, Rejected, Skipped, Stage
from content.hashing import file_digest
from content.store import write_atomically
from rendering import facts_lines
from tasks import progress
from tasks.job import Item, Job, StageResult
from tasks.loaded import store_at
from tasks.render_output import Delivered
from tasks.stage import load


class Tally:
    """Follow the documents of a job through the stages."""

    def __init__(self, job: Job, briefs: Sequence[Brief]) -> None:
        self.job = job
        self.wanted = [brief.id for brief in briefs]
        self.delivered: dict[str, Item] = {}
        self.rejected: list[Rejected] = []
        self.failed: list[Failed] = []
        self.skipped: list[Skipped] = []
        self.seconds: dict[str, float] = defaultdict(float)
        self.tokens = 0
        self.history: dict[str, dict[str, str]] = defaultdict(dict)
        """Brief → stage → key of the stage's output."""
        self.results: list[StageResult] = []

    def add(self, result: StageResult, name: str = "") -> tuple[Item, ...]:
        """Count a stage's result, tell of it, and hand on the documents that go on."""
        progress.report(result)
        self.results.append(result)
        self.rejected += result.rejected
        self.failed += result.failed
        self.seconds[result.stage] += result.seconds
        self.tokens += result.tokens
        for item in result.items:
            self.history[item.brief][name or result.stage] = item.key
        if result.stage == "render_output":
            self.delivered.update({item.brief: item for item in result.items})
        return result.items

    def skip(self, items: Sequence[Item], reason: str) -> None:
        """Count documents that go no further because nobody asked for more."""
        self.skipped += [Skipped(brief=item.brief, reason=reason) for item in items]

    def stop(self, stage: Stage, reason: str) -> None:
        """Account for everything that is still on its way when a job cannot go on."""
        begun = set(self.history)
        settled = {*self.delivered, *(one.brief for one in self.rejected), *(one.brief for one in self.failed)}
        for brief in self.wanted:
            if brief in settled:
                continue
            if brief in begun:
                self.failed.append(Failed(brief=brief, stage=stage, error=reason))
            else:
                self.skipped.append(Skipped(brief=brief, reason=reason))

    def report(self, files: Sequence[FileHash] = ()) -> JobReport:
        """Sum up; every document is counted once."""
        order = {brief: place for place, brief in enumerate(self.wanted)}
        report = JobReport(
            job=self.job.id,
            requested=len(self.wanted),
            delivered=len(self.delivered),
            rejected=tuple(sorted(self.rejected, key=lambda one: order[one.brief])),
            failed=tuple(sorted(self.failed, key=lambda one: order[one.brief])),
            skipped=tuple(self.skipped),
            seconds={stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            tokens=self.tokens,
            files=tuple(files),
        )
        counted = report.delivered + len(report.rejected) + len(report.failed) + len(report.skipped)
        if counted != report.requested:
            raise AssertionError(f"{report.requested} documents requested, {counted} accounted for")
        return report

    def close(self) -> JobReport:
        """Write facts.jsonl and job.json.

        Raises:
            StoreError: the folder cannot be written.
        """
        out = self.job.out
        write_atomically(out / "facts.jsonl", facts_lines(self._facts()))
        paths = [out / "facts.jsonl", *(self._manifest(brief) for brief in self.wanted if brief in self.delivered)]
        files = [FileHash(path=path.relative_to(out).as_posix(), sha256=file_digest(path)) for path in paths]
        report = self.report(files)
        write_atomically(out / "job.json", report.model_dump_json(indent=1).encode() + b"\n")
        return report

    def _manifest(self, brief: str) -> Path:
        return self.job.out / "documents" / brief / "manifest.json"

    def _facts(self) -> list[Fact]:
        store = store_at(self.job.store)
        cited: dict[str, Fact] = {}
        for brief in self.wanted:
            if brief in self.delivered:
                document = load(store, self.delivered[brief], Delivered).document
                cited.update({fact.id: fact for fact in document.facts})
        return [cited[one] for one in sorted(cited)]
