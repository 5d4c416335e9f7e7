"""Build a knowledge graph of files and keep it."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from prefect import flow

from content.settings import Settings, load_settings
from content.store import write_atomically
from knowledge.graph import KnowledgeGraph
from tasks.job import World
from tasks.process_input import build_world


@flow(name="build_knowledge", flow_run_name="{out}", persist_result=False)
def build_knowledge(paths: list[Path], out: Path, settings: Settings = Settings()) -> World:  # noqa: B008 - frozen
    """Read files into one graph and save it.

    Args:
        paths: files and folders with facts.
        out: folder for the graph; it can then be given as knowledge.
        settings: only `input` and `knowledge` matter here.

    Raises:
        InputError: a path does not exist or no fact could be read.
    """
    return save_graph(paths, out, settings)


def save_graph(paths: Sequence[Path], out: Path, settings: Settings) -> World:
    """Build a graph in a passing folder and move its files into place."""
    with TemporaryDirectory(prefix=".factpress-", dir=out.parent if out.parent.exists() else None) as folder:
        world = build_world(paths, {}, settings, Path(folder))
        shutil.copytree(world.graph, out, dirs_exist_ok=True)
    kept = world.model_copy(update={"graph": out})
    write_atomically(out / "world.json", kept.model_dump_json(indent=1).encode())
    return kept


def build_graph_folder(paths: Sequence[Path], out: Path, assignments: Mapping[str, str]) -> World:
    """Build and save a graph without a Prefect run, as the command does."""
    return save_graph(paths, out, load_settings(None, assignments))


def open_graph(paths: Sequence[Path], assignments: Mapping[str, str]) -> KnowledgeGraph:
    """Load one built graph, or build one of files in memory only."""
    if len(paths) == 1 and (paths[0] / "graph.json").is_file():
        return KnowledgeGraph.load(paths[0])
    with TemporaryDirectory(prefix="factpress-") as folder:
        return KnowledgeGraph.load(build_world(paths, {}, load_settings(None, assignments), Path(folder)).graph)
