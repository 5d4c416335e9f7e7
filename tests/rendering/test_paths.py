"""Names from outside stay in their folder."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.errors import InputError
from rendering import confined

ROOT = Path("/srv/job")


@pytest.mark.parametrize(
    "name",
    [
        "..",
        ".",
        "",
        "../x",
        "a/../../x",
        "a/..",
        "a/./b",
        "a//b",
        "a/",
        "/etc/passwd",
        "//server/share",
        "C:/Windows",
        "C:",
        "a\\..\\..\\x",
        "\\\\server\\share",
        "file:stream",
        "con",
        "NUL",
        "nul.txt",
        "CON .html",
        "aux.tar.gz",
        "Com1",
        "lpt9.md",
        "com¹",
        "CONOUT$",
        "ends with a dot.",
        "a./b",
        "ends with a space ",
        " begins with a space",
        "a\nb",
        "a\x00b",
        "a\x1b[2Jb",
        "what?",
        "a*b",
        "<a>",
        'a"b',
        "a|b",
        "in\u202evoice",
        "zero\u200bwidth",
        "a\u2028b",
        "lone \ud800",
        "x" * 201,
        "é" * 101,
        "/".join(["deep"] * 300),
    ],
    ids=ascii,
)
def test_a_name_that_leaves_its_folder_or_fits_no_disk_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot name a file") as refused:
        confined(ROOT, name)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "document.md",
        "documents/city-0001-paris/document.html",
        "...a",
        ".hidden",
        "São Paulo",
        "東京",
        "console",
        "x" * 200,
    ],
)
def test_an_ordinary_name_is_placed_in_the_folder(name: str) -> None:
    assert confined(ROOT, name) == ROOT / name


def test_a_symbolic_link_on_the_way_is_refused(tmp_path: Path) -> None:
    folder, outside = tmp_path / "job", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "documents").symlink_to(outside)
    with pytest.raises(InputError, match="symbolic link"):
        confined(folder, "documents/x.md")
    with pytest.raises(InputError, match="symbolic link"):
        confined(folder, "documents")


def test_a_dangling_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="symbolic link"):
        confined(tmp_path, "x.md")


def test_the_folder_itself_may_be_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert confined(tmp_path / "link", "a/b.md") == tmp_path / "link" / "a" / "b.md"


@settings(deadline=None)
@given(st.text(max_size=30) | st.text("./\\:a ~", max_size=12))
def test_no_name_at_all_leaves_the_folder(name: str) -> None:
    try:
        path = confined(ROOT, name)
    except InputError:
        return
    assert Path(os.path.normpath(path)).is_relative_to(ROOT)
    assert path != ROOT
