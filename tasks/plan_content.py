"""Stage 2: choose the facts of each document and order them into sections and sentence plans."""

from collections.abc import Sequence
from pathlib import Path

from prefect import task

from content.artifacts import Fact, Intake, Outline, Rejected, Statement
from content.errors import InputError
from content.hashing import file_digest
from content.settings import PlanSettings
from content.store import write_atomically
from knowledge.graph import KnowledgeGraph
from knowledge.planning import plan_outline, read_plan, write_plan
from rendering import confined
from tasks import audit
from tasks.job import Item, Job, StageResult, World
from tasks.loaded import graph_at, store_at
from tasks.stage import Made, Work, load, one_by_one, run_stage
from tasks.version import code_version


@task(name="plan_content", persist_result=False)
def plan_content(job: Job, world: World, items: Sequence[Item]) -> StageResult:
    """Plan the documents of a chunk."""
    store = store_at(job.store)
    works = [Work(item, ingredients_of(job, world, item)) for item in items]

    def make(missing: list[Item]) -> list[Made]:
        graph = graph_at(world.graph, world.digest)
        return one_by_one(missing, lambda item: plan_document(load(store, item, Intake), graph, job.settings.plan))

    result = run_stage("plan_content", store, works, make)
    audit.show_plans(job, result)
    return result


def ingredients_of(job: Job, world: World, item: Item) -> dict[str, object]:
    """Name everything that shapes a plan."""
    edited = edited_plan(job.settings.plan, item.brief)
    return {
        "intake": item.sha256,
        "graph": world.digest,
        "settings": job.settings.plan.model_dump(mode="json", exclude={"plans"}),
        "edited plan": file_digest(edited) if edited else "",
        "code": code_version("knowledge/planning", "knowledge/graph", "tasks/plan_content.py"),
    }


def edited_plan(settings: PlanSettings, brief: str) -> Path | None:
    """Find the plan file that a person edited for a brief."""
    if not settings.plans:
        return None
    path = confined(Path(settings.plans), f"{brief}.yaml")
    return path if path.is_file() else None


def plan_document(intake: Intake, graph: KnowledgeGraph, settings: PlanSettings) -> Outline | Rejected:
    """Plan one document; a plan that a person edited has the last word."""
    world = graph.overlaid([_statement(fact) for fact in intake.facts]) if intake.facts else graph
    outline = plan_outline(intake.brief, world, settings, intake.facts)
    edited = edited_plan(settings, intake.brief.id)
    if isinstance(outline, Rejected) or edited is None:
        return outline
    try:
        text = edited.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError("the plan is not UTF-8", place=str(edited), remedy="save it as UTF-8") from error
    return read_plan(text, outline, world, str(edited))


def _statement(fact: Fact) -> Statement:
    place = fact.sources[0]
    return Statement(
        fact.subject,
        fact.predicate,
        fact.object,
        place.uri,
        place.sha256,
        place.start,
        place.end,
        fact.negated,
        fact.valid_from,
        fact.valid_to,
        fact.value.kind if fact.value.kind in ("entity", "text", "date") else fact.value.unit,
    )


def save_plans(job: Job, items: Sequence[Item], folder: Path) -> None:
    """Write the plans of a chunk as files that a person can edit."""
    store = store_at(job.store)
    for item in items:
        text = write_plan(load(store, item, Outline))
        write_atomically(confined(folder, f"{item.brief}.yaml"), text.encode())
