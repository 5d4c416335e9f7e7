"""The facts around a topic that a document might tell, and how much a reader wants each."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from content.artifacts import Brief, Fact
from knowledge.planning.relations import Role, fold, relation_data, relation_of, role_of
from knowledge.planning.screening import names_it
from knowledge.planning.source import FactSource, NamedEntity

Reach = Literal["about", "naming", "context"]
"""The topic is the fact's subject; its object; or neither: it is a neighbour's fact."""

_LEAST = 60
"""Facts asked of the graph at least, so that what is left out is known even for a caption."""


class Candidate(NamedTuple):
    """A fact that the document might tell."""

    fact: Fact
    score: float
    """PageRank, as a share of the best one's."""
    reach: Reach
    is_own: bool
    """The brief itself or its sources state it."""
    is_inline: bool
    """The brief itself states it."""
    terms: tuple[str, ...]
    """What of `must_mention` it would meet."""


def gather(brief: Brief, topic: NamedEntity, graph: FactSource, own: Sequence[Fact], room: int) -> list[Candidate]:
    """Collect the facts within a hop of the topic, each once: the brief's own, the best ranked, those called for."""
    names = {fold(name) for name in (topic.label, *topic.names)}
    terms = tuple(term for term in brief.must_mention if fold(term) not in names)
    limit = max(_LEAST, 2 * room)
    ranked = graph.relevant(topic.label, limit)
    best = max((score for _, score in ranked), default=0.0) or 1.0
    scores = {fact.id: score / best for fact, score in ranked}
    found = {fact.id: fact for fact in (*own, *(fact for fact, _ in ranked), *graph.facts_about(topic.label)[:limit])}
    for fact in _called_for(terms, topic, graph, list(found.values())):
        found.setdefault(fact.id, fact)
    own_ids = {fact.id for fact in own}
    inline = {(fold(one.subject), relation_of(one.predicate).words, fold(one.object)) for one in brief.facts}
    return [
        Candidate(
            fact=fact,
            score=scores.get(fact.id, 0.0),
            reach=reach_of(fact, names),
            is_own=fact.id in own_ids,
            is_inline=(fold(fact.subject), relation_of(fact.predicate).words, fold(fact.object)) in inline,
            terms=tuple(term for term in terms if names_it(fact, term, within=False)),
        )
        for fact in found.values()
    ]


def reach_of(fact: Fact, names: Collection[str]) -> Reach:
    """Say how a fact is connected with the topic, whose folded names are given."""
    if fold(fact.subject) in names:
        return "about"
    return "naming" if fact.value.kind == "entity" and fold(fact.object) in names else "context"


def _called_for(terms: Iterable[str], topic: NamedEntity, graph: FactSource, known: Sequence[Fact]) -> list[Fact]:
    """Look beyond the best ranked facts for what `must_mention` asks."""
    missing = [term for term in terms if not any(names_it(fact, term, within=False) for fact in known)]
    if not missing:
        return []
    further = [*graph.facts_about(topic.label), *graph.facts_naming(topic.label)]
    return [fact for fact in further if any(names_it(fact, term, within=False) for term in missing)]


def neighbours_of(candidates: Iterable[Candidate], *, links_only: bool) -> list[str]:
    """Name the entities (folded) that facts connect with the topic, in order.

    Args:
        links_only: only those so close that a fact about them may stand in this document.
    """
    found = []
    for candidate in candidates:
        fact = candidate.fact
        if candidate.reach == "context" or fact.value.kind != "entity" or fact.negated:
            continue
        if relation_of(fact.predicate).is_link or not links_only:
            found.append(fold(fact.object if candidate.reach == "about" else fact.subject))
    return list(dict.fromkeys(found))


def weight_of(candidate: Candidate) -> float:
    """Estimate how much a reader wants a fact: by its role, then by PageRank."""
    weights, relation = relation_data().weights, relation_of(candidate.fact.predicate)
    by_role = {
        Role.WHAT: weights.what - 0.2 * max(relation.identity, 0),
        Role.PART: weights.part,
        Role.NUMBER: weights.number,
        Role.RELATION: weights.relation,
        Role.EVENT: weights.event,
    }
    weight = weights.minor if relation.is_minor else by_role[role_of(candidate.fact)]
    return weight * (0.5 + candidate.score) * (weights.naming if candidate.reach == "naming" else 1.0)


def ranked_by_weight(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Put what the brief calls for first, then its own facts, then what a reader wants most.

    Every further fact of one relation counts less, so that one long list does not fill a document.
    """
    times: dict[tuple[str, Reach], int] = {}
    met: set[str] = set()
    keyed = []
    for candidate in candidates:
        relation = (relation_of(candidate.fact.predicate).name, candidate.reach)
        times[relation] = times.get(relation, -1) + 1
        weight = weight_of(candidate) * relation_data().weights.again ** times[relation]
        is_first = candidate.is_inline or not met.issuperset(candidate.terms)
        met.update(candidate.terms)
        keyed.append(((not is_first, not candidate.is_own, -weight, candidate.fact.id), candidate))
    return [candidate for _, candidate in sorted(keyed, key=lambda pair: pair[0])]
