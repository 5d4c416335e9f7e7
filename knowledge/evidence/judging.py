"""A sentence that anybody wrote against all that a graph knows: stated, contradicted or not there."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from content.artifacts import Fact, Support, Verdict
from content.names import fold
from knowledge.evidence.checking import Evidence, Weighed, check_sentence, doubts
from knowledge.evidence.inference import counted_facts
from knowledge.evidence.polarity import denies
from knowledge.evidence.retrieval import Knowledge, retrieve, unknown_names
from knowledge.evidence.verdicts import WORDS_ALONE, Doubts

_NEAR = 0.8
"""Likeness of two names from which one is taken for the other, misspelt."""
_MOST_NEAR = 6
"""Pairs of things that a sentence can be about without being too much to weigh."""
_KINDS = {
    "number": frozenset({"number", "quantity", "money"}),
    "unit": frozenset({"number", "quantity", "money"}),
    "date": frozenset({"date", "number", "text"}),
    "name": frozenset({"entity", "text"}),
}
"""What a fact's object may be for an error of each kind to be about it."""


class Judged(NamedTuple):
    """What a graph says of a sentence."""

    label: Support
    names: tuple[str, ...]
    """The entities that the sentence names."""
    facts: tuple[Fact, ...] = ()
    """The facts that say it, or rule it out."""
    kind: str | None = None
    span: tuple[int, int] | None = None
    reason: str = ""
    near: tuple[tuple[Fact, ...], ...] = ()
    """Where only its words stand against it: the facts whose two things it names, those of the same two together."""
    doubts: Doubts = Doubts()
    """What stands against them then."""


def judge(text: str, knowledge: Knowledge, about: str = "") -> Judged:
    """Judge a sentence by the facts of what it names.

    Args:
        about: the entity that the text spoke of before.
    """
    found = retrieve(text, knowledge, about)
    if not found.facts:
        reason = "the knowledge has no fact about this"
        unknown = Judged("unsupported", found.names, kind="addition", reason=reason)
        return _misspelt_name(text, found.names, knowledge) or unknown
    weighed = Evidence(found.facts).weigh(text)
    said = [one.fact for one in weighed if one.said]
    verdict = check_sentence(text, said, names=() if said else found.names)
    stated = said if said and verdict.passed else _said_without_one(text, said)
    if stated:
        return Judged("stated", found.names, tuple(stated))
    counted = counted_facts(text, found.facts)
    if counted:
        return Judged("inferred", found.names, counted, reason=f"{len(counted)} facts, counted")
    return _doubted(text, weighed, _at_fault(text, weighed, said, verdict, knowledge, found.names))


def _said_without_one(text: str, said: Sequence[Fact]) -> list[Fact]:
    """Leave out a fact that a sentence seems to say in passing: that of a publisher's country, of the book."""
    subsets = ([one for one in said if one != left] for left in said) if len(said) > 1 else ()
    return next((some for some in subsets if check_sentence(text, some).passed), [])


def _doubted(text: str, weighed: Sequence[Weighed], judged: Judged) -> Judged:
    """Add what the sentence may mean, where only its words stand against that."""
    groups: dict[frozenset[str], list[Fact]] = {}
    for one in weighed:
        if one.subject and one.object:
            groups.setdefault(frozenset((fold(one.fact.subject), fold(one.fact.object))), []).append(one.fact)
    failed = doubts(text, [facts[0] for facts in groups.values()]) if 0 < len(groups) <= _MOST_NEAR else None
    return judged if failed is None else judged._replace(near=tuple(map(tuple, groups.values())), doubts=failed)


def _at_fault(
    text: str,
    weighed: Sequence[Weighed],
    said: Sequence[Fact],
    verdict: Verdict,
    knowledge: Knowledge,
    names: tuple[str, ...],
) -> Judged:
    meant = _meant(text, weighed, said)
    if meant is not None and meant.misspelt:
        return meant.judged(names)
    first = _misspelt_name(text, names, knowledge) or _turned(text, weighed, names)
    if first is not None:
        return first
    near = [one.fact for one in weighed if one.subject and one.object and not one.said]
    failed = doubts(text, near[:1]) if near and not said else None
    if failed and failed.checks and WORDS_ALONE.issuperset(failed.checks):
        if _turned_round(text, near[0]):
            return _the_wrong_way_round(near[0], names)
        single = check_sentence(text, near[:1])
        return Judged("unsupported", names, tuple(near[:3]), single.kind, single.span, single.reason)
    if meant is not None and _excludes_others(meant.fact, knowledge):
        return meant.judged(names)
    if verdict.kind in (None, "addition", "omission") and near and not said:
        single = check_sentence(text, near[:1])
        return Judged("unsupported", names, tuple(near[:3]), "relation", verdict.span or single.span, single.reason)
    return Judged("unsupported", names, tuple(said), verdict.kind or "addition", verdict.span, verdict.reason)


def _the_wrong_way_round(fact: Fact, names: tuple[str, ...]) -> Judged:
    reason = f"says the wrong way round {_line(fact)}"
    return Judged("contradicted", names, (fact,), "argument_order", reason=reason)


class _Meant(NamedTuple):
    """A fact in whose place a sentence has something else, and what is wrong then."""

    errors: int
    fact: Fact
    verdict: Verdict
    misspelt: bool
    """What it has there is nearly the name."""

    def judged(self, names: tuple[str, ...]) -> Judged:
        reason = f"{self.verdict.reason}; the knowledge has {_line(self.fact)}"
        return Judged("contradicted", names, (self.fact,), self.verdict.kind, self.verdict.span, reason)


def _meant(text: str, weighed: Sequence[Weighed], said: Sequence[Fact]) -> _Meant | None:
    """Find the fact that a sentence would say with the fewest errors."""
    found: list[_Meant] = []
    for one in weighed:
        if not (one.subject and one.relation) or one.object or one.fact.negated:
            continue
        whole = check_sentence(text, [*said, one.fact])
        if _could_be_meant(one.fact, whole, said):
            wrong = text[slice(*whole.span)] if whole.span else ""
            misspelt = whole.kind == "name" and _is_misspelt(wrong, one.fact)
            found.append(_Meant(sum(not check.passed for check in whole.checks), one.fact, whole, misspelt))
    return min(found, key=lambda one: one.errors, default=None)


def _misspelt_name(text: str, names: tuple[str, ...], knowledge: Knowledge) -> Judged | None:
    """A name that the knowledge does not have, and nearly has."""
    for first, last in unknown_names(text, knowledge):
        like = knowledge.nearest_name(text[first:last])
        shortened = set(fold(text[first:last]).split()) <= set(fold(like).split())
        if like and like not in names and not shortened:
            reason = f"{text[first:last]!r} is not in the knowledge; it has {like}"
            return Judged("unsupported", names, kind="name", span=(first, last), reason=reason)
    return None


def _is_misspelt(said: str, fact: Fact) -> bool:
    """Whether a name is nearly the fact's object, or a word of it."""
    names = [fold(name) for name in (fact.object, *fact.object_names)]
    words = [word for name in names for word in name.split()]
    return any(SequenceMatcher(None, fold(said), one).ratio() >= _NEAR for one in (*names, *words))


def _turned_round(text: str, fact: Fact) -> bool:
    """Whether a sentence says a fact once its two things have changed places."""
    if not (fact.subject in text and fact.object in text):
        return False
    turned = text.replace(fact.subject, "\0").replace(fact.object, fact.subject).replace("\0", fact.object)
    return check_sentence(turned, [fact]).passed


def _turned(text: str, weighed: Sequence[Weighed], names: tuple[str, ...]) -> Judged | None:
    """A fact that the sentence says the wrong way round, or denies."""
    for one in weighed:
        if not (one.subject and one.object and one.relation) or one.said:
            continue
        verdict = check_sentence(text, [one.fact])
        kind = "argument_order" if one.reversed else "negation"
        span = verdict.span if verdict.kind == kind else denies(text) if kind == "negation" else None
        verb = "says the wrong way round" if one.reversed else "denies"
        if one.denied and one.fact.negated:
            verb = "says what the knowledge denies:"
        return Judged("contradicted", names, (one.fact,), kind, span, f"{verb} {_line(one.fact)}")
    return None


def _could_be_meant(fact: Fact, verdict: Verdict, said: Sequence[Fact]) -> bool:
    """Whether an error may stand in the place of a fact's object."""
    if any(other.predicate == fact.predicate and other.subject == fact.subject for other in said):
        return False
    return fact.value.kind in _KINDS.get(verdict.kind or "", frozenset())


def _excludes_others(fact: Fact, knowledge: Knowledge) -> bool:
    return fact.value.kind in ("number", "quantity", "money", "date") or knowledge.is_single_valued(fact.predicate)


def _line(fact: Fact) -> str:
    return f"{fact.subject} · {'not ' if fact.negated else ''}{fact.predicate} · {fact.object}"
