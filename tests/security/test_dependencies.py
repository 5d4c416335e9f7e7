"""The check of licences and of known holes, without the network."""

import doctest
import json
import subprocess
from email.message import Message
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from requirements import check_dependencies
from requirements.check_dependencies import HOME, KNOWN_HOLES, Policy, is_allowed, licence_fault, vulnerabilities

POLICY = Policy.model_validate(yaml.safe_load((HOME / "licences.yaml").read_text(encoding="utf-8")))


def a_package(folder: Path, **fields: str) -> Distribution:
    """Make an installed package that says this of itself."""
    message = Message()
    for name, value in {"Metadata-Version": "2.4", "Name": "some-package", "Version": "1.0", **fields}.items():
        message[name.replace("_", "-")] = value
    (folder / "METADATA").write_text(str(message))
    return Distribution.at(folder)


def test_the_examples_hold() -> None:
    assert doctest.testmod(check_dependencies).failed == 0


def test_every_installed_package_has_a_licence_that_is_allowed() -> None:
    assert [fault for package in distributions() if (fault := licence_fault(package, POLICY))] == []


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"License_Expression": "MIT OR GPL-3.0-only"}, ""),
        ({"License_Expression": "AGPL-3.0-only"}, "AGPL-3.0-only is not allowed"),
        ({"License_Expression": "MIT AND AGPL-3.0-only"}, "MIT AND AGPL-3.0-only is not allowed"),
        ({"License_Expression": "Whatever-1.0"}, "Whatever-1.0 is not allowed"),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, ""),
        ({"Classifier": "License :: Other/Proprietary License"}, "Other/Proprietary License is not allowed"),
        ({"License": "Apache 2.0 License"}, ""),
        ({"License": "free for all"}, "free for all is not allowed"),
        ({}, "no licence is named is not allowed"),
    ],
)
def test_a_licence_is_held_against_the_list(fields: dict[str, str], fault: str, tmp_path: Path) -> None:
    assert licence_fault(a_package(tmp_path, **fields), POLICY) == (fault and f"some-package 1.0: {fault}")


def test_what_a_person_has_read_is_not_allowed_to_everybody() -> None:
    assert POLICY.read
    assert [name for name, one in POLICY.read.items() if is_allowed(one.licence, POLICY.allowed)] == []


def answering(monkeypatch: pytest.MonkeyPatch, holes: dict[str, list[str]]) -> None:
    """Let pip-audit answer with holes by file; a file that is not named gets no answer."""

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        lock = Path(command[-1]).name
        if lock == "probe.txt":
            assert Path(command[-1]).read_text() == KNOWN_HOLES
        vulns = [{"id": one, "fix_versions": ["9.9"], "description": "a\nhole"} for one in holes.get(lock, [])]
        answer = json.dumps({"dependencies": [{"name": "x", "version": "1", "vulns": vulns}, {"name": "skipped"}]})
        return subprocess.CompletedProcess(command, 1, stdout=answer if lock in holes else "", stderr="no route")

    monkeypatch.setattr(subprocess, "run", run)


def test_known_holes_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {"probe.txt": ["OLD-1"], "run.lock": ["NEW-1"], "dev.lock": []})
    assert vulnerabilities() == ["x 1: NEW-1, mended in 9.9: a hole"]


def test_no_known_hole_is_believed_of_an_index_that_knows_some(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, {"probe.txt": ["OLD-1"], "run.lock": [], "dev.lock": []})
    assert vulnerabilities() == ["vulnerabilities: none is known of the pinned versions (pypi)"]


@pytest.mark.parametrize("holes", [{}, {"probe.txt": [], "run.lock": [], "dev.lock": []}])
def test_an_index_without_advisories_is_no_proof(monkeypatch: pytest.MonkeyPatch, holes: dict[str, list[str]]) -> None:
    answering(monkeypatch, holes)
    (line,) = vulnerabilities()
    assert line.startswith("vulnerabilities: skipped, no advisories can be had")
