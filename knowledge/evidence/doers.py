"""What may do or have something: a name may, a number, a measure or a date may not."""

from collections.abc import Iterator, Sequence

from knowledge.evidence.belonging import Ends
from knowledge.evidence.coverage import Prepared
from knowledge.evidence.lists import prepositions, words
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.tokens import dictionary_forms, is_only_verb

_VALUES = frozenset({"number", "quantity", "money", "date"})
_HAVE = frozenset({"has", "have", "had"})
_BE = frozenset({"is", "was"})


def acting_values(reading: Reading, prepared: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[Span]:
    """Find values that open a sentence as what does or has something: `3500 was led by`, `50 costs 12 euros`."""
    for one, its in zip(prepared, ends, strict=True):
        value = one.fact.value.kind in _VALUES or not any(letter.isalpha() for letter in one.fact.object)
        for span in its.objects if value else ():
            opens = all(reading.key(at) in words("articles") for at in range(span.first))
            if opens and _acts(reading, span.last):
                yield span


def _acts(reading: Reading, verb: int) -> bool:
    """Whether a verb follows that only a thing can do; `1904 is the year`, `377,930 km² is its area` are no such."""
    if verb in reading.covered:
        return False
    key, after = reading.key(verb), reading.key(verb + 1)
    placed = key in _BE and (after in prepositions() or is_only_verb(after))
    takes = key.endswith("s") and (verb + 1 in reading.covered or after in words("articles"))
    return key in _HAVE or placed or is_only_verb(key) or (takes and "VERB" in dictionary_forms(key))
