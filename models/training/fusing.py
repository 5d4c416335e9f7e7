"""Join clauses about one subject, and about what it names, into sentences as people write them."""

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from models.training.clauses import Class, Clause

_APPOSITION = re.compile(r"^(?:is|was) (?P<phrase>(?:an?|the) [^,]+)$")
_PARTICIPLE = re.compile(
    r"^(?:is|was) (?P<phrase>(?:[a-z]+(?:ed|wn|lt|de|ng|un|id|ld|en)|born|set|part|also \w+ed) .*)$"
)
_KIND = re.compile(r"^is an? [^,]+$")
_TAILS = (
    (re.compile(r"^(?:is|was) (?=(?:made|built|designed|published|written|produced|manufactured|founded|owned) )"), ""),
    (re.compile(r"^(?:is|lies|is located|is situated) (?=(?:in|at|on) )"), ""),
    (re.compile(r"^has (?=an? |room )"), "with "),
    (re.compile(r"^comes (?=from )"), ""),
)
"""How what a thing does follows what it is: `is a tent made by`, `is a town in`, `is a town with a population of`."""
_MEASURE = re.compile(r"^[-+£$€]?\d[\d.,]*\D{0,12}$")


class Said(NamedTuple):
    """A fact with the clause chosen for it; its object may be a list of several facts' objects."""

    clause: Clause
    tail: str


class Subject(NamedTuple):
    """What clauses are about."""

    name: str
    kind: Class
    pronoun: str = ""
    """`he`, `she` or `it`; empty when nobody knows, and then the name is said again."""

    @property
    def relative(self) -> str:
        """The relative pronoun."""
        return "who" if self.kind == "person" else "which"

    @property
    def possessive(self) -> str:
        """What stands before something it has, later in the text."""
        return {"he": "his", "she": "her", "it": "its"}.get(self.pronoun, _possessive(self.name))


def fused(subject: Subject, said: Sequence[Said], rng: Random) -> str:
    """Say clauses about one subject in one sentence, without its full stop."""
    if len(said) == 1:
        return alone(subject.name, said[0], rng)
    whole = next((one for one in said if one.clause.form == "whole"), None)
    if whole:
        return _after_whole(subject, whole, [one for one in said if one is not whole], rng)
    rest = _attached(said, rng)
    if len(rest) == 1:
        return alone(subject.name, rest[0], rng)
    front, aside = "", ""
    if rng.random() < 0.6:
        front, aside, rest = _moved(subject, rest, rng)
    verbs, nouns = _in_order(rest, rng)
    name = f"{subject.name}{aside}"
    if not verbs:
        first, *others = nouns
        start = f"the {first.clause.words} of {name} {first.clause.be} {first.tail}"
        body = _listed([start, *(_its(subject, one) for one in others)], rng)
    else:
        body = _listed([f"{name} {_chained(verbs, rng)}", *(_its(subject, one) for one in nouns)], rng)
    return front + body


def _attached(said: Sequence[Said], rng: Random) -> list[Said]:
    """Hang one clause on what the subject is: `is a tent` and `is made by Kor` become `is a tent made by Kor`."""
    filled = {one: one.clause.filled(one.tail) for one in said if one.clause.form == "verb"}
    kind = next((one for one, phrase in filled.items() if _KIND.match(phrase)), None)
    if kind is None or rng.random() > 0.7:
        return list(said)
    for one, phrase in filled.items():
        tails = [pattern.sub(begin, phrase) for pattern, begin in _TAILS if pattern.match(phrase)]
        if tails and one is not kind:
            words = f"{filled[kind]} {tails[0]}"
            joined = Said(Clause("verb", words.replace(one.tail, "{t}")), one.tail)
            return [joined, *(other for other in said if other is not one and other is not kind)]
    return list(said)


def _in_order(rest: Sequence[Said], rng: Random) -> tuple[list[str], list[Said]]:
    verbs: list[str] = []
    nouns: list[Said] = []
    for one in rest:
        phrase = _verb_phrase(one, rng)
        if phrase is None:
            nouns.append(one)
        else:
            verbs.append(phrase)
    return verbs, nouns


def alone(name: str, one: Said, rng: Random) -> str:
    """Say one fact in a sentence of its own, without its full stop."""
    clause = one.clause
    if clause.form == "whole":
        return clause.words.replace("{h}", name).replace("{t}", one.tail)
    if clause.form == "verb":
        return f"{name} {clause.filled(one.tail)}"
    if _MEASURE.match(one.tail) and rng.random() < 0.4:
        return f"{name} has {_article(clause.words)} of {one.tail}"
    if rng.random() < 0.3 and len(name) < 30:
        return f"{_possessive(name)} {clause.words} {clause.be} {one.tail}"
    return f"the {clause.words} of {name} {clause.be} {one.tail}"


def followed(sentence: str, tail: Subject, said: Sequence[Said], rng: Random) -> str:
    """Go on about what a sentence ended with: `..., which lies in ...`; it must end with that name."""
    verbs, nouns = _in_order(said, rng)
    if any(one.clause.form == "whole" for one in said):
        return ""
    parts = [f"{tail.relative} {_chained(verbs, rng)}"] if verbs else []
    parts += [f"whose {one.clause.words} {one.clause.be} {one.tail}" for one in nouns]
    return f"{sentence}, {' and '.join(parts)}"


def _moved(subject: Subject, rest: list[Said], rng: Random) -> tuple[str, str, list[Said]]:
    """Take one clause out of the row: before the subject or right behind it."""
    at = rng.randrange(len(rest))
    one = rest[at]
    others = rest[:at] + rest[at + 1 :]
    if subject.name in {"he", "she", "it"}:
        return "", "", rest
    if one.clause.form == "noun":
        return "", f", whose {one.clause.words} {one.clause.be} {one.tail},", others
    phrase = one.clause.filled(one.tail)
    apposition, participle = _APPOSITION.match(phrase), _PARTICIPLE.match(phrase)
    if apposition and rng.random() < 0.7:
        # Behind a name, `who` would be understood of that name.
        if phrase.split()[-1].islower() and others[0].clause.form == "verb" and rng.random() < 0.5:
            link = "who" if subject.kind == "person" else rng.choice(["that", "which"])
            return "", f" {phrase} {link}", others
        return "", f", {apposition['phrase']},", others
    if participle and rng.random() < 0.8:
        moved = participle["phrase"]
        if others[0].clause.form == "verb" and rng.random() < 0.6:
            return f"{moved}, ", "", others
        return "", f", {moved},", others
    return "", f", {subject.relative} {phrase},", others


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _verb_phrase(one: Said, rng: Random) -> str | None:
    if one.clause.form == "verb":
        return one.clause.filled(one.tail)
    if one.clause.form == "noun" and _MEASURE.match(one.tail) and rng.random() < 0.75:
        return f"has {_article(one.clause.words)} of {one.tail}"
    return None


def _after_whole(subject: Subject, whole: Said, others: Sequence[Said], rng: Random) -> str:
    """Begin with a sentence of its own shape, and hang the rest on the subject's name where that ends it."""
    text = whole.clause.words.replace("{t}", whole.tail)
    usable = [one for one in others if one.clause.form != "whole"]
    if len(usable) == len(others) and text.endswith("{h}"):
        return followed(text.replace("{h}", subject.name), subject, others, rng)
    first = text.replace("{h}", subject.name)
    verbs, nouns = _in_order([one for one in others if one.clause.form != "whole"], rng)
    pieces = [f"{subject.pronoun or subject.name} {_chained(verbs, rng)}"] if verbs else []
    pieces += [_its(subject, one) for one in nouns]
    pieces += [
        one.clause.words.replace("{t}", one.tail).replace("{h}", subject.name)
        for one in others
        if one.clause.form == "whole"
    ]
    return _listed([first, *pieces], rng)


def _its(subject: Subject, one: Said) -> str:
    if one.clause.form == "verb":
        return f"{subject.pronoun or subject.name} {one.clause.filled(one.tail)}"
    return f"{subject.possessive} {one.clause.words} {one.clause.be} {one.tail}"


def _chained(verbs: Sequence[str], rng: Random) -> str:
    """Join verb phrases; a verb that comes back at once is said only once."""
    if len(verbs) == 1:
        return verbs[0]
    for start in ("has a", "was born", "is located in", "is", "was", "has"):
        if all(verb.startswith(start + " ") for verb in verbs) and rng.random() < 0.6:
            return f"{start} " + _series([verb[len(start) + 1 :] for verb in verbs])
    return _series(verbs)


def _series(items: Sequence[str]) -> str:
    comma = "," if any("," in item or " and " in item for item in items) else ""
    return f"{', '.join(items[:-1])}{comma} and {items[-1]}"


def _listed(parts: Sequence[str], rng: Random) -> str:
    if len(parts) == 1:
        return parts[0]
    comma = "," if len(parts) > 2 or rng.random() < 0.5 else ""
    return f"{', '.join(parts[:-1])}{comma} and {parts[-1]}"


def _article(noun: str) -> str:
    if noun.endswith("s") and not noun.endswith("ss") and " of " not in noun:
        return noun
    return f"{'an' if re.match(r'[aeio]|un(?!i)', noun.lower()) else 'a'} {noun}"


def sentence(text: str) -> str:
    """Capitalise and end a sentence."""
    text = text.strip()
    first = text.split(" ", 1)[0]
    text = text if any(letter.isupper() for letter in first) else text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
