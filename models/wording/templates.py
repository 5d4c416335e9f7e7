"""Sentences made from the names of relations, without a model."""

from collections.abc import Sequence

from content.artifacts import Fact
from content.names import relation_words, spoken_object


def template_sentences(facts: Sequence[Fact], limit: int = 3) -> list[str]:
    """Word facts in grammatical sentences, best first; never empty for at least one fact."""
    clauses = [f"the {relation_words(fact.predicate)} of {fact.subject} is {spoken_object(fact)}" for fact in facts]
    sentence = " and ".join(clauses) + "."
    return [sentence[:1].upper() + sentence[1:]][:limit]
