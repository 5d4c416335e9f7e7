"""Forms of a sentence that says what its subject is and something more, beside "X is a city and has …"."""

import re
from collections.abc import Iterator, Sequence

from models.wording.words import words

_IS_ONE = re.compile(r"is (an? (?P<noun>[a-z][\w -]*?)(?P<place> (?:in|on|from|at|by|of) .*)?)", re.DOTALL)
_HAS_ONE = re.compile(r"has (an? .*)", re.DOTALL)


def forms(name: str, phrases: Sequence[str], rest: str, relative: str) -> list[str]:
    """Give every form, the plainest left out.

    Args:
        name: the subject as it stands in a sentence.
        phrases: what is said of it, the first of them what it is: `is a city in France`, `has a population of 9`.
        rest: the phrases after the first as one predicate.
        relative: `which` or `who`; empty when neither is safe.
    """
    is_one = _IS_ONE.fullmatch(phrases[0])
    return list(_forms(name, is_one, phrases[1:], rest, relative)) if is_one and rest else []


def _forms(name: str, is_one: re.Match[str], others: Sequence[str], rest: str, relative: str) -> Iterator[str]:
    what = is_one[1]
    tells = is_one["place"] or " " in is_one["noun"]
    if tells:
        yield f"{name}, {what}, {rest}"
    if tells and " and " not in what:
        yield f"{what}, {name} {rest}"
    if len(others) > 1:
        return
    if rest.startswith("has "):
        yield f"{name} {rest} and is {what}"
    if relative == "which":
        yield f"{name} is {what}, and it {rest}"
    if relative:
        yield f"{name}, {relative} {rest}, is {what}"
        yield f"{name} is {what} {'who' if relative == 'who' else 'that'} {rest}"
    having = _HAS_ONE.fullmatch(rest)
    if having:
        yield f"with {having[1]}, {name} is {what}"
        yield f"{name} is {what} with {having[1]}"


def named_of(name: str, phrase: str, rest: str) -> str:
    """Write "the city of Konya lies in Turkey"; empty for what is not called so.

    Args:
        phrase: what it is and nothing more: `is a city`.
        rest: what else is said of it.
    """
    is_one = _IS_ONE.fullmatch(phrase)
    called = is_one is not None and not is_one["place"] and is_one["noun"] in words("named_of")
    return f"the {is_one['noun']} of {name} {rest}" if is_one and called and not name.startswith("the ") else ""
