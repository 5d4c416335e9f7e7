"""Which documents and sentences rest on a fact."""

from collections.abc import Collection, Sequence

import orjson

from content.artifacts import Artifact
from tasks.job_folder import JobFolder


class Resting(Artifact):
    """A sentence that rests on a fact."""

    document: str
    sentence: int
    text: str
    facts: tuple[str, ...]
    """Those of the facts asked for that it rests on."""


class Impact(Artifact):
    """What would have to change if facts were taken back."""

    facts: dict[str, str]
    """Id → the fact in words; empty words for one that no delivered document cites."""
    documents: tuple[str, ...]
    sentences: tuple[Resting, ...]


def impact_of(folder: JobFolder, facts: Collection[str], documents: Sequence[str] | None = None) -> Impact:
    """Find every delivered sentence that rests on some facts.

    Args:
        documents: where to look; None: in all.

    Raises:
        InputError: a ledger is missing or damaged.
    """
    wanted = set(facts)
    sentences = [
        Resting(
            document=brief,
            sentence=sentence.sentence,
            text=sentence.text,
            facts=tuple(fact for fact in sentence.facts if fact in wanted),
        )
        for brief in (folder.delivered if documents is None else documents)
        for sentence in folder.ledger(brief)
        if not wanted.isdisjoint(sentence.facts)
    ]
    known = said_by_id(folder)
    return Impact(
        facts={fact: known.get(fact, "") for fact in sorted(wanted)},
        documents=tuple(dict.fromkeys(one.document for one in sentences)),
        sentences=tuple(sentences),
    )


def said_by_id(folder: JobFolder) -> dict[str, str]:
    """Read the facts that a job cites, in words: `Ulm · country · Germany`."""
    path = folder.path / "facts.jsonl"
    rows = map(orjson.loads, path.read_bytes().splitlines()) if path.is_file() else []
    return {row["id"]: _words(row) for row in rows}


def _words(row: dict[str, str]) -> str:
    return " · ".join(
        (row["subject"], f"not {row['predicate']}" if row.get("negated") else row["predicate"], row["object"])
    )
