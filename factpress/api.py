"""The Python API: a flow with a Prefect server around it."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from content.artifacts import JobReport
from content.settings import load_settings

if TYPE_CHECKING:
    from knowledge.graph import KnowledgeGraph

Location = str | Path


def run(
    briefs: Location | Sequence[Location],
    *,
    knowledge: Sequence[Location] = (),
    out: Location,
    config: Location | None = None,
    settings: Mapping[str, str] | None = None,
    mappings: Mapping[str, Location] | None = None,
) -> JobReport:
    """Make the documents that files of briefs ask for and say what became of each.

    Args:
        settings: dotted names and values, as with `--set`: `{"generator.candidates": "5"}`.
        mappings: table file → mapping file, where it does not lie beside the table.

    Raises:
        InputError: the input is wrong; nothing was written.
    """
    return _produce(briefs, knowledge, out, config, settings, mappings)


def estimate(
    briefs: Location | Sequence[Location],
    *,
    knowledge: Sequence[Location] = (),
    out: Location,
    config: Location | None = None,
    settings: Mapping[str, str] | None = None,
    mappings: Mapping[str, Location] | None = None,
) -> JobReport:
    """Word the first documents and tell what the job will cost; a run of it goes on from them.

    Raises:
        InputError: the input is wrong; nothing was written.
    """
    return _produce(briefs, knowledge, out, config, settings, mappings, estimate_only=True)


def plan(
    briefs: Location | Sequence[Location],
    *,
    knowledge: Sequence[Location] = (),
    out: Location,
    config: Location | None = None,
    settings: Mapping[str, str] | None = None,
    mappings: Mapping[str, Location] | None = None,
) -> JobReport:
    """Write the plans of the documents to `out/plans`, for a person to edit; nothing is worded yet.

    Raises:
        InputError: the input is wrong; nothing was written.
    """
    return _produce(briefs, knowledge, out, config, settings, mappings, plan_only=True)


def _produce(
    briefs: Location | Sequence[Location],
    knowledge: Sequence[Location],
    out: Location,
    config: Location | None,
    settings: Mapping[str, str] | None,
    mappings: Mapping[str, Location] | None,
    *,
    plan_only: bool = False,
    estimate_only: bool = False,
) -> JobReport:
    from factpress.finished import finished_before
    from factpress.preflight import check_request
    from factpress.server import prefect_server, told_of_its_loss
    from models.engine import wait_politely

    whole = load_settings(Path(config) if config else None, settings)
    paths = [Path(path) for path in knowledge]
    files = [Path(briefs)] if isinstance(briefs, str | Path) else [Path(path) for path in briefs]
    check_request(files, paths, Path(out), whole)
    wait_politely()
    maps = {name: Path(path) for name, path in (mappings or {}).items()}
    finished = None if plan_only else finished_before(files, Path(out), paths, whole, maps)
    if finished is not None:
        return finished
    with prefect_server(meanwhile=lambda: import_module("flows.produce_content")) as server, told_of_its_loss(server):
        from flows.produce_content import produce_content, report_of

        state = produce_content(
            briefs=files,
            out=Path(out),
            knowledge=paths,
            settings=whole,
            mappings=maps,
            plan_only=plan_only,
            estimate_only=estimate_only,
            return_state=True,
        )
        return report_of(state)


def build_knowledge(
    paths: Sequence[Location], *, out: Location | None = None, settings: Mapping[str, str] | None = None
) -> "KnowledgeGraph":
    """Build one graph of files; with `out` it is saved there and can be given as knowledge.

    Raises:
        InputError: a path does not exist or nothing could be read.
    """
    from knowledge.graph import build_graph
    from knowledge.readers import read_sources

    whole = load_settings(None, settings)
    reading = read_sources([Path(path) for path in paths], whole.input)
    graph = build_graph(reading.statements, whole.knowledge)
    if out is not None:
        graph.save(Path(out))
    return graph
