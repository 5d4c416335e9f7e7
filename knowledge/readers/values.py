"""Values of JSON, Parquet and cells as text, digits untouched."""

import datetime
import math
from decimal import Decimal

from knowledge.readers.notes import shown

_TRUE = frozenset(("true", "yes", "1"))
_FALSE = frozenset(("false", "no", "0"))
_EXACT = 2**53
"""A JSON number beyond this may have lost digits on the way."""


class Wrong(ValueError):
    """Say what is wrong with one record; its line is noted and the others go on."""


def as_text(value: object, name: str) -> tuple[str, str]:
    """Write a plain value as text, with the datatype hint that its type gives.

    Raises:
        Wrong: no value, or a list or an object.
    """
    if isinstance(value, str):
        return value, ""
    if value is None:
        raise Wrong(f"there is no {name}")
    if isinstance(value, bool):
        return ("true" if value else "false"), "boolean"
    if isinstance(value, int):
        return str(value), "integer"
    if isinstance(value, float):
        return _decimal(value, name), "decimal"
    if isinstance(value, Decimal):
        return f"{value:f}", "decimal"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time() and value.tzinfo is None
        return (value.date().isoformat(), "date") if midnight else (value.isoformat(), "dateTime")
    if isinstance(value, datetime.date):
        return value.isoformat(), "date"
    raise Wrong(f"the {name} must be a text, a number, or true or false, not {_kind(value)}")


def _kind(value: object) -> str:
    name = type(value).__name__
    return {"list": "a list", "dict": "an object", "bytes": "bytes"}.get(name, f"a {name}")


def _decimal(value: float, name: str) -> str:
    if not math.isfinite(value):
        raise Wrong(f"the {name} is not a finite number")
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if abs(value) >= _EXACT:
        raise Wrong(f"the {name} is a number too large to keep its digits; write it in quotes")
    return f"{Decimal(repr(value)):f}"


def as_boolean(value: object, name: str) -> bool:
    """Read true or false; no value is false.

    Raises:
        Wrong: anything else.
    """
    if value is None or value == "":
        return False
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise Wrong(f"{name} must be true or false, not {shown(value)}")
