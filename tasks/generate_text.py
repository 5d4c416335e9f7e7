"""Stage 3: word the sentence plans of a whole chunk in full batches and keep the best candidate that is true."""

from collections.abc import Sequence

from prefect import task

from content.artifacts import Outline
from content.hashing import digest
from content.settings import Settings
from models.engine import Engine
from models.wording import STOP, render_prompt
from tasks import audit
from tasks.job import Item, Job, StageResult
from tasks.loaded import engine_named, store_at
from tasks.stage import Made, Work, load, run_stage
from tasks.version import code_version
from tasks.word_plans import word_documents
from tasks.word_sections import word_sections


@task(name="generate_text", tags=["factpress"])
def generate_text(job: Job, items: Sequence[Item]) -> StageResult:
    """Word the documents of a chunk.

    Raises:
        PassingFault: a server is busy or away; the stage is tried again.
    """
    store = store_at(job.store)
    identity = engine_identity(job.settings)
    works = [Work(item, _ingredients(job, identity, item)) for item in items]

    def make(missing: list[Item]) -> list[Made]:
        engine = engine_for(job.settings)
        word = word_sections if job.settings.generator.level == "section" and engine else word_documents
        return word([load(store, item, Outline) for item in missing], engine, job.settings)

    result = run_stage("generate_text", store, works, make, tokens=lambda draft: draft.tokens)
    audit.show_drafts(job, result)
    return result


def engine_for(settings: Settings) -> Engine | None:
    """Load the engine that the settings name; None when only templates speak."""
    if settings.generator.model == "template":
        return None
    return engine_named(settings.generator.model, settings.job.threads, settings.generator.api_key_variable)


def engine_identity(settings: Settings) -> str:
    """Tell one set of weights from another without loading them."""
    if settings.generator.model == "template":
        return "template"
    from models.engine import identify

    return identify(settings.generator.model)


def _ingredients(job: Job, identity: str, item: Item) -> dict[str, object]:
    return {
        "outline": item.sha256,
        "weights": identity,
        "settings": job.settings.generator.model_dump(mode="json", exclude={"api_key_variable"}),
        "seed": job.settings.job.seed,
        "threads": job.settings.job.threads,
        "prompt": digest([STOP, render_prompt.__module__]),
        "code": code_version("models/wording", "models/engine", "knowledge/evidence", "tasks/word_plans.py"),
    }
