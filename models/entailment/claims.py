"""Facts and a text about them: where the things of a fact stand in the text, and what they would be turned round."""

import re
from typing import Literal, NamedTuple

from models.wording.verbaliser import Line

_SYMMETRIC = re.compile(
    r"spouse|partner|marri|sibling|brother|sister|border|share|adjac|twin|neighbo|near|opposite|relative|same|different"
    r"|connect|adjoin|related|meets|close|similar|between|met",
    re.IGNORECASE,
)


class Claim(NamedTuple):
    """Facts, and a text about them."""

    lines: tuple[Line, ...]
    text: str


def turned_round(claim: Claim) -> Claim | None:
    """Exchange the two things of a claim's only fact, there and in the text; None where that has no direction."""
    if len(claim.lines) > 1:
        return None
    [line] = claim.lines
    if not has_direction(line) or not names_both(line, claim.text):
        return None
    return Claim((Line(line.object, line.relation, line.subject),), exchanged(claim.text, line))


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
