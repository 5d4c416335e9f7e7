"""One sentence, read with the spellings and values of its facts."""

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.evidence.lists import words
from knowledge.evidence.mentions import Mention, find_mentions
from knowledge.evidence.spellings import Hit, Spellings
from knowledge.evidence.tokens import Token, dictionary_forms, is_only_verb, lemmas, tokenize


class Span(NamedTuple):
    """Tokens `first` to `last` (exclusive)."""

    first: int
    last: int


class Reading(NamedTuple):
    """A sentence with its names and values found; both are `covered`, the other words have to be explained."""

    text: str
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    covered: frozenset[int]
    keys: tuple[frozenset[str], ...]
    """For each token, what it can be looked up by; empty for covered ones and marks."""
    inner: tuple[Hit, ...] = ()
    """Names that are a whole item of a longer one: the `Sri Lanka` of `Eastern Province, Sri Lanka`."""

    def characters(self, span: Span) -> tuple[int, int]:
        """Where a span of tokens is in the text."""
        return self.tokens[span.first].start, self.tokens[span.last - 1].end

    def key(self, at: int) -> str:
        """Key of a token; empty outside the sentence."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def before(self, span: Span) -> int:
        """The token that governs a span: articles, and what is listed with it, passed over; -1 when there is none.

        Nothing governs a relative pronoun: before it stands what it stands for.
        """
        at = span.first - 1
        if self.key(span.first) in RELATIVE and span.first not in self.covered:
            return at
        while at >= 0 and (at in self.covered or self.key(at) in _PASSED or self._of_a_kind(at)):
            at -= 1
        return at

    def after(self, span: Span) -> int:
        """The first token after a span."""
        return span.last if span.last < len(self.tokens) else -1

    def possessive(self, span: Span) -> bool:
        """Whether `'s` follows a span."""
        return self.key(span.last) == "'" and (
            self.key(span.last + 1) == "s" or self.tokens[span.last - 1].key[-1:] == "s"
        )

    def _described(self, at: int) -> bool:
        end = at
        while end + 1 < len(self.tokens) and self._is_plain(end):
            end += 1
        comma = self.key(end) == "," and end + 1 in self.covered
        start = at
        while start > 0 and self._is_plain(start):
            start -= 1
        near = (comma or end in self.covered) and end - start <= _LONGEST_DESCRIPTION
        while start > 0 and start in self.covered:  # "the Spanish dish", "the main course dish"
            start -= 1
        bare = end - start == 2 and end in self.covered and self.key(start) in _GOVERNORS  # "of architect Ada Orm"
        return near and self._is_plain(at) and (bare or self.key(start) in ("the", "a", "an"))

    def _is_plain(self, at: int) -> bool:
        """Whether a token is a noun or adjective as far as spelling tells: no grammar, no verb form."""
        token = self.tokens[at]
        return (
            at not in self.covered
            and token.text.islower()
            and token.key not in words("function")
            and not (is_only_verb(token.key) and self.key(at - 1) not in ("the", "a", "an"))
        )

    def _of_a_kind(self, at: int) -> bool:
        """Whether a token is in the middle of `the city of`, `a dish called`, `the comic character` before a name."""
        if self._described(at):
            return True
        lead = at if self.key(at) in NAMING else at + 1
        start = lead - 2 - (lead - 2 in self.covered)  # "in the Spanish dish of"
        return (
            self.key(lead) in NAMING
            and self.key(start) in ("the", "a", "an")
            and (self.tokens[lead - 1].text.islower() or self.key(lead - 1) in words("apposed"))
            and self.key(start - 1) in _GOVERNORS
            and self.key(start - 2) not in _SHARES  # "one of the leaders of"
        )


RELATIVE = frozenset({"that", "which", "whom", "who"})
LISTING = frozenset({",", "and", "or", "&"})
"""What stands between the things of a list."""
_PASSED = frozenset({"a", "an", "the", ",", "and", "&", "both", "or", '"', "'"})
_SHARES = frozenset("one some many several both all most each two three".split())
_LONGEST_DESCRIPTION = 3
NAMING = frozenset({"of", "called", "named"})
"""What stands between what a thing is and its name."""
_GOVERNORS = frozenset({"in", "at", "on", "from", "to", "by", "within", "into", "for", "of"})


def read_sentence(text: str, spellings: Spellings) -> Reading:
    """Find names and values; where they overlap, the longer one counts, and a known spelling before a number."""
    tokens = tuple(tokenize(text))
    uses = spellings.find(tokens)
    found: list[tuple[int, int, int, Hit | Mention]] = [
        *((one.first - one.last, _rank(tokens, one), one.first, one) for one in uses),
        *((one.first - one.last, 2, one.first, one) for one in find_mentions(tokens) if not _ends_name(one, uses)),
    ]
    found.sort(key=lambda one: one[:3])
    taken: set[int] = set()
    hits: list[Hit] = []
    mentions: list[Mention] = []
    for _, _, _, one in found:
        places = set(range(one.first, one.last))
        if places & taken:
            continue
        taken |= places
        if isinstance(one, Hit):
            hits.append(one)
        else:
            mentions.append(one)
    keys = tuple(
        frozenset() if at in taken or token.kind == "mark" else _keys(tokens, at) for at, token in enumerate(tokens)
    )
    hits.sort()
    mentions.sort(key=lambda one: one.first)
    inner = tuple(
        one
        for one in uses
        if not one.part and any(_is_item(tokens, one, hit) or _goes_on(tokens, one, hit) for hit in hits)
    )
    return Reading(text, tokens, tuple(hits), tuple(mentions), frozenset(taken), keys, inner)


def _is_item(tokens: Sequence[Token], one: Hit, longer: Hit) -> bool:
    """Whether a name is a whole item of a longer one, or the place in it: `Athens` of `the Olympic Stadium in Athens`.

    The first of two is the place in the place, something else. A plain thing is one of those that a description lists:
    `banana leaf` of `rice cooked in banana leaf with vegetables`.
    """
    if longer.part or not longer.first <= one.first < one.last <= longer.last:
        return False
    joints = [at for at in range(longer.first, longer.last) if tokens[at].key in LISTING | {"in"}]
    begins = one.first - 1 in joints or (one.first == longer.first and len(joints) > 1)
    if joints and begins and (one.last in joints or one.last == longer.last):
        return True
    plain = all(tokens[at].text.islower() for at in range(one.first, one.last))
    before, behind = tokens[one.first - 1].key, tokens[one.last].key if one.last < longer.last else ""
    ends = not behind or behind in words("function") or is_only_verb(behind)
    return plain and one.first > longer.first and ends and "NOUN" not in dictionary_forms(before)


def _goes_on(tokens: Sequence[Token], one: Hit, earlier: Hit) -> bool:
    """Whether a name begins with the last word of another behind a comma: the second one of `Ulm, Ulm Prefecture`."""
    overlaps = earlier.first < one.first < earlier.last < one.last
    return overlaps and not earlier.part and tokens[one.first - 1].key == ","


def _ends_name(mention: Mention, uses: Sequence[Hit]) -> bool:
    """Whether a number belongs to a name before it: the `5000's` of `Delta 5000's`."""
    return any(not use.part and use.first < mention.first < use.last < mention.last for use in uses)


def _rank(tokens: Sequence[Token], hit: Hit) -> int:
    """A whole name before a value; a part of a name, and bare digits that may be a year, after it."""
    year = hit.last == hit.first + 1 and tokens[hit.first].text.isdecimal() and len(tokens[hit.first].text) in (3, 4)
    return 3 if hit.part or year else 1


def _keys(tokens: Sequence[Token], at: int) -> frozenset[str]:
    return lemmas(tokens[at].key)


def is_verb(reading: Reading, at: int) -> bool:
    """Whether a token that is no name can be a verb."""
    return at not in reading.covered and "VERB" in dictionary_forms(reading.key(at))


def is_noun(reading: Reading, at: int) -> bool:
    """Whether a token that is no name can be a noun."""
    return at not in reading.covered and "NOUN" in dictionary_forms(reading.key(at))


def modifies(reading: Reading, span: Span) -> bool:
    """Whether a name only tells more of what follows: `NASA's Apollo`, `NASA-run Apollo`, `a main course dish`.

    So it does where a noun stands between: `the Ulm-born architect Ada Orm`.
    """
    verb = span.last + (reading.key(span.last) == "-")
    if is_only_verb(reading.key(verb)) and verb not in reading.covered:
        after = verb + 1
        while after < verb + _LONGEST_DESCRIPTION and is_noun(reading, after):
            after += 1
        if after + (after > verb + 1 and reading.key(after) == ",") in reading.covered:
            return True
    behind = reading.key(span.last)
    noun = "NOUN" in dictionary_forms(behind) and behind not in words("function")
    return reading.possessive(span) or span.last in reading.covered or (noun and span.last not in reading.covered)


def is_negation(reading: Reading, at: int) -> bool:
    """Whether a token denies: `not`, `never`, the `t` of `isn't`."""
    if at in reading.covered:
        return False
    token = reading.tokens[at]
    contracted = token.key == "t" and reading.key(at - 1) == "'" and reading.key(at - 2).endswith("n")
    return contracted or (token.key in words("negation") and not is_numbering(reading, at))


def is_numbering(reading: Reading, at: int) -> bool:
    """Whether a token is the `No.` before a number."""
    after = at + 1 + (reading.key(at + 1) == ".")
    return (
        reading.tokens[at].text in ("No", "no") and after < len(reading.tokens) and reading.key(after)[:1].isdecimal()
    )
