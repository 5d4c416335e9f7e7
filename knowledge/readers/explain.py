"""A pydantic error as one line that a person understands."""

from collections.abc import Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.readers.notes import shown

_PLAIN = {
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "missing": "is missing",
}


def first_error(error: ValidationError) -> ErrorDetails:
    """Pick the error to tell: an unknown key before the rest, for it often explains them."""
    errors = error.errors(include_url=False, include_context=True)
    return next((one for one in errors if one["type"] == "extra_forbidden"), errors[0])


def explain(one: ErrorDetails, known: Iterable[str]) -> str:
    """Say what is wrong with which key.

    Args:
        one: An error as pydantic gives it.
        known: Keys that exist where an unknown one was found.
    """
    name = ".".join(str(part) for part in one["loc"]) or "the entry"
    kind, given = one["type"], one.get("input")
    if kind == "extra_forbidden":
        return f"there is no key {shown(name)}; known: {', '.join(known)}"
    if kind == "literal_error":
        allowed = one.get("ctx", {}).get("expected", "")
        return f"{name} {shown(given)} is not one of {allowed}"
    if kind in _PLAIN:
        return f"{name} {_PLAIN[kind]}" + (f", not {shown(given)}" if kind in ("int_parsing", "string_type") else "")
    if kind == "value_error":
        return (
            f"{name}: {one['msg'].removeprefix('Value error, ')}"
            if one["loc"]
            else one["msg"].removeprefix("Value error, ")
        )
    return f"{name} {shown(given)}: {one['msg'][0].lower()}{one['msg'][1:]}"
