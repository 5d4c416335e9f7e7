"""Who did what to whom: `X is led by Y`, or `Y, which leads X`, where no fact has Y lead X."""

from collections.abc import Iterator, Sequence

from content.names import fold
from knowledge.evidence.lists import places_of, words
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span, is_noun
from knowledge.evidence.spellings import Hit, object_name
from knowledge.evidence.tokens import is_bent

_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_RELATIVE = frozenset({"which", "who", "that"})
_LINKS = frozenset({"in", "of", "at", "on", "from", "for", "by", "with", "to"})
_LISTS = frozenset({",", "and", "or", "("})
_ENDING = frozenset("and or but in of at on for with to who which that".split())
"""What ends the words that stand before a name and tell of it."""
_FAR = 3
_LONG = 5


def strangers(reading: Reading, facts: Sequence[Prepared]) -> Iterator[Span]:
    """Find known names that stand where a passive verb of the facts has another doer, or is done to another thing."""
    for at in range(len(reading.tokens)):
        of = [one for one in facts if reading.keys[at] & one.relation.verbs and _names_doers(one)]
        be = _be_before(reading, at)
        if not of:
            continue
        doer, done = _ends(of)
        if be < 0:
            agent = _antecedent(reading, at) if reading.key(at - 1) in _RELATIVE else None
            is_kind = agent is not None and reading.key(agent.first - 1) in ("a", "an")  # "is an American who created"
            acts = all(one.relation.order == "agent" for one in of)
            if agent is not None and not is_kind and not agent.names & doer and acts:
                yield Span(agent.first, agent.last)
            continue
        if not is_bent(reading.key(at)):
            continue  # "is head coach": no passive
        by = _by_behind(reading, at)
        agent = next((hit for hit in reading.hits if by > 0 and reading.before(Span(hit.first, hit.last)) == by), None)
        if agent is not None and not agent.names & doer and not _is_of(reading, agent, doer):
            yield Span(agent.first, agent.last)
        patient = _antecedent(reading, be)
        if patient is not None and not patient.names & done:
            yield Span(patient.first, patient.last)


def _names_doers(one: Prepared) -> bool:
    """Whether one thing of a fact does something to the other; of a day or a number neither does."""
    return one.relation.order in ("agent", "actor") and one.fact.value.kind in ("entity", "text")


def _ends(facts: Sequence[Prepared]) -> tuple[set[str], set[str]]:
    """Names of those who do it, and of what it is done to."""
    doer, done = set[str](), set[str]()
    for one in facts:
        ends = (fold(one.fact.subject) or one.fact.subject, object_name(one.fact))
        subject, thing = ends if one.relation.order == "actor" else ends[::-1]
        doer.add(subject)
        done.add(thing)
    return doer, done


def _be_before(reading: Reading, at: int) -> int:
    """The form of `be` right before a verb, an adverb or a denial between; -1 when there is none."""
    for place in range(at - 1, max(-1, at - _FAR), -1):
        if reading.key(place) in _BE:
            return place
        if place in reading.covered or reading.tokens[place].kind == "mark" or reading.key(place) in words("articles"):
            break
    return -1


def _by_behind(reading: Reading, at: int) -> int:
    return at + 1 if reading.key(at + 1) == "by" else -1


def _is_of(reading: Reading, hit: Hit, doer: set[str]) -> bool:
    """Whether a name only tells of the doer behind it: `by American Ada Orm`, `by the Ulm-born architect, Ada Orm`."""
    said = " ".join(reading.tokens[at].text for at in range(hit.first, hit.last))
    if places_of(said) and any(one.first == hit.last and one.names & doer for one in reading.hits):
        return True
    behind = next((one for one in reading.hits if one.first > hit.last and one.names & doer), None)
    if behind is None or behind.first - hit.last > _LONG:
        return False
    between = [reading.key(at) for at in range(hit.last, behind.first)]
    if between[-1] == ",":
        between.pop()
    return bool(between) and all(key.isalpha() or key == "-" for key in between) and not _ENDING & set(between)


def _antecedent(reading: Reading, be: int) -> Hit | None:
    """What a form of `be` is said of, where that is beyond doubt: a name before `, which`, or one that opens."""
    end = be
    while end > 0 and (reading.key(end - 1) in _RELATIVE or reading.key(end - 1) == ","):
        end -= 1
    hit = next((hit for hit in reading.hits if hit.last == end), None)
    if hit is None or (reading.key(be - 1) not in _RELATIVE and hit.first > 1):
        return None
    before = hit.first - 1
    if end == be - 1 and reading.key(before) in _LINKS and is_noun(reading, before - 1):
        return None  # "an architect from Ulm who designed"
    return None if _depends(reading, hit) else hit


def _depends(reading: Reading, hit: Hit) -> bool:
    """Whether a name only says where the name before it is: `the hall in Virginia`, `Cleveland, Ohio`."""
    before = reading.before(Span(hit.first, hit.last))
    linked = before > 0 and reading.key(before) in _LINKS and before - 1 in reading.covered
    listed = hit.first > 1 and reading.key(hit.first - 1) in _LISTS and hit.first - 2 in reading.covered
    return linked or listed
