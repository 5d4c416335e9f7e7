"""Which of several subjects a clause speaks of: what is said in it may not be another subject's."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from content.names import fold
from knowledge.evidence.lists import prepositions, words
from knowledge.evidence.polarity import clauses
from knowledge.evidence.preparing import Prepared
from knowledge.evidence.reading import Reading, Span, is_verb, modifies
from knowledge.evidence.tokens import dictionary_forms, is_bent, is_only_verb, is_past

_RELATIVE = frozenset({"which", "who", "whom", "whose", "where", "that"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had"})
_JOINS = frozenset({"and", "but"})
_PRONOUNS = frozenset({"it", "its", "he", "his", "she", "her", "they", "their", "them"})
_IN = frozenset({"in", "at", "of", "from"})
_LISTED = 3
"""Clauses between `where` and a pronoun for the place: `where the law is old, the tax is low and its leader is`."""
_NEAR = 2
"""Tokens after the beginning of a clause within which a relative pronoun opens it."""


class Ends(NamedTuple):
    """Where a sentence names a fact's subject and its object."""

    subjects: Sequence[Span]
    objects: Sequence[Span]


def misplaced(reading: Reading, facts: Sequence[Prepared], ends: Sequence[Ends]) -> Iterator[tuple[Prepared, Span]]:
    """Find objects that stand in a clause about something else than the subject of their fact.

    A clause that names no subject goes on about the one before; `it` is the subject of the clause before, and
    `, which` is what was named last.
    """
    clause = _clauses(reading)
    names = [_name(one) for one in facts]
    meant = [_meant(reading, clause, name, its, names) for name, its in zip(names, ends, strict=True)]
    for at, its in enumerate(meant):
        about, homes = (_about(reading, clause, spans, ends) for spans in its)
        rivals = [
            span
            for name, other in zip(names, meant, strict=True)
            if name != names[at]
            for span in other.subjects
            if span not in its.objects or _heads(reading, clause, span)
        ]
        if not its.subjects and ends[at].subjects and its.objects:
            yield facts[at], its.objects[0]
            continue
        named = {clause[span.first] for span in its.subjects if span.first in reading.covered}
        elsewhere = homes and about and not homes & about and not _pronouns(reading, clause, about - named)
        others = _about(reading, clause, rivals, ends) | _behind(reading, clause, facts, ends, at)
        if elsewhere and {clause[span.first] for span in its.objects} <= others:
            yield facts[at], its.objects[0]
        if hung := next((span for span in its.objects if _hangs_on_another(reading, span, ends, ends[at])), None):
            yield facts[at], hung
    for a, b in combinations(range(len(facts)), 2):
        if names[a] != names[b] and facts[a].relation.name == facts[b].relation.name and _crossed(ends[a], ends[b]):
            yield facts[a], ends[a].objects[0]


def _hangs_on_another(reading: Reading, span: Span, ends: Sequence[Ends], own: Ends) -> bool:
    """Whether a participle behind the first name says it of that: `Bhajji, led by T. S. Thakur, is from India`."""
    verb = span.first - 1
    while reading.key(verb) in words("articles") or reading.key(verb) in prepositions():
        verb -= 1
    first = min((one for its in ends for both in its for one in both), default=span)
    hangs = reading.key(verb - 1) == "," and is_only_verb(reading.key(verb)) and first.last == verb - 1
    return hangs and verb < span.first - 1 and first not in own.subjects


def _meant(reading: Reading, clause: Sequence[int], name: str, ends: Ends, names: Sequence[str]) -> Ends:
    """Leave out the pronouns that mean another subject."""
    kept = [span for span in ends.subjects if _means(reading, clause, span, names) in ("", name)]
    return Ends(kept, ends.objects)


def _means(reading: Reading, clause: Sequence[int], span: Span, names: Sequence[str]) -> str:
    """Which subject a pronoun means: the first named in its clause, else the one that opens a clause before it.

    Behind `in Norda where Welsh is spoken and` it may mean Norda as well.
    """
    if span.first in reading.covered or reading.key(span.first) not in _PRONOUNS:
        return ""
    here = clause[span.first]
    if any(number == here - 1 and reading.key(at) in _RELATIVE for at, number in enumerate(clause)):
        return ""
    if "where" in (reading.key(at) for at, number in enumerate(clause) if here - _LISTED <= number < here):
        return ""
    for hit in (hit for number in range(here, -1, -1) for hit in reading.hits if clause[hit.first] == number):
        known = [name for name in names if name in hit.names]
        before = hit.last <= span.first
        if known and before and (clause[hit.first] == here or _heads(reading, clause, Span(hit.first, hit.last))):
            return known[0]
    return ""


def _behind(
    reading: Reading, clause: Sequence[int], facts: Sequence[Prepared], ends: Sequence[Ends], at: int
) -> set[int]:
    """Clauses that begin with a relative pronoun behind the object of another fact, which they are then about."""
    objects = [
        span
        for number, (one, its) in enumerate(zip(facts, ends, strict=True))
        if number != at and one.fact.value.kind in ("entity", "text") and one.relation.order != "is_a"
        for span in its.objects
        if not modifies(reading, span)
    ]
    return _about(reading, clause, objects, ends) - {clause[span.first] for span in objects}


def _name(one: Prepared) -> str:
    return fold(one.fact.subject) or one.fact.subject


def _clauses(reading: Reading) -> tuple[int, ...]:
    """Number of the clause of each token; `and the capital of X is Y` is one of its own, too."""
    found: list[int] = []
    more = 0
    numbers = clauses(reading)
    for at, number in enumerate(numbers):
        more -= _apposes(reading, at) and number > numbers[at - 1]
        joins = at not in reading.covered and reading.key(at) in _JOINS and numbers[at - 1] == number
        if joins and _has_verb(reading, numbers, at, -1) and _has_verb(reading, numbers, at, 1):
            more += 1
        found.append(number + more)
    return tuple(found)


def _apposes(reading: Reading, at: int) -> bool:
    """Whether a comma stands between a name and another that tells more of it: `Tirstrup, Denmark`, `a Dane`.

    Before a verb the other begins a clause of its own, unless the sentence has had no verb yet: `X in Ulm, Germany is`.
    """
    role = reading.key(at - 2) in words("articles") and reading.tokens[at - 1].text.islower()  # "the architect, Ada"
    if reading.key(at) != "," or not (role or any(hit.last == at for hit in reading.hits)):
        return False
    begin = at + 1 + (reading.key(at + 1) in words("articles"))
    last = next((hit.last for hit in reading.hits if hit.first == begin), len(reading.tokens))
    if last >= len(reading.tokens):
        return False
    linked = reading.hits[0].first <= 1 and reading.hits[0].last < at and reading.key(reading.hits[0].last) in _IN
    started = not linked or any(reading.key(one) in _RELATIVE or is_verb(reading, one) for one in range(at))
    return not (started and "VERB" in dictionary_forms(reading.key(last)))


def _has_verb(reading: Reading, numbers: Sequence[int], at: int, step: int) -> bool:
    """Whether a finite verb stands before or behind a token, in its clause and before the next `and`."""
    place = at + step
    while 0 <= place < len(numbers) and numbers[place] == numbers[at]:
        if place not in reading.covered and reading.key(place) in _FINITE:
            return True
        ends = _JOINS | (_RELATIVE if place > at + 1 else frozenset())  # "by Ben and Ada, who is" goes on with a name
        if reading.key(place) in ends and step > 0:
            return False
        place += step
    return False


def _about(reading: Reading, clause: Sequence[int], spans: Sequence[Span], ends: Sequence[Ends]) -> set[int]:
    """Clauses that name a thing, or begin with a relative pronoun right behind it."""
    found = {clause[span.first] for span in spans}
    named = sorted({span for one in ends for both in one for span in both})
    antecedents: set[Span] = set()
    last = ""
    for at, number in enumerate(clause):
        if at in reading.covered or reading.key(at) not in _RELATIVE:
            continue
        if not (reading.key(at - 1) in _JOINS and antecedents):
            before = antecedents if last == reading.key(at) else set()  # "whose capital is Ulm, whose leader is Orm"
            antecedents = before | _antecedents(reading, [span for span in named if span.last <= at])
        last = reading.key(at)
        if number not in clause[: max(0, at - _NEAR)] and antecedents & set(spans):
            found.add(number)
    resumed = {
        number
        for number, earlier in _resumed(reading, clause)
        if any(clause[one.first] == earlier and _opens(reading, clause, one) for one in spans)
    }
    found |= resumed
    more: set[int] = set()
    for number in _going_on(reading, clause):
        if number - 1 in more | resumed or any(_goes(reading, clause, one, number) for one in spans):
            more.add(number)
    return found | more


def _antecedents(reading: Reading, before: Sequence[Span]) -> set[Span]:
    """What a relative pronoun means: what was named last, or what that says the place of."""
    found = {span for span in before if span.last == before[-1].last}
    for span in reversed(before):
        begins = {one.first - (reading.key(one.first - 1) in words("articles")) for one in found}
        if span.last + 1 in begins and _apposes(reading, span.last):
            found.add(span)
    return found


def _going_on(reading: Reading, clause: Sequence[int]) -> Iterator[int]:
    """Clauses that begin with a finite verb, and so have the subject of the one before: `and is the architect of`."""
    for at in range(1, len(clause)):
        verb = at + 1 + (reading.key(at) == "," and reading.key(at + 1) in _JOINS)
        verb += reading.key(verb) == "also"
        begins = clause[at] != clause[at - 1] and reading.key(at) in {",", *_JOINS}
        relative = any(reading.key(one) in _RELATIVE for one in range(at) if clause[one] == clause[at - 1])
        does = is_only_verb(reading.key(verb)) and (verb + 1 in reading.covered or reading.key(verb + 1) == "the")
        if begins and not relative and verb not in reading.covered and (does or _is_finite(reading.key(verb))):
            yield clause[at]


def _resumed(reading: Reading, clause: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Find clauses that go on with the one before what is told between commas: `Velim, which is old, is the seat`."""
    for at in range(1, len(clause)):
        begins = clause[at] != clause[at - 1] and reading.key(at) == "," and at + 1 not in reading.covered
        if begins and (_is_finite(reading.key(at + 1)) or is_only_verb(reading.key(at + 1))):
            between = [place for place, number in enumerate(clause) if number == clause[at - 1]]
            while reading.key(between[0]) in _JOINS and between[0]:  # "who lives in Ulm and plays for Norda"
                earlier = clause[between[0] - 1]
                between = [place for place, number in enumerate(clause) if number == earlier]
            told = any(
                reading.key(place) in _RELATIVE | {"with"} or is_bent(reading.key(place)) for place in between[:2]
            )
            if told and reading.key(between[0]) == ",":
                yield clause[at], clause[between[0] - 1]


def _is_finite(key: str) -> bool:
    return key in _FINITE or (key.endswith("s") and "VERB" in dictionary_forms(key)) or is_past(key)


def _goes(reading: Reading, clause: Sequence[int], span: Span, number: int) -> bool:
    """Whether a name opens the clause before one."""
    return clause[span.first] == number - 1 and _opens(reading, clause, span)


def _heads(reading: Reading, clause: Sequence[int], span: Span) -> bool:
    """Whether a name opens its clause, and is not what the clause comes to: `located in Dublin`.

    Behind `X, which is in Y,` the clause goes on with a number of its own.
    """
    here = clause[span.first]
    behind = (reading.key(at) for at in range(span.last, len(clause)) if clause[at] == here)
    described = reading.key(span.last) == "," and reading.key(span.last + 1) in _RELATIVE
    return _opens(reading, clause, span) and (described or any("VERB" in dictionary_forms(key) for key in behind))


def _opens(reading: Reading, clause: Sequence[int], span: Span) -> bool:
    before = (reading.key(at) for at in range(span.first) if clause[at] == clause[span.first])
    return all(not key.isalnum() or key in words("articles") | _JOINS for key in before)


def _pronouns(reading: Reading, clause: Sequence[int], places: set[int]) -> bool:
    """Whether a pronoun may stand for something in some clauses."""
    return any(
        clause[at] in places and at not in reading.covered and reading.key(at) in _PRONOUNS for at in range(len(clause))
    )


def _crossed(one: Ends, other: Ends) -> bool:
    """Whether two subjects and two objects of one relation stand in an order that gives each the other's."""
    if not all((*one, *other)) or {*one.objects} & {*other.objects} or {*one.subjects} & {*other.subjects}:
        return False
    if any({*mine.objects} & {*its.subjects} for mine, its in ((one, other), (other, one))):
        return False
    order = sorted(
        (spans[0], number, kind)
        for number, ends in enumerate((one, other))
        for kind, spans in zip("so", ends, strict=True)
    )
    kinds = "".join(kind for _, _, kind in order)
    pairs = ((0, 2), (1, 3)) if kinds in ("ssoo", "ooss") else ((0, 1), (2, 3))
    return all(order[a][1] != order[b][1] for a, b in pairs)


__all__ = ["Ends", "misplaced"]
