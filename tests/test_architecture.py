"""The rooms keep their order: imports point one way and no file outgrows its subject."""

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
ROOMS = ("content", "ledger", "knowledge", "models", "rendering", "tasks", "flows", "factpress")
MAY_IMPORT = {
    "content": set(),
    "ledger": {"content"},
    "knowledge": {"content"},
    "models": {"content"},
    "rendering": {"content"},
    "tasks": {"content", "ledger", "knowledge", "models", "rendering"},
    "flows": {"content", "ledger", "knowledge", "models", "rendering", "tasks"},
    "factpress": {"content", "ledger", "knowledge", "models", "rendering", "tasks", "flows"},
}
FILES = sorted(path for room in ROOMS for path in (HOME / room).rglob("*.py"))


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_imports_point_one_way(path: Path) -> None:
    room = path.relative_to(HOME).parts[0]
    outside = {name for name in _imported(path) & set(ROOMS) if name != room}
    assert outside <= MAY_IMPORT[room]


@pytest.mark.parametrize("room", ["content", "ledger", "knowledge", "models", "rendering"])
def test_nothing_below_tasks_imports_prefect(room: str) -> None:
    assert [path.name for path in (HOME / room).rglob("*.py") if "prefect" in _imported(path)] == []


def test_files_stay_readable() -> None:
    long = {str(path.relative_to(HOME)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
