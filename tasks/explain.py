"""Why an output was reused, or would not be: every ingredient of its key, then and now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from content.artifacts import Artifact, Brief, Draft
from content.errors import InputError
from content.store import Store, stage_key
from knowledge.evidence import check_job
from tasks import generate_text, plan_content, process_input, refine_text, render_output
from tasks.job import Item, Job, World
from tasks.job_folder import JobFolder
from tasks.loaded import grammar_for, graphs_at
from tasks.refine_text import COMPARISON
from tasks.replay_inputs import changed_files
from tasks.retractions import without_retracted
from tasks.stage import Stored

STAGES = ("process_input", "plan_content", "generate_text", "refine_text", COMPARISON, "render_output")

Ingredients = Mapping[str, object]


class Change(Artifact):
    """An ingredient that is not what it was."""

    ingredient: str
    recorded: object
    now: object


class Explanation(Artifact):
    """What an output's key is made of, and what a run would do now."""

    document: str
    stage: str
    key: str
    made: Literal["output", "rejection", "lost"]
    """What the store has under the key; `lost` when it has nothing any more."""
    ingredients: dict[str, object]
    """As recorded: equal ingredients give an equal key, and an equal key is a hit."""
    now: Literal["hit", "made anew", "unknown"]
    """What the same run would do now. Unknown: a stage before this one would be made anew."""
    because: str
    changes: tuple[Change, ...] = ()


def explain(folder: JobFolder, brief: str, stage: str) -> Explanation:
    """Explain a document's output of a stage.

    Raises:
        InputError: the job has no such document, or the document never came to that stage.
    """
    key = folder.keys(brief).get(stage)
    if key is None:
        came = ", ".join(folder.keys(brief)) or "no stage at all"
        state = folder.undelivered.get(brief)
        told = f"was {state[0]} ({state[2]})" if state else "is not part of the job"
        raise InputError(f"{told}; it has an output of {came}", place=f"{folder.path}: {brief}")
    record = folder.stage_record(brief, stage)
    ingredients = dict(record.ingredients) if record else {}
    with folder.working_folder():
        now, because, current = _now(folder, brief, stage)
    changes = _changes(ingredients, current) if record and current is not None else ()
    made: Literal["output", "rejection", "lost"] = "output"
    if record is None or record.kind == "Rejected":
        made = "lost" if record is None else "rejection"
    return Explanation(
        document=brief, stage=stage, key=key, made=made, ingredients=ingredients, now=now, because=because,
        changes=changes,
    )  # fmt: skip


def _changes(recorded: Ingredients, current: Ingredients) -> tuple[Change, ...]:
    before, after = dict(_flat("", recorded)), dict(_flat("", current))
    return tuple(
        Change(ingredient=name, recorded=before.get(name), now=after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


def _flat(name: str, value: object) -> Iterator[tuple[str, object]]:
    """Name every single value: `settings.generator.model`."""
    if isinstance(value, Mapping) and value:
        for key, part in value.items():
            yield from _flat(f"{name}.{key}".removeprefix("."), part)
    else:
        yield name, value


def _now(
    folder: JobFolder, brief: str, wanted: str
) -> tuple[Literal["hit", "made anew", "unknown"], str, Ingredients | None]:
    """Walk the stages as a run would, without making anything."""
    if folder.store is None:
        return "made anew", "the store was deleted", None
    walk = _Walk(folder, folder.store, brief)
    for stage in STAGES[: STAGES.index(wanted)]:
        ingredients = walk.ingredients(stage)
        record = folder.store.record(_key(stage, ingredients)) if ingredients else None
        if record is None:
            walk.first_anew = walk.first_anew or stage
            record = folder.stage_record(brief, stage)
        if record is None:
            return "unknown", f"the store has lost the output of {stage}", None
        walk.pass_on(stage, Item(brief=brief, key=record.key, sha256=record.sha256))
    ingredients = walk.ingredients(wanted)
    if ingredients is None:
        return "unknown", walk.trouble, None
    now, because = _verdict(folder.store, _key(wanted, ingredients), folder.keys(brief)[wanted])
    if walk.first_anew:
        return (
            "unknown",
            f"{walk.first_anew} would be made anew first; if it comes out the same: {because}",
            ingredients,
        )
    return now, because, ingredients


def _key(stage: str, ingredients: Ingredients) -> str:
    return stage_key(stage.split(":")[0], ingredients)


def _verdict(store: Store, key: str, recorded: str) -> tuple[Literal["hit", "made anew"], str]:
    if store.record(key) is None:
        return "made anew", "the store has lost it" if key == recorded else "the ingredients have changed"
    return "hit", "every ingredient is the same" if key == recorded else "another run made it of today's ingredients"


class _Walk:
    """One document on its way through the stages, keys only."""

    def __init__(self, folder: JobFolder, store: Store, brief: str) -> None:
        self.folder, self.store = folder, store
        job = folder.job()
        self.job: Job = job.model_copy(update={"settings": without_retracted(job.settings, folder.path)})
        self.brief: Brief = next(one for one in folder.record.briefs if one.id == brief)
        self.item = Item(brief=brief, key="", sha256="")
        self.history: dict[str, str] = {}
        self.trouble = ""
        self.first_anew = ""
        self._world: World | None = None

    def ingredients(self, stage: str) -> Ingredients | None:
        """Name what shapes the output of a stage now; None when that cannot be told without making something."""
        named: dict[str, Callable[[], Ingredients | None]] = {
            "process_input": lambda: process_input.ingredients_of(self.job, self.brief),
            "plan_content": lambda: self._with_world(
                lambda world: plan_content.ingredients_of(self.job, world, self.item)
            ),
            "generate_text": lambda: generate_text.ingredients_of(
                self.job, generate_text.engine_identity(self.job.settings), self.item
            ),
            "refine_text": lambda: self._with_world(
                lambda world: refine_text.ingredients_of(
                    self.job, world, grammar_for(self.job.settings.grammar), self.item
                )
            ),
            COMPARISON: self._comparison,
            "render_output": lambda: self._with_world(
                lambda world: render_output.ingredients_of(self.job, world, self.item, self.history)
            ),
        }
        return named[stage]()

    def pass_on(self, stage: str, item: Item) -> None:
        """Go on with the output that the store has."""
        self.item, self.history[stage] = item, item.key

    def _with_world(self, make: Callable[[World], Ingredients]) -> Ingredients | None:
        world = self._found_world()
        return make(world) if world else None

    def _found_world(self) -> World | None:
        """Find the graph of today's files, unless it was never built."""
        if self._world is None:
            job = self.job
            try:
                self._world = process_input.find_world(job.knowledge, job.mappings, job.settings, graphs_at(job.store))
            except InputError as error:
                self.trouble = str(error)
                return None
            changed = ", ".join(changed_files(self.folder.record, job)[:3])
            self.trouble = f"a graph would be built first: {changed or 'the way files become a graph'} changed since"
        return self._world

    def _comparison(self) -> Ingredients | None:
        """Compare with the other documents as they were refined."""
        items = [
            self.item if brief == self.item.brief else Item(brief=brief, key=record.key, sha256=record.sha256)
            for brief in self.folder.record.stages
            if (record := self.folder.stage_record(brief, "refine_text")) and record.kind == Draft.__name__
        ]
        found = check_job(Stored(self.store, items, Draft))
        mine = [finding for finding in found if finding.brief == self.item.brief]
        return refine_text.comparison_ingredients(self.item, mine)


def stage_named(name: str) -> str:
    """Give the name under which a stage is recorded.

    Raises:
        InputError: there is no such stage.
    """
    known: Sequence[str] = [*(stage for stage in STAGES if stage != COMPARISON), "compare_documents"]
    if name not in known and name != COMPARISON:
        raise InputError("there is no such stage", place=f"--stage {name}", remedy=f"choose among {', '.join(known)}")
    return COMPARISON if name == "compare_documents" else name
