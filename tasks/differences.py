"""Where two versions of one document part: the first stage, sentence and token that differ."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from content.artifacts import Artifact, Draft, Intake, Outline

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Difference(Artifact):
    """The first place at which a replay left the record."""

    stage: str
    sentence: int | None = None
    """Position from 1; None where no sentence is to blame."""
    token: int | None = None
    """Word or sign of that sentence, from 1."""
    recorded: str = ""
    replayed: str = ""
    detail: str = ""


def first_difference(stage: str, recorded: Sequence[str], replayed: Sequence[str]) -> Difference | None:
    """Find the first sentence and token at which two lists of sentences part.

    >>> first_difference("refine_text", ["It is old."], ["It is new."]).token
    3
    """
    for number, (before, after) in enumerate(zip_longest(recorded, replayed, fillvalue=""), 1):
        if before != after:
            pairs = enumerate(zip_longest(_TOKEN.findall(before), _TOKEN.findall(after)), 1)
            token = next((place for place, (one, other) in pairs if one != other), None)
            return Difference(stage=stage, sentence=number, token=token, recorded=before, replayed=after)
    return None


def texts_of(draft: Draft) -> list[str]:
    """List the sentences of a draft."""
    return [sentence.text for section in draft.sections for sentence in section.sentences]


def compare_intakes(recorded: Intake, replayed: Intake) -> Difference | None:
    """Find what was read differently for one document."""
    if recorded == replayed:
        return None
    before, after = ([fact.id for fact in intake.facts] for intake in (recorded, replayed))
    detail = "other facts were read" if before != after else "other sources, problems or places of facts were read"
    return Difference(stage="process_input", detail=detail)


def compare_outlines(recorded: Outline, replayed: Outline) -> Difference | None:
    """Find the first sentence plan that differs; its number is the sentence's."""
    if recorded == replayed:
        return None
    said = first_difference("plan_content", _plans(recorded), _plans(replayed))
    return said or Difference(stage="plan_content", detail="the plans say the same, their notes or facts differ")


def _plans(outline: Outline) -> list[str]:
    plans = [plan for section in outline.sections for plan in section.plans]
    return [plan.text or " + ".join(plan.facts) for plan in plans]


def compare_drafts(stage: str, recorded: Draft, replayed: Draft) -> Difference | None:
    """Find the first sentence that differs, or say what else does."""
    if recorded == replayed:
        return None
    said = first_difference(stage, texts_of(recorded), texts_of(replayed))
    return said or Difference(stage=stage, detail="the sentences are the same, candidates or their likelihoods differ")
