"""Count what became of every document, and write it down: requested == delivered + rejected + failed + skipped."""

import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from content.artifacts import Brief, Document, Estimate, Failed, FileHash, JobReport, Rejected, Skipped, Stage
from content.hashing import file_digest
from content.store import write_atomically
from models.wording import MOST_COMPARED, measure_variety
from rendering import fact_line
from tasks import progress
from tasks.job import Item, Job, StageResult
from tasks.loaded import store_at
from tasks.render_output import Delivered
from tasks.run_record import ChunkRun, chunk_run
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
        self.chunks: list[ChunkRun] = []
        self.stage: Stage = "process_input"
        """Where the job is."""
        self.begun: set[str] = set()

    def begin(self, stage: Stage, documents: Sequence[Item] | Sequence[Brief]) -> None:
        """Note that documents enter a stage."""
        self.stage = stage
        self.begun.update(one.brief if isinstance(one, Item) else one.id for one in documents)

    def add(self, result: StageResult, name: str = "") -> tuple[Item, ...]:
        """Count a stage's result, tell of it, and hand on the documents that go on."""
        progress.report(result)
        self.chunks.append(chunk_run(result))
        self.rejected += result.rejected
        self.failed += result.failed
        self.seconds[result.stage] += result.seconds
        self.tokens += result.tokens
        for item in result.items:
            self.history[item.brief][name or result.stage] = item.key
        if result.stage == "render_output":
            self.delivered.update({item.brief: item for item in result.items})
        return result.items

    def stop(self, reason: str, safe: Sequence[Item] = ()) -> None:
        """Account for everything that is still on its way when a job cannot go on: it failed where the job stopped.

        Args:
            safe: documents that go on all the same.
        """
        others = {item.brief for item in safe}
        for brief in [one for one in self._unsettled() if one not in others]:
            if brief in self.begun:
                self.failed.append(Failed(brief=brief, stage=self.stage, error=reason))
            else:
                self.skipped.append(Skipped(brief=brief, reason=reason))

    def skip(self, chunks: Sequence[Sequence[Brief]], reason: str) -> None:
        """Account for chunks that are not begun."""
        self.skipped += [Skipped(brief=brief.id, reason=reason) for chunk in chunks for brief in chunk]

    def skip_rest(self, reason: str) -> None:
        """Account for everything that nobody asked to go further."""
        self.skipped += [Skipped(brief=brief, reason=reason) for brief in self._unsettled()]

    def _unsettled(self) -> list[str]:
        out = (self.rejected, self.failed, self.skipped)
        settled = {*self.delivered, *(one.brief for part in out for one in part)}
        return [brief for brief in self.wanted if brief not in settled]

    def keys(self) -> list[str]:
        """Give the keys of everything that the documents are made of."""
        return [key for stages in self.history.values() for key in stages.values()]

    def report(
        self, files: Sequence[FileHash] = (), *, estimate: Estimate | None = None, took: float = 0.0
    ) -> JobReport:
        """Sum up; every document is counted once."""
        order = {brief: place for place, brief in enumerate(self.wanted)}
        report = JobReport(
            job=self.job.id,
            requested=len(self.wanted),
            delivered=len(self.delivered),
            rejected=tuple(sorted(self.rejected, key=lambda one: order[one.brief])),
            failed=tuple(sorted(self.failed, key=lambda one: order[one.brief])),
            skipped=tuple(sorted(self.skipped, key=lambda one: order[one.brief])),
            seconds={stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
            tokens=self.tokens,
            estimate=estimate,
            took=round(took, 1),
            files=tuple(files),
        )
        counted = report.delivered + len(report.rejected) + len(report.failed) + len(report.skipped)
        if counted != report.requested:
            raise AssertionError(f"{report.requested} documents requested, {counted} accounted for")
        return report

    def close(self, *, estimate: Estimate | None = None, took: float = 0.0) -> JobReport:
        """Write facts.jsonl and job.json.

        Raises:
            StoreError: the folder cannot be written.
        """
        out = self.job.out
        sample = self._write_facts(out / "facts.jsonl")
        paths = [out / "facts.jsonl", *(self._manifest(brief) for brief in self.wanted if brief in self.delivered)]
        files = [FileHash(path=path.relative_to(out).as_posix(), sha256=file_digest(path)) for path in paths]
        report = self.report(files, estimate=estimate, took=took)
        os.sync()  # the documents, which were written without; what job.json tells of is on the disk
        missed = shortfall(report, self.job.settings.job.min_yield)
        report = report.model_copy(update={"shortfall": missed, "variety": measure_variety(sample)})
        write_atomically(out / "job.json", report.model_dump_json(indent=1).encode() + b"\n")
        return report

    def _manifest(self, brief: str) -> Path:
        return self.job.out / "documents" / brief / "manifest.json"

    def _write_facts(self, path: Path) -> list[Document]:
        """Write every fact that is cited, and give as many documents, evenly spaced, as are compared.

        The lines wait in a database without a name, on the disk: all facts of a large job would fill the memory.
        """
        store = store_at(self.job.store)
        delivered = [self.delivered[brief] for brief in self.wanted if brief in self.delivered]
        step = max(1, -(-len(delivered) // MOST_COMPARED))
        sample = []
        with closing(sqlite3.connect("")) as waiting:
            waiting.execute("CREATE TABLE facts (id TEXT PRIMARY KEY, line BLOB) WITHOUT ROWID")
            for place, item in enumerate(delivered):
                document = load(store, item, Delivered).document
                lines = [(fact.id, fact_line(fact)) for fact in document.facts]
                waiting.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", lines)
                if place % step == 0:
                    sample.append(document)
            write_atomically(path, (line for (line,) in waiting.execute("SELECT line FROM facts ORDER BY id")))
        return sample


def shortfall(report: JobReport, least: float) -> str:
    """Say why a run counts as failed; empty when it does not.

    Args:
        least: share of the documents that has to be delivered; none at all is never enough.
    """
    if report.delivered and report.delivered >= least * report.requested:
        return ""
    asked = f", at least {least:.0%} were asked for" if report.delivered else ""
    return f"{report.delivered} of {report.requested} documents delivered{asked}{_most_common(report)}"


def _most_common(report: JobReport) -> str:
    reasons = Counter(
        [
            *(f"rejected by {one.stage}: {one.reason}" for one in report.rejected),
            *(f"failed in {one.stage}: {one.error}" for one in report.failed),
            *(f"skipped: {one.reason}" for one in report.skipped),
        ]
    )
    return "".join(f"; {count} {reason[:200]}" for reason, count in reasons.most_common(1))
