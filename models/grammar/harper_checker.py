"""Harper, in process: https://writewithharper.com, through the package harper-py."""

from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from content.errors import MissingPart
from models.grammar.lists import words
from models.grammar.proposals import Proposal

if TYPE_CHECKING:
    from harper import Lint, Linter

BY = "harper"
_ONE_AT_A_TIME = Lock()
"""Harper refuses a second thread inside the same linter."""


@cache
def _linter() -> "Linter":
    """The linter with its rules of spelling, style and dialect off; building its dictionary takes most of a second."""
    import harper

    linter = harper.Linter(harper.Dialect.AMERICAN)
    config = harper.get_default_lint_config()
    linter.set_lint_config({rule: on and rule not in words("harper_off") for rule, on in config.items()})
    return linter


class HarperChecker:
    """Propose Harper's corrections of grammar, without its rules of spelling, style and dialect."""

    def __init__(self) -> None:
        """Find the package.

        Raises:
            MissingPart: it is not installed.
        """
        from importlib.metadata import PackageNotFoundError, version

        try:
            self.name = f"{BY} (harper-py {version('harper-py')})"
        except PackageNotFoundError as error:
            raise MissingPart(
                "the grammar checker Harper is not installed",
                place="grammar.checker",
                remedy="run `pip install harper-py`, or set grammar.checker to languagetool or none",
            ) from error

    def propose(self, texts: Sequence[str]) -> list[list[Proposal]]:
        """Propose changes to each text, in order of place."""
        return [_proposals(text) for text in texts]


def _proposals(text: str) -> list[Proposal]:
    if not text.strip():
        return []
    with _ONE_AT_A_TIME:
        found = _linter().organized_lints(text, language="plaintext")
    proposals = [_proposal(rule, lint) for rule in sorted(found) for lint in found[rule] if _wanted(rule, lint)]
    return sorted(proposals, key=lambda one: (one.start, one.end, one.rule))


def _wanted(rule: str, lint: "Lint") -> bool:
    grammar = lint.lint_kind in words("harper_kinds") or rule in words("harper_rules")
    return grammar and rule not in words("harper_off") and lint.suggestion_count > 0


def _proposal(rule: str, lint: "Lint") -> Proposal:
    from harper import SuggestionKind

    best, start, end = lint.suggestions[0], lint.span.start, lint.span.end
    return Proposal(
        start=end if best.kind == SuggestionKind.INSERT_AFTER else start,
        end=end,
        replacement="" if best.kind == SuggestionKind.REMOVE else best.replacement_text,
        rule=rule,
        message=lint.message,
        by=BY,
    )
