"""Build a knowledge graph of files and keep it."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from prefect import flow

from content.settings import InputSettings, KnowledgeSettings, Settings, load_settings
from content.store import write_atomically
from flows.form import shown_as
from knowledge.graph import KnowledgeGraph
from tasks.audit import show_world
from tasks.job import World
from tasks.process_input import build_world


@flow(name="build_knowledge", flow_run_name="{out}", persist_result=False)
def build_knowledge(
    *,
    paths: Annotated[list[Path], shown_as("Sources")],
    out: Annotated[Path, shown_as("Folder for the graph")],
    reading: Annotated[InputSettings, shown_as("Reading")] = InputSettings(),  # noqa: B008 - frozen
    graph: Annotated[KnowledgeSettings, shown_as("Graph")] = KnowledgeSettings(),  # noqa: B008
) -> World:
    """Read files into one graph and save it.

    Args:
        paths: Files and folders with facts.
        out: Folder for the graph; jobs can then name it as their knowledge.
        reading: How sources are read.
        graph: How the graph is built.

    Raises:
        InputError: a path does not exist or no fact could be read.
    """
    world = save_graph(paths, out, Settings(input=reading, knowledge=graph))
    show_world(world)
    return world


def save_graph(paths: Sequence[Path], out: Path, settings: Settings) -> World:
    """Build a graph in a passing folder and move its files into place; the same graph again changes nothing."""
    with TemporaryDirectory(prefix=".factpress-", dir=out.parent if out.parent.exists() else None) as folder:
        world = build_world(paths, {}, settings, Path(folder))
        kept = world.model_copy(update={"graph": out})
        mark = kept.model_dump_json(indent=1).encode()
        if _holds(out / "world.json", mark):
            return kept
        shutil.copytree(world.graph, out, dirs_exist_ok=True)
    write_atomically(out / "world.json", mark)
    return kept


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def build_graph_folder(paths: Sequence[Path], out: Path, assignments: Mapping[str, str]) -> World:
    """Build and save a graph without a Prefect run, as the command does."""
    return save_graph(paths, out, load_settings(None, assignments))


def open_graph(paths: Sequence[Path], assignments: Mapping[str, str]) -> KnowledgeGraph:
    """Load one built graph, or build one of files in memory only."""
    if len(paths) == 1 and (paths[0] / "graph.json").is_file():
        return KnowledgeGraph.load(paths[0])
    with TemporaryDirectory(prefix="factpress-") as folder:
        return KnowledgeGraph.load(build_world(paths, {}, load_settings(None, assignments), Path(folder)).graph)
