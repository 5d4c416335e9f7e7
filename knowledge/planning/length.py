"""Words and facts: how many facts a length has room for, and how long the planned facts will be."""

from collections.abc import Sequence

from content.artifacts import Brief, Outline, Section
from knowledge.planning.shapes import Shape, shapes

_LINE_WORDS = 9
"""Words of a fixed line, as a rule."""
_SHORT = 0.8
"""Share of the words asked for below which the report says why."""


def room_for(brief: Brief, shape: Shape) -> int:
    """Count the facts that the length asked for has room for; at least one."""
    lines = sum(bool(step.before) + bool(step.after) for step in shape.sections)
    words = (brief.words or shape.words) - _LINE_WORDS * lines
    return max(1, round(words / shape.words_per_fact))


def carried_words(sections: Sequence[Section]) -> int:
    """Estimate the words of planned sections."""
    by_style = shapes().sentence_words
    words = 0
    for section in sections:
        for plan in section.plans:
            words += len(plan.text.split()) if plan.text else by_style[section.style][min(len(plan.facts), 3) - 1]
    return words


def expected_words(brief: Brief, shape: Shape, sections: Sequence[Section]) -> int:
    """Say how long a document will be: what its facts carry, at most what was asked for."""
    return min(brief.words or shape.words, carried_words(sections))


def length_note(outline: Outline) -> str:
    """Say why a document is shorter than asked; empty when it is not."""
    brief, shape = outline.brief, shapes().kinds[outline.brief.kind]
    asked, carried = brief.words or shape.words, carried_words(outline.sections)
    if carried >= _SHORT * asked or any(one.reason == "budget" for one in outline.left_out):
        return ""
    count = len(outline.facts)
    wish = f"asked for {asked} words" if brief.words else f"the usual length is {asked} words"
    return f"{wish}; {count} fact{'' if count == 1 else 's'} carr{'ies' if count == 1 else 'y'} about {carried}"
