"""Which grammar checker runs: Harper, LanguageTool or none."""

from collections.abc import Sequence
from typing import Protocol

from content.settings import GrammarSettings
from models.grammar.harper_checker import HarperChecker
from models.grammar.languagetool import LanguageToolChecker
from models.grammar.proposals import Proposal


class GrammarChecker(Protocol):
    """Proposes corrections; decides nothing."""

    name: str
    """With version or address, as the ledger shows it."""

    def propose(self, texts: Sequence[str]) -> list[list[Proposal]]:
        """Propose changes to each text, in order of place."""
        ...


def load_grammar(settings: GrammarSettings) -> GrammarChecker | None:
    """Load the checker that the settings name, or None when they name none.

    Raises:
        MissingPart: its package, or a local LanguageTool, is not installed.
        InputError: the server's address is not one.
        PassingFault: the server does not answer now.
    """
    if settings.checker == "none":
        return None
    if settings.checker == "languagetool":
        return LanguageToolChecker(settings.languagetool_url)
    return HarperChecker()
