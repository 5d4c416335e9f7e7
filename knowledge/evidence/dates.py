"""Dates in a sentence, in all common spellings."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from knowledge.evidence.lists import number_words
from knowledge.evidence.tokens import Token


class Day(NamedTuple):
    """A date as precise as it was said; 0 where nothing was said. A period counts years in `span`."""

    year: int = 0
    month: int = 0
    day: int = 0
    span: int = 1


class FoundDate(NamedTuple):
    """A date at tokens `first` to `last` (exclusive), with every way to read it."""

    first: int
    last: int
    readings: tuple[Day, ...]


_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_BEFORE_CHRIST = frozenset({"bc", "bce"})
_OF_CHRIST = frozenset({"ad", "ce"})
_ISO = re.compile(r"(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def parse_iso(text: str) -> Day | None:
    """Read the normal form of a date; None when it is none."""
    match = _ISO.fullmatch(text)
    return Day(int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None


def find_dates(tokens: Sequence[Token]) -> list[FoundDate]:
    """Find dates, decades, centuries and years with an era; a bare year is a number until a fact says otherwise."""
    found: list[FoundDate] = []
    at = 0
    while at < len(tokens):
        date = _at(tokens, at)
        if date:
            found.append(date)
        at = date.last if date else at + 1
    return found


def _at(tokens: Sequence[Token], at: int) -> FoundDate | None:
    token = tokens[at]
    if token.kind == "mark" or (token.kind == "word" and token.text.islower() and token.key not in _ordinals()):
        return None
    for read in (_iso, _slashed, _dotted, _day_month, _month_day, _decade, _century, _with_era):
        date = read(tokens, at)
        if date:
            return date
    return None


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(number_words("ordinals"))


def _whole(token: Token, most: int = 9999) -> int:
    """Value of a plain whole number, or -1."""
    digits = token.kind == "number" and token.text.isdecimal()
    return int(token.text) if digits and len(token.text) <= 4 and int(token.text) <= most else -1


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if at < len(tokens) else ""


def _month(tokens: Sequence[Token], at: int) -> int:
    """Month named by a token, or 0; `may` and `march` only with a capital."""
    if at >= len(tokens) or not tokens[at].text[0].isupper():
        return 0
    return number_words("months").get(tokens[at].key, 0)


def _skip(tokens: Sequence[Token], at: int, *keys: str) -> int:
    while _key(tokens, at) in keys:
        at += 1
    return at


def _era(tokens: Sequence[Token], at: int, year: int) -> tuple[int, int]:
    """Year and next token after `BC`, `B.C.`, `AD` or `CE`, if there is one."""
    letters, end = "", at
    while end < len(tokens) and end < at + 6 and len(letters) < 3:
        if tokens[end].kind == "word" and tokens[end].text.isupper():
            letters += tokens[end].key
        elif not (tokens[end].key == "." and letters):
            break
        end += 1
        if letters in _BEFORE_CHRIST | _OF_CHRIST and _key(tokens, end) not in ("e", "."):
            break
    if letters in _BEFORE_CHRIST:
        return -year, end
    return (year, end) if letters in _OF_CHRIST else (year, at)


def _year(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Year at a token and the token after it; (0, at) when there is none."""
    year = _whole(tokens[at]) if at < len(tokens) else -1
    if year < 0:
        return 0, at
    signed, end = _era(tokens, at + 1, year)
    return (signed, end) if len(tokens[at].text) >= 3 or end > at + 1 else (0, at)


def _iso(tokens: Sequence[Token], at: int) -> FoundDate | None:
    if at + 2 >= len(tokens) or _key(tokens, at + 1) != "-" or not re.fullmatch(r"-?\d{4}", tokens[at].key):
        return None
    month = _whole(tokens[at + 2], 12)
    if month < 1 or len(tokens[at + 2].text) != 2 or not tokens[at + 1].glued or not tokens[at + 2].glued:
        return None
    year = int(tokens[at].key)
    if at + 4 < len(tokens) and _key(tokens, at + 3) == "-" and _whole(tokens[at + 4], 31) >= 1:
        return FoundDate(at, at + 5, (Day(year, month, _whole(tokens[at + 4])),))
    return FoundDate(at, at + 3, (Day(year, month),))


def _slashed(tokens: Sequence[Token], at: int) -> FoundDate | None:
    if at + 4 >= len(tokens) or _key(tokens, at + 1) not in ("/", "-") or _key(tokens, at + 3) != _key(tokens, at + 1):
        return None
    one, two, year = _whole(tokens[at], 31), _whole(tokens[at + 2], 31), _whole(tokens[at + 4])
    return FoundDate(at, at + 5, _either(one, two, year)) if one > 0 < two and year >= 1000 else None


def _dotted(tokens: Sequence[Token], at: int) -> FoundDate | None:
    if at + 2 >= len(tokens) or _key(tokens, at + 1) != "." or not tokens[at + 2].glued:
        return None
    match, year = re.fullmatch(r"(\d\d?)\.(\d\d?)", tokens[at].text), _whole(tokens[at + 2])
    return FoundDate(at, at + 3, _either(int(match[1]), int(match[2]), year)) if match and year >= 1000 else None


def _either(one: int, two: int, year: int) -> tuple[Day, ...]:
    readings = [Day(year, month, day) for day, month in ((one, two), (two, one)) if month <= 12]
    return tuple(dict.fromkeys(readings))


def _day_month(tokens: Sequence[Token], at: int) -> FoundDate | None:
    day = _whole(tokens[at], 31)
    after = at + 1 + (_key(tokens, at + 1) in _SUFFIXES)
    after = _skip(tokens, after, "of") if day > 0 else after
    month = _month(tokens, after) if day > 0 else 0
    if not month:
        return None
    year, end = _year(tokens, _skip(tokens, after + 1, ",", ".", "of"))
    return FoundDate(at, end if year else after + 1, (Day(year, month, day),))


def _month_day(tokens: Sequence[Token], at: int) -> FoundDate | None:
    month = _month(tokens, at)
    if not month:
        return None
    after = _skip(tokens, at + 1, ".", "the")
    day = _whole(tokens[after], 31) if after < len(tokens) and len(tokens[after].text) <= 2 else -1
    if day > 0:
        after += 1 + (_key(tokens, after + 1) in _SUFFIXES)
        year, end = _year(tokens, _skip(tokens, after, ","))
        return FoundDate(at, end if year else after, (Day(year, month, day),))
    year, end = _year(tokens, _skip(tokens, at + 1, ".", ",", "of"))
    if not year and at == 0:
        return None  # "May", "March" or "August" opens a sentence: a name or a verb, not a month
    return FoundDate(at, end if year else at + 1, (Day(year, month),))


def _decade(tokens: Sequence[Token], at: int) -> FoundDate | None:
    year = _whole(tokens[at])
    end = at + 1 + (_key(tokens, at + 1) in ("'", "’"))
    if year < 0 or year % 10 or _key(tokens, end) != "s" or not tokens[end].glued:
        return None
    return FoundDate(at, end + 1, (Day(year, span=10),))


def _century(tokens: Sequence[Token], at: int) -> FoundDate | None:
    count = number_words("ordinals").get(tokens[at].key, -1)
    end = at + 1
    if count < 0:
        count, end = _whole(tokens[at], 40), at + 1 + (_key(tokens, at + 1) in _SUFFIXES)
        if end == at + 1:
            return None  # "17 century breaks"
    end = _skip(tokens, end, "-")
    if count < 1 or _key(tokens, end) not in ("century", "centuries", "millennium"):
        return None
    years = 1000 if _key(tokens, end) == "millennium" else 100
    signed, after = _era(tokens, end + 1, count * years)
    return FoundDate(at, after, (Day(signed, span=years),))


def _with_era(tokens: Sequence[Token], at: int) -> FoundDate | None:
    if tokens[at].text in ("AD", "CE") and at + 1 < len(tokens):
        year = _whole(tokens[at + 1])
        return FoundDate(at, at + 2, (Day(year),)) if year > 0 else None
    plain = tokens[at].kind == "number" and re.fullmatch(r"\d+", tokens[at].key)
    signed, end = _era(tokens, at + 1, int(tokens[at].key)) if plain else (0, at + 1)
    return FoundDate(at, end, (Day(signed),)) if end > at + 1 else None
