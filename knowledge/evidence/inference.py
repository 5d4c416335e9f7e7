"""What follows from facts without being one of them: how many things a relation has."""

from collections.abc import Sequence

from content.artifacts import Fact, Value
from content.hashing import fact_id
from content.names import relation_words
from knowledge.evidence.checking import check_sentence

_FEWEST = 2
"""Facts from which a count says something."""


def counted_facts(text: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Find the facts whose number a sentence says: `Switzerland has three official languages`; empty where none."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.value.kind in ("entity", "text") and not fact.negated:
            groups.setdefault((fact.subject, fact.predicate), []).append(fact)
    for (subject, predicate), group in groups.items():
        if len(group) >= _FEWEST and check_sentence(text, [_count(subject, predicate, len(group))]).passed:
            return tuple(group)
    return ()


def _count(subject: str, predicate: str, count: int) -> Fact:
    relation = f"number of {relation_words(predicate)}s"
    value = Value(kind="number", text=str(count), number=count)
    return Fact(
        id=fact_id(subject, relation, str(count)), subject=subject, predicate=relation, object=str(count), value=value
    )
