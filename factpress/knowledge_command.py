"""`factpress knowledge`: build, query and report on a graph."""

from pathlib import Path
from typing import Annotated

import typer

from content.artifacts import Fact
from content.errors import InputError
from content.names import spoken_object
from factpress.options import Set, assignments

knowledge = typer.Typer(help="The knowledge graph: build it, ask it, judge it.", no_args_is_help=True)

Paths = Annotated[
    list[Path], typer.Argument(help="Files or folders with facts, or one built graph.", metavar="PATH...")
]


@knowledge.command()
def build(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the graph.")],
    set_: Set = [],  # noqa: B006 - never changed
) -> None:
    """Read files into one graph and save it; DIR can then be given as --knowledge."""
    from flows.build_knowledge import build_graph_folder

    world = build_graph_folder(paths, out, assignments(set_))
    for problem in world.problems:
        print(f"{problem.place}: {problem.text}")
    print(f"{world.facts} facts about {world.entities} entities in {out}")


@knowledge.command()
def query(
    paths: Paths,
    about: Annotated[str, typer.Option("--about", metavar="NAME", help="An entity: label, alias or id.")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="Show the paths to this entity.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="Facts or paths at most.")] = 20,
    hops: Annotated[int, typer.Option(min=1, max=4, help="Size of the neighbourhood in the picture.")] = 1,
    picture: Annotated[
        Path | None, typer.Option(metavar="PNG", help="Draw the neighbourhood into this file.", show_default=False)
    ] = None,
    set_: Set = [],  # noqa: B006
) -> None:
    """Show the facts most relevant to an entity, the paths between two, or a picture of the neighbourhood."""
    from flows.build_knowledge import open_graph

    graph = open_graph(paths, assignments(set_))
    for name in filter(None, (about, to)):
        if graph.entity(name) is None:
            raise InputError(f"the graph has no {name!r}", remedy="`factpress knowledge report` shows what it holds")
    if to:
        for path in graph.paths(about, to, limit=limit):
            print("; ".join(_line(fact) for fact in path))
    else:
        for fact, weight in graph.relevant(about, limit):
            print(f"{weight:.4f}  {fact.id}  {_line(fact)}")
    if picture:
        from rendering import draw_neighbourhood

        edges = [
            (start, end, str(data.get("predicate", "")))
            for start, end, data in graph.neighbourhood(about, hops, limit).edges(data=True)
        ]
        found = graph.entity(about)
        draw_neighbourhood(edges, found.label if found else about, picture)
        print(f"picture: {picture}")


@knowledge.command()
def report(paths: Paths, set_: Set = []) -> None:  # noqa: B006
    """Judge a graph: entities, relations, isolated parts, conflicts, suspected duplicates, merges."""
    from flows.build_knowledge import open_graph
    from knowledge.graph import report as judge

    print(judge(open_graph(paths, assignments(set_))).to_markdown())


def _line(fact: Fact) -> str:
    validity = f" ({fact.valid_from or '…'} to {fact.valid_to or '…'})" if fact.valid_from or fact.valid_to else ""
    return f"{fact.subject} · {'not ' if fact.negated else ''}{fact.predicate} · {spoken_object(fact)}{validity}"
