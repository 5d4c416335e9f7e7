"""The documents say what is there."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factpress.command import app

HOME = Path(__file__).resolve().parent.parent
PAGES = sorted([*HOME.glob("*.md"), *(HOME / "docs").glob("*.md")])


def test_the_tree_in_the_readme_is_the_tree() -> None:
    named = re.findall(r"^(\w+)/ ", (HOME / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(named) == 8
    assert [name for name in named if not (HOME / name).is_dir()] == []


def test_the_commands_in_the_readme_exist() -> None:
    text = (HOME / "README.md").read_text(encoding="utf-8")
    for command in set(re.findall(r"`factpress ([a-z]+)", text)):
        assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0, command
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"^make ([a-z-]+)", text, flags=re.MULTILINE)):
        assert f"\n{target}:" in makefile


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_named_in_the_documents_exist(page: Path) -> None:
    from content.settings import Settings

    for group, name in re.findall(r"--set (\w+)\.(\w+)=", page.read_text(encoding="utf-8")):
        part = Settings.model_fields[group].annotation
        assert name in getattr(part, "model_fields", {}), f"{group}.{name}"


def test_the_versions_in_the_lock_are_those_the_project_asks_for() -> None:
    wanted = set(re.findall(r'^    "([\w.-]+==[\w.]+)",$', (HOME / "pyproject.toml").read_text(), flags=re.MULTILINE))
    locked = {line.casefold() for line in (HOME / "requirements/run.lock").read_text().splitlines()}
    assert len(wanted) > 30
    assert [one for one in sorted(wanted) if one.casefold() not in locked] == []
