"""Patterns for relations that are nouns, by the kind of their object."""

import re

from content.artifacts import Fact
from models.wording.morphology import is_participle, is_plural, lemmas, singular, with_article
from models.wording.phrases import is_long_text
from models.wording.words import words

_COUNT_OF = re.compile(r"(?:total )?(?:number|count|amount) of (?P<noun>.+)|(?P<counted>.+) count")
_INNER = re.compile(r"\b(of|in|on|at|for|to|by|with|above|from|used)\b|[,/(]")
_IN_UNIT = re.compile(r"(?P<noun>[^()]+?) (?:in (?P<unit>[\w²³/]+)|\((?:in )?(?P<bracketed>[\w²³/]+)\))")
_TIME_NOUNS = frozenset({"date", "year", "day", "time", "period", "month", "century", "birthday"})


def shape_of(fact: Fact) -> str:
    """Sort an object into what its noun needs: boolean, date, text, count, number, measure or name."""
    kind = fact.value.kind
    if kind in {"boolean", "date"}:
        return kind
    if is_long_text(fact):
        return "text"
    if kind == "number":
        return "count" if fact.value.number is not None and fact.value.number == int(fact.value.number) else "number"
    return "measure" if kind in {"quantity", "money"} else "name"


def is_adjective(word: str) -> bool:
    """Tell whether a word is an adjective rather than a noun (`waterproof`, `rechargeable`)."""
    if word in words("adjectives"):
        return True
    found = lemmas(word)
    ending = word.endswith(tuple(words("adjective_endings"))) and len(word) > 5
    return ("ADJ" in found and "NOUN" not in found and "VERB" not in found) or (ending and "NOUN" not in found)


def noun_patterns(noun: str, shape: str, *, has: bool = False) -> tuple[str, ...]:
    """Make patterns for a noun, best first.

    Args:
        noun: the relation's words.
        shape: what `shape_of` says of the object.
        has: the relation said "has …", so the thing belongs to its subject.
    """
    last = noun.rsplit(" ", 1)[-1]
    if shape == "text":
        return (f"the {noun} of {{s}} [reads] {{q o}}", f"{{s's}} {noun} [reads] {{q o}}")
    if shape == "boolean":
        plain = is_plural(last) or last in words("uncountable") or any(letter.isupper() for letter in last)
        return (f"{{s}} [has] {noun if plain else with_article(noun)}",)
    measured = _IN_UNIT.fullmatch(noun)
    unit = (measured["unit"] or measured["bracketed"]) if measured else ""
    if measured and unit in words("units") and shape in {"count", "number"}:
        ways = noun_patterns(measured["noun"], "measure")
        return tuple(way.replace("{o}", f"{{o}} {unit}") for way in ways)
    counted = _COUNT_OF.fullmatch(noun)
    if counted and shape in {"count", "number"} and not _INNER.search(counted["noun"] or counted["counted"]):
        return (f"{{s}} [has] {{o}} <<{singular(counted['noun'] or counted['counted'])}>>", *_equation(noun, shape))
    if last in words("units"):
        return _equation(noun, shape)
    if shape == "count" and is_plural(last):
        return (f"{{s}} [has] {{o}} <<{singular(noun)}>>",)
    if shape in {"count", "number", "measure"}:
        return _measure(noun, last, shape)
    if has and shape == "name":
        return (f"{{s}} [has] the <{_one(noun)}> {{bare o}}", *_equation(noun, shape))
    return _equation(noun, shape)


def _measure(noun: str, last: str, shape: str) -> tuple[str, ...]:
    if last in words("codes") or last in _TIME_NOUNS:
        return _equation(noun, shape)
    if last in words("uncountable") and shape == "measure":
        return (f"{{s}} [has] {{o}} of {noun}", *_equation(noun, shape))
    if _INNER.search(noun):
        return _equation(noun, shape)
    of = noun if is_plural(last) or last in words("uncountable") else f"a <{noun}>"
    return (f"{{s}} [has] {of} of {{o}}", *_equation(noun, shape)) if len(noun) < 40 else _equation(noun, shape)


def _equation(noun: str, shape: str) -> tuple[str, ...]:
    """Say that the noun of the subject is the object, in two ways."""
    last = noun.rsplit(" ", 1)[-1]
    inner = _INNER.search(noun) is not None
    head = noun.split(inner_mark[0])[0].strip().rsplit(" ", 1)[-1] if (inner_mark := _INNER.search(noun)) else last
    verb = "was" if shape == "date" and not _TIME_NOUNS & {head, last} and not is_plural(last) else "is"
    value = "{at o}" if verb == "was" else "{o}"
    if inner or is_participle(last) or shape not in {"name", "date"}:
        noun_mark = noun
        verb = "are" if is_plural(head) and last not in words("units") else verb
    else:
        noun_mark = f"<{_one(noun)}>"
    ways = (f"the {noun_mark} of {{s}} [{verb}] {value}", f"{{s's}} {noun_mark} [{verb}] {value}")
    return ways[::-1] if inner else ways


def _one(noun: str) -> str:
    return singular(noun) if is_plural(noun.rsplit(" ", 1)[-1]) else noun
