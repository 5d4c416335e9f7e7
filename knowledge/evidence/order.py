"""Which way round a sentence puts the two things of a relation."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from knowledge.evidence.lists import words
from knowledge.evidence.owners import HAVING, OWN, RELATIVE, Ends, Found, last_named, possessed
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span
from knowledge.evidence.relations import Relation
from knowledge.evidence.tokens import dictionary_forms, is_only_verb

_BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})
_LINKS = frozenset({"in", "of", "at", "from", "to", "on", "within", "into", "by", "with", "for"})
_TOWARDS = frozenset({"of", "for", "to", "in", "at", "on", "within", "from"})
_MEMBERS = frozenset({"part", "member", "native", "resident", "home", "base"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "which", "who", "that"})
_JOINS = frozenset({"and", "but", "or"})
_FAR = 5
"""Tokens between two things beyond which a verb need not be theirs."""
_ACTING = frozenset({"star", "appear", "play", "act"})


def is_reversed(reading: Reading, relation: Relation, ends: Ends) -> bool:
    """Whether a sentence says a fact the wrong way round; where that is open, the object may not come first."""
    if relation.order in ("symmetric", "free") or not ends.subject or not ends.object:
        return False
    ends = _together(reading, ends)
    found = _found(reading, relation, ends)
    if found != "unknown":
        return found == "reversed"
    return ends.object[-1].first < ends.subject[0].first and not _apposed(reading, ends)


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
            verb = any(is_only_verb(reading.key(at)) and reading.key(at) not in _BE | HAVING for at in between)
            governing = reading.key(reading.before(second))
            passive, active = governing == "by", is_only_verb(governing)
            if verb and ((passive and first is one) or (active and first is other)):
                return True
    return False


def _together(reading: Reading, ends: Ends) -> Ends:
    """The two things where one clause names both; elsewhere they belong to other facts."""
    numbers = clauses(reading)
    named = [one for one in ends.subject if reading.key(one.first) not in OWN]
    both = {numbers[one.first] for one in named} & {numbers[one.first] for one in ends.object}
    if not both:
        return ends
    subject, object_ = ([one for one in spans if numbers[one.first] in both] for spans in ends)
    return Ends(subject, object_)


def _found(reading: Reading, relation: Relation, ends: Ends) -> Found:
    if relation.order == "is_a":
        return _kind(reading, ends)
    if relation.order == "forward":
        return _forward(reading, relation, ends)
    if relation.order in ("agent", "actor"):
        doer, done = (ends.object, ends.subject) if relation.order == "agent" else (ends.subject, ends.object)
        found = _verb(reading, relation, doer, done)
        if found != "unknown":
            return found
    own_noun = relation._replace(nouns=relation.roles)
    found = _held(reading, own_noun, ends, by_object=relation.trailing == "of")
    if found == "unknown":
        others = relation._replace(nouns=relation.nouns - relation.roles)
        found = _held(reading, others, ends, by_object=relation.order in ("noun_of", "actor"))
    return found if found != "unknown" or relation.order in ("noun", "noun_of") else _linked(reading, ends)


def _held(reading: Reading, relation: Relation, ends: Ends, by_object: bool) -> Found:
    """Which of the two holds the role that a noun names: in `the capital of France` it is France."""
    holder, filler = (ends.object, ends.subject) if by_object else (ends.subject, ends.object)
    return _role(reading, relation, holder, filler, ends)


def _apposed(reading: Reading, ends: Ends) -> bool:
    """`the city of Paris`, `France's capital Paris`: the object stands right at the subject."""
    return any(
        one.last == other.first or (one.last + 1 == other.first and reading.key(one.last) == "of")
        for one in ends.object
        for other in ends.subject
    ) or any(reading.possessive(one) for one in ends.object)


def _kind(reading: Reading, ends: Ends) -> Found:
    first, second = ends.object[0], ends.subject[0]
    if second.first < first.first:
        return "right"
    between = {reading.key(at) for at in range(first.last, second.first)}
    if first.first <= 1 and reading.key(second.first - 1) == "," and not between & _BE:
        return "right"  # "A city in France, Paris has …"
    return "reversed" if between & _BE else "unknown" if _apposed(reading, ends) else "reversed"


def _is_governed(reading: Reading, at: int) -> bool:
    """Whether a noun phrase stands behind a verb or a preposition, not at the head of its clause."""
    before = at - 1
    while before >= 0 and reading.key(before) in words("articles"):
        before -= 1
    return before >= 0 and reading.tokens[before].kind == "word" and reading.key(before) not in _BE | _JOINS


def _governed(reading: Reading, span: Span) -> bool:
    return reading.key(reading.before(span)) in _LINKS


def _forward(reading: Reading, relation: Relation, ends: Ends) -> Found:
    """`Paris lies in France`, `in France lies Paris`; not `France lies in Paris`."""
    others = relation.nouns - _MEMBERS - (words("belonging") - relation.roles)
    held = _role(reading, relation._replace(nouns=others), ends.subject, ends.object, ends)
    own = _role(reading, relation._replace(nouns=relation.roles - _MEMBERS), ends.subject, ends.object, ends)
    if own == "reversed" and any(reading.possessive(one) for one in ends.object):
        return "reversed"
    if not relation.trailing and held == "right":
        return "right"
    if not relation.trailing and _heads_wrong(reading, relation, ends):
        return "reversed"
    linked = any(_governed(reading, one) or reading.possessive(one) for one in ends.object)
    if linked or beside(reading, ends):
        return "right"
    return "reversed" if any(_governed(reading, one) for one in ends.subject) else "unknown"


def beside(reading: Reading, ends: Ends) -> bool:
    """`Cleveland, Ohio`, `Cleveland (Ohio)`: whether the object stands right behind the subject."""
    return any(
        one.first == other.last + 1 and reading.key(other.last) in (",", "(")
        for one in ends.object
        for other in ends.subject
    )


def _heads_wrong(reading: Reading, relation: Relation, ends: Ends) -> bool:
    """`The club of Ajax is Johan Cruijff`: the role's name opens the clause and takes the wrong thing."""
    return any(
        _role_at(reading, relation, at, ends.subject, ends.object, ends) == "reversed"
        for at, keys in enumerate(reading.keys)
        if keys & relation.roles - _MEMBERS and _is_noun(reading, at) and not _is_governed(reading, at)
    )


def _linked(reading: Reading, ends: Ends) -> Found:
    """Only prepositions tell: `a novel by Hugo`; not `Hugo by a novel`."""
    if any(_governed(reading, one) or reading.possessive(one) for one in ends.object):
        return "right"
    return "reversed" if any(reading.key(reading.before(one)) == "by" for one in ends.subject) else "unknown"


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


def _best(found: Iterable[Found]) -> Found:
    """Right where one place says it right: a sentence of several facts may name a thing at other places too."""
    seen = set(found)
    return "right" if "right" in seen else "reversed" if "reversed" in seen else "unknown"


def _verb(reading: Reading, relation: Relation, doer: Sequence[Span], done: Sequence[Span]) -> Found:
    return _best(
        _verb_at(reading, at, done, doer) if _acts_in(reading, relation, at) else _verb_at(reading, at, doer, done)
        for at, keys in enumerate(reading.keys)
        if keys & relation.verbs and not _reads_as_noun(reading, at)
    )


def _acts_in(reading: Reading, relation: Relation, at: int) -> bool:
    """`A film stars a person`, `a person stars in a film`."""
    return relation.order == "actor" and bool(reading.keys[at] & _ACTING) and reading.key(at + 1) == "in"


def _reads_as_noun(reading: Reading, at: int) -> bool:
    """`the lead`, `France's head`, `head of state`: no verb although it could be one."""
    return reading.key(at - 1) in ("s", "'") or reading.key(at - 1) in words("articles") or reading.key(at + 1) == "of"


def _verb_at(reading: Reading, at: int, doer: Sequence[Span], done: Sequence[Span]) -> Found:
    numbers = clauses(reading)
    clause = takewhile(
        lambda place: numbers[place] == numbers[at] and reading.key(place) not in RELATIVE,
        range(at + 1, len(reading.tokens)),
    )
    by = next((place for place in clause if reading.key(place) == "by"), -1)
    if any(reading.before(span) == by for span in doer) and by > 0:
        return "right"
    if any(reading.before(span) == by for span in done) and by > 0:
        return "reversed" if _nearest(doer, at, after=False) is not None else "unknown"
    if by > 0:
        return "unknown"
    if any(reading.key(place) in _BE for place in range(max(0, at - 3), at)):
        return "right" if _closer(_nearest(done, at, after=False), _nearest(doer, at, after=False)) else "unknown"
    if _closer(_nearest(doer, at, after=False), _nearest(done, at, after=False)):
        return "right"
    behind = _nearest(doer, at, after=True)
    return "reversed" if behind is not None and _nearest(done, at, after=False) is not None else "unknown"


def _role(reading: Reading, relation: Relation, holder: Sequence[Span], filler: Sequence[Span], ends: Ends) -> Found:
    """`the N of X`, `X's N`, `its N`, `X has the N Y`: X holds, Y is it; in a clause that names one of them."""
    numbers = clauses(reading)
    concerned = {numbers[span.first] for spans in ends for span in spans}
    return _best(
        _role_at(reading, relation, at, holder, filler, ends)
        for at, keys in enumerate(reading.keys)
        if keys & relation.nouns and numbers[at] in concerned and _is_noun(reading, at)
    )


def _role_at(
    reading: Reading, relation: Relation, at: int, holder: Sequence[Span], filler: Sequence[Span], ends: Ends
) -> Found:
    end = at + 1
    while end < len(reading.keys) and _goes_on(reading, relation, end):
        end += 1
    end += end == at + 1 and reading.key(end) in words("apposed") and reading.key(end + 1) == "of"  # "capital city of"
    having = _is_had(reading, relation, at)
    if reading.key(end) in _TOWARDS:
        for spans, right in ((holder, not having), (filler, having)):
            if any(reading.before(span) == end or span.first == end + 1 for span in spans):
                apposed = reading.key(end) == "of" and reading.key(end - 1) in words("apposed")
                if apposed and _is_governed(reading, at) and not having:
                    return "reversed" if right else "unknown"  # "in the country of X" names X itself
                return "right" if right else "reversed"
    found = possessed(reading, at, holder, filler, ends)
    if found != "unknown":
        return found
    if any(span.first == end for span in holder) and reading.key(end - 1) not in OWN:
        return "reversed"
    named = last_named(at, holder, filler) if having else None
    if named is None and having and any(span.first == end for span in filler):
        return "right"
    return "unknown" if named is None else "right" if named else "reversed"


def _is_noun(reading: Reading, at: int) -> bool:
    """Whether a word can be a noun where it stands; right behind a name or pronoun a verb is a verb."""
    found = dictionary_forms(reading.key(at))
    behind_name = at - 1 in reading.covered or reading.key(at - 1) in _SUBJECTS
    return not found or ("NOUN" in found and not ("VERB" in found and behind_name))


def _is_had(reading: Reading, relation: Relation, noun: int) -> bool:
    """Whether something has the role: `has a capital`, `with the capital`."""
    at = noun - 1
    while at >= 0 and (reading.key(at) in words("articles") or _goes_on(reading, relation, at)):
        at -= 1
    return reading.key(at) in HAVING


def _goes_on(reading: Reading, relation: Relation, at: int) -> bool:
    return bool(reading.keys[at] & relation.explained) and reading.key(at) not in _LINKS | _BE
