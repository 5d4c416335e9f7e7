"""Hostile inputs, every family of them, as jobs: nothing crashes, leaks, acts or stays unsaid."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks.hostile import Outcome, attempt, is_clear
from benchmarks.hostile_inputs import ATTACKS, FACTS, Case, as_source, cases
from benchmarks.hostile_pages import page_faults
from benchmarks.hostile_texts import INJECTIONS
from benchmarks.plainly import produce_plainly
from content.settings import load_settings

SOME = list(cases(3 * len(ATTACKS), seed=2))


def check(outcome: Outcome) -> None:
    assert outcome.crash == ""
    assert outcome.outside == ()
    assert outcome.scripts == ()
    assert [line for line in outcome.lines if not is_clear(line)] == []
    assert outcome.delivered or outcome.lines


@pytest.mark.slow
@pytest.mark.parametrize("case", SOME, ids=[case.name for case in SOME])
def test_a_hostile_input_does_no_harm_and_is_explained(case: Case) -> None:
    check(attempt(case))


QUICK = [
    case for case in SOME if case.name.split(" ", 1)[1].startswith(("markup", "path", "yaml", "saved", "injection"))
]


@pytest.mark.parametrize("case", QUICK[:8], ids=[case.name for case in QUICK[:8]])
def test_a_hostile_name_or_text_does_no_harm_and_is_explained(case: Case) -> None:
    check(attempt(case))


def test_the_same_seed_makes_the_same_cases() -> None:
    assert list(cases(45, seed=7)) == list(cases(45, seed=7))
    assert list(cases(45, seed=7)) != list(cases(45, seed=8))


@pytest.mark.parametrize(
    "page",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        "<a href=' jAva\tscript:alert(1)'>x</a>",
        "<iframe srcdoc=x></iframe>",
        "<meta http-equiv=Refresh content=0>",
        "<svg><a xlink:href='data:text/html,x'>x</a></svg>",
    ],
)
def test_the_look_at_a_page_finds_what_could_act(page: str) -> None:
    assert page_faults(page.encode())


def documents(folder: Path, files: Mapping[str, bytes], briefs: str = "briefs.jsonl") -> dict[str, str]:
    """Run a job on files; give every text that is delivered, by the document's id."""
    (folder / "in").mkdir(parents=True)
    for name, data in files.items():
        (folder / "in" / name).write_bytes(data)
    settings = load_settings(None, {"generator.model": "template"})
    produce_plainly([folder / "in" / briefs], folder / "out", [folder / "in/facts.jsonl"], settings)
    texts = sorted((folder / "out/documents").glob("*/document.txt"))
    return {path.parent.name: path.read_text(encoding="utf-8").split("Sources\n")[0] for path in texts}


@pytest.mark.parametrize("said", INJECTIONS)
def test_a_source_that_gives_instructions_is_not_obeyed_and_not_quoted(said: str, tmp_path: Path) -> None:
    text = "Ulm is a city in Germany. {} Ulm lies on the Danube."
    planted = documents(tmp_path / "a", as_source("", "a.txt", text.format(said).encode()).files)
    quiet = documents(tmp_path / "b", as_source("", "a.txt", text.format("").encode()).files)
    assert planted == quiet
    assert "Danube" in quiet["ulm"]


def test_an_instruction_as_a_fact_is_left_out(tmp_path: Path) -> None:
    rows = "".join(
        f'{{"subject": "Ulm", "predicate": "note {n}", "object": "{said}"}}\n' for n, said in enumerate(INJECTIONS)
    )
    planted = documents(tmp_path / "a", as_source("", "a.jsonl", rows.encode()).files)
    assert planted == documents(
        tmp_path / "b", {"briefs.jsonl": b'{"id": "ulm", "topic": "Ulm", "outputs": ["txt"]}', "facts.jsonl": FACTS}
    )
    assert "Acme" not in planted["ulm"]


def test_an_archive_that_names_parts_outside_writes_none(tmp_path: Path) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../../outside.txt", "written outside")
    documents(tmp_path / "deep/er/still", as_source("", "a.docx", file.getvalue()).files)
    assert list(tmp_path.rglob("outside.txt")) == []


def test_a_link_that_waits_in_the_output_folder_is_not_followed(tmp_path: Path) -> None:
    """Who can write into the output folder beforehand cannot make a job write elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "job/out/documents").mkdir(parents=True)
    (tmp_path / "job/out/documents/ulm").symlink_to(elsewhere)
    files = {"briefs.jsonl": b'{"id": "ulm", "topic": "Ulm"}', "facts.jsonl": FACTS}
    assert documents(tmp_path / "job", files) == {}
    assert list(elsewhere.iterdir()) == []
