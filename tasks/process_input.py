"""Stage 1: read the knowledge into one graph, and what each brief brings of its own."""

import logging
from collections.abc import Sequence
from pathlib import Path

from prefect import task

from content.artifacts import Brief, Intake, Statement
from content.errors import InputError
from content.hashing import digest, file_digest
from content.settings import KnowledgeSettings, Settings
from content.store import write_atomically
from knowledge.graph import KnowledgeGraph, build_graph
from knowledge.readers import input_files, read_sources
from tasks import audit
from tasks.job import Item, Job, StageResult, World
from tasks.loaded import graphs_at, store_at
from tasks.stage import Made, Work, one_by_one, run_stage
from tasks.version import code_version

log = logging.getLogger("factpress")

_ROOMS = ("knowledge/readers", "knowledge/extraction", "knowledge/graph", "tasks/process_input.py")


@task(name="process_input: knowledge", persist_result=False)
def process_knowledge(job: Job) -> World:
    """Read all knowledge of a job into one graph on disk; the same files are read once.

    Raises:
        InputError: no file could be read, or a path does not exist.
    """
    world = build_world(job.knowledge, job.mappings, job.settings, graphs_at(job.store))
    audit.show_world(world)
    return world


def build_world(paths: Sequence[Path], mappings: dict[str, Path], settings: Settings, folder: Path) -> World:
    """Build the graph of some files in a folder of graphs, or find it there.

    Raises:
        InputError: no fact could be read, or a path does not exist.
    """
    saved = [path for path in paths if (path / "graph.json").is_file()]
    if saved and len(paths) > 1:
        remedy = "give the files it was built from, or `factpress knowledge build` one graph of all"
        raise InputError("a built graph cannot be combined with other knowledge", place=str(saved[0]), remedy=remedy)
    known = find_world(paths, mappings, settings, folder)
    if known is not None:
        return known
    place = folder / world_key(paths, mappings, settings)
    reading = read_sources(paths, settings.input, mappings)
    for problem in reading.problems:
        log.warning("%s: %s", problem.place, problem.text)
    if paths and not reading.statements:
        first = f" (first problem: {reading.problems[0].place}: {reading.problems[0].text})" if reading.problems else ""
        raise InputError(f"no fact could be read{first}", place=str(paths[0]), remedy="give a file with facts")
    graph = build_graph(reading.statements, settings.knowledge)
    graph.save(place)
    world = World(
        graph=place,
        digest=graph.digest,
        sources=tuple(reading.sources),
        problems=tuple(reading.problems),
        entities=len(graph.built.entities.labels),
        facts=len(graph.built.table),
    )
    write_atomically(place / "world.json", world.model_dump_json(indent=1).encode())
    return world


def find_world(paths: Sequence[Path], mappings: dict[str, Path], settings: Settings, folder: Path) -> World | None:
    """Find the graph of some files in a folder of graphs; None when it was never built.

    Raises:
        InputError: a path does not exist.
    """
    if len(paths) == 1 and (paths[0] / "graph.json").is_file():
        return _open_saved(paths[0], settings.knowledge, folder)
    mark = folder / world_key(paths, mappings, settings) / "world.json"
    return World.model_validate_json(mark.read_bytes()) if mark.is_file() else None


def known_world(paths: Sequence[Path], mappings: dict[str, Path], settings: Settings, folder: Path) -> World | None:
    """Find the graph of some files where `build_world` left it; None where it has to be built first."""
    if any((path / "graph.json").is_file() for path in paths):
        known = len(paths) == 1 and not settings.knowledge.retracted and (paths[0] / "world.json").is_file()
        return _open_saved(paths[0], settings.knowledge, folder) if known else None
    mark = folder / world_key(paths, mappings, settings) / "world.json"
    return World.model_validate_json(mark.read_bytes()) if mark.is_file() else None


def world_key(paths: Sequence[Path], mappings: dict[str, Path], settings: Settings) -> str:
    """Name the folder of the graph that is built of some files."""
    key = {
        "files": fingerprints(paths),
        "mappings": {name: file_digest(path) for name, path in sorted(mappings.items())},
        "settings": [settings.input, settings.knowledge],
        "code": code_version(*_ROOMS[:3]),
    }
    return digest(key)[:32]


def _open_saved(saved: Path, settings: KnowledgeSettings, folder: Path) -> World:
    """Open a graph that was built before; one without the facts that are taken back is built of it."""
    mark = saved / "world.json"
    found = World.model_validate_json(mark.read_bytes()) if mark.is_file() else World(graph=saved, digest="")
    if settings.retracted:
        graph = KnowledgeGraph.load(saved)
        without = graph.rebuilt(graph.settings.model_copy(update={"retracted": settings.retracted}))
        place = folder / without.digest[:32]
        if not (place / "graph.json").is_file():
            without.save(place)
        facts = len(without.built.table)
        return found.model_copy(update={"graph": place, "digest": without.digest, "facts": facts})
    return found.model_copy(update={"graph": saved, "digest": found.digest or KnowledgeGraph.load(saved).digest})


def fingerprints(paths: Sequence[Path]) -> dict[str, str]:
    """Hash every file that shapes a reading: sources, lists of sources, mappings."""
    return {str(file): file_digest(file) for file in input_files(paths)}


@task(name="process_input", persist_result=False)
def process_input(job: Job, briefs: Sequence[Brief]) -> StageResult:
    """Read what each brief of a chunk brings: inline facts and its own sources."""
    by_id = {brief.id: brief for brief in briefs}
    works = [Work(Item(brief=brief.id, key="", sha256=digest(brief)), ingredients_of(job, brief)) for brief in briefs]

    def make(items: list[Item]) -> list[Made]:
        return one_by_one([by_id[item.brief] for item in items], lambda brief: take_in(brief, job))

    result = run_stage("process_input", store_at(job.store), works, make)
    audit.show_intake(job, result)
    return result


def ingredients_of(job: Job, brief: Brief) -> dict[str, object]:
    """Name everything that shapes what is read for a brief."""
    return {
        "brief": brief.model_dump(mode="json"),
        "sources": fingerprints([Path(source) for source in brief.sources]),
        "settings": job.settings.model_dump(mode="json", include={"input", "knowledge"}),
        "code": code_version(*_ROOMS),
    }


def take_in(brief: Brief, job: Job) -> Intake:
    """Read one brief's inline facts and sources."""
    inline = [
        Statement(fact.subject, fact.predicate, fact.object, uri=f"brief:{brief.id}", sha256=digest(brief.facts))
        for fact in brief.facts
    ]
    if not brief.sources:
        own = build_graph(inline, job.settings.knowledge)
        return Intake(brief=brief, facts=tuple(own.facts()))
    reading = read_sources([Path(source) for source in brief.sources], job.settings.input, job.mappings)
    own = build_graph([*inline, *reading.statements], job.settings.knowledge)
    return Intake(
        brief=brief, facts=tuple(own.facts()), sources=tuple(reading.sources), problems=tuple(reading.problems)
    )
