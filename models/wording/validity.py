"""When facts hold: the words for their dates, and the tense that goes with them."""

import re

from content.artifacts import Fact
from content.names import spoken_date
from models.wording.morphology import Tense

PRESENT_YEAR = 2026
"""Facts that hold until this year or a later one are told in the present. A clock would change texts every day."""


def when(fact: Fact) -> str:
    """Say when a fact holds: `since 2014`, `from 2001 to 2009`, `until 2009`; "" when it has no dates.

    >>> from content.artifacts import Value
    >>> when(Fact(id="f", subject="a", predicate="b", object="c", value=Value(kind="text", text="c"), valid_to="2009"))
    'until 2009'
    """
    begin, end = spoken_date(fact.valid_from.strip()), spoken_date(fact.valid_to.strip())
    if begin and begin == end:
        return f"{'on' if len(fact.valid_from.strip()) > 7 else 'in'} {begin}"
    if begin and end:
        return f"from {begin} to {end}"
    return f"since {begin}" if begin else f"until {end}" if end else ""


def tense_of(fact: Fact) -> Tense | None:
    """Choose the tense of a verb in the present; None leaves it as it is."""
    year = re.match(r"-?\d{1,4}", fact.valid_to.strip())
    if fact.valid_to.strip():
        return "present" if year and int(year[0]) >= PRESENT_YEAR else "past"
    return "perfect" if fact.valid_from.strip() else None
