"""How varied the documents of a job are: openings of one shape, self-BLEU and distinct-n.

The shape of an opening is its first sentence without what its facts bring: names, values and numbers become a dot, and
the article before one goes. "Paris is a city in France." and "Lima is a town in Peru." both open as "· is · in ·".
Self-BLEU is that of Zhu and others, "Texygen" (SIGIR 2018): the BLEU-4 of every document with all others as its
references, on average. Distinct-n is the share of word n-grams that are unlike every other.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from math import exp, log
from statistics import fmean

from content.artifacts import Document, Fact, Variety
from content.names import spoken_object

_ORDER = 4
MOST_COMPARED = 500
"""Documents of a larger job that are enough to compare."""
_WORD = re.compile(r"\w+(?:[.,’']\w+)*")
_DOT = "·"
_DOTS = re.compile(rf"(?:\b(?:an?|the) )?{_DOT}(?: {_DOT})*", re.IGNORECASE)
_NUMBER = re.compile(r"[-−+]?\d[\d.,:]*")

Ngram = tuple[str, ...]


def measure_variety(documents: Sequence[Document]) -> Variety | None:
    """Measure how varied documents are; None for less than two, which cannot be alike."""
    if len(documents) < 2:
        return None
    shapes = Counter(opening_shape(one) for one in documents)
    # Of shapes as frequent as each other the first in the alphabet is named, whatever the order of the documents.
    shape, most = min(shapes.items(), key=lambda item: (-item[1], item[0]))
    texts = [_words(" ".join(sentence.text for sentence in one.sentences)) for one in documents]
    return Variety(
        documents=len(documents),
        openings=len(shapes),
        openings_alike=round(most / len(documents), 4),
        opening=shape,
        self_bleu=round(self_bleu(texts), 4),
        distinct_1=round(distinct(texts, 1), 4),
        distinct_2=round(distinct(texts, 2), 4),
        distinct_3=round(distinct(texts, 3), 4),
    )


def opening_shape(document: Document) -> str:
    """Write a document's first sentence without what its facts bring."""
    first = document.sentences[0]
    text = first.text
    for name in sorted(_names(document, first.facts), key=lambda one: (-len(one), one)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _DOT, text, flags=re.IGNORECASE)
    return _DOTS.sub(_DOT, _NUMBER.sub(_DOT, text)).rstrip(".!").casefold()


def _names(document: Document, cited: Sequence[str]) -> set[str]:
    """Collect what the facts of a sentence bring to its words."""
    facts = [fact for fact in document.facts if fact.id in cited]
    every = chain([document.subject], *map(_spellings, facts))
    return {name for name in every if len(name) > 1}


def _spellings(fact: Fact) -> Iterable[str]:
    return fact.subject, *fact.subject_names, fact.object, spoken_object(fact), *fact.object_names


def distinct(texts: Sequence[Sequence[str]], order: int) -> float:
    """Give the share of n-grams that are unlike every other n-gram before them."""
    every = [one for words in texts for one in _ngrams(words, order)]
    return len(set(every)) / len(every) if every else 0.0


def self_bleu(texts: Sequence[Sequence[str]]) -> float:
    """Score every text against all others and give the mean, 0 to 1; less is more varied."""
    lengths = sorted(len(words) for words in texts)
    logs = [0.0] * len(texts)
    for order in range(1, _ORDER + 1):
        counts = [Counter(_ngrams(words, order)) for words in texts]
        highest = _two_highest(counts)
        for place, mine in enumerate(counts):
            matched = sum(min(count, highest[gram][highest[gram][0] == count]) for gram, count in mine.items())
            logs[place] += log((matched or 0.5) / max(1, mine.total()))
    brevity = [min(0.0, 1 - _closest(lengths, len(words)) / max(1, len(words))) for words in texts]
    return fmean(exp(short + total / _ORDER) for short, total in zip(brevity, logs, strict=True))


def _two_highest(counts: Iterable[Counter[Ngram]]) -> dict[Ngram, tuple[int, int]]:
    """Find how often an n-gram stands in the two texts that have it most: for any text, one of them is another's."""
    highest: dict[Ngram, tuple[int, int]] = {}
    for mine in counts:
        for gram, count in mine.items():
            first, second = highest.get(gram, (0, 0))
            highest[gram] = (count, first) if count > first else (first, max(second, count))
    return highest


def _closest(lengths: Sequence[int], own: int) -> int:
    """Find the length nearest to a text's own among the others; its own stands once in the sorted lengths."""
    place = bisect_left(lengths, own)
    around = [lengths[other] for other in (place - 1, place + 1) if 0 <= other < len(lengths)]
    return min(around, key=lambda length: (abs(length - own), length))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _ngrams(words: Sequence[str], order: int) -> list[Ngram]:
    return list(zip(*(words[start:] for start in range(order)), strict=False))
