"""Which facts a document tells, and why the others are left out."""

from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Brief, Fact, LeftOut
from knowledge.planning.candidates import Candidate, gather, neighbours_of, ranked_by_weight, weight_of
from knowledge.planning.relations import fold
from knowledge.planning.screening import Said, is_avoided, is_bookkeeping, loses_conflict
from knowledge.planning.shapes import Shape
from knowledge.planning.source import FactSource, NamedEntity
from knowledge.planning.wording import describe

_NEIGHBOURS = 2
"""Neighbours of which a document tells more than their name."""


class Choice(NamedTuple):
    """What a document tells."""

    facts: tuple[Fact, ...]
    """About the topic, the most wanted first."""
    context: tuple[Fact, ...]
    """About its neighbours, each neighbour named by one of `facts`."""
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


class _Screen:
    """Sort candidates into what can be told and what cannot, remembering what was said."""

    def __init__(self, brief: Brief, topic: str, graph: FactSource, own: Sequence[Fact]) -> None:
        self.brief, self.topic, self.graph = brief, topic, graph
        self.own = frozenset(fact.id for fact in own)
        self.said = Said()
        self.left: list[LeftOut] = []

    def pass_on(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Keep what can be told; the better of two facts that say the same comes first."""
        kept = []
        for candidate in sorted(candidates, key=_preference):
            reason = self._reason(candidate.fact)
            if reason:
                self.left.append(leave_out(candidate.fact, reason))
            else:
                kept.append(candidate)
        return kept

    def _reason(self, fact: Fact) -> str:
        if is_avoided(fact, self.brief.must_avoid, self.topic):
            return "must_avoid"
        if is_bookkeeping(fact):
            return "no_wording"
        if loses_conflict(fact, self.graph, self.own):
            return "conflict"
        return "repeats" if self.said.repeats(fact) else ""


def choose_facts(
    brief: Brief, topic: NamedEntity, graph: FactSource, shape: Shape, own: Sequence[Fact], room: int
) -> Choice:
    """Choose the facts of a document.

    Args:
        own: facts that the brief brings.
        room: how many facts the length asked for has room for.
    """
    candidates = gather(brief, topic, graph, own, room)
    screen = _Screen(brief, topic.label, graph, own)
    ranked = ranked_by_weight(screen.pass_on(_near(candidates)))
    kept, beyond = ranked[:room], ranked[room:]
    left = [*screen.left, *(leave_out(candidate.fact, "budget") for candidate in beyond)]
    direct = [candidate for candidate in kept if candidate.reach != "context"]
    context = [candidate for candidate in kept if candidate.reach == "context"]
    spare = min(shape.context, room - len(kept))
    if spare > 0:
        context += screen.pass_on(_around(candidates, direct, kept))[:spare]
    told = frozenset(candidate.fact.id for candidate in (*direct, *context))
    return Choice(
        tuple(candidate.fact for candidate in direct),
        tuple(candidate.fact for candidate in context),
        tuple(left),
        (*_unmet(brief, topic, candidates, told, left), *_overruled(candidates, told, graph)),
    )


def leave_out(fact: Fact, reason: str) -> LeftOut:
    """Say that a fact is not told, and why."""
    return LeftOut(fact=fact.id, reason=reason, said=describe(fact))


def _near(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Take what is about the topic or names it, and of its neighbours only what nothing nearer gives a brief."""
    near = [candidate for candidate in candidates if candidate.reach != "context"]
    met = {term for candidate in near for term in candidate.terms}
    neighbours = set(neighbours_of(near, links_only=False))
    for candidate in candidates:
        if candidate.reach != "context":
            continue
        gives = set(candidate.terms) - met if fold(candidate.fact.subject) in neighbours else set()
        if candidate.is_inline or gives:
            met |= gives
            near.append(candidate)
    return near


def _around(candidates: Sequence[Candidate], direct: Sequence[Candidate], kept: Sequence[Candidate]) -> list[Candidate]:
    """Find what can be told of the closest neighbours that the document names."""
    neighbours = neighbours_of(direct, links_only=True)[:_NEIGHBOURS]
    known = {candidate.fact.id for candidate in kept}
    return [
        candidate
        for candidate in candidates
        if candidate.reach == "context"
        and fold(candidate.fact.subject) in neighbours
        and candidate.fact.id not in known
    ]


def _preference(candidate: Candidate) -> tuple[bool, bool, bool, float, str]:
    wanted = candidate.is_inline or bool(candidate.terms)
    naming = candidate.reach == "naming"
    return not wanted, not candidate.is_own, naming, -weight_of(candidate), candidate.fact.id


def _unmet(
    brief: Brief, topic: NamedEntity, candidates: Sequence[Candidate], told: frozenset[str], left: Sequence[LeftOut]
) -> list[str]:
    """Say of every `must_mention` that is not met why not."""
    reasons, names = {one.fact: one.reason for one in left}, {fold(name) for name in (topic.label, *topic.names)}
    notes = []
    for term in dict.fromkeys(brief.must_mention):
        fitting = [candidate.fact.id for candidate in candidates if term in candidate.terms]
        if fold(term) in names or not told.isdisjoint(fitting):
            continue
        why = next((reasons[fact] for fact in fitting if fact in reasons), "")
        notes.append(f"must_mention “{term}”: {f'its fact was left out ({why})' if why else 'no fact says it'}")
    return notes


def _overruled(candidates: Sequence[Candidate], told: frozenset[str], graph: FactSource) -> list[str]:
    """Say where the brief's own fact stands against the graph."""
    notes = []
    for candidate in candidates:
        fact = candidate.fact
        others = graph.conflicting(fact) if candidate.is_own and fact.id in told else []
        rivals = sorted({other.object for other in others if other.id != fact.id})
        if rivals:
            said = f"{fact.subject} · {fact.predicate} · {fact.object}"
            notes.append(f"the brief says {said}, the graph says {', '.join(rivals)}; the brief's is used")
    return notes
