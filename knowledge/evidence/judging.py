"""A sentence that anybody wrote against all that a graph knows: stated, contradicted or not there."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from content.artifacts import Fact, Support, Verdict
from content.names import fold
from knowledge.evidence.checking import Evidence, Weighed, check_sentence, doubts
from knowledge.evidence.polarity import denies
from knowledge.evidence.retrieval import Knowledge, retrieve

_NEAR = 0.8
"""Likeness of two names from which one is taken for the other, misspelt."""
_MOST_NEAR = 6
"""Pairs of things that a sentence can be about without being too much to weigh."""
_KINDS = {
    "number": frozenset({"number", "quantity", "money"}),
    "unit": frozenset({"number", "quantity", "money"}),
    "date": frozenset({"date", "number", "text"}),
    "name": frozenset({"entity", "text"}),
    "addition": frozenset({"entity", "text"}),
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
    doubts: tuple[str, ...] = ()
    """The checks that its words fail then."""


def judge(text: str, knowledge: Knowledge, about: str = "") -> Judged:
    """Judge a sentence by the facts of what it names.

    Args:
        about: the entity that the text spoke of before.
    """
    found = retrieve(text, knowledge, about)
    if not found.facts:
        return Judged("unsupported", found.names, kind="addition", reason="the knowledge has no fact about this")
    weighed = Evidence(found.facts).weigh(text)
    said = [one.fact for one in weighed if one.said]
    verdict = check_sentence(text, said, names=() if said else found.names)
    if said and verdict.passed:
        return Judged("stated", found.names, tuple(said))
    return _doubted(text, weighed, _at_fault(text, weighed, said, verdict, knowledge, found.names))


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
    turned = _turned(text, weighed, names)
    if turned is not None:
        return turned
    wrong = text[slice(*verdict.span)] if verdict.span else ""
    for one in weighed:
        open_ = one.subject and one.relation and not one.object and not one.fact.negated
        if not open_ or not _could_be_meant(one.fact, verdict, said):
            continue
        if _excludes_others(one.fact, knowledge) or _is_misspelt(wrong, one.fact):
            whole = check_sentence(text, [*said, one.fact])
            at = whole if whole.kind in _KINDS else verdict
            return Judged(
                "contradicted",
                names,
                (one.fact,),
                at.kind,
                at.span,
                f"{at.reason}; the knowledge has {_line(one.fact)}",
            )
    near = [one.fact for one in weighed if one.subject and one.object and not one.said]
    if verdict.kind in (None, "addition", "omission") and near and not said:
        single = check_sentence(text, near[:1])
        return Judged("unsupported", names, tuple(near[:3]), "relation", verdict.span or single.span, single.reason)
    return Judged("unsupported", names, tuple(said), verdict.kind or "addition", verdict.span, verdict.reason)


def _is_misspelt(said: str, fact: Fact) -> bool:
    """Whether a name is nearly the fact's object."""
    return any(
        SequenceMatcher(None, fold(said), fold(name)).ratio() >= _NEAR for name in (fact.object, *fact.object_names)
    )


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
