"""A few facts about a subject, or along a chain, said together: pairs whose texts are fused from people's clauses."""

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from models.training.fusing import Said, Subject, followed, fused, next_sentence, sentence
from models.training.worlds import Known
from models.wording.phrases import listed, spoken_name
from models.wording.verbaliser import Length, Line

_TRIES = 12


class Pair(NamedTuple):
    """What the verbaliser learns from: facts as the prompt shows them, and a text that says them all."""

    lines: tuple[Line, ...]
    text: str
    length: Length


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


def composed(main: Told, rng: Random, length: Length, chain: Told | None = None) -> Pair | None:
    """Say facts about a subject, and about the object of one of them, in fluent text.

    Args:
        main: the subject and its facts.
        rng: chooses the words.
        length: one sentence, or as many as read well.
        chain: facts about one object of `main`.

    Returns:
        None when no wording was found that names everything.
    """
    for _ in range(_TRIES):
        text = _worded(main, chain, length, rng)
        lines = _lines(main, chain, rng)
        if text and names_all(lines, text) and len(text) < 700:
            return Pair(lines, text, length)
    return None


def names_all(lines: Sequence[Line], text: str) -> bool:
    """Tell whether a text names every subject and every object to the letter."""
    return all(line.object in text and (line.subject in text) for line in lines)


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


def _worded(main: Told, chain: Told | None, length: Length, rng: Random) -> str:
    said = _said(main.facts, rng)
    sentences = 1 if length == "Sentence" else _sentences(len(said) + (len(chain.facts) if chain else 0), rng)
    if chain:
        said.sort(key=lambda one: one.tail == chain.subject.name)
    cut = len(said) if sentences == 1 or len(said) == 1 else rng.randint(1, len(said) - 1)
    if any(one.clause.form == "whole" for one in said):
        said.sort(key=lambda one: one.clause.form != "whole")
        cut = 1 if sentences > 1 and rng.random() < 0.7 else cut
    texts = [fused(main.subject, said[:cut], rng)]
    if cut < len(said):
        texts.append(next_sentence(main.subject, said[cut:], rng))
    if chain and not _go_on(texts, chain, length, rng):
        return ""
    return " ".join(sentence(text) for text in texts)


def _go_on(texts: list[str], chain: Told, length: Length, rng: Random) -> bool:
    """Say what is known of the object the text came to: at its end, or in a new sentence."""
    said = _said(chain.facts, rng)
    if texts[-1].endswith(chain.subject.name) and (length == "Sentence" or rng.random() < 0.65):
        longer = followed(texts[-1], chain.subject, said, rng)
        if longer:
            texts[-1] = longer
            return True
    if length == "Sentence":
        return False
    texts.append(fused(chain.subject, said, rng))
    return True


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
                (one for one in group[0].clauses if one.form == "verb" and not one.words.startswith("is a")), clause
            )
            clause = clause._replace(be={"is": "are", "was": "were"}.get(clause.be, clause.be))
        if len(group) > 1 and clause.form == "verb":
            said.append(Said(clause, listed([_spoken(known) for known in group])))
        else:
            said += [Said(rng.choice(known.clauses), _spoken(known)) for known in group]
    return said


def _spoken(known: Known) -> str:
    """Write an object; countries that take an article have it, unless the clause brings one."""
    whole = known.to == "place" and not any("the {t}" in clause.words for clause in known.clauses)
    return spoken_name(known.object) if whole else known.object


def _sentences(count: int, rng: Random) -> int:
    if count < 2:
        return 1
    return 1 if rng.random() < {2: 0.75, 3: 0.5, 4: 0.25}.get(count, 0.1) else 2
