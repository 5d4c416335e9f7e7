"""Numbers, quantities, money and dates in a sentence."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from knowledge.evidence.dates import Day, find_dates
from knowledge.evidence.lists import number_words, same_parts, unit_spellings
from knowledge.evidence.tokens import Token

MentionKind = Literal["number", "ordinal", "quantity", "money", "date"]


class Mention(NamedTuple):
    """A value said at tokens `first` to `last` (exclusive)."""

    kind: MentionKind
    first: int
    last: int
    number: Fraction | None = None
    """None for what has no exact value: `dozens`."""
    units: frozenset[str] = frozenset()
    """Every unit that the spelling can stand for: `pound` is two."""
    dates: tuple[Day, ...] = ()
    year: bool = False
    """A bare number that may be a year."""


_LONGEST_UNIT = 4


def find_mentions(tokens: Sequence[Token]) -> list[Mention]:
    """Find every number, quantity, amount and date, in order and without overlaps."""
    found = [Mention("date", date.first, date.last, dates=date.readings) for date in find_dates(tokens)]
    taken = {at for date in found for at in range(date.first, date.last)}
    at = 0
    while at < len(tokens):
        mention = None if at in taken else _number_at(tokens, at, taken)
        if mention:
            found.append(mention)
        at = mention.last if mention else at + 1
    return sorted(found, key=lambda one: one.first)


def _number_at(tokens: Sequence[Token], at: int, taken: set[int]) -> Mention | None:
    negative = tokens[at].key == "minus" and at + 1 < len(tokens)
    number, end, ordinal = _digits(tokens, at) if tokens[at].kind == "number" else _spelled(tokens, at + negative)
    if negative and number is None and tokens[at + 1].kind == "number":
        number, end, ordinal = _digits(tokens, at + 1)
    if number is None:
        vague = tokens[at].key in number_words("vague")
        return Mention("number", at, at + 1) if vague else None
    number = -number if negative else number
    if ordinal:
        return Mention("ordinal", at, end, number)
    plain = end == at + 1 and tokens[at].text.isdecimal() and 100 <= number <= 2999
    shortened = plain or _second_of_years(tokens, at)
    number = _expanded(tokens, at) or number
    first, last, units, money = _unit(tokens, at, end, taken)
    kind: MentionKind = "money" if money else "quantity" if units else "number"
    return Mention(kind, first, last, number, units, year=shortened and not units)


def _second_of_years(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the `18` of `1914–18`."""
    dash = at >= 2 and tokens[at - 1].key in ("–", "-") and tokens[at].glued and tokens[at - 1].glued
    return dash and tokens[at].text.isdecimal() and len(tokens[at].text) == 2 and _is_year(tokens[at - 2])


def _is_year(token: Token) -> bool:
    return token.text.isdecimal() and len(token.text) == 4 and token.text[0] in "12"


def _expanded(tokens: Sequence[Token], at: int) -> Fraction | None:
    return Fraction(tokens[at - 2].text[:2] + tokens[at].text) if _second_of_years(tokens, at) else None


def _digits(tokens: Sequence[Token], at: int) -> tuple[Fraction, int, bool]:
    """A number in digits with what follows: a magnitude, a fraction's denominator or an ordinal's ending."""
    number, end = Fraction(tokens[at].key), at + 1
    follows = tokens[end] if end < len(tokens) else None
    if follows and follows.glued and follows.key in ("st", "nd", "rd", "th"):
        return number, end + 1, True
    if follows and follows.key == "/" and follows.glued and end + 1 < len(tokens) and tokens[end + 1].glued:
        below = tokens[end + 1]
        if below.text.isdecimal() and int(below.text) and number.denominator == 1 and not _slash_goes_on(tokens, end):
            return number / int(below.text), end + 2, False
    while end < len(tokens) and tokens[end].key in number_words("magnitudes"):
        number, end = number * number_words("magnitudes")[tokens[end].key], end + 1
    return number, end, False


def _slash_goes_on(tokens: Sequence[Token], slash: int) -> bool:
    return slash + 2 < len(tokens) and tokens[slash + 2].key == "/"


def _spelled(tokens: Sequence[Token], at: int) -> tuple[Fraction | None, int, bool]:
    """A number in words: `twenty-one`, `two hundred and five`, `a third`, `half`, `first`."""
    small, ordinals = number_words("numbers"), number_words("ordinals")
    magnitudes, fractions = number_words("magnitudes"), number_words("fractions")
    key = tokens[at].key
    if key in ("half", "quarter"):
        return Fraction(1, fractions[key]), at + 1, False
    total, group, end, seen = 0, 0, at, False
    while end < len(tokens):
        key = tokens[end].key
        if key in small:
            group, seen = group + small[key], True
        elif key in magnitudes and seen:
            group = (group or 1) * magnitudes[key]
            if magnitudes[key] > 100:
                total, group = total + group, 0
        elif key in fractions and seen and not (total or group > 9):
            return Fraction(group, fractions[key]), end + 1, False
        elif key in ordinals and (not seen or group % 10 == 0):
            return Fraction(total + group + ordinals[key]), end + 1, True
        elif not (seen and key in ("-", "and") and end + 1 < len(tokens) and _goes_on(tokens, end)):
            break
        end += 1
    return (Fraction(total + group), end, False) if seen else (None, at, False)


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether `-` or `and` joins two parts of one number: `twenty-one`, `two hundred and five`, `two-thirds`."""
    after = tokens[at + 1].key
    if tokens[at].key == "-":
        return any(after in number_words(group) for group in ("numbers", "fractions", "ordinals"))
    return tokens[at - 1].key in number_words("magnitudes") and after in number_words("numbers")


def _unit(tokens: Sequence[Token], first: int, end: int, taken: set[int]) -> tuple[int, int, frozenset[str], bool]:
    """Widen a number by the unit or currency that stands after or before it."""
    start = end + (end < len(tokens) and tokens[end].key == "-" and tokens[end].glued)
    for length in range(_LONGEST_UNIT, 0, -1):
        units, money = _spelled_units(tokens[start : start + length], length)
        if units and not taken & set(range(start, start + length)) and not _is_name(tokens, start, length):
            return first, start + length, units, money
    for length in (2, 1):
        units, money = _spelled_units(tokens[max(0, first - length) : first], length)
        if units and money and not tokens[first - 1].text.islower():
            return first - length, end, units, True
    return first, end, frozenset(), False


def _is_name(tokens: Sequence[Token], start: int, length: int) -> bool:
    """Whether a one-letter unit is really the beginning of a name: `3 M.`, `5 K-pop`."""
    after = tokens[start + length] if start + length < len(tokens) else None
    return bool(length == 1 and len(tokens[start].text) == 1 and after and after.key == "-" and after.glued)


def _spelled_units(part: Sequence[Token], length: int) -> tuple[frozenset[str], bool]:
    if len(part) != length:
        return frozenset(), False
    texts = tuple(token.text for token in part)
    found = [one for one in unit_spellings().get(texts[0].casefold(), ()) if same_parts(one.parts, texts)]
    return frozenset(one.unit for one in found), any(one.money for one in found)
