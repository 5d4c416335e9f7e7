"""Who does it: which of two things a verb, or a noun of what is done, makes the doer."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from knowledge.evidence.lists import words
from knowledge.evidence.owners import HAVING, OWN, RELATIVE, Ends, Found
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.relations import Relation, is_deed
from knowledge.evidence.tokens import is_bent, is_only_verb, is_participle

BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})
_FAR = 5
"""Tokens between two things beyond which a verb need not be theirs."""
_ACTING = frozenset({"star", "appear", "play", "act"})


def does_otherwise(reading: Reading, relation: Relation, ends: Ends) -> bool:
    """Whether a verb that no list has makes the wrong one of two things the doer: `B bought A`, `A was bought by B`."""
    if relation.order not in ("agent", "actor"):
        return False
    doer, done = (ends.object, ends.subject) if relation.order == "agent" else (ends.subject, ends.object)
    for one in doer:
        for other in done:
            first, second = sorted((one, other))
            between = range(first.last, second.first)
            if len(between) > _FAR or reading.covered & set(between):
                continue
            verb = any(is_only_verb(reading.key(at)) and reading.key(at) not in BE | HAVING for at in between)
            governing = reading.key(reading.before(second))
            passive, active = governing == "by", is_only_verb(governing)
            if verb and ((passive and first is one) or (active and first is other)):
                return True
    return False


def by_verb(reading: Reading, relation: Relation, doer: Sequence[Span], done: Sequence[Span]) -> Found:
    """`A wrote B`, `B was written by A`: a verb of the relation tells who does it."""
    return best(
        _verb_at(reading, at, done, doer) if _acts_in(reading, relation, at) else _verb_at(reading, at, doer, done)
        for at, keys in enumerate(reading.keys)
        if keys & relation.verbs and not _reads_as_noun(reading, at)
    )


def _verb_at(reading: Reading, at: int, doer: Sequence[Span], done: Sequence[Span]) -> Found:
    numbers = clauses(reading)
    clause = takewhile(
        lambda place: numbers[place] == numbers[at] and reading.key(place) not in RELATIVE | BE,
        range(at + 1, len(reading.tokens)),
    )
    by = next((place for place in clause if reading.key(place) == "by"), -1)
    if is_bent(reading.key(by - 1)) and reading.covered & set(range(at + 1, by)):
        by = -1  # "starred in Norda broadcast by"
    if any(reading.before(span) == by for span in doer) and by > 0:
        return "right"
    if any(reading.before(span) == by for span in done) and by > 0:
        return "reversed" if _nearest(doer, at, after=False) is not None else "unknown"
    if by > 0:
        return "unknown"
    auxiliaries = takewhile(lambda place: reading.key(place) not in RELATIVE, range(at - 1, max(-1, at - 4), -1))
    before = [reading.key(place) for place in auxiliaries]
    passive = is_participle(reading.key(at)) and not HAVING & set(before)  # "the languages spoken in Velim"
    active = before[:1] == ["to"]  # "is used to measure"
    if not active and (passive or BE & set(before)):
        return "right" if _closer(_nearest(done, at, after=False), _nearest(doer, at, after=False)) else "unknown"
    if _closer(_nearest(doer, at, after=False), _nearest(done, at, after=False)):
        return "right"
    behind = _nearest(doer, at, after=True)
    return "reversed" if behind is not None and _nearest(done, at, after=False) is not None else "unknown"


def _acts_in(reading: Reading, relation: Relation, at: int) -> bool:
    """`A film stars a person`, `a person stars in a film`."""
    return relation.order == "actor" and bool(reading.keys[at] & _ACTING) and reading.key(at + 1) == "in"


def _reads_as_noun(reading: Reading, at: int) -> bool:
    """`the lead`, `France's head`, `head of state`, `Norda's head coach`: no verb of its own, although it could be."""
    if reading.key(at) in words("doing") and reading.key(at - 1) != "to":
        return True
    if (reading.key(at), reading.key(at + 1)) == ("used", "to"):
        return True  # "used to make it"
    clause = reading.key(at - 1) == "that" and at - 2 in reading.covered  # "it was Norda that sponsors Velim"
    behind = reading.key(at - 1) in words("articles") | {"s", "'"} and not clause
    return behind or reading.key(at + 1) == "of"


def by_deed(reading: Reading, relation: Relation, doer: Sequence[Span], done: Sequence[Span]) -> Found:
    """`the translation of A is by B`, `A is an invention of B`, `A came from the pen of B`: B does it."""
    nouns = [at for at in range(len(reading.tokens)) if _is_deed_of(reading, relation, at)]
    sides: Sequence[tuple[Sequence[Span], Found]] = ((doer, "right"), (done, "reversed"))
    for spans, found in sides:
        for span in (one for one in spans if reading.key(one.first) not in OWN):
            governor = reading.before(span)
            if reading.key(governor) == "by" and (nouns or _done_before(reading, governor, (*doer, *done))):
                return found
            if reading.key(governor) == "of" and governor - 1 in nouns:
                article = governor - 2 - (reading.key(governor - 2) in words("articles"))
                if reading.key(article) in BE | {"from", "among"}:
                    return found
    return "unknown"


def _done_before(reading: Reading, by: int, spans: Sequence[Span]) -> bool:
    """Whether `A was set up by` stands there, with nothing else named between."""
    patient = max((span.last for span in spans if span.last <= by), default=by)
    between = range(patient, by)
    return any(reading.key(at) in BE for at in between) and not reading.covered & set(between)


def _is_deed_of(reading: Reading, relation: Relation, at: int) -> bool:
    key = reading.key(at)
    named = bool(reading.keys[at] & relation.nouns)
    named = named or any(key.startswith(verb.rstrip("e")) for verb in relation.verbs if len(verb) > 3)
    return at not in reading.covered and is_deed(key) and named


def best(found: Iterable[Found]) -> Found:
    """Right where one place says it right: a sentence of several facts may name a thing at other places too."""
    seen = set(found)
    return "right" if "right" in seen else "reversed" if "reversed" in seen else "unknown"


def _nearest(spans: Sequence[Span], at: int, after: bool) -> int | None:
    """Distance to the nearest span before or after a token."""
    found = (
        [one.first - at for one in spans if one.first > at]
        if after
        else [at - one.last for one in spans if one.last <= at]
    )
    return min(found, default=None)


def _closer(one: int | None, other: int | None) -> bool:
    return one is not None and (other is None or one < other)
