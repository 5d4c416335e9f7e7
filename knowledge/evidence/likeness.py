"""Paragraphs that are nearly the same, and phrases that come back too often, over all drafts of a job.

Near-identical paragraphs are found by MinHash and locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, chapter 3), and every pair found is measured exactly.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from content.artifacts import Draft
from content.names import fold
from knowledge.evidence.lists import words

ALIKE = 0.8
"""Share of common word 5-grams from which two paragraphs are nearly identical."""
WORN_SHARE = 0.5
"""Share of a job's documents that may use one phrase."""
_SHINGLE = 5
_SHORTEST = 12
"""Words; below it, equal facts make equal paragraphs."""
_PERMUTATIONS = 64
_FEW = 10
"""Documents; below it, no phrase is worn."""
_OPENING = 3
_PHRASE = 5


class Paragraph(NamedTuple):
    """The sentences of one section of one document."""

    brief: str
    plan: str
    shingles: frozenset[str]


class Phrase(NamedTuple):
    """A phrase where a document uses it."""

    brief: str
    plan: str
    text: str


def near_identical(drafts: Sequence[Draft]) -> list[tuple[Paragraph, Paragraph, float]]:
    """Find paragraphs that are nearly the same as one in an earlier document, with their similarity."""
    from datasketch import MinHash, MinHashLSH

    paragraphs = [one for draft in drafts for one in _paragraphs(draft)]
    index = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
    sketches = MinHash.bulk(
        [[shingle.encode() for shingle in sorted(one.shingles)] for one in paragraphs], num_perm=_PERMUTATIONS
    )
    found = []
    for at, (one, sketch) in enumerate(zip(paragraphs, sketches, strict=True)):
        for earlier in sorted(index.query(sketch)):
            other = paragraphs[earlier]
            similarity = len(one.shingles & other.shingles) / len(one.shingles | other.shingles)
            if similarity >= ALIKE and other.brief != one.brief:
                found.append((other, one, similarity))
                break
        index.insert(at, sketch, check_duplication=False)
    return found


def _paragraphs(draft: Draft) -> Iterator[Paragraph]:
    for section in draft.sections:
        said = fold(" ".join(sentence.text for sentence in section.sentences)).split()
        if len(said) >= _SHORTEST:
            shingles = frozenset(" ".join(said[at : at + _SHINGLE]) for at in range(len(said) - _SHINGLE + 1))
            yield Paragraph(draft.outline.brief.id, section.sentences[0].plan, shingles)


def worn_phrases(drafts: Sequence[Draft]) -> list[tuple[Phrase, str]]:
    """Find phrases of the list of worn ones, and openings and phrases that too many documents share."""
    listed: list[tuple[Phrase, str]] = []
    shared: dict[str, list[Phrase]] = defaultdict(list)
    for draft in drafts:
        listed.extend((phrase, f"uses the worn phrase {phrase.text!r}") for phrase in _listed(draft))
        for text, phrase in _phrases(draft).items():
            shared[text].append(phrase)
    allowed = max(_FEW - 1, int(len(drafts) * WORN_SHARE))
    often = [
        (phrase, f"{phrase.text!r} stands in {len(uses)} of {len(drafts)} documents")
        for uses in shared.values()
        for phrase in uses[allowed:]
    ]
    return [*listed, *often]


@cache
def _worn() -> tuple[str, ...]:
    text = (files("knowledge.evidence") / "phrases.yaml").read_text(encoding="utf-8")
    return tuple(" ".join(phrase.split()) for phrase in yaml.safe_load(text)["worn"].split(";"))


def _listed(draft: Draft) -> Iterator[Phrase]:
    for section in draft.sections:
        for sentence in section.sentences:
            said = f" {fold(sentence.text)} "
            for phrase in _worn():
                if f" {phrase} " in said:
                    yield Phrase(draft.outline.brief.id, sentence.plan, phrase)


def _phrases(draft: Draft) -> dict[str, Phrase]:
    """Openings and phrases of a document that hold nothing of its facts, where they first stand."""
    given = {
        word
        for fact in draft.outline.facts
        for text in (fact.subject, fact.object, *fact.subject_names, *fact.object_names)
        for word in fold(text).split()
    }
    given |= set(fold(draft.outline.subject).split())
    found: dict[str, Phrase] = {}
    for section in draft.sections:
        for sentence in section.sentences:
            said = [word if word.isalpha() and word not in given else "" for word in fold(sentence.text).split()]
            for at in range(len(said) - _OPENING + 1):
                length = _OPENING if at == 0 else _PHRASE
                part = said[at : at + length]
                if len(part) == length and all(part) and (at == 0 or _has_content(part)):
                    text = " ".join(part)
                    found.setdefault(text, Phrase(draft.outline.brief.id, sentence.plan, text))
    return found


def _has_content(part: Sequence[str]) -> bool:
    """Whether a phrase is more than the frame of one relation: two words that are not grammar."""
    return sum(word not in words("function") for word in part) > 1
