"""Whether a number, quantity, amount or date in a sentence is one of the facts'."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from content.artifacts import Fact
from content.names import relation_words
from knowledge.evidence.dates import Day, parse_iso
from knowledge.evidence.lists import canonical_unit
from knowledge.evidence.mentions import Mention, find_mentions
from knowledge.evidence.tokens import Token, tokenize
from knowledge.graph.values import normalise

_FIRST_YEAR = 1000
"""Smaller numbers are years only where a word says so: `in 476`."""
_YEAR_WORDS = frozenset("in since from until till by during before after".split())


class Judged(NamedTuple):
    """What the facts say of a value in a sentence."""

    facts: frozenset[int] = frozenset()
    """Positions of the facts whose object it says in full."""
    allowed: bool = False
    kind: str = ""
    """Kind of the error when it is not allowed."""


class _Known(NamedTuple):
    fact: int
    mention: Mention
    whole: bool
    """It says the fact's object by itself."""


class Values:
    """The numbers and dates that the facts give."""

    def __init__(self, facts: Sequence[Fact], names: Sequence[str]) -> None:
        self._facts = facts
        self._known: list[_Known] = []
        for at, fact in enumerate(facts):
            self._known.extend(_Known(at, mention, True) for mention in _value_mentions(fact))
            said = (fact.object, *fact.object_names)
            subject = (fact.subject, *fact.subject_names, fact.valid_from, fact.valid_to)
            self._known.extend(_Known(at, mention, _is_whole(text, mention)) for text in said for mention in _in(text))
            self._known.extend(_Known(at, mention, False) for text in subject for mention in _in(text))
            ordinals = (one for one in _in(relation_words(fact.predicate)) if one.kind == "ordinal")
            self._known.extend(_Known(at, one, False) for one in ordinals)
        self._known.extend(_Known(-1, mention, False) for text in names for mention in _in(text))
        self._units = [frozenset().union(*(canonical_unit(word) for word in _unit_names(fact))) for fact in facts]

    def judge(self, text: str, tokens: Sequence[Token], mention: Mention) -> Judged:
        """Find the facts that a value says, or the kind of its error."""
        equal = [known for known in self._known if self._equal(known, mention, tokens)]
        if not equal:
            equal = [known for known in self._known if known.whole and self._converted(known, text, tokens, mention)]
        if equal:
            return Judged(frozenset(known.fact for known in equal if known.whole and known.fact >= 0), True)
        return Judged(kind=self._error(tokens, mention))

    def _equal(self, known: _Known, mention: Mention, tokens: Sequence[Token]) -> bool:
        one = known.mention
        if mention.kind == "date":
            return any(_same_day(a, b) for a in mention.dates for b in _days(one))
        if mention.number is None or (mention.kind == "ordinal") != (one.kind == "ordinal"):
            return False
        if one.kind == "date":
            return mention.year and any(_same_day(Day(int(mention.number)), day) for day in one.dates)
        if one.number != mention.number:
            return False
        if _is_quantity_of_things(self._facts, known) and _reads_as_year(tokens, mention):
            return False
        own_units = self._units[known.fact] if known.fact >= 0 else frozenset()
        if one.units:
            return bool(one.units & mention.units)
        return not mention.units or bool(mention.units & own_units)

    def _converted(self, known: _Known, text: str, tokens: Sequence[Token], mention: Mention) -> bool:
        """Whether a quantity is the fact's in another unit: 1,200 g for 1.2 kg."""
        if mention.kind not in ("quantity", "money") or not known.mention.units or known.fact < 0:
            return False
        said = normalise(text[tokens[mention.first].start : tokens[mention.last - 1].end])
        value = self._facts[known.fact].value
        return said.kind == value.kind and said.text == value.text

    def _error(self, tokens: Sequence[Token], mention: Mention) -> str:
        if mention.kind == "date":
            return "date"
        same = any(known.mention.number == mention.number for known in self._known if mention.number is not None)
        if same and not _reads_as_year(tokens, mention):
            return "unit" if mention.units else "number"
        dated = any(
            known.mention.kind == "date" or (known.mention.year and not _is_quantity_of_things(self._facts, known))
            for known in self._known
        )
        may_be = mention.number is not None and mention.number >= _FIRST_YEAR
        return "date" if mention.year and ((dated and may_be) or _reads_as_year(tokens, mention)) else "number"


def _in(text: str) -> list[Mention]:
    return find_mentions(tokenize(text)) if text else []


def _is_whole(text: str, mention: Mention) -> bool:
    tokens = tokenize(text)
    return (mention.first, mention.last) == (0, len(tokens))


def _value_mentions(fact: Fact) -> list[Mention]:
    """The normal form of a fact's object as a mention."""
    value = fact.value
    if value.kind == "date":
        day = parse_iso(value.text)
        return [Mention("date", 0, 0, dates=(day,))] if day else []
    if value.kind in ("number", "quantity", "money"):
        first = value.text.split()[0] if value.text else ""
        try:
            number = Fraction(first)
        except (ValueError, ZeroDivisionError):
            return []
        return [Mention("number" if not value.unit else "quantity", 0, 0, number, canonical_unit(value.unit))]
    return []


def _unit_names(fact: Fact) -> list[str]:
    """Units that the relation's name carries: `weight_kg`, `price (EUR)`."""
    said = [token.text for token in tokenize(relation_words(fact.predicate)) if token.kind == "word"]
    spelled = [spelling for word in said for spelling in (word, word.upper(), word.lower())]
    return [*spelled, *(["year"] if "age" in said else [])]


def _days(mention: Mention) -> tuple[Day, ...]:
    if mention.kind == "date":
        return mention.dates
    return (Day(int(mention.number)),) if mention.year and mention.number is not None else ()


def _same_day(said: Day, known: Day) -> bool:
    return said == known


def _reads_as_year(tokens: Sequence[Token], mention: Mention) -> bool:
    before = tokens[mention.first - 1].key if mention.first else ""
    return mention.year and before in _YEAR_WORDS


def _is_quantity_of_things(facts: Sequence[Fact], known: _Known) -> bool:
    """Whether a known number counts something, so that `in 1999` cannot mean it."""
    if known.fact < 0:
        return False
    said = set(relation_words(facts[known.fact].predicate).split())
    return bool(said & _COUNTS)


_COUNTS = frozenset(
    "population inhabitants residents height elevation altitude length width weight mass price cost area capacity "
    "number count employees students total size speed depth distance power memory storage".split()
)
