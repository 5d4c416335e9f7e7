"""The plan: a whole document before a word is written."""

from typing import Literal

from content.artifacts.base import Artifact, Label
from content.artifacts.incoming import Brief, Fact


class SentencePlan(Artifact):
    """What one sentence says: facts that belong together, a list of one relation, or a wording that claims nothing."""

    id: str
    """`s1p2`: section 1, plan 2."""
    facts: tuple[str, ...] = ()
    """Fact ids, in the order to be said."""
    text: str = ""
    """A wording given by the shape or a person; the model is not asked."""
    label: Label = "stated"


class Section(Artifact):
    """A heading and what is said under it."""

    heading: str = ""
    """Empty: no heading (captions, the opening of an article)."""
    style: Literal["prose", "list", "answer", "dialogue"] = "prose"
    plans: tuple[SentencePlan, ...] = ()


class LeftOut(Artifact):
    """A fact that was not planned, and why."""

    fact: str
    reason: str
    """`must_avoid`, `budget`, `repeats`, `no_wording`, `conflict`, `removed by a person`."""
    said: str = ""
    """The fact in a few words, for people: `Paris · twinned with · Rome`."""


class Outline(Artifact):
    """Output of plan_content: the whole document before a word is written. Holds its own facts."""

    brief: Brief
    title: str
    subject: str
    """Preferred label of the topic's entity."""
    subject_type: str = ""
    subject_names: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    """Every fact that a sentence plan names, once."""
    left_out: tuple[LeftOut, ...] = ()
    words: int
    """The budget that the facts can fill; at most what the brief asks."""
    barred: tuple[str, ...] = ()
    """Worn phrases for which this document has no share of the job's budget: another wording goes before them."""
    notes: tuple[str, ...] = ()
    """For the report: why shorter than asked, which `must_mention` has no fact …"""
