"""Finished jobs for the tests of what reads them again."""

import json
import shutil
from pathlib import Path

FACTS = """\
{"subject": "Ulm", "predicate": "type", "object": "city"}
{"subject": "Ulm", "predicate": "country", "object": "Germany"}
{"subject": "Ulm", "predicate": "population", "object": "128928"}
{"subject": "Ulm", "predicate": "river", "object": "Danube"}
{"subject": "Bonn", "predicate": "type", "object": "city"}
{"subject": "Bonn", "predicate": "country", "object": "Germany"}
{"subject": "Bonn", "predicate": "population", "object": "331885"}
{"subject": "Graz", "predicate": "type", "object": "city"}
{"subject": "Graz", "predicate": "country", "object": "Austria"}
{"subject": "Graz", "predicate": "river", "object": "Mur"}
{"subject": "Ulm Minster", "predicate": "type", "object": "church"}
{"subject": "Ulm Minster", "predicate": "located in", "object": "Ulm"}
{"subject": "Ulm Minster", "predicate": "height", "object": "161.5 m"}
"""
NOTE = "# Halden Light\n\nHalden Light is a lighthouse in Norway. It was built in 1905.\n"
_ARCHITECT = {"subject": "Ulm Minster", "predicate": "architect", "object": "Ulrich von Ensingen"}
_ASKED: list[dict[str, object]] = [
    {"id": "ulm", "topic": "Ulm", "outputs": ["md", "html", "txt", "json"]},
    {"id": "bonn", "topic": "Bonn"},
    {"id": "graz", "topic": "Graz", "kind": "faq"},
    {"id": "minster", "topic": "Ulm Minster", "kind": "caption", "facts": [_ARCHITECT]},
    {"id": "light", "topic": "Halden Light"},
    {"id": "nowhere", "topic": "<script>alert(1)</script>"},
]
BRIEFS = "".join(json.dumps(brief) + "\n" for brief in _ASKED)
DELIVERED = ["ulm", "bonn", "graz", "minster", "light"]


def run_job(folder: Path, briefs: str = BRIEFS, facts: str = FACTS, **settings: str) -> Path:
    """Run a job on the Prefect server that is configured, and give its folder."""
    from content.settings import load_settings
    from flows.produce_content import produce_content, report_of

    (folder / "briefs.jsonl").write_text(briefs)
    (folder / "facts.jsonl").write_text(facts)
    (folder / "light.md").write_text(NOTE)
    plain = {"generator.model": "template", "job.chunk": "4", "job.retry_seconds": "0"}
    state = produce_content(
        briefs=[folder / "briefs.jsonl"],
        out=folder / "out",
        knowledge=[folder / "facts.jsonl", folder / "light.md"],
        settings=load_settings(None, {**plain, **settings}),
        return_state=True,
    )
    report_of(state)
    return folder / "out"


def a_copy(job: Path, name: str) -> Path:
    """Copy a job's folder beside it; what it was made of stays where it is."""
    shutil.rmtree(job.with_name(name), ignore_errors=True)
    return Path(shutil.copytree(job, job.with_name(name)))


def fact_ids(job: Path) -> dict[str, str]:
    """The facts that a job cites: `Ulm river Danube` → id."""
    rows = map(json.loads, (job / "facts.jsonl").read_text().splitlines())
    return {f"{row['subject']} {row['predicate']} {row['object']}": row["id"] for row in rows}


def bytes_of(job: Path) -> dict[str, bytes]:
    """Everything that was delivered, path → bytes."""
    paths = sorted((job / "documents").rglob("*"))
    return {path.relative_to(job).as_posix(): path.read_bytes() for path in paths if path.is_file()}
