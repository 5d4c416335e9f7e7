"""A few facts about a subject, or along a chain, said together: pairs whose texts are fused from people's clauses."""

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from models.training.clauses import Clause
from models.training.fusing import Said, Subject, followed, fused, sentence
from models.training.worlds import Known
from models.wording.morphology import plural, with_article
from models.wording.phrases import listed, spoken_name
from models.wording.verbaliser import Line, prompt_of

_TRIES = 12
_LONGEST = 300
"""Characters; a longer sentence is no example."""


class Pair(NamedTuple):
    """What the verbaliser learns from: facts as the prompt shows them, and a sentence that says them all."""

    lines: tuple[Line, ...]
    text: str
    tone: str = "plain"
    draft: str = ""
    """A plainer sentence that says the same; empty where the facts alone are shown."""

    @property
    def prompt(self) -> str:
        """What the model is asked with."""
        return prompt_of(self.lines, self.tone, self.draft)


class Told(NamedTuple):
    """A subject with the facts to tell of it."""

    name: str
    facts: tuple[Known, ...]
    pronoun: str = ""

    @property
    def subject(self) -> Subject:
        """The subject as sentences name it; things and places are `it`."""
        kind = self.facts[0].of
        pronoun = self.pronoun if kind == "person" else "it"
        return Subject(spoken_name(self.name, "person" if kind == "person" else ""), kind, pronoun)


def composed(main: Told, rng: Random, chain: Told | None = None) -> Pair | None:
    """Say facts about a subject, and about the object of one of them, in one fluent sentence.

    Args:
        main: the subject and its facts.
        rng: chooses the words.
        chain: facts about one object of `main`.

    Returns:
        None when no wording was found that names everything.
    """
    for _ in range(_TRIES):
        text = _worded(main, chain, rng)
        lines = _lines(main, chain, rng)
        if text and names_all(lines, text) and len(text) < _LONGEST and not _DOUBLED.search(text):
            return Pair(lines, text)
    return None


_DOUBLED = re.compile(r"\b(a|an|the|in|of|is|has|was) \1\b")


def names_all(lines: Sequence[Line], text: str) -> bool:
    """Tell whether a text names every subject and every object to the letter."""
    return all((line.object in text or line.object in YES_NO) and line.subject in text for line in lines)


YES_NO = frozenset({"yes", "no"})
"""Objects that are said by the words of their relation."""
_NAMED = re.compile(r"\b(?:[A-Z]|\d)[\w.,'-]*")


def adds_nothing(lines: Sequence[Line], text: str) -> bool:
    """Tell whether every name and number of a text is in its facts; the first word of a sentence may be any."""
    known = " ".join(f"{line.subject} {line.relation} {line.object}" for line in lines).casefold()
    rest = text
    for name in sorted({name for line in lines for name in (line.subject, line.object)}, key=len, reverse=True):
        rest = rest.replace(name, "_")
    rest = re.sub(r"(?:^|[.!?] )\w+", "", rest)
    return all(word.strip(".,'-").casefold() in known for word in _NAMED.findall(rest))


def _lines(main: Told, chain: Told | None, rng: Random) -> tuple[Line, ...]:
    facts = list(main.facts)
    if rng.random() < 0.5:
        rng.shuffle(facts)
    lines = [Line(main.name, known.relation, known.object) for known in facts]
    if chain:
        after = [Line(chain.name, known.relation, known.object) for known in chain.facts]
        at = rng.choice([len(lines), len(lines), 0])
        lines[at:at] = after
    return tuple(lines)


def _worded(main: Told, chain: Told | None, rng: Random) -> str:
    said = _said(main.facts, rng)
    if chain:
        said.sort(key=lambda one: one.tail == chain.subject.name)
    said.sort(key=lambda one: one.clause.form != "whole")
    text = fused(main.subject, said, rng)
    if chain:
        text = followed(text, chain.subject, _said(chain.facts, rng), rng) if text.endswith(chain.subject.name) else ""
    return text and sentence(text)


def _said(facts: Sequence[Known], rng: Random) -> list[Said]:
    """Choose a clause for every fact; facts that share a relation become one list."""
    groups: dict[str, list[Known]] = {}
    for at, known in enumerate(facts):
        groups.setdefault(known.names[0] if known.names else f"{known.relation} {at}", []).append(known)
    said = []
    for group in groups.values():
        clause = rng.choice(group[0].clauses)
        if len(group) > 1:
            clause = next(
                (one for one in group[0].clauses if one.form == "verb" and not one.words.startswith("is a ")), clause
            )
            be = {"is": "are", "was": "were"}.get(clause.be, clause.be)
            clause = clause._replace(be=be, words=plural(clause.words) if clause.form == "noun" else clause.words)
        if len(group) > 1 and clause.form != "whole":
            said.append(Said(clause, _together(clause, group)))
        else:
            said += [Said(rng.choice(known.clauses), _spoken(known)) for known in group]
    return said


def _together(clause: Clause, group: Sequence[Known]) -> str:
    """List objects; each has an article of its own where the clause gives the first one."""
    first, *others = map(_spoken, group)
    return listed([first, *(map(with_article, others) if " a {t}" in clause.words else others)])


def _spoken(known: Known) -> str:
    """Write an object; countries that take an article have it, unless the clause brings one."""
    whole = known.to == "place" and not any("the {t}" in clause.words for clause in known.clauses)
    return spoken_name(known.object) if whole else known.object
