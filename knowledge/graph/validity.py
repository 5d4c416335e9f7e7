"""When facts hold, and which values exclude each other."""

from content.artifacts import Value
from knowledge.graph.dates import bounds

_OPEN = ("", "~")


def overlap(from_one: str, to_one: str, from_other: str, to_other: str) -> bool:
    """Whether two periods share a day; an open or unreadable end reaches for ever.

    A period that ends in the year in which the next begins does not overlap it.

    >>> overlap("2010", "2020", "2020", ""), overlap("2010", "", "2020", ""), overlap("2020", "2020", "2020", "2020")
    (False, True, True)
    """
    first, last = _span(from_one, to_one)
    other_first, other_last = _span(from_other, to_other)
    return first < other_last and other_first < last


def _span(since: str, until: str) -> tuple[str, str]:
    start, end = bounds(since) or _OPEN, bounds(until)
    if end is None:
        return start[0], _OPEN[1]
    return start[0], end[1] if end[0] <= start[0] else end[0]


def values_are_one(one: Value, other: Value) -> bool:
    """Whether two values do not exclude each other: equal, or dates of which one is less precise."""
    if one.text == other.text:
        return True
    dates = one.kind == other.kind == "date"
    return dates and (one.text.startswith(other.text) or other.text.startswith(one.text))
