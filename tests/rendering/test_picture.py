"""The picture of a neighbourhood."""

import itertools
from pathlib import Path

from PIL import Image

from rendering import draw_neighbourhood
from rendering.picture import _grow, _halves, _spread

EDGES = [
    ("Ljubljana", "Slovenia", "capital of"),
    ("Ljubljana", "Slovenia", "country"),
    ("Jože Plečnik", "Ljubljana", "birthPlace"),
    ("Slovenia", "Italy", "borders"),
    ("Slovenia", "Austria", "borders"),
    ("Italy", "Austria", "borders"),
    ("Mars", "Phobos", "moon"),
]


def test_the_picture_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        draw_neighbourhood(EDGES, "Ljubljana", tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.format == "PNG"
        assert len(picture.getcolors(1_000_000) or []) > 50


def test_names_stand_as_near_to_the_centre_as_they_can() -> None:
    slovenia, plecnik = _grow(EDGES, "Ljubljana")
    assert (slovenia.name, slovenia.relations, slovenia.outwards) == ("Slovenia", ("capital of", "country"), True)
    assert [child.name for child in slovenia.children] == ["Italy", "Austria"]
    assert (plecnik.name, plecnik.outwards) == ("Jože Plečnik", False)


def test_no_two_names_share_a_place() -> None:
    edges = [(f"n{i // 4}", f"n{i}", "has") for i in range(1, 50)]
    left, right = _halves(_grow(edges, "n0"))
    spots = [*_spread(left, -1, 3.0), *_spread(right, 1, 3.0)]
    assert len(spots) == 49
    for column in {spot.x for spot in spots}:
        rows = sorted(spot.y for spot in spots if spot.x == column)
        assert all(upper - lower > 0.39 for lower, upper in itertools.pairwise(rows))


def test_an_entity_alone_and_odd_names_are_drawn(tmp_path: Path) -> None:
    draw_neighbourhood([], "Alone", tmp_path / "alone.png")
    edges = [("A$x^2$", "東京 \u202e", "$\\frac{"), ("A$x^2$", "A$x^2$", "self"), ("A$x^2$", "y" * 300, "x" * 300)]
    draw_neighbourhood(edges, "A$x^2$", tmp_path / "folder" / "odd.png")
    assert (tmp_path / "folder" / "odd.png").read_bytes().startswith(b"\x89PNG")


def test_a_crowd_and_a_chain_stay_a_picture_of_bearable_size(tmp_path: Path) -> None:
    crowd = [("hub", f"thing {i}", "has") for i in range(500)]
    chain = [(f"n{i}", f"n{i + 1}", "next") for i in range(500)]
    for edges, centre in ((crowd, "hub"), (chain, "n0")):
        draw_neighbourhood(edges, centre, tmp_path / "big.png")
        with Image.open(tmp_path / "big.png") as picture:
            assert max(picture.size) < 5000
