"""Drafts against themselves, against the other drafts of a job and against the graph."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import numpy as np

from content.artifacts import Artifact, Draft, DraftSentence, Fact
from content.names import fold
from knowledge.evidence.likeness import NearIdentical, WornPhrases, hashed
from knowledge.graph.relations import SINGLE, names_places, relation_key
from knowledge.graph.validity import overlap, values_are_one

FindingKind = Literal[
    "contradiction",
    "repeated_fact",
    "repeated_sentence",
    "near_identical_paragraph",
    "worn_phrase",
    "against_graph",
]


class Finding(Artifact):
    """Something in a draft that does not fit with the rest."""

    brief: str
    plan: str
    """Id of the sentence plan at fault."""
    kind: FindingKind
    detail: str
    """One line a person understands."""
    other: str = ""
    """Where the other half is: `s1p2` in the same document, `<brief>/s1p2` in another, a fact id for the graph,
    the phrase itself for a worn one."""


class ConflictSource(Protocol):
    """The questions that consistency asks of a graph."""

    def conflicting(self, fact: Fact) -> list[Fact]:
        """Facts with the same subject and single-valued relation but another value."""
        ...


class _Said(Artifact):
    """A fact where a draft says it."""

    brief: str
    plan: str
    fact: Fact


def check_document(draft: Draft) -> list[Finding]:
    """Find contradictions, repeated facts and repeated sentences in one draft."""
    said = list(_said(draft))
    return [*_repeated_facts(said), *_contradictions(said), *_repeated_sentences(draft)]


def check_job(drafts: Sequence[Draft]) -> list[Finding]:
    """Find contradictions, near-identical paragraphs and worn phrases between the drafts of a job.

    Drafts are taken one at a time and not kept, so that a sequence which reads them from a disk stays small.
    """
    near, worn, claims = NearIdentical(), WornPhrases(len(drafts)), _Claims()
    for draft in drafts:
        near.add(draft)
        worn.add(draft)
        claims.add(draft)
    alike = [
        Finding(
            brief=second.brief,
            plan=second.plan,
            kind="near_identical_paragraph",
            detail=f"{similarity:.0%} of its words in the same order as in {first.brief}",
            other=f"{first.brief}/{first.plan}",
        )
        for first, second, similarity in near.found
    ]
    often = [
        Finding(brief=phrase.brief, plan=phrase.plan, kind="worn_phrase", detail=detail, other=phrase.text)
        for phrase, detail in worn.found
    ]
    return [*_between(drafts, claims), *alike, *often]


class _Claims:
    """Which relations of which subjects the documents of a job speak of: a few numbers for each fact said."""

    def __init__(self) -> None:
        self._rows = array("q")
        self._documents = 0

    def add(self, draft: Draft) -> None:
        for one in _said(draft):
            self._rows.extend((_hashed(one), hashed(one.fact.id), self._documents))
        self._documents += 1

    def contested(self) -> dict[int, set[int]]:
        """Find documents that say something else than another about the same, with the groups of facts concerned."""
        rows = np.frombuffer(self._rows, dtype=np.int64).reshape(-1, 3)
        groups = rows[np.argsort(rows[:, 0], kind="stable")]
        found: dict[int, set[int]] = defaultdict(set)
        for part in np.split(groups, np.flatnonzero(np.diff(groups[:, 0])) + 1) if len(groups) else []:
            if len(set(part[:, 1].tolist())) > 1 and len(set(part[:, 2].tolist())) > 1:
                for document in part[:, 2].tolist():
                    found[document].add(int(part[0, 0]))
        return found


def _between(drafts: Sequence[Draft], claims: _Claims) -> list[Finding]:
    """Find contradictions between documents, reading only those again that could contradict each other."""
    contested = claims.contested()
    said = [one for at in sorted(contested) for one in _said(drafts[at]) if _hashed(one) in contested[at]]
    return [found for found in _contradictions(said) if "/" in found.other]


def _hashed(one: _Said) -> int:
    return hashed("\0".join(_group(one)))


def _group(one: _Said) -> tuple[str, str]:
    return fold(one.fact.subject), relation_key(one.fact.predicate)


def check_against_graph(draft: Draft, graph: ConflictSource) -> list[Finding]:
    """Find sentences whose facts the graph contradicts."""
    return [
        Finding(
            brief=one.brief,
            plan=one.plan,
            kind="against_graph",
            detail=f"says {_line(one.fact)}, the graph also has {_line(other)}",
            other=other.id,
        )
        for one in _said(draft)
        for other in graph.conflicting(one.fact)
    ]


def sentences(draft: Draft) -> Iterator[DraftSentence]:
    """All sentences of a draft in order."""
    for section in draft.sections:
        yield from section.sentences


def _said(draft: Draft) -> Iterator[_Said]:
    facts = {fact.id: fact for fact in draft.outline.facts}
    for sentence in sentences(draft):
        for fact_id in sentence.facts:
            if fact_id in facts:
                yield _Said(brief=draft.outline.brief.id, plan=sentence.plan, fact=facts[fact_id])


def _repeated_facts(said: Sequence[_Said]) -> Iterator[Finding]:
    first: dict[str, _Said] = {}
    for one in said:
        earlier = first.setdefault(one.fact.id, one)
        if earlier is not one:
            detail = f"says again that {_line(one.fact)}"
            yield Finding(brief=one.brief, plan=one.plan, kind="repeated_fact", detail=detail, other=earlier.plan)


def _contradictions(said: Sequence[_Said]) -> Iterator[Finding]:
    """A fact and its denial, or two values of a relation that has one value at a time."""
    groups: dict[tuple[str, str], dict[str, _Said]] = defaultdict(dict)
    for one in said:
        seen = groups[_group(one)]
        clash = next((other for other in seen.values() if exclude(one.fact, other.fact)), None)
        if clash:
            place = clash.plan if clash.brief == one.brief else f"{clash.brief}/{clash.plan}"
            detail = f"says {_line(one.fact)}, there it is {_line(clash.fact)}"
            yield Finding(brief=one.brief, plan=one.plan, kind="contradiction", detail=detail, other=place)
        seen.setdefault(one.fact.id, one)


def exclude(one: Fact, other: Fact) -> bool:
    """Tell whether two facts about one relation of one subject cannot both hold: a denial, or another single value."""
    if one.id == other.id or not overlap(one.valid_from, one.valid_to, other.valid_from, other.valid_to):
        return False
    if one.negated != other.negated:
        return one.value.text == other.value.text
    return not one.negated and _is_single(one, other) and not values_are_one(one.value, other.value)


def _is_single(one: Fact, other: Fact) -> bool:
    """Whether a relation has one value: it is known to, or both values are measures or truths of the same kind."""
    if relation_key(one.predicate) in SINGLE:
        return not names_places(relation_key(one.predicate), one.value, other.value)
    return one.value.kind == other.value.kind and one.value.kind in _MEASURES


_MEASURES = frozenset({"number", "quantity", "money", "boolean"})


def _repeated_sentences(draft: Draft) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for sentence in sentences(draft):
        earlier = first.setdefault(fold(sentence.text), sentence.plan)
        if earlier != sentence.plan:
            yield Finding(
                brief=draft.outline.brief.id,
                plan=sentence.plan,
                kind="repeated_sentence",
                detail=f"repeats the sentence {sentence.text!r}",
                other=earlier,
            )


def _line(fact: Fact) -> str:
    return f"{fact.subject} | {relation_key(fact.predicate)} | {'not ' if fact.negated else ''}{fact.object}"
