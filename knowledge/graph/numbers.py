"""Numbers as people write them: grouped digits, decimal commas, magnitudes."""

import re
from decimal import Decimal, InvalidOperation

from content.artifacts import Value

NUMBER = (
    r"[-+−–]?(?:"
    r"[1-9]\d{0,2}(?:[,'’ ]\d{3})+(?:\.\d+)?(?![,'’]?\d)"  # 1,234.5  1 234.5  1'234.5
    r"|[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?(?!,?\d)"  # 12,34,567
    r"|[1-9]\d{0,2}(?:\.\d{3})+,\d+(?!\d)"  # 1.234,5
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}(?![.,]?\d)"  # 1.234.567
    r"|0,\d+|\d+,(?:\d{1,2}|\d{4,})(?![,\d])"  # 1,5
    r"|\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?(?![.,]?\d)"
    r"|\.\d+)"
)
"""Pattern of a number at the place where it is used; `parse_number` reads what it matches."""
MAGNITUDES = {
    "hundred": 2,
    "thousand": 3,
    "million": 6,
    "mn": 6,
    "mio": 6,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
    "tn": 12,
}
MAGNITUDE = "(?:" + "|".join(sorted(MAGNITUDES, key=len, reverse=True)) + ")"
_WHOLE = re.compile(rf"({NUMBER})(?:\s*({MAGNITUDE})\b)?", re.IGNORECASE)
_LONGEST = 30


def parse_number(text: str) -> Decimal | None:
    """Read the digits that `NUMBER` matches; None when there are more than anybody counts with."""
    text = re.sub(r"[ '’]", "", text.replace("−", "-").replace("–", "-"))
    comma, point = text.rfind(","), text.rfind(".")
    grouped = re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", text)
    if comma > point and not grouped:
        text = text.replace(".", "").replace(",", ".")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if len(number.as_tuple().digits) <= _LONGEST and abs(number.adjusted()) <= _LONGEST else None


def scaled(digits: str, magnitude: str | None) -> Decimal | None:
    """Read a number with the word after it: `2.1` and `million`."""
    number = parse_number(digits)
    return number.scaleb(MAGNITUDES[magnitude.lower()]) if number is not None and magnitude else number


def plain(number: Decimal) -> str:
    """Write a number without exponent, grouping or idle zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", "", "-"} else text


def number_value(text: str, *, certain: bool = False) -> Value | None:
    """Read a bare number.

    Args:
        certain: the source says that it is a number; else digits behind a leading zero are taken for a code.
    """
    match = _WHOLE.fullmatch(text)
    if not match or (not certain and re.match(r"[-+−–]?0\d", text)):
        return None
    number = scaled(match[1], match[2])
    return Value(kind="number", text=plain(number), number=float(number)) if number is not None else None
