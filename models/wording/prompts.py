"""Prompts for the language model: a long prefix that a job shares, then the facts of one plan."""

from collections.abc import Sequence

from content.artifacts import Brief, Fact
from content.names import relation_words, spoken_object

STOP: tuple[str, ...] = ("\n",)
"""Where a completion ends."""


def render_prompt(facts: Sequence[Fact], brief: Brief) -> str:
    """Write the prompt for one sentence: the shared prefix first, the facts last."""
    lines = "; ".join(f"{fact.subject} | {relation_words(fact.predicate)} | {spoken_object(fact)}" for fact in facts)
    return f"Facts: {lines}\nSentence ({brief.tone}):"


def section_prompt(facts: Sequence[Fact], brief: Brief, heading: str) -> str:
    """Write the prompt for a whole section, for larger models."""
    lines = "\n".join(f"- {fact.subject} | {relation_words(fact.predicate)} | {spoken_object(fact)}" for fact in facts)
    return f"Facts:\n{lines}\nWrite the section “{heading}” of a {brief.kind}:"
