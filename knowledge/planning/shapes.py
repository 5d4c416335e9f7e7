"""The shapes of the kinds of documents, read from shapes.yaml."""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from content.artifacts import Kind, Label

Style = Literal["prose", "list", "answer", "dialogue"]
Take = Literal["first", "topics", "questions", "values", "rest", "context", "none"]


class Data(BaseModel):
    """Base of everything read from the data files here: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Line(Data):
    """A fixed wording with the slot {subject}, and for whom it is meant."""

    text: str
    tones: tuple[Literal["plain", "warm", "formal", "playful"], ...] = ()
    audience: tuple[str, ...] = ()
    """Words of a brief's audience that call for it."""
    about: tuple[str, ...] = ()
    """Classes of subjects it suits (`place`, `person` …; empty: unknown class)."""


class SectionShape(Data):
    """One step of a template: which facts it takes and how they are told."""

    take: Take
    heading: str = ""
    style: Style = "prose"
    most: int = Field(default=0, ge=0)
    """Facts at most; 0 is no limit."""
    sentences: int = Field(default=0, ge=0)
    """Sentences at most; 0 is no limit."""
    before: str = ""
    """Group of lines that one opens the section."""
    after: str = ""
    between: str = ""
    every: int = Field(default=3, ge=1)
    """Sentences between two lines of `between`."""


class Shape(Data):
    """What makes a kind of document that kind."""

    words: int = Field(ge=5)
    words_per_fact: float = Field(gt=0)
    titles: tuple[str, ...] = Field(min_length=1)
    labels: tuple[Label, ...] = Field(min_length=1)
    headings_from: int = 0
    section_facts: int = Field(default=2, ge=1)
    context: int = Field(default=0, ge=0)
    leads: int = Field(default=0, ge=0)
    """Facts that compete for a place in the opening sentence, beside what the subject is; 0 leaves it as planned."""
    invent: bool = False
    """The fixed lines invent; otherwise they claim nothing."""
    sections: tuple[SectionShape, ...] = Field(min_length=1)
    lines: dict[str, tuple[Line, ...]] = {}

    @property
    def line_label(self) -> Label:
        """Label of the fixed lines."""
        return "invented" if self.invent else "no_claim"


class Shapes(Data):
    """The whole of shapes.yaml."""

    sentence_words: dict[Style, tuple[int, int, int]]
    kinds: dict[Kind, Shape]


def read_data(name: str) -> object:
    """Read a data file that lies beside this module."""
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


@cache
def shapes() -> Shapes:
    """Read shapes.yaml, once a process."""
    return Shapes.model_validate(read_data("shapes.yaml"))
