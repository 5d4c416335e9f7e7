"""Other ways to write a name or a value: each says the same, nothing more and nothing less."""

import re
from collections.abc import Iterable, Iterator, Sequence

from content.artifacts import Fact
from content.names import fold, relation_words, spoken_date, spoken_number, spoken_object
from knowledge.evidence.lists import shortened, words

_PLACED = re.compile(r"(.+?)(?:, | in the | in | of )((?:the )?[A-Z][^,]*)$")
_NAMESAKE = re.compile(r"\s*\([^()]*[^\W\d_][^()]*\)$")
_STEM = 7
"""Letters that words share when one is made from the other."""
_OF_PEOPLE = frozenset({"ethnic", "group", "groups", "demonym", "nationality", "people", "peoples"})
"""Words of relations whose objects are people, one or many."""
_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Z](?:\. ?| )){2,}(?=[A-Z])")
_MIDDLE = re.compile(r"(?<=[^\W\d_]{2}) [A-Z]\.? (?=[A-Z][^\W\d_])")
_ITEMS = re.compile(r", ?(?:and |or )?| and | or ")
_FEWEST_ITEMS = 2
_SHORT, _FEWEST_LETTERS = 3, 3
"""Letters of a word that an acronym leaves out, and letters that it has."""


def object_spellings(fact: Fact) -> list[str]:
    """Every way to write a fact's object that says it."""
    if fact.value.kind == "boolean":
        return []
    found = [fact.object, spoken_object(fact), *fact.object_names]
    if fact.value.kind == "date":
        found.append(spoken_date(fact.value.text))
    if fact.value.kind == "number":
        found.append(spoken_number(fact.value.text))
    if fact.value.kind in ("quantity", "money"):
        found.append(fact.value.text)
    found.extend(_shorter(fact, tuple(found)))
    return list(dict.fromkeys(found))


def _shorter(fact: Fact, spellings: Sequence[str]) -> Iterable[str]:
    """`English` for `English language`; `a, b and c` for `a, b, c`; `African American` for `African Americans`."""
    said = relation_words(fact.predicate).lower().split()
    for text in spellings:
        *begin, last = text.split() or [""]
        if begin and begin[-1][:1].isupper() and any(_are_akin(last, word) for word in said):
            yield " ".join(begin)
        *items, final = text.split(", ")
        listed = len(items) > 1 or fact.value.kind == "text" or final[:1].islower()
        if items and listed and " and " not in final:
            yield f"{', '.join(items)} and {final}"
    if fact.value.kind == "entity" and _OF_PEOPLE & set(said):
        yield from (text[:-1] if text.endswith("s") else f"{text}s" for text in spellings)
        yield from (text.removesuffix(" people") for text in spellings if text.endswith(" people"))


def _are_akin(one: str, other: str) -> bool:
    """Whether two words are the same or made from the same: `architecture` and `architectural`."""
    return one == other or (one.islower() and len(one) > _STEM and one[:_STEM] == other[:_STEM])


def items(text: str) -> list[str]:
    """Take a list of common things apart, `Bread, salt and oil`; empty for anything else, places in places included."""
    found = [one for one in _ITEMS.split(text) if one]
    denies = words("negation") & set(text.lower().split())
    common = all(one[:1].islower() for one in found[1:]) and not any(letter.isdigit() for letter in text) and not denies
    return found if len(found) >= _FEWEST_ITEMS and common else []


def _plain(text: str) -> str:
    """A name without the words in brackets that tell it from its namesakes: `Bolt (comics)`."""
    return _NAMESAKE.sub("", text)


def placed(facts: Sequence[Fact], known: set[str]) -> Iterable[tuple[str, str, bool]]:
    """Names without the place that they lie in, where a fact names that too: `Austin, Texas`, `Felipe VI of Spain`."""
    for fact in facts:
        for text in (fact.subject, *([fact.object] if fact.value.kind == "entity" else [])):
            found = _PLACED.match(text)
            if found and fold(found[2]) in known:
                yield fold(text), found[1], False


def variants(name: str, text: str, shortens: bool) -> Iterable[tuple[str, str, bool]]:
    """A spelling, the same without words in brackets, and `Anbar in Iraq` or `Anbar` for `Anbar, Iraq`."""
    yield name, text, shortens and "(" not in text
    yield from ((name, other, False) for other in _respelt(text))
    inner, comma, outer = text.partition(", ")
    if comma and inner[:1].isupper() and outer[:1].isupper():
        yield name, f"{inner} in {outer}", False
        yield name, inner, False
    if _plain(text) not in ("", text):
        yield name, _plain(text), shortens
    yield from ((name, short, False) for short in shortened(text))


def acronym(text: str) -> tuple[str, ...]:
    """Take the first letters of a name of three words or more: `USAF` for `United States Air Force`."""
    parts = text.split()
    letters = "".join(one[0] for one in parts if one[0].isupper())
    named = all(one.isalpha() and (one[0].isupper() or len(one) <= _SHORT) for one in parts)
    return (letters,) if named and len(letters) >= _FEWEST_LETTERS else ()


def _respelt(text: str) -> Iterator[str]:
    """Write `&` as a word, initials together or apart, and leave a middle one out: `T. S. Eliot`, `John F. Kennedy`."""
    if " & " in text:
        yield text.replace(" & ", " and ")
    letters = _INITIALS.search(text)
    if letters:
        initials = [letter for letter in letters[0] if letter.isalpha()]
        before, behind = text[: letters.start()], text[letters.end() :]
        yield f"{before}{' '.join(initials)} {behind}"
        yield f"{before}{'.'.join(initials)}. {behind}"
    elif _MIDDLE.search(text):
        yield _MIDDLE.sub(" ", text)
