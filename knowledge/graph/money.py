"""Amounts of money, to ISO 4217 codes."""

import functools
import re

from content.artifacts import Value
from content.names import fold
from knowledge.graph.numbers import MAGNITUDE, NUMBER, parse_number, plain, scaled

_SYMBOLS = {
    "US$": "USD",
    "USD$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "R$": "BRL",
    "NT$": "TWD",
    "MX$": "MXN",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "₴": "UAH",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "₦": "NGN",
    "₱": "PHP",
    "zł": "PLN",
    "Kč": "CZK",
}
_PLAIN_NAMES = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rupees": "INR",
    "pounds sterling": "GBP",
    "pound sterling": "GBP",
    "swiss franc": "CHF",
    "swiss francs": "CHF",
}
_SYMBOL = "|".join(re.escape(symbol) for symbol in sorted(_SYMBOLS, key=len, reverse=True))
_SHORT = {"k": 3, "m": 6, "b": 9}
_SCALE = rf"(?:\s*(?P<scale>{MAGNITUDE})\b|(?P<short>[kKmMbB])(?![A-Za-z]))?"
_BEFORE = re.compile(rf"(?P<sign>[-−]?)(?P<unit>{_SYMBOL}|[A-Z]{{3}})\s*(?P<n>{NUMBER}){_SCALE}")
_AFTER = re.compile(rf"(?P<n>{NUMBER}){_SCALE}\s*(?P<unit>{_SYMBOL}|[A-Z]{{3}}|[A-Za-z][A-Za-z. ]{{2,40}})")


def money_value(text: str) -> Value | None:
    """Read an amount of money: `€35`, `35.00 EUR`, `US$ 1.2 million`, `35 euros`."""
    match = _BEFORE.fullmatch(text) or _AFTER.fullmatch(text)
    code = currency(match["unit"]) if match else ""
    if not match or not code:
        return None
    number = scaled(match["n"], match["scale"])
    if number is not None and match["short"]:
        number = number.scaleb(_SHORT[match["short"].lower()])
    if number is not None and match.groupdict().get("sign"):
        number = -number
    return (
        None if number is None else Value(kind="money", text=f"{plain(number)} {code}", number=float(number), unit=code)
    )


def amount(text: str, unit: str) -> Value | None:
    """Read a bare number in a currency that the source names apart."""
    code = currency(unit)
    match = re.fullmatch(NUMBER, text)
    number = parse_number(text) if code and match else None
    return (
        None if number is None else Value(kind="money", text=f"{plain(number)} {code}", number=float(number), unit=code)
    )


def currency(unit: str) -> str:
    """Find the ISO 4217 code of a symbol, code or English name; empty when it is none."""
    if unit in _SYMBOLS:
        return _SYMBOLS[unit]
    if len(unit) == 3 and unit.isascii() and unit.isupper():
        return unit if unit in _codes() else ""
    name = fold(unit)
    return _PLAIN_NAMES.get(name) or _names().get(name, "")


@functools.cache
def _codes() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").currencies) - {"XXX", "XTS"}


@functools.cache
def _names() -> dict[str, str]:
    from babel.numbers import get_currency_name, list_currencies

    names: dict[str, str] = {}
    for code in sorted(list_currencies("en")):
        for name in (get_currency_name(code, locale="en"), get_currency_name(code, count=2, locale="en")):
            if "(" not in name:
                names.setdefault(fold(name), code)
    return names
