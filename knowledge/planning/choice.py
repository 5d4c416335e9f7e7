"""Which facts a document tells, and why the others are left out."""

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from content.artifacts import Brief, Fact, LeftOut
from knowledge.planning.candidates import (
    Candidate,
    gather,
    lies_in_topic,
    list_of,
    neighbours_of,
    ranked_by_weight,
    reach_of,
    says_what_topic_is,
    stays_together,
    weight_of,
)
from knowledge.planning.relations import fold, inside, relation_data, relation_in
from knowledge.planning.screening import Said, has_nearer, is_avoided, is_bookkeeping, is_within, loses_conflict
from knowledge.planning.shapes import Shape
from knowledge.planning.source import FactSource, NamedEntity
from knowledge.planning.wording import describe

_NEIGHBOURS = 2
"""Neighbours of which a document tells more than their name."""
_LOOKED_AT = 60
"""Facts of a neighbour among which to choose."""


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
        kept, longer = [], self._longer(candidates)
        places = self._places(candidates)
        for candidate in sorted(candidates, key=_preference):
            wider = not _is_called_for(candidate) and has_nearer(candidate.fact, places)
            reason = "repeats" if wider or is_within(candidate.fact, longer) else self._reason(candidate.fact)
            if reason:
                self.left.append(leave_out(candidate.fact, reason))
            else:
                kept.append(candidate)
        return kept

    def _longer(self, candidates: Sequence[Candidate]) -> dict[str, list[str]]:
        """Collect the relations that are whole clauses (`discovered a warm valley on`), by subject."""
        clauses: dict[str, list[str]] = {}
        for fact in (candidate.fact for candidate in candidates if candidate.fact.predicate.count(" ") >= 2):
            if self._may_be_told(fact):
                clauses.setdefault(fold(fact.subject), []).append(fold(fact.predicate))
        return clauses

    def _places(self, candidates: Sequence[Candidate]) -> frozenset[tuple[str, str]]:
        """Collect what lies in what."""
        inner = (inside(candidate.fact) for candidate in candidates if self._may_be_told(candidate.fact))
        return frozenset(place[:2] for place in inner if place)

    def _may_be_told(self, fact: Fact) -> bool:
        return not is_bookkeeping(fact) and not is_avoided(fact, self.brief.must_avoid, self.topic)

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
    kept, beyond = _fitted(ranked, room)
    left = [*screen.left, *(leave_out(candidate.fact, "budget") for candidate in beyond)]
    direct = [candidate for candidate in kept if candidate.reach != "context"]
    context = [candidate for candidate in kept if candidate.reach == "context"]
    spare = min(shape.context, room - len(kept))
    if spare > 0:
        names = {fold(name) for name in (topic.label, *topic.names)}
        around = screen.pass_on(_around(graph, direct, kept, names))
        context += _worth_a_section(around, shape.section_facts)[:spare]
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
    """Take what is about the topic or names it, and of its neighbours only what nothing nearer gives a brief.

    That other things lie in the topic says little of it (`Aba · country · Nigeria`): told when it is all there is.
    """
    near = [candidate for candidate in candidates if candidate.reach != "context"]
    telling = [candidate for candidate in near if not lies_in_topic(candidate) or _is_called_for(candidate)]
    near = telling or near
    met = {term for candidate in near for term in candidate.terms}
    neighbours = {fold(name) for name in neighbours_of(near, links_only=False)}
    for candidate in candidates:
        if candidate.reach != "context":
            continue
        gives = set(candidate.terms) - met if fold(candidate.fact.subject) in neighbours else set()
        if candidate.is_inline or gives:
            met |= gives
            near.append(candidate)
    return near


def _fitted(ranked: Sequence[Candidate], room: int) -> tuple[list[Candidate], list[Candidate]]:
    """Keep as many as there is room for: some lists whole or not at all, and few facts that merely name the topic."""
    sizes = Counter(list_of(candidate) for candidate in ranked)
    kept, beyond, begun, named = list[Candidate](), list[Candidate](), Counter[object](), Counter[str]()
    for candidate in ranked:
        name, relation = list_of(candidate), relation_in(candidate.fact).name
        merely_names = candidate.reach == "naming" and not _is_called_for(candidate)
        needs = sizes[name] - begun[name] if stays_together(candidate, sizes[name]) else 1
        fits = len(kept) + (1 if _is_called_for(candidate) or not kept else needs) <= room
        if not fits or (merely_names and named[relation] >= relation_data().naming_most):
            beyond.append(candidate)
            continue
        kept.append(candidate)
        begun[name] += 1
        named[relation] += merely_names
    return kept, beyond


def _around(
    graph: FactSource, direct: Sequence[Candidate], kept: Sequence[Candidate], names: Set[str]
) -> list[Candidate]:
    """Find what can be told of the closest neighbours that the document names; lists and codes cannot."""
    known = {candidate.fact.id for candidate in kept}
    places = {place.outer for candidate in kept if (place := inside(candidate.fact))}
    around: list[Candidate] = []
    for neighbour in neighbours_of(direct, links_only=True)[:_NEIGHBOURS]:
        facts = graph.facts_about(neighbour)[:_LOOKED_AT]
        times = Counter(fact.predicate for fact in facts)
        around += [
            Candidate(fact, 0.0, "context", is_own=False, is_inline=False, terms=())
            for fact in facts
            if fact.id not in known
            and reach_of(fact, names) == "context"
            and times[fact.predicate] == 1
            and not relation_in(fact).is_minor
            and not ((place := inside(fact)) and place.outer in places)
        ]
    return around


def _worth_a_section(around: Sequence[Candidate], least: int) -> list[Candidate]:
    """Keep the neighbours of whom there is enough to tell."""
    counts = Counter(candidate.fact.subject for candidate in around)
    return [candidate for candidate in around if counts[candidate.fact.subject] >= least]


def _is_called_for(candidate: Candidate) -> bool:
    return candidate.is_inline or bool(candidate.terms)


def _preference(candidate: Candidate) -> tuple[bool, bool, bool, bool, float, str]:
    naming = candidate.reach == "naming"
    what = says_what_topic_is(candidate)
    return (
        not _is_called_for(candidate),
        not candidate.is_own,
        not what,
        naming,
        -weight_of(candidate),
        candidate.fact.id,
    )


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
