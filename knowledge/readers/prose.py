"""Extracted text, tidied: one kind of line break, nothing hidden, lines of a wrapped paragraph joined."""

import re
import unicodedata
from typing import NamedTuple

from knowledge.readers.cleaning import hidden

_JOINER = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d]")
_EXPECTED = "\u00ad\ufeff\u200b"
"""Soft hyphens, stray byte order marks and break hints: part of ordinary pages, removed without a word."""
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\xa0": " "})
_BULLET = re.compile(r"\s*(?:[-*•–—+>#|]|\(?\w{1,3}[.)]\s)|\s{4,}")
_BROKEN_WORD = re.compile(r"(\w+)-$")
_SHORTEST_WRAP, _LONGEST_WRAP = 40, 160
_FULL = 0.7
"""Share of the usual width from which a line counts as full."""


class Tidy(NamedTuple):
    """A text that is safe to work with, and what was removed from it, in words."""

    text: str
    removed: str


def tidy(text: str) -> Tidy:
    """Normalise line breaks, spaces and composed letters; remove what cannot be seen."""
    text = _JOINER.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS))
    found = {letter: kind for letter in sorted(set(text)) if letter != "\n" and (kind := hidden(letter))}
    if found:
        text = text.translate(dict.fromkeys(map(ord, found)))
    told = [f"{kind} U+{ord(letter):04X}" for letter, kind in found.items() if letter not in _EXPECTED]
    rest = f" and {len(told) - 4} more" if len(told) > 4 else ""
    return Tidy(unicodedata.normalize("NFC", text).strip("\n"), ", ".join(told[:4]) + rest)


def unwrap(text: str) -> str:
    """Join the lines of a paragraph that was wrapped at a fixed width, so that sentences stay whole.

    A line is joined to the next when it is about as wide as the text and does not end a sentence; headings, lists,
    verse and tables keep their lines. A word that a hyphen breaks at the end of a line is joined as the rest of the
    text spells it.
    """
    rows = text.split("\n")
    widths = sorted(len(row) for row in rows if row.strip())
    width = widths[len(widths) * 9 // 10] if widths else 0
    if not _SHORTEST_WRAP <= width <= _LONGEST_WRAP:
        return text
    joined: list[str] = []
    open_row = False
    for row in rows:
        if open_row and row.strip() and not _BULLET.match(row):
            joined[-1] = _join(joined[-1], row.lstrip(), text)
        else:
            joined.append(row)
        open_row = len(row) >= _FULL * width and not row.rstrip().endswith((".", "!", "?", ":", "”", '"'))
    return "\n".join(joined)


def _join(row: str, after: str, text: str) -> str:
    broken = _BROKEN_WORD.search(row.rstrip())
    rest = re.match(r"[^\W\d_]+", after)
    if not broken or not rest or not rest[0][0].islower():
        return f"{row.rstrip()} {after}"
    hyphenated = f"{broken[1]}-{rest[0]}"
    return row.rstrip() + after if hyphenated in text else row.rstrip()[:-1] + after
