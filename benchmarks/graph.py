"""The knowledge graph at a million triples: reading, building, saving, loading and the facts for 500 briefs.

    python -m benchmarks.graph [--triples 1000000] [--seed 1]

The triples are made from the seed: towns, people, firms, books and rivers with types, aliases, dates, numbers and
measures, a few hubs that much of the rest points to, and subjects of very different size. Every phase is a process of
its own, so that its peak of memory is its own. The peer is plain networkx: the same triples as a MultiDiGraph, and
`networkx.pagerank`, personalised, over the whole of it.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import orjson

if TYPE_CHECKING:
    from knowledge.graph import KnowledgeGraph

HOME = Path(__file__).resolve().parent.parent
SECONDS, GIGABYTES, MILLISECONDS = 60, 4, 20
_QUERIES, _PEER_QUERIES = 500, 3
_FILES = 10
_KINDS = ("city", "person", "company", "book", "river")
_LINKS = {
    "city": ("located in", "twin city", "mayor", "river", "country"),
    "person": ("born in", "works for", "author of", "knows", "lives in"),
    "company": ("headquarters", "founder", "subsidiary of", "supplier of", "chief executive"),
    "book": ("author", "publisher", "setting", "based on", "about"),
    "river": ("flows through", "mouth", "tributary of", "country", "source"),
}
_CONSONANTS, _VOWELS = "b br d dr f g gr h j k kl l m n p pr r s st t tr v w z".split(), "a e i o u ai ea ou".split()
Report = dict[str, float | int | list[float]]


def main() -> None:
    """Run the phases and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phase", choices=sorted(_PHASES), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.phase:
        found = _PHASES[arguments.phase](arguments.folder, arguments.seed)
        found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(json.dumps(found))
        return
    with TemporaryDirectory(prefix="factpress-benchmark-") as passing:
        folder = Path(passing)
        write_triples(folder / "triples", arguments.triples, arguments.seed)
        _print({phase: _run(phase, folder, arguments.seed) for phase in ("build", "query", "peer")}, arguments.triples)


# --- the triples -----------------------------------------------------------------------------------------------------


def write_triples(folder: Path, count: int, seed: int) -> None:
    """Write triples as JSONL files; the same seed gives the same bytes."""
    folder.mkdir(parents=True)
    triples = _triples(count, np.random.default_rng(seed))
    for number in range(_FILES):
        with (folder / f"triples-{number}.jsonl").open("wb") as file:
            for subject, predicate, obj in (next(triples) for _ in range(count // _FILES)):
                file.write(orjson.dumps({"subject": subject, "predicate": predicate, "object": obj}) + b"\n")


def names(count: int, rng: np.random.Generator) -> list[str]:
    """Make names of two words, all different."""
    found: dict[str, None] = {}
    while len(found) < count:
        parts = rng.integers(0, (len(_CONSONANTS), len(_VOWELS)) * 4, size=(count, 8)).tolist()
        for c in parts:
            syllables = [_CONSONANTS[c[i]] + _VOWELS[c[i + 1]] for i in (0, 2, 4, 6)]
            found[f"{''.join(syllables[:2]).title()} {''.join(syllables[2:]).title()}n"] = None
    return list(found)[:count]


def _triples(count: int, rng: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    entities = names(max(count // 7, 50), rng)
    size = len(entities)
    subjects = np.minimum(rng.power(0.7, count) * size, size - 1).astype(int).tolist()
    objects = np.minimum(rng.pareto(0.9, count) * 4, size - 1).astype(int).tolist()
    spread = rng.integers(0, size, count).tolist()
    choice, number, day = (
        rng.random(count).tolist(),
        rng.integers(1, 9_999_999, count).tolist(),
        rng.integers(0, 365, count),
    )
    months = "January February March April May June July August September October November December".split()
    for i in range(count):
        subject, kind = entities[subjects[i]], _KINDS[subjects[i] % len(_KINDS)]
        if choice[i] < 0.14:
            yield subject, "type", kind
        elif choice[i] < 0.22:
            yield subject, "population", f"{number[i]:,}"
        elif choice[i] < 0.30:
            yield subject, "founded", f"{1 + int(day[i]) % 28} {months[int(day[i]) % 12]} {1500 + number[i] % 520}"
        elif choice[i] < 0.36:
            yield subject, "area", f"{number[i] / 100:,} {'km²' if number[i] % 2 else 'ha'}"
        elif choice[i] < 0.39:
            yield subject, "revenue", f"{number[i]} EUR"
        elif choice[i] < 0.43:
            yield subject, "also known as", subject.upper() if number[i] % 2 else subject.split()[0]
        else:
            target = objects[i] if choice[i] < 0.8 else spread[i]
            yield subject, _LINKS[kind][number[i] % 5], entities[target]


# --- the phases ------------------------------------------------------------------------------------------------------


def _build(folder: Path, _seed: int) -> Report:
    from content.settings import InputSettings, KnowledgeSettings
    from knowledge.graph import build_graph
    from knowledge.readers import read_sources

    started = time.perf_counter()
    reading = read_sources([folder / "triples"], InputSettings())
    read = time.perf_counter()
    if reading.problems:
        raise SystemExit(reading.problems[0].text)
    graph = build_graph(reading.statements, KnowledgeSettings())
    built = time.perf_counter()
    graph.save(folder / "graph")
    saved = time.perf_counter()
    return {
        "read": read - started,
        "build": built - read,
        "save": saved - built,
        "statements": len(reading.statements),
        "facts": len(graph.built.table),
        "entities": len(graph.built.entities.labels),
    }


def _query(folder: Path, seed: int) -> Report:
    from knowledge.graph import KnowledgeGraph, report

    started = time.perf_counter()
    graph = KnowledgeGraph.load(folder / "graph")
    loaded = time.perf_counter()
    asked = _asked(graph, seed)
    graph.facts_about(asked[0])
    spent = []
    for name in asked:
        begun = time.perf_counter()
        graph.relevant(name)
        graph.facts_about(name)
        spent.append(1000 * (time.perf_counter() - begun))
    reporting = time.perf_counter()
    report(graph)
    reported = time.perf_counter()
    graph.network  # noqa: B018
    return {
        "load": loaded - started,
        "query": spent,
        "report": reported - reporting,
        "network": time.perf_counter() - reported,
    }


def _asked(graph: "KnowledgeGraph", seed: int) -> list[str]:
    """Choose topics of briefs: half at random, half in proportion to their facts, so that hubs are among them."""
    rng = np.random.default_rng(seed)
    degree, labels = graph.index.degree, graph.built.entities.labels
    chosen = [
        *rng.integers(0, len(labels), _QUERIES // 2),
        *rng.choice(len(labels), _QUERIES // 2, p=degree / degree.sum()),
    ]
    return [labels[int(i)] for i in chosen]


def _peer(folder: Path, seed: int) -> Report:
    import networkx as nx

    started = time.perf_counter()
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for path in sorted((folder / "triples").iterdir()):
        with path.open("rb") as file:
            for line in file:
                triple = orjson.loads(line)
                network.add_edge(triple["subject"], triple["object"], predicate=triple["predicate"])
    loaded = time.perf_counter()
    rng = np.random.default_rng(seed)
    nodes = list(network)
    spent = []
    for i in rng.integers(0, len(nodes), _PEER_QUERIES).tolist():
        begun = time.perf_counter()
        nx.pagerank(network, alpha=0.85, personalization={nodes[i]: 1})
        list(network.out_edges(nodes[i], data=True))
        spent.append(1000 * (time.perf_counter() - begun))
    return {"load": loaded - started, "query": spent}


_PHASES: dict[str, Callable[[Path, int], Report]] = {"build": _build, "query": _query, "peer": _peer}


def _run(phase: str, folder: Path, seed: int) -> Report:
    command = [sys.executable, "-m", "benchmarks.graph", "--phase", phase, "--folder", str(folder), "--seed", str(seed)]
    done = subprocess.run(command, cwd=HOME, check=True, stdout=subprocess.PIPE, text=True)
    found: Report = json.loads(done.stdout.splitlines()[-1])
    return found


# --- the table -------------------------------------------------------------------------------------------------------


def _print(found: dict[str, Report], triples: int) -> None:
    build, query, peer = found["build"], found["query"], found["peer"]
    spent, slow = query["query"], peer["query"]
    assert isinstance(spent, list)
    assert isinstance(slow, list)
    made = _number(build["read"]) + _number(build["build"])
    print(f"{triples:,} triples, {build['entities']:,} entities, {build['facts']:,} facts, {len(spent)} briefs\n")
    print("| | measured | limit | |")
    print("|---|---:|---:|---|")
    _row("read and build, seconds", made, SECONDS, f"reading {build['read']:.1f}, building {build['build']:.1f}")
    _row("read and build, peak GB", build["peak"], GIGABYTES)
    _row("save, seconds", build["save"], None)
    _row("load from its folder, seconds", query["load"], SECONDS)
    _row("load, queries and report, peak GB", query["peak"], GIGABYTES)
    _row("facts for one brief, p50 ms", statistics.median(spent), None)
    _row("facts for one brief, p95 ms", float(np.percentile(spent, 95)), MILLISECONDS, f"slowest {max(spent):.1f}")
    _row("report, seconds", query["report"], None)
    _row("all of it as a networkx graph, seconds", query["network"], None)
    _row("peer: networkx, read and add edges, seconds", peer["load"], None)
    _row("peer: networkx.pagerank for one brief, ms", statistics.median(slow), None, f"{len(slow)} briefs")
    _row("peer: peak GB", peer["peak"], None)


def _row(name: str, value: object, limit: int | None, note: str = "") -> None:
    number = _number(value)
    told = "" if limit is None else "holds" if number <= limit else "**missed**"
    print(f"| {name} | {number:,.2f} | {limit or ''} | {'; '.join(part for part in (told, note) if part)} |")


def _number(value: object) -> float:
    assert isinstance(value, (int, float))
    return float(value)


if __name__ == "__main__":
    main()
