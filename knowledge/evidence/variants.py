"""Other ways to write a name or a value: each says the same, nothing more and nothing less."""

import re
from collections.abc import Iterable, Iterator, Sequence

from content.artifacts import Fact
from content.names import fold, relation_words, spoken_date, spoken_number, spoken_object
from knowledge.evidence.lists import places_of, shortened, states, words

_PLACED = re.compile(r"(.+?)(?:, | in the | in | of )((?:the )?[A-Z][^,]*)$")
_NAMESAKE = re.compile(r"\s*\([^()]*[^\W\d_][^()]*\)$")
_STEM = 7
"""Letters that words share when one is made from the other."""
_OF_PEOPLE = frozenset({"ethnic", "group", "groups", "demonym", "nationality", "people", "peoples"})
"""Words of relations whose objects are people, one or many."""
_TITLES = frozenset({"title", "office", "position", "post", "role", "rank"})
"""Words of relations whose objects may name the subject again: `President of the United States`."""
_SEASON = re.compile(r"(\d{2})(\d\d)[–/-](\d\d) (\D+)")
_SEVERAL_OF = re.compile(r"([A-Za-z ]*[a-z])s( (?:in|of|on|at) .+)")
_CUISINE = re.compile(r"([A-Z][^,]*) cuisine")
_NUMBERED = re.compile(r"1\. (?=[A-Z])")
_SEATED = re.compile(r"(University of .+) at (?=[A-Z])")
_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Z](?:\. ?| )){2,}(?=[A-Z])")
_MIDDLE = re.compile(r"(?<=[^\W\d_]{2}) [A-Z]\.? (?=[A-Z][^\W\d_])")
_EITHER = re.compile(r"(?<=[a-z])/(?=[A-Z][a-z])")
_AND = re.compile(r" & |(?<=[a-z])\+(?=[A-Z])")
_ARTICLE = re.compile(r"(?<=[a-z]) the (?=[A-Z])")
_MARK = re.compile(r"(?<=\b[A-Z])-(?=\d)")
_LEADING = re.compile(r"(?:[A-Z]\. ?)+(?=[A-Z][^\W\d_]+ [A-Z])")
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
    if re.match(r"~\d", fact.object):
        found += [f"{word} {fact.object[1:]}" for word in ("about", "around", "approximately", "roughly")]
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
        of = [text.removesuffix(" people") for text in spellings if text.endswith(" people")]
        yield from (form for name in of for form in (name, f"{name}s") if form[-2:] in (name[-2:], "ns"))
    if "nationality" in said:
        yield from (place.title() for text in spellings for place in places_of(text.removesuffix("s")))
    for text in spellings:
        yield from _reworded(text)
        title = re.fullmatch(rf"(.+) of (?:the )?{re.escape(fact.subject)}", text) if _TITLES & set(said) else None
        if title:
            yield title[1]


def _reworded(text: str) -> Iterator[str]:
    """`Serie A in the 2014-2015 season` for `2014–15 Serie A`, `Thai dish`, `Historic district in Iowa` for several."""
    season = _SEASON.fullmatch(text)
    if season:
        century, first, last, league = season.groups()
        for span in (f"{century}{first}-{last}", f"{century}{first}-{century}{last}"):
            yield from (f"{league} {when} {span}" for when in ("in", "in the", "during the", "for the", "of"))
            yield from (f"{span} season {where} {league}" for where in ("in", "in the", "of", "of the"))
            yield from (f"season {span} {where} {league}" for where in ("in", "in the", "of", "of the"))
            yield f"{span} {league}"
    cuisine = _CUISINE.fullmatch(text)
    if cuisine:
        yield from (f"{cuisine[1]} {what}" for what in ("dish", "food", "cooking"))
    several = _SEVERAL_OF.fullmatch(text)
    if several:
        yield several[1] + several[2]


def _are_akin(one: str, other: str) -> bool:
    """Whether two words are the same or made from the same: `architecture` and `architectural`."""
    return one == other or (one.islower() and len(one) > _STEM and one[:_STEM] == other[:_STEM])


def items(text: str) -> list[str]:
    """Take a list apart, `Bread, salt and oil` or `Chad and Niger`; empty for anything else, `Austin, Texas` too."""
    found = [one for one in _ITEMS.split(text) if one]
    if len(found) < _FEWEST_ITEMS or any(letter.isdigit() for letter in text):
        return []
    two_names = len(found) == _FEWEST_ITEMS and " and " in text and all(one[:1].isupper() for one in found)
    common = all(one[:1].islower() for one in found[1:])
    denies = words("negation") & set(text.lower().split())
    return found if (common or two_names) and not denies else []


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
    """A spelling, the same without words in brackets, and `Anbar in Iraq` or `Anbar` for `Anbar, Iraq`.

    `Ardmore Airport in New Zealand` for the one with that in brackets, `Essex County, NY` for the one in New York.
    """
    yield name, text, shortens and "(" not in text
    yield from ((name, other, False) for one in dict.fromkeys((text, _plain(text))) for other in _respelt(one))
    inner, comma, outer = text.partition(", ")
    if comma and inner[:1].isupper() and outer[:1].isupper():
        yield name, f"{inner} in {outer}", False
        yield name, inner, False
    address, comma, state = text.rpartition(", ")
    if comma and fold(state) in states():
        yield from ((name, f"{address}, {short}", False) for short in states()[fold(state)])
    if _plain(text) not in ("", text):
        yield name, _plain(text), shortens
        where = text.removeprefix(_plain(text)).strip(" ()")
        if where[:1].isupper():
            yield name, f"{_plain(text)} in {where}", False
    yield from ((name, short, False) for short in shortened(text))


def acronym(text: str) -> tuple[str, ...]:
    """Take the first letters of a name of three words or more: `USAF` for `United States Air Force`."""
    parts = text.split()
    letters = "".join(one[0] for one in parts if one[0].isupper())
    named = all(one.isalpha() and (one[0].isupper() or len(one) <= _SHORT) for one in parts)
    return (letters,) if named and len(letters) >= _FEWEST_LETTERS else ()


def _respelt(text: str) -> Iterator[str]:
    """Write `&` as a word, initials together or apart, and leave a middle one out: `T. S. Eliot`, `John F. Kennedy`.

    `FC Ulm` for `1. FC Ulm`, `University of Texas in Austin` for the one at Austin, `Peoples Party` without apostrophe;
    `Asphalt and Concrete` for the two with a stroke, `F15` for `F-15`, `Charlie Johnson` for `A.T. Charlie Johnson`,
    `School of Law at Ulm Hall` for the one at the hall.
    """
    if _AND.search(text):
        yield _AND.sub(" and ", text)
    if _ARTICLE.search(text):
        yield _ARTICLE.sub(" ", text)
    if _NUMBERED.match(text):
        yield _NUMBERED.sub("", text)
    if _SEATED.match(text):
        yield from (_SEATED.sub(rf"\1{other}", text) for other in (" in ", ", "))
    if "'s " in text:
        yield text.replace("'s ", "s ")
    if _EITHER.search(text):
        yield _EITHER.sub(" and ", text)
    if _MARK.search(text):
        yield _MARK.sub("", text)
    if _LEADING.match(text):
        yield _LEADING.sub("", text)
    letters = _INITIALS.search(text)
    if letters:
        initials = [letter for letter in letters[0] if letter.isalpha()]
        before, behind = text[: letters.start()], text[letters.end() :]
        yield f"{before}{' '.join(initials)} {behind}"
        yield f"{before}{'.'.join(initials)}. {behind}"
    elif _MIDDLE.search(text):
        yield _MIDDLE.sub(" ", text)
