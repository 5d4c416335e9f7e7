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
    shingles: "array[int]"
    """Hashes of its word 5-grams, each once."""


class Phrase(NamedTuple):
    """A phrase where a document uses it."""

    brief: str
    plan: str
    text: str


class NearIdentical:
    """Paragraphs that are nearly the same as one in an earlier document, with their similarity."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self.found: list[tuple[Paragraph, Paragraph, float]] = []
        """The earlier one, the later one, their similarity."""
        self._index = MinHashLSH(threshold=ALIKE, num_perm=_PERMUTATIONS)
        self._known: list[Paragraph] = []

    def add(self, draft: Draft) -> None:
        """Compare a draft with those before it."""
        from datasketch import MinHash

        paragraphs = list(_paragraphs(draft))
        sketches = MinHash.bulk(
            [[shingle.to_bytes(8, "little", signed=True) for shingle in one.shingles] for one in paragraphs],
            num_perm=_PERMUTATIONS,
        )
        for one, sketch in zip(paragraphs, sketches, strict=True):
            self._compare(one, [self._known[earlier] for earlier in sorted(self._index.query(sketch))])
            self._index.insert(len(self._known), sketch, check_duplication=False)
            self._known.append(one)

    def _compare(self, one: Paragraph, earlier: Sequence[Paragraph]) -> None:
        shingles = set(one.shingles)
        for other in earlier:
            similarity = len(shingles.intersection(other.shingles)) / len(shingles.union(other.shingles))
            if similarity >= ALIKE and other.brief != one.brief:
                self.found.append((other, one, similarity))
                return


def _paragraphs(draft: Draft) -> Iterator[Paragraph]:
    for section in draft.sections:
        said = fold(" ".join(sentence.text for sentence in section.sentences)).split()
        if len(said) >= _SHORTEST:
            grams = {" ".join(said[at : at + _SHINGLE]) for at in range(len(said) - _SHINGLE + 1)}
            shingles = array("q", sorted(map(hashed, grams)))
            yield Paragraph(draft.outline.brief.id, section.sentences[0].plan, shingles)


def hashed(text: str) -> int:
    """Hash a text to 64 bits, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


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
