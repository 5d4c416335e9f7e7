"""Make delivered documents again and tell whether they come out the same.

What is computed anew: the graph from the files, the plan, the wording in the same batches, grammar, consistency and the
files. What the record brings: which documents were worded together, what was found in comparison with the other
documents of the job, and, when asked so, what the model said.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from content.artifacts import Artifact, Draft, Intake, Manifest, Outline, Rejected
from content.errors import FactpressError, InputError
from knowledge.evidence import Finding, check_job
from knowledge.graph import KnowledgeGraph
from rendering import confined
from tasks.differences import Difference, compare_drafts, compare_intakes, compare_outlines, first_difference
from tasks.generate_text import engine_for, word_together
from tasks.job import Job, World
from tasks.job_folder import JobFolder
from tasks.loaded import grammar_for, graph_at, graphs_at
from tasks.plan_content import plan_document
from tasks.process_input import build_world, take_in
from tasks.recorded_engine import RecordedEngine
from tasks.refine_text import COMPARISON, correct, mend, settle
from tasks.render_output import compose
from tasks.replay_inputs import changed_files, is_file_with, job_as_it_was, other_versions, saved_world

A = TypeVar("A", bound=Artifact)


class Replay(Artifact):
    """What became of one replayed document."""

    document: str
    identical: bool
    """Every delivered file came out with the same bytes."""
    recorded: bool
    """Whether recorded candidates were used in place of the model."""
    together: int = 0
    """Documents in the batches that were repeated."""
    difference: Difference | None = None
    """The first one, in the order of the stages; it may be there for an identical document."""
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


class _Parted(Exception):
    def __init__(self, difference: Difference) -> None:
        self.difference = difference


@contextmanager
def replaying(folder: JobFolder, recorded: bool = False) -> Iterator["Replayer"]:
    """Open a job for replays: what is heavy is made once for all of them.

    Args:
        recorded: take the candidates that the model gave from the record.

    Raises:
        InputError: the job's folder lacks what a replay needs.
    """
    with TemporaryDirectory(prefix="factpress-replay-") as passing, folder.working_folder():
        yield Replayer(folder, recorded, Path(passing))


class Replayer:
    """Replay the documents of one job."""

    def __init__(self, folder: JobFolder, recorded: bool, passing: Path) -> None:
        """Use `replaying`."""
        self.folder, self.recorded, self.passing = folder, recorded, passing
        self.briefs = {brief.id: brief for brief in folder.record.briefs}
        self._worlds: dict[tuple[str, str], tuple[World, tuple[str, ...]]] = {}
        self._worded: dict[object, dict[str, Draft]] = {}

    def replay(self, brief: str) -> Replay:
        """Make one document again.

        Raises:
            InputError: there is no such document.
        """
        begun = time.perf_counter()
        manifest = self.folder.manifest(brief)
        made = _Making(self, manifest)
        try:
            identical, difference = made.compare()
        except _Parted as parted:
            identical, difference = False, parted.difference
        except FactpressError as error:
            identical, difference = False, Difference(stage=made.stage, detail=str(error))
        return Replay(
            document=brief,
            identical=identical,
            recorded=self.recorded,
            together=len(manifest.chunk),
            difference=difference,
            notes=tuple(made.notes),
            seconds=round(time.perf_counter() - begun, 3),
        )

    def world(self, job: Job, wanted: str) -> tuple[World, tuple[str, ...]]:
        """Build the graph anew, or find the saved one where the files have changed; with what there is to say of it."""
        key = (wanted, job.settings.model_dump_json(include={"input", "knowledge"}))
        if key not in self._worlds:
            self._worlds[key] = self._world(job, wanted)
        return self._worlds[key]

    def _world(self, job: Job, wanted: str) -> tuple[World, tuple[str, ...]]:
        changed = changed_files(self.folder.record, job)
        if not changed:
            built = build_world(job.knowledge, job.mappings, job.settings, self.passing)
            if built.digest == wanted:
                return built, ()
            changed = ["the way in which files become a graph"]
        saved = saved_world(graphs_at(job.store), wanted)
        told = f"{', '.join(changed[:3])} changed since"
        if saved is None:
            raise _Parted(Difference(stage="process_input", detail=f"{told}, and the store has lost the graph"))
        return saved, (f"{told}: the graph is the saved one",)

    def worded(self, made: "_Making", outline: Outline) -> Draft:
        """Word a document in the company that it had."""
        settings, manifest = made.job.settings, made.manifest
        if self.recorded or settings.generator.model == "template":
            return made.worded_alone(outline)
        key = (manifest.chunk, made.plans(), settings.model_dump_json())
        if key not in self._worded:
            outlines = [outline if one == manifest.brief else made.companion(one) for one in manifest.chunk]
            answers = word_together(outlines, engine_for(settings), settings)
            self._worded[key] = {
                one.outline.brief.id: one.model_copy(update={"plans": made.plans()})
                for one in answers
                if isinstance(one, Draft)
            }
        if manifest.brief not in self._worded[key]:
            raise _Parted(Difference(stage="generate_text", detail="the document cannot be worded"))
        return self._worded[key][manifest.brief]

    def compared(self, brief: str) -> list[Finding]:
        """Tell what comparison with the other documents found: from the record, else by replaying them all."""
        record = self.folder.stage_record(brief, COMPARISON)
        if record is not None:
            found = record.ingredients.get("findings")
            assert isinstance(found, list)
            return [Finding.model_validate(one) for one in found]
        return [finding for finding in self._findings if finding.brief == brief]

    @cached_property
    def _findings(self) -> list[Finding]:
        return check_job([_Making(self, self.folder.manifest(brief)).refined() for brief in self.folder.delivered])


class _Making:
    """One document on its way through the stages."""

    def __init__(self, replayer: Replayer, manifest: Manifest) -> None:
        self.replayer, self.manifest, self.folder = replayer, manifest, replayer.folder
        self.job = job_as_it_was(self.folder, manifest)
        self.stage = "process_input"
        self.notes: list[str] = other_versions(manifest, self.job.settings)
        self.difference: Difference | None = None

    def compare(self) -> tuple[bool, Difference | None]:
        """Make the document and compare it with the record, stage by stage, then file by file."""
        draft = self.refined()
        found = self.replayer.compared(self.manifest.brief)
        draft = self._settled(mend(draft, found), COMPARISON)
        self.stage = "render_output"
        history = {name: key for name, key in self.manifest.hashes.items() if name != "graph"}
        world, _ = self._world()
        document, files = compose(self.job, world, draft, history, self.manifest.weights)
        recorded = [sentence.text for sentence in self.folder.ledger(self.manifest.brief)]
        replayed = [sentence.text for sentence in document.sentences]
        self._note(first_difference("render_output", recorded, replayed))
        made = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
        other = [file.path for file in self.manifest.files if made.get(file.path) != file.sha256]
        if other:
            self._note(Difference(stage="render_output", detail=f"{other[0]} has other bytes"))
        changed = [file.path for file in self.manifest.files if not is_file_with(self._place(file.path), file.sha256)]
        self.notes += [f"{path} was changed after it was delivered" for path in changed]
        return not other, self.difference

    def refined(self) -> Draft:
        """Make the document up to the comparison with the others."""
        world, notes = self._world()
        self.notes += notes
        graph = graph_at(world.graph, world.digest)
        outline = self._planned(graph)
        self.stage = "generate_text"
        draft = self.replayer.worded(self, outline)
        self._against("generate_text", draft)
        self.stage = "refine_text"
        (corrected,) = correct([draft], grammar_for(self.job.settings.grammar))
        return self._settled(settle(corrected, graph), "refine_text")

    def worded_alone(self, outline: Outline) -> Draft:
        """Word the document from the candidates in its draft, or by templates: what others are told changes nothing."""
        settings, draft = self.job.settings, self._output("generate_text", Draft)
        asked = settings.generator.model != "template"
        if asked and draft is None:
            raise InputError("the store has lost the recorded candidates", remedy="replay without --recorded")
        engine = RecordedEngine(draft, outline, settings.generator.level == "section") if asked and draft else None
        (made,) = word_together([outline], engine, settings)
        if not isinstance(made, Draft):
            raise _Parted(Difference(stage="generate_text", detail="the document cannot be worded"))
        tokens = draft.tokens if draft else 0
        kept = {"together": self.manifest.chunk, "plans": self.plans(), "threads": self.manifest.threads}
        return made.model_copy(update={**kept, "tokens": tokens})

    def plans(self) -> tuple[str, ...]:
        """Keys of the plans that were worded together."""
        draft = self._output("generate_text", Draft)
        return draft.plans if draft else ()

    def companion(self, brief: str) -> Outline:
        """Find the plan of a document that was worded together with this one, else plan it again."""
        keys = dict(zip(self.manifest.chunk, self.plans(), strict=False))
        record = self.folder.store.record(keys[brief]) if self.folder.store and brief in keys else None
        if record is not None and self.folder.store:
            return self.folder.store.get(record, Outline)
        if brief not in self.replayer.briefs:
            raise InputError(f"{brief} was worded together with this document and is no more")
        world, _ = self._world()
        planned = self._plan(brief, graph_at(world.graph, world.digest))
        if isinstance(planned, Rejected):
            raise InputError(f"{brief} was worded together with this document and is rejected now: {planned.reason}")
        return planned

    def _world(self) -> tuple[World, tuple[str, ...]]:
        return self.replayer.world(self.job, self.manifest.hashes["graph"])

    def _planned(self, graph: KnowledgeGraph) -> Outline:
        self.stage = "plan_content"
        outline = self._plan(self.manifest.brief, graph)
        if isinstance(outline, Rejected):
            raise _Parted(Difference(stage="plan_content", detail=f"rejected: {outline.reason}"))
        recorded = self._output("plan_content", Outline)
        self._note(compare_outlines(recorded, outline) if recorded else None)
        return outline

    def _plan(self, brief: str, graph: KnowledgeGraph) -> Outline | Rejected:
        intake = take_in(self.replayer.briefs[brief], self.job)
        if brief == self.manifest.brief:
            recorded = self._output("process_input", Intake)
            self._note(compare_intakes(recorded, intake) if recorded else None)
        return plan_document(intake, graph, self.job.settings.plan)

    def _settled(self, made: Draft | Rejected, stage: str) -> Draft:
        if isinstance(made, Rejected):
            raise _Parted(self.difference or Difference(stage=stage, detail=f"rejected: {made.reason}"))
        self._against(stage, made)
        return made

    def _against(self, stage: str, made: Draft) -> None:
        recorded = self._output(stage, Draft)
        self._note(compare_drafts(stage, recorded, made) if recorded else None)

    def _note(self, difference: Difference | None) -> None:
        self.difference = self.difference or difference

    def _output(self, stage: str, kind: type[A]) -> A | None:
        return self.folder.output(self.manifest.brief, stage, kind)

    def _place(self, path: str) -> Path:
        return confined(self.job.out, path)
