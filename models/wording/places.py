"""Where a sentence mentions its subject, and where it must not be touched."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact
from content.names import spoken_object
from models.wording.morphology import is_participle, is_third_person
from models.wording.phrases import capitalised, clean
from models.wording.referents import Referents

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\([^)]*\)")
_FINITE = frozenset(
    "is are was were has have had does do did can will would may also lies lie covers costs weighs stands".split()
)
_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})
_CLAUSE = re.compile(r", (?:which|who|whose|where) ")
_BY = re.compile(r", ([a-z]+) (?:by|in|at|on|for) ")
"""A clause without a verb of its own: `, built by Ada Orm,`."""
_POSSESSIVE = re.compile(r"['’](?:s(?!\w))?")


class Mention(NamedTuple):
    """A mention of the subject in a text."""

    start: int
    end: int
    text: str
    own: bool
    """Possessive: Paris's."""
    plural: bool
    """Its verb is in the plural."""
    inside: bool
    """Not at the beginning of the sentence."""
    clause: bool = False
    """A relative clause or a participle follows, so that no pronoun may stand there."""


def protected_spans(text: str, facts: Sequence[Fact], names: Sequence[str]) -> list[tuple[int, int]]:
    """Find what must stay: quotations, brackets, and objects whose own name contains the subject's."""
    spans = [match.span() for match in _QUOTED.finditer(text)]
    for fact in facts:
        for other in {fact.object, spoken_object(fact), *fact.object_names}:
            if other not in names and any(name in other for name in names):
                spans += [match.span() for match in re.finditer(re.escape(clean(other)), text)]
    return spans


def start_mention(text: str, known: Referents, spans: Sequence[tuple[int, int]]) -> Mention | None:
    """Find the mention a sentence begins with, or the one in "The population of Paris is …"."""
    for name in known.names:
        for lead in ("The ", "the ", ""):
            if text.startswith(lead + name) or (not lead and text.startswith(capitalised(name))):
                found = _mention(text, 0, len(lead) + len(name), spans)
                if found:
                    return found
    for name in known.names:
        match = re.match(rf"(?:The|A|An) [\w\- ]{{1,60}}? of ((?:the )?{re.escape(name)})(?!\w)", text)
        if match:
            found = _mention(text, match.start(1), match.end(1), spans)
            if found and not found.own:
                return found
    return None


def rest_of(text: str, known: Referents, spans: Sequence[tuple[int, int]]) -> Mention | None:
    """Find a second, possessive mention behind "and" in the same sentence."""
    for name in known.names:
        for match in re.finditer(rf"(?<=, and )(?:the )?{re.escape(name)}(?!\w)", text):
            found = _mention(text, match.start(), match.end(), spans)
            if found and found.own:
                return found
    return None


def _mention(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Mention | None:
    """Accept a mention that is a whole noun phrase: a verb, a clause or a possessive follows, never more of a name."""
    if any(begin < end and start < stop for begin, stop in spans):
        return None
    mark = _POSSESSIVE.match(text, end)
    if mark and text[mark.end() : mark.end() + 1] == " ":
        return Mention(start, mark.end(), text[start : mark.end()], True, False, start > 0)
    participle = _BY.match(text, end)
    if _CLAUSE.match(text, end) or (participle and is_participle(participle[1])):
        return Mention(start, end, text[start:end], False, False, start > 0, clause=True)
    following = re.match(r" ([a-z]+)(?![\w-])", text[end:])
    if not following or not _is_verb(following[1]):
        return None
    return Mention(start, end, text[start:end], False, following[1] in _PLURAL_VERBS, start > 0)


def _is_verb(word: str) -> bool:
    return word in _FINITE or is_third_person(word) or is_participle(word)


def written_at(text: str, mention: Mention, way: str) -> str:
    """Put another mention in the place of one."""
    shown = way if mention.inside else capitalised(way)
    return text[: mention.start] + shown + text[mention.end :]
