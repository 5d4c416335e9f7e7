"""How alike documents are: openings, self-BLEU and distinct-n."""

import pytest

from content.artifacts import Document, DocumentSection, Fact, Sentence, Value
from models.wording import measure_variety
from models.wording.variety import distinct, opening_shape, self_bleu


def document(brief: str, subject: str, text: str, country: str = "France") -> Document:
    fact = Fact(
        id=f"f-{brief}",
        subject=subject,
        predicate="country",
        object=country,
        value=Value(kind="entity", text=country),
        object_names=(),
    )
    sentence = Sentence(sentence=1, section="", text=text, facts=(fact.id,), label="stated", origin="template")
    section = DocumentSection(sentences=(sentence,))
    return Document(
        id=brief, title=subject, kind="profile", language="en", subject=subject, sections=(section,), facts=(fact,)
    )


def test_an_opening_keeps_its_shape_whatever_its_facts_are() -> None:
    one = document("a", "Paris", "Paris lies in France and has 2,102,650 inhabitants.")
    other = document("b", "The Hague", "The Hague lies in the Netherlands and has 9 inhabitants.", "Netherlands")
    assert opening_shape(one) == opening_shape(other) == "· lies in · and has · inhabitants"


def test_openings_of_other_words_have_other_shapes() -> None:
    one, other = document("a", "Paris", "Paris lies in France."), document("b", "Lyon", "Lyon belongs to France.")
    assert opening_shape(one) != opening_shape(other)


def test_the_commonest_opening_is_counted_in_any_order_of_the_documents() -> None:
    several = [
        document("a", "Paris", "Paris lies in France."),
        document("b", "Lyon", "Lyon belongs to France."),
        document("c", "Nice", "Nice lies in France."),
    ]
    found = measure_variety(several)
    assert found is not None
    assert (found.documents, found.openings, found.opening) == (3, 2, "· lies in ·")
    assert found.openings_alike == pytest.approx(2 / 3, abs=1e-4)
    assert measure_variety(several[::-1]) == found


def test_one_document_is_like_no_other() -> None:
    assert measure_variety([document("a", "Paris", "Paris lies in France.")]) is None


def test_self_bleu_is_one_for_copies_and_small_for_strangers() -> None:
    words = "the quick brown fox jumps over the lazy dog".split()
    assert self_bleu([words, words]) == pytest.approx(1.0)
    assert self_bleu([words, [word[::-1] for word in words]]) < 0.1


def test_self_bleu_is_that_of_the_naive_count() -> None:
    texts = ["a b c d e".split(), "a b c x e a b".split(), "c d e a a a".split()]
    alone = [self_bleu_of(texts, place) for place in range(len(texts))]
    assert self_bleu(texts) == pytest.approx(sum(alone) / len(alone))


def self_bleu_of(texts: list[list[str]], place: int) -> float:
    """Score one text against the others as the definition says."""
    from collections import Counter
    from math import exp, log

    mine, others = texts[place], [words for at, words in enumerate(texts) if at != place]
    total = 0.0
    for order in range(1, 5):

        def grams(words: list[str], order: int = order) -> Counter[tuple[str, ...]]:
            return Counter(tuple(words[at : at + order]) for at in range(len(words) - order + 1))

        own = grams(mine)
        matched = sum(min(count, max(grams(words)[gram] for words in others)) for gram, count in own.items())
        total += log((matched or 0.5) / own.total())
    closest = min((len(words) for words in others), key=lambda length: (abs(length - len(mine)), length))
    return exp(min(0.0, 1 - closest / len(mine)) + total / 4)


def test_distinct_counts_what_was_not_there_before() -> None:
    assert distinct([["a", "b", "a", "b"]], 1) == 0.5
    assert distinct([["a", "b", "a", "b"]], 2) == pytest.approx(2 / 3)
    assert distinct([[]], 2) == 0.0
