"""Stage 5: a finished document to files, with its ledger and its manifest."""

import hashlib
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from prefect import task

from content.artifacts import (
    Artifact,
    Document,
    DocumentSection,
    Draft,
    DraftSection,
    Fact,
    FileHash,
    Manifest,
    Sentence,
)
from content.hashing import canonical, file_digest
from content.settings import OutputSettings, shaping
from content.store import write_atomically
from rendering import confined, ledger_lines, render
from tasks import audit
from tasks.generate_text import engine_identity
from tasks.job import Item, Job, StageResult, World
from tasks.loaded import store_at
from tasks.stage import Made, Work, load, one_by_one, run_stage
from tasks.version import code_version

_LIBRARIES = ("torch", "transformers", "spacy", "networkx", "harper-py", "prefect", "pydantic")


class Delivered(Artifact):
    """Output of render_output: which files were written, and the document in them."""

    document: Document
    files: tuple[FileHash, ...]


@task(name="render_output", persist_result=False)
def render_output(job: Job, world: World, items: Sequence[Item], history: dict[str, dict[str, str]]) -> StageResult:
    """Write the documents of a chunk.

    Args:
        history: brief → stage → key of that stage's output, for the manifest.
    """
    store = store_at(job.store)
    works = [Work(item, ingredients_of(job, world, item, history[item.brief])) for item in items]

    def make(missing: list[Item]) -> list[Made]:
        return one_by_one(missing, lambda item: deliver(job, world, load(store, item, Draft), history[item.brief]))

    result = run_stage("render_output", store, works, make)
    for item in result.items:
        delivered = load(store, item, Delivered)
        if not all(_is_whole(job.out, file) for file in delivered.files):
            draft = load(store, next(one for one in items if one.brief == item.brief), Draft)
            deliver(job, world, draft, history[item.brief])
    audit.show_delivered(job, result)
    return result


def _is_whole(folder: Path, file: FileHash) -> bool:
    path = folder / file.path
    return path.is_file() and file_digest(path) == file.sha256


def ingredients_of(job: Job, world: World, item: Item, history: dict[str, str]) -> dict[str, object]:
    """Name everything that shapes the delivered files."""
    return {
        "draft": item.sha256,
        "graph": world.digest,
        "job": job.id,
        "settings": shaping(job.settings),
        "history": history,
        "versions": versions(),
        "code": code_version("rendering", "tasks/render_output.py"),
    }


def deliver(job: Job, world: World, draft: Draft, history: dict[str, str]) -> Delivered:
    """Write one document's files, its ledger, and its manifest last.

    They are flushed together when the job ends: a flush a file takes longer than making it, and a run that goes on
    after a power failure makes again what does not have its hash.
    """
    document, files = compose(job, world, draft, history)
    for path, data in files.items():
        write_atomically(confined(job.out, path), data, durable=False)
    return Delivered(document=document, files=tuple(_hashed(files)))


def compose(
    job: Job, world: World, draft: Draft, history: dict[str, str], weights: dict[str, str] | None = None
) -> tuple[Document, dict[str, bytes]]:
    """Make one document and its files, path in the job's folder → bytes, the manifest last; nothing is written.

    Args:
        weights: those of the manifest; None: those of the model as it is here.
    """
    brief = draft.outline.brief
    document = finished(draft, job.settings.output)
    confined(job.out / "documents", brief.id)
    folder = f"documents/{brief.id}"
    files = {
        f"{folder}/document.{output}": render(document, output, job.settings.output) for output in document.outputs
    }
    files[f"{folder}/ledger.jsonl"] = ledger_lines(document)
    manifest = Manifest(
        brief=brief.id,
        job=job.id,
        versions=versions(),
        weights=weights or {job.settings.generator.model: engine_identity(job.settings)},
        settings=shaping(job.settings),
        seed=job.settings.job.seed,
        threads=draft.threads,
        dtype=draft.dtype,
        chunk=draft.together,
        batch=job.settings.generator.batch,
        hashes={"graph": world.digest, **history},
        files=tuple(_hashed(files)),
    )
    return document, {**files, f"{folder}/manifest.json": canonical(manifest).encode() + b"\n"}


def _hashed(files: Mapping[str, bytes]) -> Iterator[FileHash]:
    for path, data in files.items():
        yield FileHash(path=path, sha256=hashlib.sha256(data).hexdigest())


def finished(draft: Draft, settings: OutputSettings) -> Document:
    """Turn a refined draft into the document that is delivered."""
    outline = draft.outline
    sections: list[DocumentSection] = []
    number = 0
    for section in draft.sections:
        sections.append(_section(section, number))
        number += len(section.sentences)
    cited = [one for section in sections for sentence in section.sentences for one in sentence.facts]
    by_id: dict[str, Fact] = {fact.id: fact for fact in outline.facts}
    return Document(
        id=outline.brief.id,
        title=outline.title,
        kind=outline.brief.kind,
        language=outline.brief.language,
        subject=outline.subject,
        sections=tuple(sections),
        facts=tuple(by_id[one] for one in dict.fromkeys(cited)),
        notice=settings.notice,
        notes=(*outline.notes, *(f"left out: {one.text} ({one.reason})" for one in draft.dropped)),
        outputs=outline.brief.outputs,
    )


def _section(section: DraftSection, before: int) -> DocumentSection:
    return DocumentSection(
        heading=section.heading,
        style=section.style,
        sentences=tuple(
            Sentence(
                sentence=before + place,
                section=section.heading,
                text=sentence.text,
                facts=sentence.facts,
                label=sentence.label,
                origin=sentence.origin,
                checks=sentence.checks,
                edits=sentence.edits,
            )
            for place, sentence in enumerate(section.sentences, 1)
        ),
    )


@cache
def versions() -> dict[str, str]:
    """Versions of the code and of the libraries that shape a text."""
    return {
        "factpress": version("factpress"),
        "python": platform.python_version(),
        "platform": f"{sys.platform} {platform.machine()}",
        **{library: version(library) for library in _LIBRARIES},
    }
