"""The few words that planning itself writes: titles, headings and fixed lines. They claim nothing."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product

from content.artifacts import Brief, Fact
from content.names import relation_words, spoken_object
from content.remembering import remembered
from knowledge.planning.shapes import Data, Line, read_data

_SEVERAL = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


class Names(Data):
    """Which names an article goes before, by their last or first word."""

    last: tuple[str, ...]
    whole: tuple[str, ...]
    first: tuple[str, ...]


@cache
def _names() -> Names:
    return Names.model_validate(read_data("names.yaml"))


def fill(template: str, slots: Mapping[str, str]) -> str:
    """Put words into the {slots} of a template; a slot without words stays for a later step."""
    return re.sub(r"\{(\w+)\}", lambda match: slots.get(match[1], match[0]), template)


def one_line(text: str) -> str:
    """Reduce text from outside to one printable line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def spoken_name(name: str) -> str:
    """Write a name as it stands inside a sentence, with the article that it needs.

    >>> spoken_name("Eiffel Tower"), spoken_name("Paris")
    ('the Eiffel Tower', 'Paris')
    """
    plain = one_line(name)
    words = plain.split()
    names = _names()
    needs = plain in names.whole or (len(words) > 1 and (words[-1] in names.last or words[0] in names.first))
    return f"the {plain}" if needs and words[0].lower() != "the" else plain


def describe(fact: Fact) -> str:
    """Write a fact as a person reads it in a list: `Paris · capital of · France`."""
    relation = ("not " if fact.negated else "") + relation_words(fact.predicate)
    since = f" (from {fact.valid_from})" if fact.valid_from else ""
    until = f" (until {fact.valid_to})" if fact.valid_to else ""
    return one_line(f"{fact.subject} · {relation} · {spoken_object(fact)}{since}{until}")


def title_case(text: str) -> str:
    """Begin a heading with a capital and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def join_words(words: Sequence[str]) -> str:
    """Join words as people do: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def stable_choice(key: str, count: int) -> int:
    """Choose one of `count` by a hash of the key, the same in every process."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8", "replace")).digest()[:8], "big") % count


def pick_lines(lines: Sequence[Line], brief: Brief, subject_class: str, group: str) -> list[str]:
    """Order the lines of a group that suit a brief, each in one wording, beginning at a place that its id decides."""
    suited = _suited([line for line in lines if not line.about or subject_class in line.about], brief)
    if not suited:
        return []
    every = [(place, text) for place, line in enumerate(suited) for text in wordings_of(line.text)]
    start = stable_choice(f"{brief.id}\x1f{group}", len(every))
    first: dict[int, str] = {}
    for place, text in (*every[start:], *every[:start]):
        first.setdefault(place, text)
    return list(first.values())


@remembered
def wordings_of(line: str) -> tuple[str, ...]:
    """Write out a line in all its wordings.

    >>> wordings_of("[Thanks|Thank you] for reading.")
    ('Thanks for reading.', 'Thank you for reading.')
    """
    parts = [part.split("|") if part.count("|") else [part] for part in _SEVERAL.split(line)]
    return tuple(" ".join("".join(chosen).split()) for chosen in product(*parts))


def _suited(lines: Sequence[Line], brief: Brief) -> list[Line]:
    audience = set(re.findall(r"\w+", brief.audience.casefold()))
    for_audience = [line for line in lines if audience.intersection(line.audience)]
    if for_audience:
        return for_audience
    general = [line for line in lines if not line.audience]
    toned = [line for line in general if brief.tone in line.tones]
    untoned = [line for line in general if not line.tones]
    return toned if toned and brief.tone != "plain" else toned + untoned
