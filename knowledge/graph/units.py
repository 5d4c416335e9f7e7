"""Quantities with units, to one unit a dimension and size, so that 1,000 m and 1 km are the same text.

pint knows the units; asking it is slow, so every spelling is asked once.
"""

import functools
import re
from decimal import Context, Decimal
from typing import TYPE_CHECKING, NamedTuple

from content.artifacts import Value
from content.remembering import remembered
from knowledge.graph.numbers import MAGNITUDE, NUMBER, parse_number, plain, scaled

if TYPE_CHECKING:
    import pint

_LADDERS = (
    ("mm", "cm", "m", "km"),
    ("mm²", "cm²", "m²", "km²"),
    ("ml", "l", "m³", "km³"),
    ("mg", "g", "kg", "t"),
    ("ms", "s", "min", "h", "d"),
    ("month", "year"),
    ("Hz", "kHz", "MHz", "GHz"),
    ("W", "kW", "MW", "GW"),
    ("J", "kJ", "MJ", "GJ"),
    ("Pa", "kPa", "MPa"),
    ("mV", "V", "kV"),
    ("mA", "A"),
    ("mAh", "Ah"),
    ("B", "kB", "MB", "GB", "TB", "PB"),
    ("bit/s", "kbit/s", "Mbit/s", "Gbit/s"),
    ("N", "kN", "MN"),
    ("km/h",),
    ("°C",),
    ("°",),
)
_CALENDAR = frozenset({"month", "year", "decade", "century", "millennium"})
_OWN = {"px": "px", "pixel": "px", "pixels": "px", "fps": "fps", "MP": "MP", "megapixel": "MP", "megapixels": "MP"}
_OWN |= {"dB": "dB", "dpi": "dpi", "ppi": "ppi", "%": "%", "percent": "%", "per cent": "%", "pct": "%"}
_OWN |= dict.fromkeys(("Nm", "N·m", "N m", "newton metres", "newton metre", "newton meters"), "N·m") | {"Mpx": "MP"}
_OWN |= dict.fromkeys(
    ("/km²", "per km²", "per km2", "per sq km", "per square kilometre", "per square kilometer"), "/km²"
)
_OWN |= dict.fromkeys(("/mi²", "per mi²", "per sq mi", "per square mile"), "/mi²")
_COUNTED = re.compile(r"(?:inhabitants|people) (?=per )")
"""What a density counts: `755 inhabitants per square kilometre`."""
_NEVER = frozenset({"M", "G", "D"})
"""Symbols that pint knows and that people use for something else: mega, giga or generation, dimension."""
_RESPELT = {
    "Mbps": "Mbit/s", "Gbps": "Gbit/s", "kbps": "kbit/s", "sqft": "ft²", "sqm": "m²", "C": "°C", "F": "°F", "ºC": "°C",
    "ºF": "°F", "″": "in", '"': "in", "”": "in", "'": "ft", "′": "ft", "’": "ft", "hrs": "h", "hr": "h", "mins": "min",
    "secs": "s", "sec": "s", "lbs": "lb", "kgs": "kg", "kph": "km/h", "kmh": "km/h", "cc": "cm³", "yrs": "year",
    "yr": "year", "KG": "kg", "Kg": "kg", "KM": "km", "Km": "km", "CM": "cm", "MM": "mm", "GHZ": "GHz", "Ghz": "GHz",
    "MHZ": "MHz", "Mhz": "MHz", "KHz": "kHz", "KW": "kW", "KWh": "kWh", "kwh": "kWh", "mah": "mAh", "MAH": "mAh",
    "KB": "kB", "gb": "GB", "mb": "MB", "tb": "TB", "Gb": "GB", "years old": "year", "deg": "°", "mbps": "Mbit/s",
    "Celsius": "°C", "degrees Celsius": "°C", "degree Celsius": "°C", "degrees C": "°C", "degrees celsius": "°C",
    "Fahrenheit": "°F", "degrees Fahrenheit": "°F", "degree Fahrenheit": "°F", "degrees F": "°F", "Kelvin": "kelvin",
}  # fmt: skip
_WORDS = frozenset("square cubic sq cu per degree degrees".split())
_TITLED = re.compile(r"[A-Z][a-z]{3,}")
_CLOSE = frozenset("mglshVWALN%°\"'″′’”")
"""One-letter units that may stand against the number: `18V` is a voltage, `4K`, `3D`, `5G` and `3M` are names."""
_UNIT = r"[^\W\d_]|[°º%\"'″′’”²³/·^\-. ]|(?<=[a-zA-Z^])[23]"
_LETTERED = re.compile(rf"(?:{_UNIT}){{1,40}}")
_PART = rf"(?P<n>{NUMBER})(?:\s*(?P<scale>{MAGNITUDE})\b)?(?P<gap>\s*)(?P<unit>(?:{_UNIT}){{1,40}}?)"
_WHOLE = re.compile(_PART)
_PARTS = re.compile(r"(\d[\d,.]*)\s*([a-zA-Z]{1,8}|[\"'″′’”])(?:\s+|,\s*|(?=\d)|$)")
_NOT_QUANTITY = re.compile(r"\d+(?:st|nd|rd|th)|\d{3}0s|\d{1,2}(?::\d\d)?\s*[aApP]\.?[mM]\.?")
_DIGITS = Context(prec=12)


class Unit(NamedTuple):
    """A unit as pint knows it: `base = number × factor + offset`."""

    base: str
    factor: Decimal
    offset: Decimal


def quantity_value(text: str) -> Value | None:
    """Read a quantity: `105.4 km²`, `1,000 m`, `12 %`, `2.1 million square kilometres`, `5 ft 10 in`."""
    if _NOT_QUANTITY.fullmatch(text):
        return None
    match = _WHOLE.fullmatch(text)
    if match and not (not match["gap"] and len(match["unit"]) == 1 and match["unit"] not in _CLOSE):
        number = scaled(match["n"], match["scale"])
        found = None if number is None else in_unit(number, match["unit"])
        if found:
            return found
    return _compound(text)


def measured(text: str, unit: str) -> Value | None:
    """Read a bare number in a unit that the source names apart; one that pint does not know counts things."""
    number = parse_number(text) if re.fullmatch(NUMBER, text) else None
    if number is None:
        return None
    return in_unit(number, unit) or _value(number, unit)


def in_unit(number: Decimal, unit: str) -> Value | None:
    """Normalise a number in a unit; None when the unit is unknown."""
    unit = _COUNTED.sub("", unit.strip())
    if unit in _OWN:
        return _value(number, _OWN[unit])
    known = lookup(unit)
    if known is None:
        return None
    rungs = _ladders().get(known.base)
    if rungs is None:
        return _value(_rescaled(number, known, Decimal(1), Decimal(0)), known.base)
    reached = rungs[0] if number else next((rung for rung in rungs if rung[1].factor == 1), rungs[0])
    for rung in rungs:
        if abs(_rescaled(number, known, rung[1].factor, rung[1].offset)) >= 1:
            reached = rung
    return _value(_rescaled(number, known, reached[1].factor, reached[1].offset), reached[0])


@remembered
def lookup(unit: str) -> Unit | None:
    """Ask pint for a unit's base and size; None for what is no unit."""
    if unit in _NEVER or "%" in unit or not _LETTERED.fullmatch(unit):
        return None
    spelling = _RESPELT.get(unit, unit)
    words = spelling.split()
    if not words or len(words) > 5 or (len(words) > 1 and not _WORDS & {word.lower() for word in words}):
        return None
    if spelling == unit and any(_TITLED.fullmatch(word) for word in words):
        return None
    return _ask(_for_pint(spelling))


def _for_pint(spelling: str) -> str:
    spelling = re.sub(r"^(sq|cu)\.?\s+", lambda match: {"sq": "square ", "cu": "cubic "}[match[1]], spelling)
    return re.sub(r"(?<=[a-zA-Z])\^?([23])$", lambda match: "²³"[int(match[1]) - 2], spelling)


def _ask(spelling: str) -> Unit | None:
    import pint

    registry = _registry()
    try:
        unit = registry.parse_units(spelling)
        zero, one = (registry.Quantity(Decimal(n), unit).to_base_units() for n in (0, 1))
    except (pint.PintError, AttributeError, AssertionError, TypeError, ValueError, KeyError, ArithmeticError):
        # pint answers an odd spelling with whatever its parser stumbled over; all of it means "no unit".
        return None
    base = f"{one.units:~P}"
    if base == "K" and str(unit) != "kelvin" and not zero.magnitude:
        base = "Δ" + base
    if _calendar(unit):
        base = "calendar"
    return (
        Unit(base, Decimal(one.magnitude) - Decimal(zero.magnitude), Decimal(zero.magnitude))
        if base and "⋅" not in base
        else None
    )


def _calendar(unit: "pint.Unit") -> bool:
    return str(unit) in _CALENDAR


@functools.cache
def _registry() -> "pint.UnitRegistry[Decimal]":
    import pint

    return pint.UnitRegistry(non_int_type=Decimal, cache_folder=None)


@functools.cache
def _ladders() -> dict[str, tuple[tuple[str, Unit], ...]]:
    found: dict[str, tuple[tuple[str, Unit], ...]] = {}
    for symbols in _LADDERS:
        rungs = [(symbol, lookup(symbol)) for symbol in symbols]
        known = tuple((symbol, unit) for symbol, unit in rungs if unit)
        found[known[0][1].base] = known
    return found


def _rescaled(number: Decimal, unit: Unit, factor: Decimal, offset: Decimal) -> Decimal:
    if unit.factor == factor and unit.offset == offset:
        return number
    return _DIGITS.plus((number * unit.factor + unit.offset - offset) / factor)


def _value(number: Decimal, unit: str) -> Value:
    return Value(kind="quantity", text=f"{plain(number)} {unit}", number=float(number), unit=unit)


def _compound(text: str) -> Value | None:
    parts = _PARTS.findall(text)
    if len(parts) < 2 or "".join("".join(part) for part in parts) != re.sub(r"[\s,]+", "", text):
        return None
    total, base = Decimal(0), ""
    for digits, name in parts:
        number, unit = parse_number(digits) if re.fullmatch(NUMBER, digits) else None, lookup(name)
        if number is None or unit is None or unit.offset or base not in ("", unit.base):
            return None
        total, base = total + number * unit.factor, unit.base
    smallest = lookup(parts[-1][1])
    return in_unit(total / smallest.factor, parts[-1][1]) if smallest else None
