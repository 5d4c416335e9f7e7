"""Facts and a text about them: where the things of a fact stand in the text, and what they would be turned round."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from models.wording.verbaliser import Line

_SYMMETRIC = re.compile(
    r"spouse|partner|marri|sibling|brother|sister|border|share|adjac|twin|neighbo|near|opposite|relative|same|different"
    r"|connect|adjoin|related|meets|close|similar|between|met",
    re.IGNORECASE,
)
_STAND_INS = ("Velim", "Norda", "Kesten", "Ulmen", "Orm", "Tarn", "Sella", "Brandow", "Marit", "Halden")
"""What names give way to, the longest first: words that say nothing of what they name."""


class Claim(NamedTuple):
    """Facts, and a text about them."""

    lines: tuple[Line, ...]
    text: str


def turned_round(claim: Claim, line: Line) -> Claim | None:
    """Exchange the two things of one fact, in all facts and in the text; None where that fact has no direction."""
    if not has_direction(line) or not names_both(line, claim.text):
        return None
    return Claim(
        _given(claim.lines, {line.subject: line.object, line.object: line.subject}), exchanged(claim.text, line)
    )


def renamed(claim: Claim) -> Claim:
    """Put invented names in the place of those in the text: what is known of a name must not decide what is said."""
    things = {thing for line in claim.lines for thing in (line.subject, line.object) if kind_of(thing) == "name"}
    names = sorted(things, key=lambda name: (-len(name), name))
    if not names:
        return claim
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    found = set(pattern.findall(claim.text))
    given = dict(zip((name for name in names if name in found), _STAND_INS, strict=False))
    return Claim(_given(claim.lines, given), pattern.sub(lambda match: given.get(match[0], match[0]), claim.text))


def _given(lines: Sequence[Line], names: Mapping[str, str]) -> tuple[Line, ...]:
    """Give the things of facts other names."""
    return tuple(
        Line(names.get(line.subject, line.subject), line.relation, names.get(line.object, line.object))
        for line in lines
    )


def in_a_line(line: Line) -> str:
    """Write a fact as the reader is asked about it alone, after a text that may say more."""
    return f"{line.subject} | {line.relation} | {line.object}"


def wrong_line(claim: Claim, other: Line, turn: float) -> tuple[Literal["argument_order", "relation"], Line] | None:
    """Make one fact that a text does not say of the things that it names.

    Args:
        claim: what the text says.
        other: a fact from elsewhere, whose relation may be taken.
        turn: 0 to 1, decides how: turned round, of another thing of the text, or of the other relation.

    Returns:
        None where there is no room for it.
    """
    line, *others = claim.lines
    if turn < 0.4:
        turned = Line(line.object, line.relation, line.subject)
        return ("argument_order", turned) if has_direction(line) and turned not in others else None
    if turn < 0.7 and others:
        [last] = others[-1:]
        moved = line._replace(object=last.object) if turn < 0.6 else line._replace(subject=last.object)
        fits = kind_of(last.object) == kind_of(line.object if turn < 0.6 else line.subject)
        known = any(one.relation == line.relation or one.object == line.object for one in others)
        return ("relation", moved) if fits and not known and moved.subject != moved.object else None
    alike = any(stems(other.relation) & stems(one.relation) for one in claim.lines)
    if alike or kind_of(other.object) != kind_of(line.object):
        return None
    return "relation", line._replace(relation=other.relation)


def has_direction(line: Line) -> bool:
    """Tell whether a fact says another thing turned round: not of neighbours, nor of numbers and plain words."""
    return not (_SYMMETRIC.search(line.relation) or line.object[:1].isdecimal() or line.object.islower())


def names_both(line: Line, text: str) -> bool:
    """Tell whether a text names both things of a fact once, and one is no part of the other."""
    return (
        text.count(line.subject) == 1
        and text.count(line.object) == 1
        and line.object not in line.subject
        and line.subject not in line.object
    )


def exchanged(text: str, line: Line) -> str:
    """Put the two things of a fact in each other's place."""
    return text.replace(line.subject, "\0").replace(line.object, line.subject).replace("\0", line.object)


def kind_of(text: str) -> str:
    """Tell a number, a name and other text apart."""
    if text[:1].isdecimal() or text[:1] in "-€$£":
        return "number"
    return "name" if any(letter.isupper() for letter in text) else "text"


def stems(relation: str) -> set[str]:
    """List the first letters of a relation's words."""
    return {word[:5].casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", relation) if len(word) > 2}


def in_object(claim: Claim, number: str) -> bool:
    """Tell whether a number of the text stands in an object of its facts."""
    plain = number.replace(",", "")
    return any(plain in line.object.replace(",", "") for line in claim.lines)
