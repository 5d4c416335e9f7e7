"""Dates in many spellings, to ISO 8601 with the precision they were given in."""

import re
from datetime import date

from content.artifacts import Value

_NAMES = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_MONTH = "(?P<word>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>\d{4})"
_CLOCK = r"(?P<clock>[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?"
_SPELLINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d){_CLOCK}",
        rf"{_YEAR}[/.](?P<m>\d{{1,2}})[/.](?P<d>\d{{1,2}})",
        rf"{_YEAR}-(?P<m>\d\d)",
        rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?{_DAY}(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}",
        rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?{_MONTH}\s*{_DAY},?\s+{_YEAR}",
        rf"{_MONTH}[\s,-]+{_YEAR}",
        rf"{_YEAR}[\s,-]+{_MONTH}(?:[\s-]+{_DAY})?",
        r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<y>\d{4})",
    )
)
_HAS_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def date_value(text: str, *, certain: bool = False) -> Value | None:
    """Read a date; an ambiguous one (03/04/2020) is left alone, for a guess would be a false fact.

    Args:
        certain: the source says that it is a date, so that a bare year is one, and `19690720` too.
    """
    if not _HAS_YEAR.search(text):
        return _bare_year(text) if certain else None
    for spelling in _SPELLINGS:
        match = spelling.fullmatch(text)
        if match:
            iso = _iso(match.groupdict())
            return Value(kind="date", text=iso) if iso else None
    if certain and (match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)):
        iso = _checked(int(match[1]), int(match[2]), int(match[3]))
        return Value(kind="date", text=iso) if iso else None
    return _bare_year(text) if certain else None


def _bare_year(text: str) -> Value | None:
    if not re.fullmatch(r"-?\d{3,4}", text):
        return None
    return Value(kind="date", text=("-" if text.startswith("-") else "") + text.lstrip("-").zfill(4))


def _iso(parts: dict[str, str | None]) -> str:
    year = int(parts["y"] or 0)
    if parts.get("mark"):
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        if one <= 12 and two <= 12 and one != two:
            return ""
        day, month = (one, two) if one > 12 or one == two else (two, one)
        return _checked(year, month, day)
    word = parts.get("word")
    month = _MONTHS[word.lower()] if word else int(parts.get("m") or 0)
    iso = _checked(year, month, int(parts.get("d") or 0) if parts.get("d") else None)
    clock = (parts.get("clock") or "")[1:]
    midnight = not clock.replace(":", "").replace(".", "").strip("0")
    return iso if midnight or not iso else f"{iso}T{clock}{(parts.get('zone') or '').upper()}"


def _checked(year: int, month: int, day: int | None) -> str:
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        return ""
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def bounds(iso: str) -> tuple[str, str] | None:
    """First and last day of a period in ISO form, padded so that they compare as text; None when it is no date.

    >>> bounds("1969-07"), bounds("1969")
    (('1969-07-00', '1969-07-99'), ('1969-00-00', '1969-99-99'))
    """
    match = _ISO.fullmatch(iso)
    if not match:
        return None
    year, month, day = match[1], match[2], match[3]
    return f"{year}-{month or '00'}-{day or '00'}", f"{year}-{month or '99'}-{day or '99'}"
