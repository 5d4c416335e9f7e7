"""One sentence against the facts it has to say: nothing missing, nothing beyond them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from content.artifacts import Fact, Verdict
from content.names import fold
from knowledge.evidence.additions import Unexplained, unexplained
from knowledge.evidence.attaching import attached
from knowledge.evidence.belonging import Ends, misplaced
from knowledge.evidence.copulas import verbless, wrong_roles
from knowledge.evidence.counting import counts
from knowledge.evidence.coverage import may_be_turned, order_is_wrong, says_relation
from knowledge.evidence.exchanged import anchors, exchanged
from knowledge.evidence.governing import borrowed
from knowledge.evidence.naming import object_spans, subject_spans
from knowledge.evidence.passives import strangers
from knowledge.evidence.polarity import clauses, denials
from knowledge.evidence.possessives import unfilled
from knowledge.evidence.preparing import Prepared, prepare
from knowledge.evidence.reading import LISTING, Reading, Span, read_sentence
from knowledge.evidence.renaming import misnamed, renamed
from knowledge.evidence.spellings import Spellings
from knowledge.evidence.values import Judged, Values
from knowledge.evidence.verdicts import OPEN_TO_OPINION, Doubts, Found, telling_order, to_verdict

_NEAR = 0.75
"""Likeness from which a word is another one, misspelt."""


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
            while before > 0 and reading.key(before - 1) in LISTING:
                before -= 1
            if before < span.first and before in ends and reading.key(span.last) in LISTING | {".", "!", ""}:
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
        return self._checked(text)[0]

    def doubts(self, text: str) -> Doubts | None:
        """Tell what stands against a wording that opinions may outweigh; None where more is wrong."""
        verdict, errors = self._checked(text)
        failed = tuple(one.name for one in verdict.checks if not one.passed)
        if not OPEN_TO_OPINION.issuperset(failed) or not all(error.open for error in errors):
            return None
        added = sum(error.kind == "addition" for error in errors)
        concerned = {error.fact for error in errors if error.fact}
        return Doubts(failed, tuple(at for at, fact in enumerate(self.facts) if fact.id in concerned), added)

    def _checked(self, text: str) -> tuple[Verdict, list[Found]]:
        reading = read_sentence(text, self._spellings)
        judged = [self._values.judge(text, reading.tokens, mention) for mention in reading.mentions]
        said = self._said(reading, judged)
        denied = self._denied(reading, said)
        errors = [
            *_value_errors(reading, judged, self._prepared),
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
        order = telling_order(errors, unsaid, misspelt)
        return to_verdict(text, errors, complete, len(self.facts), order), errors

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
            if how.objects and not how.relation and not (how.reversed and anchors(reading, one)):
                yield Found("relation", where, f"does not say {one.relation.name!r} of {fact.object}", fact=fact.id)
                if may_be_turned(reading, one, how.objects, how.subjects):
                    yield Found("argument_order", where, f"may say it the wrong way round: {_line(fact)}", fact=fact.id)
            elif how.reversed:
                yield Found("argument_order", where, f"says it the wrong way round: {_line(fact)}", fact=fact.id)
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
        for one, other, span in exchanged(reading, self._prepared, [how.objects for how in said]):
            names = f"{one.relation.name!r} and {other.relation.name!r}"
            yield Found("relation", reading.characters(span), f"gives {names} each other's value", open=False)
        ends = [Ends(how.subjects, how.objects) for how in said]
        for one, span in renamed(reading, self._prepared, ends):
            yield Found("relation", reading.characters(span), f"gives {one.fact.object} as a name", fact=one.fact.id)
        for noun, span in verbless(reading, self._prepared, ends):
            yield Found("relation", reading.characters(span), f"{noun!r} is no verb")
        for noun, span in wrong_roles(reading, self._prepared, ends):
            yield Found("argument_order", reading.characters(span), f"no fact makes it the {noun!r} of that")
        for one, span in borrowed(reading, self._prepared, ends):
            yield Found(
                "relation", reading.characters(span), f"says {one.fact.object} by another fact's words", open=False
            )
        for noun, span in unfilled(reading, self._prepared, ends):
            yield Found("relation", reading.characters(span), f"no fact has that as its {noun!r}", open=False)
        for noun, span in misnamed(reading, self._prepared, ends):
            yield Found("relation", reading.characters(span), f"no fact calls it a {noun!r}", open=False)
        for other, span in (*misplaced(reading, self._prepared, ends), *attached(reading, self._prepared, ends)):
            yield Found(
                "argument_order",
                reading.characters(span),
                f"says it of another: {_line(other.fact)}",
                fact=other.fact.id,
            )

    def _denied(self, reading: Reading, said: Sequence[_Said]) -> dict[int, tuple[tuple[int, int] | None, str]]:
        """Facts whose denial the sentence gets wrong, and denials that no fact has (under -1)."""
        numbers = clauses(reading)
        found = denials(reading, numbers)
        wrong: dict[int, tuple[tuple[int, int] | None, str]] = {}
        used: set[int] = set()
        for at, (one, how) in enumerate(zip(self._prepared, said, strict=True)):
            places = [span.first for span in how.objects] or sorted(anchors(reading, one))
            if not places:
                continue
            here = {numbers[place] for place in places}
            denying = [token for clause in sorted(here) for token in found.get(clause, [])]
            used.update(token for token in denying)
            if bool(len(denying) % 2) != _is_denied(one, reading):
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


def doubts(text: str, facts: Sequence[Fact]) -> Doubts | None:
    """Tell what stands against a sentence that opinions may outweigh; None where a value or a denial is wrong too."""
    return _evidence(tuple(facts), ()).doubts(text)


def attribute(text: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Ids of the facts that a sentence says, in the order given."""
    return _evidence(tuple(facts), ()).says(text)


def _bare_end(reading: Reading, fact: Fact) -> Span | None:
    """Where a sentence says `to 2001` of a time that began in 1997, without `from 1997`."""
    if not (fact.valid_from and fact.valid_to) or any(fact.valid_from[:4] in token.text for token in reading.tokens):
        return None
    dates = [one for one in reading.mentions if one.kind == "date" or one.year]
    return next((Span(one.first, one.last) for one in dates if reading.key(one.first - 1) == "to"), None)


def _line(fact: Fact) -> str:
    return f"{fact.subject} | {fact.predicate} | {fact.object}" + (" (not)" if fact.negated else "")


def _is_denied(one: Prepared, reading: Reading) -> bool:
    """Whether a sentence that says a fact denies something."""
    false = one.fact.value.kind == "boolean" and one.fact.value.text == "false"
    otherwise = any(keys & one.relation.denied for keys in reading.keys)
    negative = not one.relation.denied and one.relation.negative
    return bool((one.fact.negated + false + negative + otherwise) % 2)


def _value_errors(reading: Reading, judged: Sequence[Judged], prepared: Sequence[Prepared]) -> Iterator[Found]:
    own = frozenset().union(*(one.relation.own for one in prepared))
    for mention, one in zip(reading.mentions, judged, strict=True):
        in_relation = all(token.key in own for token in reading.tokens[mention.first : mention.last])
        if not one.allowed and not in_relation and not counts(reading, mention, prepared):
            span = reading.characters(Span(mention.first, mention.last))
            yield Found(one.kind, span, f"{reading.text[span[0] : span[1]]!r} is not in the facts")


def _strange(reading: Reading, prepared: Sequence[Prepared]) -> Iterator[Found]:
    for one in strangers(reading, prepared):
        span = reading.characters(one)
        yield Found("argument_order", span, f"no fact has {reading.text[span[0] : span[1]]!r} in this place")


def _found(reading: Reading, one: Unexplained) -> Found:
    span = reading.characters(one.span)
    return Found(one.kind, span, f"{reading.text[span[0] : span[1]]!r} is not in the facts")
