"""One sentence against the facts it has to say: nothing missing, nothing beyond them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from content.artifacts import Check, Fact, Verdict
from content.names import fold
from knowledge.evidence.additions import Unexplained, unexplained
from knowledge.evidence.belonging import Ends, misplaced
from knowledge.evidence.copulas import wrong_roles
from knowledge.evidence.coverage import Prepared, object_spans, order_is_wrong, prepare, says_relation, subject_spans
from knowledge.evidence.passives import strangers
from knowledge.evidence.polarity import clauses, denials
from knowledge.evidence.reading import Reading, Span, read_sentence
from knowledge.evidence.spellings import Spellings
from knowledge.evidence.tokens import names_plainly
from knowledge.evidence.values import Judged, Values

_CHECKS = {
    "numbers": ("number",),
    "dates": ("date",),
    "units": ("unit",),
    "names": ("name",),
    "negation": ("negation",),
    "comparison": ("comparison",),
    "argument order": ("argument_order",),
    "relation": ("relation",),
    "additions": ("addition",),
    "coverage": ("omission",),
}
"""The checks of a verdict, in the order in which they are listed."""
_TELLING = (
    "negation",
    "date",
    "number",
    "comparison",
    "unit",
    "name",
    "argument_order",
    "relation",
    "addition",
    "omission",
)
"""Which of several errors names the verdict: the one that a true sentence raises least comes first."""
_STRANGE = frozenset({"name", "number", "date", "unit"})
_NEAR = 0.75
"""Likeness from which a word is another one, misspelt."""
_CLAUSE = 2
"""Unexplained words from which they are a clause of their own."""


_FAR = 10_000
_LISTING = frozenset({",", "and", "or"})


class Found(NamedTuple):
    """An error in a sentence."""

    kind: str
    span: tuple[int, int] | None
    reason: str


class _Said(NamedTuple):
    """How a sentence treats one fact."""

    objects: list[Span]
    subjects: list[Span]
    relation: bool
    reversed: bool

    def listed(self, reading: Reading) -> Iterator[Span]:
        """Mentions of the subject in the list of its objects: Brazil borders `Bolivia, Brazil and Colombia`."""
        ends = {span.last for span in self.objects}
        for span in self.subjects:
            before = span.first
            while before > 0 and reading.key(before - 1) in _LISTING:
                before -= 1
            if before < span.first and before in ends and reading.key(span.last) in _LISTING | {".", "!", ""}:
                yield span

    def complete(self, one: Prepared) -> bool:
        return (bool(self.objects) or one.fact.value.kind == "boolean") and self.relation and not self.reversed


class Weighed(NamedTuple):
    """What of a fact a sentence says."""

    fact: Fact
    subject: bool
    object: bool
    relation: bool
    reversed: bool
    """It says the two things the wrong way round."""
    denied: bool
    """It denies what the fact says, or says what the fact denies."""

    @property
    def said(self) -> bool:
        """Whether it says the whole fact."""
        whole = self.object or self.fact.value.kind == "boolean"
        return self.subject and whole and self.relation and not self.reversed and not self.denied


class Evidence:
    """Facts of one sentence plan, prepared once so that many wordings are checked quickly."""

    def __init__(self, facts: Sequence[Fact], names: Sequence[str] = ()) -> None:
        """Prepare facts.

        Args:
            facts: what a sentence has to say, all of it.
            names: other names that may appear.
        """
        self.facts = tuple(facts)
        self._prepared = prepare(self.facts)
        self._subjects = frozenset(fold(fact.subject) or fact.subject for fact in self.facts)
        self._spellings = Spellings(self.facts, names)
        self._values = Values(self.facts, names)

    def check(self, text: str) -> Verdict:
        """Check one wording against the facts."""
        reading = read_sentence(text, self._spellings)
        judged = [self._values.judge(text, reading.tokens, mention) for mention in reading.mentions]
        said = self._said(reading, judged)
        denied = self._denied(reading, said)
        errors = [
            *_value_errors(reading, judged, frozenset().union(*(one.relation.own for one in self._prepared))),
            *(_found(reading, one) for one in unexplained(reading, self._prepared, self._spellings.words)),
            *(Found("negation", span, reason) for span, reason in denied.values()),
            *_strange(reading, self._prepared),
            *self._fact_errors(reading, said),
        ]
        complete = [
            one.fact.id
            for at, (one, how) in enumerate(zip(self._prepared, said, strict=True))
            if how.complete(one) and at not in denied and how.subjects
        ]
        unsaid = sum(
            not how.objects and one.fact.value.kind != "boolean" for one, how in zip(self._prepared, said, strict=True)
        )
        misspelt = any(self._nearly_names(text[slice(*one.span)]) for one in errors if one.kind == "name" and one.span)
        return _verdict(text, errors, complete, len(self.facts), _telling(errors, unsaid, misspelt))

    def beyond(self, text: str) -> tuple[str, ...]:
        """Nouns and verbs that no fact has, where nothing else is wrong: the `dish` of `Bakso is a dish from Java`."""
        verdict = self.check(text)
        if any(not one.passed for one in verdict.checks if one.name != "additions"):
            return ()
        reading = read_sentence(text, self._spellings)
        found = [
            reading.tokens[one.span.first].key for one in unexplained(reading, self._prepared, self._spellings.words)
        ]
        return tuple(found) if found and all(map(names_plainly, found)) else ()

    def _nearly_names(self, said: str) -> bool:
        """Whether a word is nearly a word of the names that the facts have."""
        return any(
            SequenceMatcher(None, fold(word), key).ratio() >= _NEAR
            for word in said.split()
            for key in sorted(self._spellings.words)
            if abs(len(word) - len(key)) < len(word) / 3
        )

    def says(self, text: str) -> tuple[str, ...]:
        """Ids of the facts that a text says, whatever else it says."""
        return self.check(text).said

    def weigh(self, text: str) -> list[Weighed]:
        """Say of every fact how much of it a text says; here the facts are what may be said, not what has to be."""
        reading = read_sentence(text, self._spellings)
        said = self._said(reading, [self._values.judge(text, reading.tokens, one) for one in reading.mentions])
        denied = self._denied(reading, said)
        return [
            Weighed(fact, bool(how.subjects), bool(how.objects), how.relation, how.reversed, at in denied)
            for at, (fact, how) in enumerate(zip(self.facts, said, strict=True))
        ]

    def _said(self, reading: Reading, judged: Sequence[Judged]) -> list[_Said]:
        values = [one.facts for one in judged]
        found = []
        for at, one in enumerate(self._prepared):
            objects, subjects = object_spans(reading, one, at, values), subject_spans(reading, one, self._subjects)
            subjects = [span for span in subjects if span not in objects] or subjects
            found.append(
                _Said(
                    objects,
                    subjects,
                    says_relation(reading, one, objects, subjects),
                    bool(objects) and order_is_wrong(reading, one, objects, subjects),
                )
            )
        return found

    def _fact_errors(self, reading: Reading, said: Sequence[_Said]) -> Iterator[Found]:
        for one, how in zip(self._prepared, said, strict=True):
            fact, boolean = one.fact, one.fact.value.kind == "boolean"
            where = reading.characters(how.objects[0]) if how.objects else None
            if how.objects and not how.relation and not (how.reversed and _anchors(reading, one)):
                yield Found("relation", where, f"does not say {one.relation.name!r} of {fact.object}")
            elif how.reversed:
                yield Found("argument_order", where, f"says it the wrong way round: {_line(fact)}")
            elif not how.objects and not boolean:
                yield Found("omission", None, f"does not say {fact.object!r} ({one.relation.name})")
            elif boolean and not how.relation:
                yield Found("omission", None, f"does not say {one.relation.name!r}")
            if not how.subjects:
                yield Found("omission", None, f"does not name {fact.subject}")
            for span in how.listed(reading):
                yield Found("addition", reading.characters(span), f"lists {fact.subject} among what is said of it")
            if end := _bare_end(reading, fact):
                yield Found("date", reading.characters(end), f"an end without its beginning: {fact.valid_from}")
        yield from self._swapped(reading, said)
        ends = [Ends(how.subjects, how.objects) for how in said]
        for noun, span in wrong_roles(reading, self._prepared, ends):
            yield Found("argument_order", reading.characters(span), f"no fact makes it the {noun!r} of that")
        for other, span in misplaced(reading, self._prepared, ends):
            yield Found("argument_order", reading.characters(span), f"says it of another: {_line(other.fact)}")

    def _swapped(self, reading: Reading, said: Sequence[_Said]) -> Iterator[Found]:
        """Two values of one kind that stand at each other's relation: a population of 35 and a height of 2,102,650."""
        anchors = [_anchors(reading, one) for one in self._prepared]
        numbers = clauses(reading)
        for a, (one, how) in enumerate(zip(self._prepared, said, strict=True)):
            for b in range(a + 1, len(self._prepared)):
                other, its = self._prepared[b], said[b]
                mine, theirs = anchors[a] - anchors[b], anchors[b] - anchors[a]
                if not _alike(one.fact, other.fact) or not (mine and theirs and how.objects and its.objects):
                    continue
                crossed = _gap(mine, its.objects, numbers) + _gap(theirs, how.objects, numbers)
                if crossed < _gap(mine, how.objects) + _gap(theirs, its.objects):
                    where = reading.characters(how.objects[0])
                    yield Found("relation", where, f"gives {_named(one)} and {_named(other)} each other's value")

    def _denied(self, reading: Reading, said: Sequence[_Said]) -> dict[int, tuple[tuple[int, int] | None, str]]:
        """Facts whose denial the sentence gets wrong, and denials that no fact has (under -1)."""
        numbers = clauses(reading)
        found = denials(reading, numbers)
        wrong: dict[int, tuple[tuple[int, int] | None, str]] = {}
        used: set[int] = set()
        for at, (one, how) in enumerate(zip(self._prepared, said, strict=True)):
            places = [span.first for span in how.objects] or sorted(_anchors(reading, one))
            if not places:
                continue
            here = {numbers[place] for place in places}
            denying = [token for clause in sorted(here) for token in found.get(clause, [])]
            used.update(token for token in denying)
            if bool(len(denying) % 2) != _is_denied(one):
                span = reading.characters(Span(denying[0], denying[0] + 1)) if denying else None
                wrong[at] = span, f"{'denies' if denying else 'does not deny'} what the facts say: {_line(one.fact)}"
        loose = sorted({token for tokens in found.values() for token in tokens} - used)
        if loose and not wrong:
            wrong[-1] = reading.characters(Span(loose[0], loose[0] + 1)), "denies something that no fact denies"
        return wrong


@lru_cache(maxsize=512)
def _evidence(facts: tuple[Fact, ...], names: tuple[str, ...]) -> Evidence:
    """Prepare facts once for the many wordings of one plan."""
    return Evidence(facts, names)


def check_sentence(text: str, facts: Sequence[Fact], *, names: Sequence[str] = ()) -> Verdict:
    """Check a sentence against the facts it has to say; `names` are others that may appear."""
    return _evidence(tuple(facts), tuple(names)).check(text)


def words_beyond(text: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Nouns and verbs of a sentence that no fact has, where nothing else is wrong with it."""
    return _evidence(tuple(facts), ()).beyond(text)


def attribute(text: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Ids of the facts that a sentence says, in the order given."""
    return _evidence(tuple(facts), ()).says(text)


def _named(one: Prepared) -> str:
    return repr(one.relation.name)


def _alike(one: Fact, other: Fact) -> bool:
    """Whether two different values could be taken for each other."""
    a, b = one.value, other.value
    return a.kind == b.kind and a.unit == b.unit and a != b and one.subject == other.subject


def _bare_end(reading: Reading, fact: Fact) -> Span | None:
    """Where a sentence says `to 2001` of a time that began in 1997, without `from 1997`."""
    if not (fact.valid_from and fact.valid_to) or any(fact.valid_from[:4] in token.text for token in reading.tokens):
        return None
    dates = [one for one in reading.mentions if one.kind == "date" or one.year]
    return next((Span(one.first, one.last) for one in dates if reading.key(one.first - 1) == "to"), None)


def _line(fact: Fact) -> str:
    return f"{fact.subject} | {fact.predicate} | {fact.object}" + (" (not)" if fact.negated else "")


def _is_denied(one: Prepared) -> bool:
    false = one.fact.value.kind == "boolean" and one.fact.value.text == "false"
    return bool((one.fact.negated + false + one.relation.negative) % 2)


def _anchors(reading: Reading, one: Prepared) -> frozenset[int]:
    """Tokens that say a fact's relation."""
    return frozenset(at for at, keys in enumerate(reading.keys) if keys & one.relation.anchors)


def _gap(anchors: frozenset[int], spans: Sequence[Span], clause: Sequence[int] = ()) -> int:
    """Tokens from a relation's words to a value; far too many where only another clause has the value."""
    gaps = [
        max(span.first - at, at - span.last + 1)
        for at in anchors
        for span in spans
        if not clause or clause[at] == clause[span.first]
    ]
    return min(gaps, default=_FAR)


def _value_errors(reading: Reading, judged: Sequence[Judged], own: frozenset[str]) -> Iterator[Found]:
    for mention, one in zip(reading.mentions, judged, strict=True):
        in_relation = all(token.key in own for token in reading.tokens[mention.first : mention.last])
        one_of = mention.number == 1 and reading.key(mention.first) == "one" and reading.key(mention.last) == "of"
        if not one.allowed and not in_relation and not one_of:
            span = reading.characters(Span(mention.first, mention.last))
            yield Found(one.kind, span, f"{reading.text[span[0] : span[1]]!r} is not in the facts")


def _strange(reading: Reading, prepared: Sequence[Prepared]) -> Iterator[Found]:
    for one in strangers(reading, prepared):
        span = reading.characters(one)
        yield Found("argument_order", span, f"no fact has {reading.text[span[0] : span[1]]!r} in this place")


def _found(reading: Reading, one: Unexplained) -> Found:
    span = reading.characters(one.span)
    return Found(one.kind, span, f"{reading.text[span[0] : span[1]]!r} is not in the facts")


def _telling(errors: Sequence[Found], unsaid: int, misspelt: bool) -> list[str]:
    """The order of kinds by which one is named: whole clauses before words, what is missing before what is strange."""
    kinds = [error.kind for error in errors]
    first = ["name"] if misspelt else []
    if unsaid > len({error.span for error in errors if error.kind in _STRANGE}):
        first.append("omission")
    if kinds.count("addition") >= _CLAUSE and not {"relation", "argument_order"} & set(kinds):
        first.append("addition")
    values = _TELLING.index("name")
    return [*_TELLING[:values], *first, *_TELLING[values:]]


def _verdict(text: str, errors: Sequence[Found], said: Sequence[str], wanted: int, telling: Sequence[str]) -> Verdict:
    checks = []
    for name, kinds in _CHECKS.items():
        wrong = [error for error in errors if error.kind in kinds]
        checks.append(Check(name=name, passed=not wrong, detail="; ".join(error.reason for error in wrong)))
    first = min(errors, key=lambda error: (telling.index(error.kind), error.span or (len(text), 0)), default=None)
    return Verdict(
        passed=first is None,
        said=tuple(said),
        coverage=len(said) / wanted if wanted else 1.0,
        checks=tuple(checks),
        kind=first.kind if first else None,
        span=first.span if first else None,
        reason=first.reason if first else "",
    )
