"""Make text from outside safe to show: nothing invisible, nothing that reorders, one line a sentence."""

import re

from content.artifacts import Document, DocumentSection, Sentence
from content.errors import StageError

_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
)
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_PLANES = range(0x10000, 0x110001, 0x10000)
_NOT_CHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(end - 2)}{chr(end - 1)}" for end in _PLANES)
_SMUGGLED = "\U000e0000-\U000e0fff"
_SURROGATES = "\ud800-\udfff"
_JOINERS = "\u200c\u200d"
_BREAKS = "\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029"

_REMOVED = re.compile(f"[{_CONTROLS}{_HIDDEN}{_BIDI}{_NOT_CHARACTERS}{_SMUGGLED}]")
# Joiners are part of the spelling in Persian, in Indic scripts and in emoji; between Latin letters they only hide.
_IDLE_JOINER = re.compile(
    f"(?<![\u0590-\u1cff\u2190-\U0010ffff])[{_JOINERS}]+|(?<=[{_JOINERS}])[{_JOINERS}]+|[{_JOINERS}]+$"
)
_LONE_SURROGATE = re.compile(f"[{_SURROGATES}]")
_WHITE = re.compile(f"[ {_BREAKS}]+")

UNSAFE = re.compile(f"[{_CONTROLS}{_HIDDEN}{_BIDI}{_NOT_CHARACTERS}{_SMUGGLED}{_SURROGATES}{_JOINERS}\x85\u2028\u2029]")
"""Characters that a machine-readable file writes as escapes, so that no editor or terminal acts on them."""


def visible(text: str) -> str:
    """Write a text as one line of characters that a reader sees.

    Bidirectional overrides, zero-width and control characters go; line breaks and runs of spaces become one space. What
    a script needs to be spelt right (joiners after Persian, Indic and emoji characters, no-break spaces) stays.

    >>> visible("in\\u202evoice\\u200b\\nNo.  7")
    'invoice No. 7'
    """
    shown = _LONE_SURROGATE.sub("\ufffd", _WHITE.sub(" ", text))
    return _WHITE.sub(" ", _IDLE_JOINER.sub("", _REMOVED.sub("", shown))).strip()


def cleaned(document: Document) -> Document:
    """Make every text of a document that people read visible; facts keep their bytes, which their ids are made of.

    Raises:
        StageError: a sentence has nothing visible in it.
    """
    sections = tuple(_cleaned_section(section, document.id) for section in document.sections)
    return document.model_copy(
        update={
            "title": visible(document.title) or visible(document.subject) or "Untitled",
            "language": visible(document.language),
            "subject": visible(document.subject),
            "notice": visible(document.notice),
            "notes": tuple(visible(note) for note in document.notes),
            "sections": sections,
        }
    )


def _cleaned_section(section: DocumentSection, document: str) -> DocumentSection:
    sentences = tuple(_cleaned_sentence(sentence, document) for sentence in section.sentences)
    return section.model_copy(update={"heading": visible(section.heading), "sentences": sentences})


def _cleaned_sentence(sentence: Sentence, document: str) -> Sentence:
    text = visible(sentence.text)
    if not text:
        raise StageError(f"{document}: sentence {sentence.sentence} has no visible text")
    return sentence.model_copy(update={"text": text, "section": visible(sentence.section)})
