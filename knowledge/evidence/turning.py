"""Sentences that look at a fact from its other end: `it was B that A bought`, `A has B as a client`, `where A is`."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from knowledge.evidence.doing import BE
from knowledge.evidence.lists import prepositions, words
from knowledge.evidence.owners import HAVING, OWN, Ends, Found
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import RELATIVE, Reading, Span, is_verb
from knowledge.evidence.relations import Relation
from knowledge.evidence.tokens import dictionary_forms, is_bent, is_participle

_TAKING = HAVING | {"use", "used", "got", "gets", "count", "counts", "counted", "lists", "listed", "chose"}
_SERVING = frozenset({"serve", "serves", "served", "serving"})
_JOINS = frozenset({"and", "but"})
_AMONG = frozenset({"as", "among"})
_MORE = frozenset({"after", "over", "through", "around"})
_PLACED = frozenset({"in", ",", "("})
_REACH = 4
_NO_OWNERS = frozenset({"", "by", "in", "at", "on", "from"})
"""Prepositions at the end of a relation before what the subject has as something: `developed by` a developer."""
_SUBJECT_ACTS = frozenset({"forward", "actor", "free"})


def seen_otherwise(reading: Reading, relation: Relation, ends: Ends) -> Found:
    """Which way round a sentence says a fact that it looks at from its other end; unknown where it does not."""
    for front, inner, passive in _fronted(reading, ends):
        has = reading.key(inner.last) in _TAKING or _is_the_role(reading, relation, front, inner)
        found = _acting(relation, ends, front, inner, passive, has)
        if found != "unknown":
            return found
    if (found := _compounded(reading, relation, ends)) != "unknown":
        return found
    for filler, noun, had in _as_role(reading, relation, ends):
        of = (
            relation.trailing not in _NO_OWNERS
            or relation.order == "noun_of"
            or bool(noun & words("belonging") - relation.roles)
        )
        of = of or (relation.order == "actor" and bool(noun & relation.verbs or not noun & relation.roles))
        fits = filler in (ends.subject if of else ends.object)
        return "right" if fits is had else "reversed"
    return _there(reading, relation, ends) if relation.order in ("forward", "noun") else "unknown"


def standing_for(reading: Reading, spans: Sequence[Span], others: Sequence[Span]) -> Sequence[Span]:
    """Find the relative pronouns that stand for a thing right behind it and do something: `Norda, which bought Velim`.

    Where what `others` name stands behind the pronoun it counts alone if a preposition governs `Norda`.
    """
    found = []
    for span in spans:
        at = span.last + (reading.key(span.last) == ",")
        is_subject = at not in reading.covered and reading.key(at) in RELATIVE and is_verb(reading, at + 1)
        is_governed = reading.key(reading.before(span)) in prepositions()
        alone = is_subject and is_governed and all(other.first > at for other in others)
        found += [*([] if alone else [span]), *([Span(at, at + 1)] if is_subject else [])]
    return found


def _compounded(reading: Reading, relation: Relation, ends: Ends) -> Found:
    """`Welsh-speaking Norda`, `Ulm born Ada Orm`: what stands before a participle and a name is told of that."""
    if relation.order not in ("forward", "noun", "actor"):
        return "unknown"
    sides: Sequence[tuple[Sequence[Span], Sequence[Span], Found]] = (
        (ends.object, ends.subject, "right"),
        (ends.subject, ends.object, "reversed"),
    )
    for front, behind, found in sides:
        for one in front:
            verb = one.last + (reading.key(one.last) == "-")
            key = reading.key(verb)
            fits = key.endswith("ing") if relation.order == "actor" else is_participle(key) or key == "based"
            if fits and verb not in reading.covered and any(other.first == verb + 1 for other in behind):
                return found
    return "unknown"


def done_first(reading: Reading, ends: Ends) -> Found:
    """`Charged with fraud, Ben died`: what is told in front without a subject is of what stands behind the comma."""
    placed = reading.key(0) in prepositions() | {"available"}  # "In print, Norda has …"
    if not (placed or _is_participle(reading, 0)):
        return "unknown"
    commas = (at for at, token in enumerate(reading.tokens) if token.key == "," and at not in reading.covered)
    comma = next((at for at in commas if not _goes_on(reading, at + 1)), -1)
    begin = comma + 1 + (reading.key(comma + 1) in words("articles"))
    sides: Sequence[tuple[Sequence[Span], Sequence[Span], Found]] = (
        (ends.object, ends.subject, "right"),
        (ends.subject, ends.object, "reversed"),
    )
    for front, behind, found in sides:
        told = any(one.last <= comma and reading.key(reading.before(one)) != "by" for one in front)
        if told and any(one.first in (comma + 1, begin) for one in behind):
            return "unknown" if placed and found == "reversed" else found
    return "unknown"


def _goes_on(reading: Reading, at: int) -> bool:
    """Whether more of the same kind follows a comma: `Located in Ulm, and serving Vesh, Norda …`."""
    at += reading.key(at) == "and"
    return reading.key(at).endswith("ing") and _is_participle(reading, at)


def ends_in_preposition(reading: Reading, at: int) -> bool:
    """Whether a verb and its preposition stand there, and nothing that this governs: `comes from is`, `comes from.`"""
    end = at + 1
    while end < at + _REACH and end not in reading.covered and reading.key(end) not in prepositions():
        end += 1
    told = is_verb(reading, at) and reading.key(end) in prepositions() and end not in reading.covered
    return told and (reading.key(end + 1) in BE | _JOINS or not reading.key(end + 1).isalnum())


def is_empty(reading: Reading, at: int) -> bool:
    """Whether `it` stands for nothing: `it was Norda that …`."""
    if reading.key(at) != "it" or reading.key(at + 1) not in BE:
        return False
    begin = at + 2
    while begin not in reading.covered and reading.key(begin) in prepositions() | _MORE | words("articles"):
        begin += 1
    return any(hit.first == begin and reading.key(hit.last) in RELATIVE for hit in reading.hits)


def _fronted(reading: Reading, ends: Ends) -> Iterator[tuple[Span, Span, bool]]:
    """Find what stands before `that B …`, where B does it: the thing, B, and whether it is done to B."""
    spans = sorted({span for both in ends for span in both})
    for at in range(1, len(reading.tokens)):
        if at in reading.covered or reading.key(at) not in RELATIVE:
            continue
        begin = at + 1 + (reading.key(at + 1) in words("articles"))
        inner = next((span for span in spans if span.first in (at + 1, begin)), None)
        if inner is None or not is_verb(reading, inner.last):
            continue
        end = at - (reading.key(at - 1) in prepositions() | _MORE and at - 1 not in reading.covered)
        end -= reading.key(end - 1) == ","
        before = [span for span in spans if span.last <= end]
        if before and (before[-1].last == end or _is_it(reading, before[-1], end)):
            passive = reading.key(inner.last) in BE and _is_participle(reading, inner.last + 1)
            yield before[-1], inner, passive
    for inner in spans:  # "B is the country A comes from"
        end = inner.first - (reading.key(inner.first - 1) in words("articles"))
        before = [span for span in spans if span.last < end]
        bare = before and _is_noun(reading, end - 1) and ends_in_preposition(reading, inner.last)
        if bare and _is_it(reading, before[-1], end):
            yield before[-1], inner, False


def _is_it(reading: Reading, span: Span, end: int) -> bool:
    """Whether a name is said to be what is described up to a token: `Norda is a team` before `that Ben plays for`."""
    return reading.key(span.last) in BE and not reading.covered & set(range(span.last, end))


def _is_the_role(reading: Reading, relation: Relation, front: Span, inner: Span) -> bool:
    """Whether what is named first is said to be what a relation names: `Ulm is the canton to which Vesh belongs`."""
    is_it = relation.order == "noun" and reading.key(front.last) in BE
    return is_it and any(reading.keys[at] & relation.roles for at in range(front.last, inner.first))


def _is_participle(reading: Reading, at: int) -> bool:
    return at not in reading.covered and is_bent(reading.key(at))


def _acting(relation: Relation, ends: Ends, front: Span, inner: Span, passive: bool, has: bool) -> Found:
    subject_acts = inner in ends.subject and front in ends.object
    if not subject_acts and not (inner in ends.object and front in ends.subject):
        return "unknown"
    if relation.order in _SUBJECT_ACTS and not (passive and relation.order == "actor"):
        return "right" if subject_acts else "reversed"
    if relation.order in ("agent", "actor"):
        return "right" if subject_acts is (passive is (relation.order == "agent")) else "reversed"
    if relation.order == "noun" and has:
        return "right" if subject_acts else "reversed"
    if relation.order == "noun_of":
        return "right" if subject_acts is not has else "reversed"
    return "unknown"


def _as_role(reading: Reading, relation: Relation, ends: Ends) -> Iterator[tuple[Span, frozenset[str], bool]]:
    """Find who is had as something, `has B as its supplier`, or not: `serves B as a supplier`."""
    for span in sorted({span for both in ends for span in both}):
        at = span.last
        if at in reading.covered or reading.key(at) not in _AMONG:
            continue
        within = range(at + 1, min(at + 1 + _REACH, len(reading.tokens)))
        behind = takewhile(lambda place: place not in reading.covered and reading.key(place) not in RELATIVE, within)
        said = frozenset().union(*(reading.keys[place] for place in behind if _is_noun(reading, place)))
        if not said & relation.nouns:
            continue
        verb = span.first - 1 - (reading.key(span.first - 1) in words("articles"))
        if reading.key(verb) in _TAKING | _SERVING:
            yield span, said, reading.key(verb) in _TAKING


def _there(reading: Reading, relation: Relation, ends: Ends) -> Found:
    """`France, where Paris lies`: what is named before `where` is where the thing named in that clause is.

    `where Paris is the capital`, and `where the capital is Paris`, say what the place has.
    """
    numbers = clauses(reading)
    for at in range(1, len(reading.tokens)):
        if at in reading.covered or reading.key(at) != "where":
            continue
        last = at - (reading.key(at - 1) in BE | {",", ")"})
        clause = [place for place in range(at + 1, len(numbers)) if numbers[place] == numbers[at]]
        nouns = [one for one in clause if reading.keys[one] & relation.roles and _is_noun(reading, one)]
        has = any(reading.key(one - 1) not in OWN for one in nouns)  # "where Norda has its seat" says nothing of itself
        place, thing = (ends.subject, ends.object) if has else (ends.object, ends.subject)
        sides: Sequence[tuple[Sequence[Span], Sequence[Span], Found]] = (
            (place, thing, "right"),
            (thing, place, "reversed"),
        )
        for front, inner, found in sides:
            inside = [one for one in inner if one.first in clause]
            if inside and any(_reaches(reading, one, last) or _is_it(reading, one, at) for one in front):
                governed = all(reading.key(reading.before(one)) in prepositions() for one in inside)
                return "unknown" if governed else found
    return "unknown"


def _reaches(reading: Reading, span: Span, last: int) -> bool:
    """Whether a name, with the place that it is in, stands right before a token: `Ulm`, `Ulm in Vesh`."""
    begin = span.last + 1 + (reading.key(span.last + 1) in words("articles"))
    placed = reading.key(span.last) in _PLACED and any(hit.first == begin and hit.last == last for hit in reading.hits)
    return span.last == last or placed


def _is_noun(reading: Reading, at: int) -> bool:
    found = dictionary_forms(reading.key(at))
    return at not in reading.covered and (not found or "NOUN" in found)
