"""Paragraphs that are nearly the same, and phrases that come back too often, over all drafts of a job.

Near-identical paragraphs are found by MinHash and locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman and
Ullman, Mining of Massive Datasets, chapter 3), and every pair found is measured exactly.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
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


class Phrase(NamedTuple):
    """A phrase where a document uses it."""

    brief: str
    plan: str
    text: str


class NearIdentical:
    """Paragraphs that are nearly the same as one in an earlier document.

    Of each paragraph some hundred numbers are kept, so that a job of ten thousand documents costs some ten megabytes.
    """

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        best = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
        self._bands, self._rows = best.b, best.r
        self._known: list[Paragraph] = []
        self._keys = array("q")
        """Hashes of the bands of each paragraph's sketch."""
        self._shingles = array("I")
        self._ends = array("Q", [0])
        """Where the shingles of each paragraph end, after a nought."""

    def add(self, draft: Draft) -> None:
        """Take in the paragraphs of a draft."""
        from datasketch import MinHash

        paragraphs = list(_paragraphs(draft))
        sketches = MinHash.bulk(
            [[gram.to_bytes(4, "little") for gram in own] for _, own in paragraphs], num_perm=_PERMUTATIONS
        )
        for (one, own), sketch in zip(paragraphs, sketches, strict=True):
            bands = sketch.hashvalues[: self._bands * self._rows].reshape(self._bands, self._rows)
            self._keys.extend(_digest(band.tobytes()) for band in bands)
            self._shingles.extend(own)
            self._ends.append(len(self._shingles))
            self._known.append(one)

    @property
    def found(self) -> list[tuple[Paragraph, Paragraph, float]]:
        """The earlier one, the later one, their similarity, in the order of the later ones."""
        alike: dict[int, tuple[int, float]] = {}
        keys = np.frombuffer(self._keys, dtype=np.int64).reshape(-1, self._bands)
        for band in range(self._bands):
            for group in _groups(keys[:, band]):
                self._compare(group, alike)
        return [(self._known[alike[one][0]], self._known[one], alike[one][1]) for one in sorted(alike)]

    def _compare(self, group: Sequence[int], alike: dict[int, tuple[int, float]]) -> None:
        """Compare paragraphs that share a band with the earlier of them that are like none before."""
        first: list[int] = []
        for one in group:
            known = alike.get(one)
            if known and known[0] in first:
                continue
            found = next((pair for other in first if (pair := self._likeness(other, one))), None)
            if not found:
                first.append(one)
            elif not known or found[0] < known[0]:
                alike[one] = found

    def _likeness(self, earlier: int, later: int) -> tuple[int, float] | None:
        if self._known[earlier].brief == self._known[later].brief:
            return None
        one, other = self._own(later), self._own(earlier)
        similarity = len(one & other) / len(one | other)
        return (earlier, similarity) if similarity >= ALIKE else None

    def _own(self, paragraph: int) -> set[int]:
        return set(self._shingles[self._ends[paragraph] : self._ends[paragraph + 1]])


def _groups(keys: "np.ndarray[Any, np.dtype[np.int64]]") -> Iterator[Sequence[int]]:
    """Give the places of equal keys, in their order, where there are several."""
    order = np.argsort(keys, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(keys[order])) + 1):
        if len(part) > 1:
            yield part.tolist()


def _paragraphs(draft: Draft) -> Iterator[tuple[Paragraph, list[int]]]:
    """Give the paragraphs with the hashes of their word 5-grams, each once."""
    for section in draft.sections:
        said = fold(" ".join(sentence.text for sentence in section.sentences)).split()
        if len(said) >= _SHORTEST:
            grams = {" ".join(said[at : at + _SHINGLE]) for at in range(len(said) - _SHINGLE + 1)}
            shingles = sorted({hashed(gram) & 0xFFFFFFFF for gram in grams})
            yield Paragraph(draft.outline.brief.id, section.sentences[0].plan), shingles


def hashed(text: str) -> int:
    """Hash a text to 64 bits, the same in every process."""
    return _digest(text.encode())


def _digest(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


class WornPhrases:
    """Phrases of the list of worn ones, and openings and phrases that too many documents share."""

    def __init__(self, documents: int) -> None:
        self._documents = documents
        self._allowed = max(_FEW - 1, int(documents * WORN_SHARE))
        self._listed: list[tuple[Phrase, str]] = []
        self._uses: Counter[str] = Counter()
        self._beyond: dict[str, list[Phrase]] = defaultdict(list)

    def add(self, draft: Draft) -> None:
        """Count the phrases of a draft."""
        self._listed.extend((phrase, f"uses the worn phrase {phrase.text!r}") for phrase in _listed(draft))
        for text, phrase in _phrases(draft).items():
            self._uses[text] += 1
            if self._uses[text] > self._allowed:
                self._beyond[text].append(phrase)

    @property
    def found(self) -> list[tuple[Phrase, str]]:
        """Uses beyond what is allowed, with the reason."""
        often = [
            (phrase, f"{text!r} stands in {self._uses[text]} of {self._documents} documents")
            for text in self._uses
            for phrase in self._beyond.get(text, ())
        ]
        return [*self._listed, *often]


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
