"""The prompt of the verbaliser: facts under their subjects, the tone, perhaps a draft, then `Sentence:`.

It is short, because an adapter has learnt what a few-shot prompt has to show, and every token of it costs time.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from content.artifacts import Fact
from models.wording.phrases import clean, object_phrase, spoken_relation
from models.wording.validity import when


class Line(NamedTuple):
    """A fact as the prompt shows it."""

    subject: str
    relation: str
    object: str


def prompt_of(lines: Iterable[Line], tone: str = "plain", draft: str = "") -> str:
    """Write the prompt; the text is to follow after one space.

    Args:
        lines: the facts.
        tone: how it shall sound; the plain one is not named.
        draft: a sentence to reword, behind a space as in the middle of a text, or names lose their first letters.
    """
    shown: list[str] = []
    subject = ""
    for line in lines:
        if line.subject != subject:
            shown.append(f"# {line.subject}")
            subject = line.subject
        shown.append(f"- {line.relation}: {line.object}")
    if tone != "plain":
        shown.append(f"Tone: {tone}")
    if draft:
        shown.append(f"Draft: {draft}")
    return "\n".join([*shown, "Sentence:"])


def line_of(fact: Fact) -> Line:
    """Write a fact in words: the relation spelled out, numbers grouped, dates as people write them, `not` if denied."""
    relation = spoken_relation(fact.predicate)
    time = when(fact)
    value = clean(fact.object) if fact.value.kind == "entity" else object_phrase(fact)
    return Line(
        clean(fact.subject),
        f"not {relation}" if fact.negated else relation,
        f"{value} ({time})" if time else value,
    )


def verbaliser_prompt(facts: Sequence[Fact], tone: str = "plain", draft: str = "") -> str:
    """Write the prompt for facts of a graph, in the order to be said."""
    return prompt_of(map(line_of, facts), tone, draft)
