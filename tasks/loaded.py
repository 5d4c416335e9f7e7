"""What is heavy and shared within a process, loaded by name on first use: stores, graphs, engines, grammar."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

from content.files import is_address
from content.settings import GrammarSettings
from content.store import Store
from knowledge.evidence import check_sentence
from knowledge.graph import KnowledgeGraph
from models.engine import Engine, load_engine
from models.grammar import GrammarChecker, load_grammar


@cache
def store_at(location: str) -> Store:
    """Open a store once a process."""
    return Store(location)


def graphs_at(store: str) -> Path:
    """Folder of the graphs that jobs of a store build; beside a store at an address they are kept on this machine."""
    return user_cache_path("factpress") / "graphs" if is_address(store) else Path(store) / "graphs"


@cache
def graph_at(folder: Path, digest: str) -> KnowledgeGraph:  # noqa: ARG001 - the digest tells one build from the next
    """Load a saved graph once a process."""
    with _timed():
        return KnowledgeGraph.load(folder)


@cache
def engine_named(name: str, threads: int, api_key_variable: str) -> Engine:
    """Load a language model once a process."""
    with _timed():
        check_sentence("It is a city.", [])  # what checks its wordings loads its word lists on first use
        return load_engine(name, threads=threads, api_key_variable=api_key_variable)


@cache
def grammar_for(settings: GrammarSettings) -> GrammarChecker | None:
    """Load a grammar checker once a process."""
    with _timed():
        checker = load_grammar(settings)
        if checker is not None:
            checker.propose(["It is a city."])  # the first sentence loads its dictionaries
        return checker


_spent: list[float] = []


def note_loading(seconds: float) -> None:
    """Count what something took on its first use among the loading."""
    _spent.append(seconds)


def seconds_loading() -> float:
    """Tell how long this process has been loading what it needs once."""
    return sum(_spent)


@contextmanager
def _timed() -> Iterator[None]:
    began = time.perf_counter()
    try:
        yield
    finally:
        note_loading(time.perf_counter() - began)
