"""The command as a person uses it: a table of calls, each in a process of its own where exit codes matter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from content.settings import Settings
from factpress.command import app

RUNNER = CliRunner()


def called(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "factpress", *arguments], capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["run"],
        ["plan"],
        ["models"],
        ["models", "pull"],
        ["knowledge"],
        ["knowledge", "build"],
        ["knowledge", "query"],
        ["knowledge", "report"],
        ["doctor"],
        ["settings"],
    ],
)
def test_every_command_explains_itself(arguments: list[str]) -> None:
    result = RUNNER.invoke(app, [*arguments, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_the_settings_listed_are_a_valid_file() -> None:
    result = RUNNER.invoke(app, ["settings"])
    assert Settings.model_validate(yaml.safe_load(result.stdout)) == Settings()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["run", "no.jsonl", "--out", "out"], "no.jsonl"),
        (["run", "briefs.jsonl", "--out", "out", "--set", "job.chunk=0"], "--set job.chunk"),
        (["run", "briefs.jsonl", "--out", "out", "--set", "job.chunk"], "KEY=VALUE"),
        (["run", "briefs.jsonl", "--out", "out", "--knowledge", "no.ttl"], "no.ttl"),
        (["run", "briefs.jsonl", "--out", "briefs.jsonl"], "is a file, not a folder"),
        (["run", "broken.jsonl", "--out", "out"], "broken.jsonl:1"),
        (["run", "briefs.jsonl", "--out", "out", "--set", "generator.model=nobody"], "nobody"),
    ],
)
def test_wrong_input_is_one_line_and_nothing_is_written(
    arguments: list[str], line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "briefs.jsonl").write_text('{"id": "a", "topic": "b"}\n')
    (tmp_path / "broken.jsonl").write_text("{\n")
    monkeypatch.chdir(tmp_path)
    result = called(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert line in result.stderr
    assert result.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["briefs.jsonl", "broken.jsonl"]


@pytest.mark.usefixtures("prefect_api")
def test_a_run_ends_with_one_line_of_json(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").write_text('{"id": "ulm", "topic": "Ulm"}\n')
    (tmp_path / "facts.csv").write_text("subject,predicate,object\nUlm,type,city\nUlm,country,Germany\n")
    common = ["--knowledge", str(tmp_path / "facts.csv"), "--set", "generator.model=template"]
    result = called("run", str(tmp_path / "briefs.jsonl"), "--out", str(tmp_path / "out"), *common)
    assert result.returncode == 0, result.stderr
    line = json.loads(result.stdout)
    assert (line["requested"], line["delivered"], line["failed"]) == (1, 1, 0)
    assert "delivering" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("prefect_api")
def test_a_run_that_delivers_nothing_exits_with_three(tmp_path: Path) -> None:
    (tmp_path / "briefs.jsonl").write_text('{"id": "x", "topic": "Xanadu"}\n')
    (tmp_path / "facts.csv").write_text("subject,predicate,object\nUlm,type,city\n")
    common = ["--knowledge", str(tmp_path / "facts.csv"), "--set", "generator.model=template"]
    result = called("run", str(tmp_path / "briefs.jsonl"), "--out", str(tmp_path / "out"), *common)
    assert result.returncode == 3
    assert json.loads(result.stdout)["rejected"] == 1


def test_a_graph_is_built_asked_and_drawn(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text("subject,predicate,object\nUlm,country,Germany\nBonn,country,Germany\n")
    graph = str(tmp_path / "graph")
    built = RUNNER.invoke(app, ["knowledge", "build", str(tmp_path / "facts.csv"), "--out", graph])
    assert built.exit_code == 0, built.output
    asked = RUNNER.invoke(app, ["knowledge", "query", graph, "--about", "Ulm"])
    assert "Ulm · country · Germany" in asked.stdout
    paths = RUNNER.invoke(app, ["knowledge", "query", graph, "--about", "Ulm", "--to", "Bonn"])
    assert "Bonn · country · Germany" in paths.stdout
    picture = tmp_path / "ulm.png"
    RUNNER.invoke(app, ["knowledge", "query", graph, "--about", "Ulm", "--picture", str(picture)])
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "conflicts" in RUNNER.invoke(app, ["knowledge", "report", graph]).stdout.casefold()
