"""Which patterns word a relation: the data file's where it is well known, else the grammar's."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from content.artifacts import Fact
from content.names import relation_words
from content.prose import is_from_prose
from models.wording.clauses import clause_patterns
from models.wording.grammar import patterns_for
from models.wording.phrases import can_possess, clean, is_long_text, is_time, spoken_relation
from models.wording.words import classes_of, data_file

_TYPE = ("{s} [is] {a o}",)


class Wording(NamedTuple):
    """How a relation is said."""

    say: tuple[str, ...]
    every: tuple[str, ...] = ()
    """All patterns, also those that read badly with this subject's name."""
    after: str = ""
    """Pattern that follows a type: `in {o}`; "" when there is none."""


class _Entry(NamedTuple):
    kinds: frozenset[str]
    classes: frozenset[str]
    wording: Wording


def wording(facts: Sequence[Fact]) -> Wording:
    """Find the wording of facts that share a relation, best patterns first; there is always one."""
    first = facts[0]
    relation = spoken_relation(first.predicate)
    found = next((entry.wording for entry in _entries().get(relation.lower(), ()) if _fits(entry, first)), None)
    if found is None or is_from_prose(first):
        found = _clause(relation, first) or found
    if found is None or (is_long_text(first) and "{q o}" not in found.say[0]):
        found = Wording(patterns_for(relation, first))
    good = tuple(pattern for pattern in found.say if _reads_well(pattern, facts))
    return Wording(good or found.say[:1], found.say, found.after)


def _clause(relation: str, fact: Fact) -> Wording | None:
    """Word an active verb; a bare past form with a date is a heading of a table: `opened | 2003`."""
    dated = " " not in relation and is_time(fact)
    if dated or fact.value.kind == "boolean":
        return None
    patterns = clause_patterns(relation, is_from_prose(fact))
    return Wording(patterns) if patterns else None


def is_type(fact: Fact) -> bool:
    """Tell whether a fact says what its subject is."""
    return wording([fact]).say == _TYPE


def _fits(entry: _Entry, fact: Fact) -> bool:
    if fact.value.kind == "boolean" and "boolean" not in entry.kinds:
        return False
    kinds = {fact.value.kind, "year"} if is_time(fact) else {fact.value.kind}
    kinds |= set() if any(letter.isdigit() for letter in fact.object) else {"words"}
    return (not entry.kinds or bool(entry.kinds & kinds)) and (
        not entry.classes or bool(entry.classes & classes_of(fact.subject_type))
    )


def _reads_well(pattern: str, facts: Sequence[Fact]) -> bool:
    """Refuse a possessive of a long name, and an article before a list of several."""
    if "{s's}" in pattern and not can_possess(clean(facts[0].subject) or "-"):
        return False
    return not (len(facts) > 1 and pattern.startswith("a "))


@cache
def _entries() -> dict[str, list[_Entry]]:
    table: dict[str, list[_Entry]] = {}
    for row in data_file("relations.yaml"):
        entry = _Entry(
            frozenset(row.get("when", ())),
            frozenset(row.get("for", ())),
            Wording(tuple(row["say"]), after=row.get("after", "")),
        )
        for name in row["of"]:
            table.setdefault(relation_words(name).lower(), []).append(entry)
    return table
