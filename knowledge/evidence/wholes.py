"""A whole text beside documents, in a few numbers: what is missing there, and how near the missing words come."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from knowledge.evidence.passages import Passages, Unknown, Weight

_KINDS = ("number", "date", "name", "negation", "addition")
Nearest = Callable[[Sequence[str], Collection[str]], Sequence[float]]
"""How near the nearest of some words comes to each of others, -1 to 1."""


def weight_features(weights: Sequence[Weight]) -> tuple[float, ...]:
    """Count what the passages say of sentences, and what is wrong with them."""
    kinds = Counter(one.fault.kind for one in weights if one.fault)
    shares = sorted(one.share for one in weights) or [0.0]
    faults = tuple(float(kinds[kind]) for kind in _KINDS)
    unsupported = sum(one.label != "stated" for one in weights)
    return (shares[0], sum(shares) / len(shares), len(weights), *faults, unsupported)


def text_features(sentences: Sequence[str], passages: Passages, nearest: Nearest) -> tuple[float, ...]:
    """Describe a text beside documents.

    Args:
        sentences: those of the text.
        passages: those of the documents.
        nearest: compares words by meaning: a word nearly the same as one that is there was rather swapped than
            paraphrased.
    """
    said, missing = 0, list[Unknown]()
    for sentence in sentences:
        count, unknown = passages.unknown(sentence)
        said, missing = said + count, [*missing, *unknown]
    near = nearest([one.text for one in missing], passages.vocabulary) if missing else [1.0]
    names = sum(one.named for one in missing)
    numbers = sum(one.number for one in missing)
    plain = sum(not (one.named or one.number) for one in missing)
    shares = (names, numbers, plain, len(missing) / max(1, said), min(near), sum(near) / len(near))
    return (*weight_features([passages.weigh(one) for one in sentences]), *map(float, shares))
