"""The facts around a topic that a document might tell, and how much a reader wants each."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from content.artifacts import Brief, Fact
from knowledge.planning.relations import Role, fold, inside, matches, relation_data, relation_in, relation_of, role_of
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
            is_inline=(fold(fact.subject), relation_in(fact).words, fold(fact.object)) in inline,
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
    """Name the entities that facts connect with the topic, in order.

    Args:
        links_only: only those so close that a fact about them may stand in this document.
    """
    found: dict[str, str] = {}
    for candidate in candidates:
        fact = candidate.fact
        if candidate.reach == "context" or fact.value.kind != "entity" or fact.negated:
            continue
        if not links_only or (relation_in(fact).is_link and not lies_in_topic(candidate)):
            name = fact.object if candidate.reach == "about" else fact.subject
            found.setdefault(fold(name), name)
    return list(found.values())


def lies_in_topic(candidate: Candidate) -> bool:
    """Say whether the fact only tells that something lies in the topic: `Lyon · country · France` for France."""
    fact, place = candidate.fact, inside(candidate.fact)
    if place is None or candidate.reach != "naming":
        return False
    return not place.says_more and place.inner == fold(fact.subject)


def says_what_topic_is(candidate: Candidate) -> bool:
    """Say whether a fact tells what the topic is in something else: `Paris · capital of · France`, from either side."""
    fact, place = candidate.fact, inside(candidate.fact)
    if place is None or not place.says_more or candidate.reach == "context":
        return False
    return place.inner == fold(fact.subject if candidate.reach == "about" else fact.object)


def weight_of(candidate: Candidate) -> float:
    """Estimate how much a reader wants a fact: by its role, then by PageRank."""
    weights, relation = relation_data().weights, relation_in(candidate.fact)
    by_role = {
        Role.WHAT: weights.what - 0.25 * max(relation.identity, 0),
        Role.PART: weights.part,
        Role.NUMBER: weights.number,
        Role.RELATION: weights.relation,
        Role.EVENT: weights.event,
    }
    weight = weights.minor if relation.is_minor else by_role[role_of(candidate.fact)]
    if relation.is_major:
        weight = max(weight, weights.major)
    if says_what_topic_is(candidate):
        weight = weights.what
    elif candidate.reach == "naming":
        weight *= weights.naming * (weights.inside_it if lies_in_topic(candidate) else 1.0)
    return weight * (0.5 + candidate.score)


def list_of(candidate: Candidate) -> tuple[str, bool, str, Reach]:
    """Name the list that a fact belongs to: the facts of one relation with one subject."""
    fact = candidate.fact
    return fold(fact.subject), fact.negated, relation_in(fact).name, candidate.reach


def stays_together(candidate: Candidate, size: int) -> bool:
    """Whether a list of so many facts is told whole or not at all: `borders` a part of which misleads."""
    data = relation_data()
    return size <= data.short_list or matches(relation_in(candidate.fact).name, data.closed_lists)


def ranked_by_weight(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Put what the brief calls for first, then its own facts, then what a reader wants most.

    Every further fact of a long list, or of one way to say what a thing is, counts less, so that it does not fill a
    document. The facts of a short list, and of one that says all there is, stay together: half a list misleads.
    """
    data = relation_data()
    sizes = Counter(list_of(candidate) for candidate in candidates)
    weights = {candidate.fact.id: weight_of(candidate) for candidate in candidates}
    times: Counter[tuple[object, Reach]] = Counter()
    whole: dict[tuple[str, bool, str, Reach], float] = {}
    met: set[str] = set()
    keyed = []
    for candidate in sorted(candidates, key=lambda one: (-weights[one.fact.id], one.fact.id)):
        relation, name = relation_in(candidate.fact), list_of(candidate)
        group = (relation.name if relation.identity < 0 else relation.identity, candidate.reach)
        weight = weights[candidate.fact.id] * data.weights.again ** times[group]
        if sizes[name] > data.short_list:
            weight *= data.weights.long_list
        if stays_together(candidate, sizes[name]) and relation.identity < 0:
            weight = whole.setdefault(name, weight)
        times[group] += 1
        is_first = candidate.is_inline or not met.issuperset(candidate.terms)
        met.update(candidate.terms)
        keyed.append(((not is_first, not candidate.is_own, -weight, name, candidate.fact.id), candidate))
    return [candidate for _, candidate in sorted(keyed, key=lambda pair: pair[0])]
