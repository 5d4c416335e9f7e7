"""Tone in what is already worded: contractions, connectives and exclamation marks (tones.yaml), never a fact."""

import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict

from content.artifacts import Draft, DraftSection, DraftSentence, Edit
from models.wording.words import data_file

_GOES_ON = re.compile(r"(It|They|She|He) (is|are|has|have)(?= )")
_BEGINS = re.compile(r"^((?:And |So, )?(?:it|she|he)) is\b(?! not\b)", re.IGNORECASE)
_BEGIN_SEVERAL = re.compile(r"^((?:And |So, )?they) are\b(?! not\b)", re.IGNORECASE)
_NOT = re.compile(r"\b(is|are|was|were|does|do|did|has|have|had) not\b")
_PARTICIPLE = re.compile(r" ([a-z]{4,}) [a-z]+ ")
_QUOTED = re.compile(r"[“\"«]")
_UNTOUCHED = frozenset({"approved", "no_claim", "invented"})


class Tone(BaseModel):
    """One tone of tones.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contracted: bool = False
    joined: tuple[str, ...] = ()
    lively: bool = False
    named: bool = False


@cache
def tone_named(name: str) -> Tone:
    """Read a tone."""
    return Tone.model_validate(data_file("tones.yaml")[name])


def in_tone(draft: Draft) -> Draft:
    """Give a draft its brief's tone, and record each change as an edit by `tone`.

    What a person approved, what claims nothing and sentences with a quotation stay as they are.
    """
    tone = tone_named(draft.outline.brief.tone)
    if not (tone.contracted or tone.joined or tone.lively):
        return draft
    told = [
        (at, place)
        for at, section in enumerate(draft.sections)
        for place, sentence in enumerate(section.sentences)
        if _is_open(sentence)
    ]
    first = told[0] if told and tone.lively else None
    turns = iter(_turns(tone))
    sections = [
        section.model_copy(
            update={
                "sentences": tuple(
                    _toned(sentence, tone, section, turns, place, lively=(at, place) == first)
                    for place, sentence in enumerate(section.sentences)
                )
            }
        )
        for at, section in enumerate(draft.sections)
    ]
    return draft.model_copy(update={"sections": tuple(sections)})


def _turns(tone: Tone) -> Iterator[str]:
    """Give the ways to join sentences, one after the other, without an end."""
    while True:
        yield from tone.joined or ("{pronoun} {verb}",)


def _is_open(sentence: DraftSentence) -> bool:
    fixed = sentence.label in _UNTOUCHED or sentence.origin == "human" or not sentence.facts
    return not fixed and not _QUOTED.search(sentence.text)


def _toned(
    sentence: DraftSentence, tone: Tone, section: DraftSection, turns: Iterator[str], place: int, *, lively: bool
) -> DraftSentence:
    if not _is_open(sentence):
        return sentence
    texts = [sentence.text]
    if place and section.style == "prose" and _GOES_ON.match(sentence.text):
        before = section.sentences[place - 1].text
        texts.append(_joined(sentence.text, next(turns), before))
    if tone.contracted:
        texts.append(contracted(texts[-1]))
    if lively and texts[-1].endswith("."):
        texts.append(f"{texts[-1][:-1]}!")
    if texts[-1] == sentence.text:
        return sentence
    edit = Edit(by="tone", rule="tone", before=sentence.text, after=texts[-1], accepted=True)
    return sentence.model_copy(update={"text": texts[-1], "edits": (*sentence.edits, edit)})


def _joined(text: str, way: str, before: str) -> str:
    """Begin a sentence in one of the tone's ways; "also" stands behind "is" and before "has".

    "It is also made from steel" would say more of how it is made where the sentence before said by whom.
    """
    found = _GOES_ON.match(text)
    if found is None or ("also" in way and _shares_participle(text[found.end() :], before)):
        return text
    way = way.replace("also {verb}", "{verb} also") if found[2] in ("is", "are") else way
    pronoun = found[1] if way.startswith("{pronoun}") else found[1].lower()
    return way.format(pronoun=pronoun, verb=found[2]) + text[found.end() :]


def _shares_participle(behind: str, before: str) -> bool:
    participle = _PARTICIPLE.match(behind)
    return participle is not None and f" {participle[1]} " in before


def contracted(text: str) -> str:
    """Contract as people do when they speak.

    >>> contracted("It is not red."), contracted("It is red and does not fade.")
    ("It isn't red.", "It's red and doesn't fade.")
    """
    text = _BEGINS.sub(r"\1's", text)
    text = _BEGIN_SEVERAL.sub(r"\1're", text)
    return _NOT.sub(r"\1n't", text)
