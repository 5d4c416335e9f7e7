"""Sentences of documents as evidence: a claim rests on those that share its words, names and numbers."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from content.artifacts import Support
from content.remembering import remembered
from knowledge.evidence.lists import words
from knowledge.evidence.mentions import Mention, find_mentions
from knowledge.evidence.tokens import Token, dictionary_forms, tokenize

SAID = 0.9
"""Share of a claim's weight that its passages have to say."""
_ABOUT = 0.6
"""Share from which a passage is about the same thing, so that it can contradict."""
_TOGETHER = 3
_FIRST_YEAR = 1000
_CANDIDATES = 8


class Passage(NamedTuple):
    """A sentence of a document."""

    uri: str
    start: int
    end: int
    text: str


class Fault(NamedTuple):
    """What the passages do not have of a claim."""

    kind: str
    span: tuple[int, int]


class Weight(NamedTuple):
    """What passages say of a claim."""

    label: Support
    share: float
    """Weight of the claim's words that they say, 0 to 1."""
    passages: tuple[Passage, ...] = ()
    fault: Fault | None = None


class Unknown(NamedTuple):
    """A word of a claim that no passage has."""

    text: str
    named: bool
    """It begins with a capital, and not because the sentence does."""
    number: bool


class _Read(NamedTuple):
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    keys: frozenset[str]
    denials: tuple[int, ...]


class Passages:
    """Documents, sentence by sentence, to weigh claims by."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        """Index the words of all passages."""
        self.passages = tuple(passages)
        self._read = tuple(_read(one.text) for one in self.passages)
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, read in enumerate(self._read):
            for key in sorted(read.keys):
                self._holding[key].append(at)

    def weigh(self, claim: str) -> Weight:
        """Weigh a claim: what its best passages say, and what is wrong with it where they do not say all of it."""
        read = _read(claim)
        best = self._best(read)
        said = frozenset().union(*(self._read[at].keys for at in best))
        total = self._worth(read.keys)
        share = self._worth(read.keys & said) / total if total else 0.0
        found = tuple(self.passages[at] for at in best)
        fault = self._fault(read, best)
        if fault is None and share >= SAID:
            return Weight("stated", share, found)
        if fault is not None and fault.kind != "name" and share >= _ABOUT:
            return Weight("contradicted", share, found[:1], fault)
        return Weight("unsupported", share, found, fault or self._missing(claim, read, said))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the passages, as it is written, in small letters."""
        return frozenset(one.text.lower() for read in self._read for one in read.tokens if one.kind != "mark")

    def unknown(self, claim: str) -> tuple[int, list[Unknown]]:
        """Find a claim's words that no passage has.

        Returns:
            How many words it has, grammar left out; and the unknown ones.
        """
        grammar = words("function") | words("negation")
        told = [
            (at, one) for at, one in enumerate(_read(claim).tokens) if one.kind != "mark" and one.key not in grammar
        ]
        missing = [
            Unknown(one.text, one.capital and at > 0, one.kind == "number")
            for at, one in told
            if _key(one) not in self._holding
        ]
        return len(told), missing

    def _rarity(self, key: str) -> float:
        return math.log(1 + (len(self.passages) + 1) / (len(self._holding.get(key, ())) + 0.5))

    def _worth(self, keys: Iterable[str]) -> float:
        return math.fsum(self._rarity(key) for key in keys)

    def _best(self, read: _Read) -> list[int]:
        """The passages that say most of a claim: each adds what those before it do not say."""
        scores: dict[int, float] = defaultdict(float)
        for key in sorted(read.keys):
            for at in self._holding.get(key, ()):
                scores[at] += self._rarity(key)
        ranked = sorted(scores, key=lambda at: (-scores[at], at))[:_CANDIDATES]
        missing, chosen = read.keys, list[int]()
        while ranked and len(chosen) < _TOGETHER and any(self._read[at].keys & missing for at in ranked):
            worth = {at: self._worth(self._read[at].keys & missing) for at in ranked}
            best = max(ranked, key=lambda at: (worth[at], -at))
            missing -= self._read[best].keys
            ranked.remove(best)
            chosen.append(best)
        return chosen

    def _fault(self, read: _Read, best: Sequence[int]) -> Fault | None:
        """A number, date or name that the passages do not have, or a denial that they do not make."""
        known = [mention for at in best for mention in self._read[at].mentions]
        for one in read.mentions:
            if one.number != 1 and not any(_same(one, other) for other in known):
                year = one.year and one.number is not None and one.number >= _FIRST_YEAR
                kind = "date" if one.kind == "date" or year else "number"
                return Fault(kind, (read.tokens[one.first].start, read.tokens[one.last - 1].end))
        said = frozenset(token.key for at in best for token in self._read[at].tokens)
        for at, token in enumerate(read.tokens):
            if at and token.capital and token.key not in said and token.key not in words("function"):
                return Fault("name", (token.start, token.end))
        if best and len(read.denials) % 2 != len(self._read[best[0]].denials) % 2:
            places = read.denials or tuple(range(len(read.tokens)))
            return Fault("negation", (read.tokens[places[0]].start, read.tokens[places[-1]].end))
        return None

    def _missing(self, claim: str, read: _Read, said: frozenset[str]) -> Fault:
        """The rarest word of a claim that the passages do not have."""
        missing = [token for token in read.tokens if _key(token) in read.keys - said]
        token = max(missing, key=lambda one: (self._rarity(_key(one)), -one.start), default=None)
        return Fault("addition", (token.start, token.end) if token else (0, len(claim)))


@remembered
def _stem(word: str) -> str:
    """One dictionary form of a word: the verb's where it has one."""
    forms = dictionary_forms(word)
    return next((forms[part][0] for part in ("VERB", "NOUN", "ADJ", "ADV") if part in forms), word)


def _key(token: Token) -> str:
    return _stem(token.key) if token.text.islower() else token.key


def _read(text: str) -> _Read:
    tokens = tuple(tokenize(text))
    grammar = words("function") | words("negation")
    keys = frozenset(_key(one) for one in tokens if one.kind != "mark" and one.key not in grammar)
    denials = tuple(at for at, one in enumerate(tokens) if _denies(tokens, at, one))
    return _Read(tokens, tuple(find_mentions(tokens)), keys, denials)


def _denies(tokens: Sequence[Token], at: int, token: Token) -> bool:
    contracted = token.key == "t" and at > 1 and tokens[at - 1].key == "'" and tokens[at - 2].key.endswith("n")
    return contracted or token.key in words("negation")


def _same(one: Mention, other: Mention) -> bool:
    if one.kind == "date" or other.kind == "date":
        return bool(set(one.dates) & set(other.dates)) or _year(one) == _year(other) is not None
    return one.number == other.number


def _year(one: Mention) -> int | None:
    if one.dates:
        return one.dates[0].year if not one.dates[0].month else None
    return int(one.number) if one.year and one.number is not None else None
