"""Stage 3: word the sentence plans of a whole chunk in full batches and keep the best candidate that is true."""

from collections.abc import Sequence

from prefect import task

from content.artifacts import Draft, Outline
from content.hashing import digest
from content.settings import Settings, shaping
from models.engine import Engine, count_threads
from models.wording import STOP, render_prompts
from tasks import audit
from tasks.job import Item, Job, StageResult
from tasks.loaded import engine_named, store_at
from tasks.secrets import supply_key
from tasks.stage import Made, Work, load, run_stage
from tasks.version import code_version
from tasks.word_plans import word_documents
from tasks.word_sections import word_sections

_TASKS = ("tasks/generate_text.py", "tasks/word_plans.py", "tasks/word_sections.py")


@task(name="generate_text", persist_result=False)
def generate_text(job: Job, items: Sequence[Item]) -> StageResult:
    """Word the documents of a chunk.

    Raises:
        PassingFault: a server is busy or away; the stage is tried again.
    """
    store = store_at(job.store)
    identity = engine_identity(job.settings)
    works = [Work(item, ingredients_of(job, identity, item)) for item in items]

    def make(missing: list[Item]) -> list[Made]:
        made = word_together([load(store, item, Outline) for item in missing], engine_for(job.settings), job.settings)
        plans = tuple(item.key for item in missing)
        return [one.model_copy(update={"plans": plans}) if isinstance(one, Draft) else one for one in made]

    result = run_stage("generate_text", store, works, make, tokens=lambda draft: draft.tokens)
    audit.show_drafts(job, result)
    return result


def word_together(outlines: Sequence[Outline], engine: Engine | None, settings: Settings) -> list[Made]:
    """Word several documents in the same batches; each draft says with which others and on how many threads."""
    by_section = settings.generator.level == "section" and engine is not None
    made = (word_sections if by_section else word_documents)(outlines, engine, settings)
    here = engine is not None and not settings.generator.model.startswith("openai:")
    threads = count_threads(settings.job.threads) if here else 0
    return [one.model_copy(update={"threads": threads}) if isinstance(one, Draft) else one for one in made]


def engine_for(settings: Settings) -> Engine | None:
    """Load the engine that the settings name; None when only templates speak."""
    if settings.generator.model == "template":
        return None
    supply_key(settings.generator)
    return engine_named(settings.generator.model, settings.job.threads, settings.generator.api_key_variable)


def engine_identity(settings: Settings) -> str:
    """Tell one set of weights from another without loading them."""
    if settings.generator.model == "template":
        return "template"
    from models.engine import identify

    return identify(settings.generator.model)


def ingredients_of(job: Job, identity: str, item: Item) -> dict[str, object]:
    """Name everything that shapes a draft."""
    return {
        "outline": item.sha256,
        "weights": identity,
        "settings": shaping(job.settings)["generator"],
        "seed": job.settings.job.seed,
        "threads": job.settings.job.threads,
        "prompt": digest([STOP, render_prompts.__module__]),
        "code": code_version("models/wording", "models/engine", "knowledge/evidence", *_TASKS),
    }
