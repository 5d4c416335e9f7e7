"""Spelling of names, relations and values: one place, so that planning, wording and checking agree."""

import re
import unicodedata

from content.artifacts import Fact

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
"""Latin letters that many write without their mark, and that no decomposition takes apart."""
_BRACKETED = re.compile(r"^([-−]?\d[\d.,]*(?: [a-z]+)?) ?\(([^()\d]+)\)$")
MONTHS = "January February March April May June July August September October November December".split()


def fold(name: str) -> str:
    """Reduce a name to what two spellings of it share: NFKC, case, accents, punctuation and spaces."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold()).translate(_PLAIN)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", plain).strip()


def relation_words(predicate: str) -> str:
    """Turn a relation's name into words.

    >>> relation_words("http://example.org/ns#birthPlace"), relation_words("HAS_PART"), relation_words("screen size")
    ('birth place', 'has part', 'screen size')
    """
    local = re.split(r"[/#]", predicate.rstrip("/#"))[-1] if "://" in predicate else predicate
    local = local.rsplit(":", 1)[-1] if re.fullmatch(r"\w+:\w+", local) else local
    spaced = _CAMEL.sub(" ", local.replace("_", " ").replace("-", " "))
    words = [
        word if len(word) > 1 and word.isupper() and not local.isupper() else word.lower() for word in spaced.split()
    ]
    return " ".join(words)


def spoken_date(iso: str) -> str:
    """Write an ISO date as people do.

    >>> spoken_date("1969-07-20"), spoken_date("1969-07"), spoken_date("1969")
    ('20 July 1969', 'July 1969', '1969')
    """
    match = re.fullmatch(r"(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?", iso)
    if not match:
        return iso
    year, month, day = match[1].lstrip("0") or "0", match[2], match[3]
    if not month or not 1 <= int(month) <= 12:
        return year
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day else f"{MONTHS[int(month) - 1]} {year}"


def spoken_number(text: str) -> str:
    """Group the thousands of a plain number; leave every digit as it is.

    >>> spoken_number("2102650"), spoken_number("1234.50"), spoken_number("1999"), spoken_number("-0.5")
    ('2,102,650', '1234.50', '1999', '-0.5')
    """
    match = re.fullmatch(r"([-+]?)(\d{5,})(\.\d+)?", text)
    return f"{match[1]}{int(match[2]):,}{match[3] or ''}" if match and not match[2].startswith("0") else text


def slug(name: str, limit: int = 80) -> str:
    """Make a file name of letters, digits and hyphens; never empty, never with a dot or a slash."""
    return _NOT_WORD.sub("-", fold(name)).strip("-")[:limit].strip("-") or "untitled"


def without_brackets(text: str) -> str:
    """Write the unit in brackets behind a number without them; anything else as it is.

    >>> without_brackets("75 million (dollars)"), without_brackets("8820.0(minutes)"), without_brackets("Bolt (comics)")
    ('75 million dollars', '8820.0 minutes', 'Bolt (comics)')
    """
    return _BRACKETED.sub(r"\1 \2", text)


def spoken_object(fact: Fact) -> str:
    """Write a fact's object as a sentence says it: thousands grouped, ISO dates as words, else as given."""
    if fact.value.kind in ("quantity", "money"):
        return without_brackets(fact.object)
    if fact.value.kind == "number":
        return spoken_number(fact.object)
    if fact.value.kind == "date":
        return spoken_date(fact.object)
    return fact.object
