"""Which facts share the sentence that opens a document: the brief decides, so that a job does not always open alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import permutations

from content.artifacts import Fact, Section, SentencePlan
from knowledge.planning.relations import Role, fold, relation_in, role_of
from knowledge.planning.sentences import compatible
from knowledge.planning.wording import stable_choice

_STYLES = ("prose", "dialogue")
_OF_ALL = 40
"""One of so many openings tells one fact beside what the subject is, the others two where there are two."""


def with_lead(
    sections: Sequence[Section], facts: Mapping[str, Fact], brief: str, most: int, size: int
) -> list[Section]:
    """Let the opening sentence tell what the subject is and one or two of the facts that follow.

    Args:
        facts: by id.
        brief: its id decides, so that neither the other documents nor their order do.
        most: how many facts compete for the place.
        size: facts in a sentence at most.
    """
    first = sections[0] if sections else None
    place = next((at for at, plan in enumerate(first.plans) if plan.facts and not plan.text), -1) if first else -1
    if first is None or place < 0 or first.style not in _STYLES:
        return list(sections)
    before, lead, after = first.plans[:place], first.plans[place], first.plans[place + 1 :]
    head, *beside = (facts[one] for one in lead.facts)
    chosen = _chosen(_companions(head, beside, after, facts)[:most], brief, size) if _says_what(head) else ()
    if not chosen or any(fact.predicate == head.predicate for fact in beside):
        return list(sections)
    displaced = [fact.id for fact in beside if fact not in chosen]
    plans = [*before, lead.model_copy(update={"facts": (head.id, *(fact.id for fact in chosen))})]
    plans += [lead.model_copy(update={"facts": tuple(displaced)})] if displaced else []
    return [first.model_copy(update={"plans": (*plans, *_without(after, chosen))}), *sections[1:]]


def _says_what(fact: Fact) -> bool:
    return role_of(fact) is Role.WHAT and relation_in(fact).name == "type" and not fact.negated


def _companions(
    head: Fact, beside: Sequence[Fact], plans: Sequence[SentencePlan], facts: Mapping[str, Fact]
) -> list[Fact]:
    """List the facts that may stand beside what the subject is; a list of several is told in one go, elsewhere."""
    every = [*beside, *(facts[one] for plan in plans for one in plan.facts)]
    times = Counter(fact.predicate for fact in every)
    return [
        fact
        for fact in every
        if times[fact.predicate] == 1
        and fold(fact.subject) == fold(head.subject)
        and compatible(head, fact)
        and role_of(fact) not in (Role.EVENT, Role.PART)
        and not relation_in(fact).is_minor
    ]


def _chosen(companions: Sequence[Fact], brief: str, size: int) -> tuple[Fact, ...]:
    turn = stable_choice(f"{brief}\x1flead", 1 << 32)
    two = permutations(companions, 2) if size > 2 and turn % _OF_ALL else ()
    ways: list[tuple[Fact, ...]] = [*two] or [(fact,) for fact in companions if size > 1]
    # Where it is or who made it comes before its numbers: "is a city. It lies in China." makes a reader stumble.
    ways = [way for way in ways if any(role_of(fact) is Role.WHAT for fact in way)] or ways
    return ways[turn // _OF_ALL % len(ways)] if ways else ()


def _without(plans: Sequence[SentencePlan], told: Sequence[Fact]) -> list[SentencePlan]:
    ids = {fact.id for fact in told}
    left = []
    for plan in plans:
        rest = tuple(one for one in plan.facts if one not in ids)
        if rest or not plan.facts:
            left.append(plan.model_copy(update={"facts": rest}))
    return left
