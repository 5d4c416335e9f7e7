"""The picture of an entity's neighbourhood: a map that grows from the entity to both sides, one row a name."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from content.names import relation_words, spoken_number
from rendering.cleaning import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

Edge = tuple[str, str, str]

_MOST, _DEEPEST = 60, 4
_COLUMN, _RELATION, _NAME, _ROW = 4.6, 1.75, 2.5, 0.4
"""Inches: a column, the part of it for the relation, the part for the name; a row."""
_DPI = 144
_LONGEST_CENTRE, _LONGEST_NAME, _LONGEST_RELATION = 30, 26, 24
_INK, _SOFT = "#1d1f21", "#5c6166"
_COLOURS = ("#0b5fa5", "#a5480b", "#1f6f43", "#7a2f8f", "#8a6d00", "#a01f4a", "#3b5a6b", "#5b4bb5")


class Twig(NamedTuple):
    """A name on the map and the relation that brought it there."""

    name: str
    relations: tuple[str, ...]
    outwards: bool
    """The relations point away from the centre."""
    children: tuple[Twig, ...]

    @property
    def rows(self) -> int:
        return max(1, sum(child.rows for child in self.children))


class Spot(NamedTuple):
    """Where a twig is drawn, in inches from the centre."""

    twig: Twig
    parent: str
    """Empty for the centre."""
    side: int
    """-1: left of the centre; 1: right of it."""
    x: float
    y: float


def draw_neighbourhood(edges: Sequence[Edge], centre: str, path: Path) -> None:
    """Draw the relations around an entity as a PNG; the same edges give the same bytes.

    Args:
        edges: (subject, object, relation), as networkx has them; names not connected to the centre, more than four
            steps away or beyond the sixtieth are left out.
        centre: The entity in the middle.
        path: The file to write.
    """
    distinct = list(dict.fromkeys(edges))
    twigs = _grow(distinct, centre)
    left, right = _halves(twigs)
    undrawn = len(distinct) - sum(_relations(twig) for twig in twigs)
    first = _RELATION + 1.0 + 0.065 * len(_short(centre, _LONGEST_CENTRE))
    _paint([*_spread(left, -1, first), *_spread(right, 1, first)], centre, undrawn, path)


def _grow(edges: Sequence[Edge], centre: str) -> tuple[Twig, ...]:
    """Make a tree by breadth, so that every name stands as near to the centre as it can."""
    touching: dict[str, dict[tuple[str, bool], list[str]]] = {}
    for subject, obj, relation in edges:
        if subject != obj:
            touching.setdefault(subject, {}).setdefault((obj, True), []).append(relation)
            touching.setdefault(obj, {}).setdefault((subject, False), []).append(relation)
    branches: dict[str, list[tuple[str, bool]]] = {centre: []}
    queue = [(centre, 0)]
    for name, depth in queue:
        for other, outwards in touching.get(name, {}):
            if other not in branches and len(branches) <= _MOST and depth < _DEEPEST:
                branches[other] = []
                branches[name].append((other, outwards))
                queue.append((other, depth + 1))

    def twigs(name: str) -> tuple[Twig, ...]:
        return tuple(
            Twig(other, tuple(touching[name][other, outwards]), outwards, twigs(other))
            for other, outwards in branches[name]
        )

    return twigs(centre)


def _relations(twig: Twig) -> int:
    return len(twig.relations) + sum(_relations(child) for child in twig.children)


def _halves(twigs: tuple[Twig, ...]) -> tuple[tuple[Twig, ...], tuple[Twig, ...]]:
    """Share the branches between the sides, equal relations together, so that both are about equally tall."""
    firsts = list(dict.fromkeys(twig.relations for twig in twigs))
    ordered = sorted(twigs, key=lambda twig: firsts.index(twig.relations))
    half, rows, count = sum(twig.rows for twig in twigs) / 2, 0, 0
    while count < len(ordered) and rows + ordered[count].rows / 2 <= half:
        rows += ordered[count].rows
        count += 1
    return tuple(ordered[count:]), tuple(ordered[:count])


def _spread(twigs: tuple[Twig, ...], side: int, first: float) -> list[Spot]:
    def place(children: tuple[Twig, ...], parent: str, depth: int, top: float) -> Iterator[Spot]:
        for child in children:
            x = first + (depth - 1) * _COLUMN
            yield Spot(child, parent, side, side * x, top - child.rows * _ROW / 2)
            yield from place(child.children, child.name, depth + 1, top)
            top -= child.rows * _ROW

    return list(place(twigs, "", 1, sum(twig.rows for twig in twigs) * _ROW / 2))


def _paint(spots: Sequence[Spot], centre: str, undrawn: int, path: Path) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    tall = max([abs(spot.y) for spot in spots] or [0.0]) + 0.9
    left = max((abs(spot.x) + _NAME for spot in spots if spot.side < 0), default=_NAME)
    right = max((spot.x + _NAME for spot in spots if spot.side > 0), default=_NAME)
    figure = Figure(figsize=(left + right, 2 * tall), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(-left, right)
    axes.set_ylim(-tall, tall)
    with warnings.catch_warnings():
        # A script that the font lacks is drawn as boxes; the picture is still of use.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        _draw(axes, spots, centre)
        if undrawn:
            caption = f"{undrawn} more relation{'s' if undrawn > 1 else ''} between these names or beyond them"
            axes.text(right - 0.2, 0.15 - tall, caption, size=8, color=_SOFT, ha="right", va="bottom")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="png", metadata={"Software": None})


def _draw(axes: Axes, spots: Sequence[Spot], centre: str) -> None:
    colours: dict[tuple[str, ...], str] = {}
    box = {"boxstyle": "round,pad=0.5", "facecolor": _INK, "edgecolor": "none"}
    middle = axes.text(
        0, 0, _short(centre, _LONGEST_CENTRE), size=13, weight="bold", color="white", ha="center", va="center",
        bbox=box, parse_math=False, zorder=3,
    )  # fmt: skip
    ends = {("", side): (side * (_width(middle) / 2 + 0.12), 0.0) for side in (-1, 1)}
    for spot in spots:
        colour = colours.setdefault(spot.twig.relations, _COLOURS[len(colours) % len(_COLOURS)])
        align: Literal["left", "right"] = "left" if spot.side > 0 else "right"
        name = axes.text(
            spot.x,
            spot.y,
            _short(spoken_number(spot.twig.name), _LONGEST_NAME),
            size=10.5,
            color=_INK,
            ha=align,
            va="center",
            parse_math=False,
        )
        _connect(axes, ends[spot.parent, spot.side], spot, colour)
        ends[spot.twig.name, spot.side] = (spot.x + spot.side * (_width(name) + 0.1), spot.y)


def _connect(axes: Axes, start: tuple[float, float], spot: Spot, colour: str) -> None:
    """Draw a curve to the name, level at its end, with the relation written on the level part."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Curve

    end, level = spot.x - spot.side * 0.1, spot.x - spot.side * _RELATION
    bend = (start[0] + level) / 2
    points = [start, (bend, start[1]), (bend, spot.y), (level, spot.y), (end, spot.y)]
    codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4, Curve.LINETO]
    axes.add_patch(PathPatch(Curve(points, codes), fill=False, linewidth=1.1, edgecolor=colour, zorder=1))
    rightwards = (spot.side > 0) == spot.twig.outwards
    axes.plot(end if spot.twig.outwards else level, spot.y, marker=">" if rightwards else "<", color=colour, ms=5)
    words = _short(", ".join(relation_words(name) or name for name in spot.twig.relations), _LONGEST_RELATION)
    axes.text(
        (level + end) / 2, spot.y + 0.045, words, size=7.5, color=colour, ha="center", va="bottom",
        style="italic", parse_math=False,
    )  # fmt: skip


def _width(text: Text) -> float:
    """Width of a drawn text in inches."""
    return float(text.get_window_extent().width) / _DPI


def _short(text: str, most: int) -> str:
    shown = visible(text)
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
