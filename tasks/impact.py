"""Which documents and sentences rest on a fact."""

from collections.abc import Collection, Sequence

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
    known = folder.facts()
    return Impact(
        facts={fact: known[fact].words if fact in known else "" for fact in sorted(wanted)},
        documents=tuple(dict.fromkeys(one.document for one in sentences)),
        sentences=tuple(sentences),
    )
