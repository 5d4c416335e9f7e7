"""From the errors found in a sentence to one verdict, named after the error that tells most."""

from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Check, Verdict

_CHECKS = {
    "numbers": ("number",),
    "dates": ("date",),
    "units": ("unit",),
    "names": ("name",),
    "negation": ("negation",),
    "comparison": ("comparison",),
    "argument order": ("argument_order",),
    "relation": ("relation",),
    "additions": ("addition",),
    "coverage": ("omission",),
}
"""The checks of a verdict, in the order in which they are listed."""
_TELLING = (
    "negation",
    "date",
    "number",
    "comparison",
    "unit",
    "name",
    "argument_order",
    "relation",
    "addition",
    "omission",
)
"""Which of several errors names the verdict: the one that a true sentence raises least comes first."""
_STRANGE = frozenset({"name", "number", "date", "unit"})
_CLAUSE = 2
"""Unexplained words from which they are a clause of their own."""
WORDS_ALONE = frozenset({"argument order", "relation", "additions"})
"""Checks that a true sentence may fail for its words alone: no name, number, date, unit or denial is wrong."""
OPEN_TO_OPINION = WORDS_ALONE | {"names"}
"""Those, and the check that a true sentence fails now and then for a name beside its facts."""


class Found(NamedTuple):
    """An error in a sentence."""

    kind: str
    span: tuple[int, int] | None
    reason: str
    open: bool = True
    """Whether it may be no error, where opinions say so; a value with another fact's words is one."""
    fact: str = ""
    """Id of the fact that it is about, where it is about one."""


class Doubts(NamedTuple):
    """What stands against a sentence in which nothing else is wrong."""

    checks: tuple[str, ...] = ()
    """Which checks it fails that opinions may outweigh."""
    facts: tuple[int, ...] = ()
    """Places of the facts that fail them, among those that it has to say; none: it may be any."""
    added: int = 0
    """How many words of it nothing explains."""


def telling_order(errors: Sequence[Found], unsaid: int, misspelt: bool) -> list[str]:
    """The order of kinds by which one is named: whole clauses before words, what is missing before what is strange."""
    kinds = [error.kind for error in errors]
    first = ["name"] if misspelt else []
    if unsaid > len({error.span for error in errors if error.kind in _STRANGE}):
        first.append("omission")
    if kinds.count("addition") >= _CLAUSE and not {"relation", "argument_order"} & set(kinds):
        first.append("addition")
    values = _TELLING.index("name")
    return [*_TELLING[:values], *first, *_TELLING[values:]]


def to_verdict(text: str, errors: Sequence[Found], said: Sequence[str], wanted: int, telling: Sequence[str]) -> Verdict:
    checks = []
    for name, kinds in _CHECKS.items():
        wrong = [error for error in errors if error.kind in kinds]
        checks.append(Check(name=name, passed=not wrong, detail="; ".join(error.reason for error in wrong)))
    first = min(errors, key=lambda error: (telling.index(error.kind), error.span or (len(text), 0)), default=None)
    return Verdict(
        passed=first is None,
        said=tuple(said),
        coverage=len(said) / wanted if wanted else 1.0,
        checks=tuple(checks),
        kind=first.kind if first else None,
        span=first.span if first else None,
        reason=first.reason if first else "",
    )
