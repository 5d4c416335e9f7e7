"""Gather what the audit page shows: from job.json, ledgers and manifests, run.json and the store, as far as there."""

from collections.abc import Iterator
from itertools import zip_longest

from content.artifacts import Brief, Draft, Edit, Intake, Manifest, Outline, Sentence
from content.errors import InputError
from models.wording import choose, turn_of
from rendering.audit import AuditDocument, AuditJob, AuditRow, Bar, ShownFact, Worded, histogram, render_audit, timeline
from tasks.job_folder import JobFolder
from tasks.measures import likelihoods, sentences_of, worded_by_model, words_of
from tasks.passages import Passages
from tasks.refine_text import COMPARISON
from tasks.retractions import read_retractions
from tasks.run_record import RunRecord


def audit_page(folder: JobFolder) -> Iterator[bytes]:
    """Write a job's audit page piece by piece.

    Raises:
        InputError: a delivered document's files are missing or damaged.
    """
    return _Collecting(folder).page()


class _Collecting:
    """One job, read for its page."""

    def __init__(self, folder: JobFolder) -> None:
        self.folder = folder
        self.notes: list[str] = []
        self.record = self._record()
        self.has_store = self.record is not None and folder.store is not None
        if self.record and not self.has_store:
            self.notes.append("The store was deleted: plans, candidates and drafts cannot be shown.")
        self.briefs: dict[str, Brief] = {brief.id: brief for brief in self.record.briefs} if self.record else {}
        self.common = folder.manifest(folder.delivered[0]) if folder.delivered else None
        files = self.record.files if self.record else {}
        worked_in = folder.path / (self.record.folder if self.record else "")
        self.passages = Passages(worked_in, files, self.record.settings.input.max_megabytes if self.record else 1)
        self.lines = folder.facts()

    def page(self) -> Iterator[bytes]:
        """Take the documents one at a time: the list first, then each in full."""
        ids = list(self.briefs) or [*self.folder.delivered, *self.folder.undelivered]
        rows = [self._row(brief) for brief in ids]
        yield from render_audit(self._job(), rows, map(self._document, ids), self._pictures(rows))

    def _record(self) -> RunRecord | None:
        try:
            return self.folder.record
        except InputError as error:
            self.notes.append(f"run.json {error.problem}: what was asked and what the stages made cannot be shown.")
            return None

    def _job(self) -> AuditJob:
        report, common, record = self.folder.report, self.common, self.record
        return AuditJob(
            job=report.job,
            requested=report.requested,
            delivered=report.delivered,
            rejected=len(report.rejected),
            failed=len(report.failed),
            skipped=len(report.skipped),
            seconds=report.seconds,
            tokens=report.tokens,
            settings=common.settings if common else {},
            versions=common.versions if common else {},
            weights=common.weights if common else {},
            knowledge=record.knowledge if record else (),
            files=record.files if record else {},
            retracted=read_retractions(self.folder.path).facts,
            notes=tuple(self.notes),
        )

    def _pictures(self, rows: list[AuditRow]) -> list[str]:
        chunks = self.record.chunks if self.record else ()
        bars = [Bar(chunk.stage, chunk.began, chunk.seconds, chunk.documents) for chunk in chunks]
        delivered = [row for row in rows if row.state == "delivered"]
        drafts = (self._draft(brief, "generate_text") for brief in self.folder.delivered)
        return [
            timeline(bars),
            histogram([float(row.words) for row in delivered], "Words a document"),
            histogram([row.model / row.sentences for row in delivered if row.sentences], "Share worded by the model"),
            histogram([value for draft in drafts if draft for value in likelihoods(draft)], "Log-likelihood a token"),
        ]

    def _row(self, brief: str) -> AuditRow:
        kind = self.briefs[brief].kind if brief in self.briefs else ""
        if brief not in self.folder.delivered:
            state, stage, reason = self.folder.undelivered.get(brief, ("skipped", "", "job.json does not name it"))
            topic = self.briefs[brief].topic if brief in self.briefs else ""
            return AuditRow(id=brief, title=topic, kind=kind, state=state, stage=stage, reason=reason)
        ledger = self.folder.ledger(brief)
        compared = self._draft(brief, COMPARISON)
        return AuditRow(
            id=brief,
            title=compared.outline.title if compared else "",
            kind=kind,
            state="delivered",
            sentences=len(ledger),
            words=words_of(ledger),
            model=worded_by_model(ledger),
            edits=sum(edit.accepted for sentence in ledger for edit in sentence.edits),
            dropped=len(compared.dropped) if compared else 0,
        )

    def _draft(self, brief: str, stage: str) -> Draft | None:
        return self.folder.output(brief, stage, Draft) if self.has_store else None

    def _document(self, brief: str) -> AuditDocument:
        delivered = brief in self.folder.delivered
        manifest = self.folder.manifest(brief) if delivered else None
        ledger = self.folder.ledger(brief) if delivered else []
        intake = self.folder.output(brief, "process_input", Intake) if self.has_store else None
        outline = self.folder.output(brief, "plan_content", Outline) if self.has_store else None
        draft = self._draft(brief, "generate_text")
        refined, compared = self._draft(brief, "refine_text"), self._draft(brief, COMPARISON)
        last = compared or refined or draft
        return AuditDocument(
            id=brief,
            brief=self.briefs[brief].model_dump(mode="json") if brief in self.briefs else {},
            own=_own(intake) if intake else (),
            title=outline.title if outline else "",
            subject=outline.subject if outline else "",
            sections=outline.sections if outline else (),
            left_out=outline.left_out if outline else (),
            budget=outline.words if outline else 0,
            notes=outline.notes if outline else (),
            engine=draft.engine if draft else "",
            grammar=last.grammar if last else "",
            tokens=draft.tokens if draft else 0,
            together=draft.together if draft else manifest.chunk if manifest else (),
            worded=_worded(draft, refined, compared, ledger) if draft else (),
            dropped=last.dropped if last else (),
            ledger=tuple(ledger),
            facts=tuple(self._shown(outline, ledger)),
            keys=self.record.stages.get(brief, {}) if self.record else {},
            files={file.path: file.sha256 for file in manifest.files} if manifest else {},
            different=self._different(manifest) if manifest else {},
        )

    def _shown(self, outline: Outline | None, ledger: list[Sentence]) -> Iterator[ShownFact]:
        if outline:
            yield from map(self.passages.shown, outline.facts)
            return
        for fact in dict.fromkeys(fact for sentence in ledger for fact in sentence.facts):
            if fact in self.lines:
                yield self.passages.of_line(self.lines[fact])

    def _different(self, manifest: Manifest) -> dict[str, object]:
        """Tell what of a manifest is not as in the first one."""
        assert self.common is not None
        names = ("settings", "versions", "weights", "seed", "threads", "dtype", "batch")
        return {
            name: getattr(manifest, name) for name in names if getattr(manifest, name) != getattr(self.common, name)
        }


def _own(intake: Intake) -> tuple[str, ...]:
    sources = [f"{source.uri}: {source.statements} statements" for source in intake.sources]
    return (*sources, *(f"{problem.place}: {problem.text}" for problem in intake.problems))


def _worded(draft: Draft, refined: Draft | None, compared: Draft | None, ledger: list[Sentence]) -> tuple[Worded, ...]:
    """Follow every worded sentence to its delivered form."""
    after = {one.plan: one.text for one in sentences_of(refined)} if refined else {}
    order = sentences_of(compared) if compared else []
    final = {one.plan: line.text for one, line in zip_longest(order, ledger) if one and line}
    edits: dict[str, tuple[Edit, ...]] = {
        one.plan: one.edits for part in (refined, compared) if part for one in sentences_of(part)
    }
    return tuple(
        Worded(
            plan=one.plan,
            draft=(choose(one.candidates, draft.outline.barred, turn_of(draft.outline, one.plan)) or one).text,
            refined=after.get(one.plan, ""),
            final=final.get(one.plan, ""),
            label=one.label,
            origin=one.origin,
            facts=one.facts,
            candidates=one.candidates,
            edits=edits.get(one.plan, one.edits),
        )
        for one in sentences_of(draft)
    )
