"""Grammar checkers, and the guard that keeps their edits away from names, numbers and dates."""

from models.grammar.checkers import GrammarChecker, load_grammar
from models.grammar.guard import apply_safely
from models.grammar.proposals import Proposal

__all__ = ["GrammarChecker", "Proposal", "apply_safely", "load_grammar"]
