"""Extracted text, tidied: one kind of line break, nothing hidden, lines of a wrapped paragraph joined."""

import re
import unicodedata
from typing import NamedTuple

from knowledge.readers.cleaning import hidden

_JOINER = re.compile("(?<![\u0600-\U0010ffff])[\u200c\u200d]")
_EXPECTED = "\u00ad\ufeff\u200b"
"""Soft hyphens, stray byte order marks and break hints: part of ordinary pages, removed without a word."""
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\xa0": " "})
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_BULLET = re.compile(r"\s*(?:[-*•–—+>#|]|\(?\w{1,3}[.)]\s)|\s{4,}")
_HYPHENATED = re.compile(r"\w+-\w+")
_BROKEN_WORD = re.compile(r"(\w{1,60})-$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,60}")
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
    return Tidy(_GAPS.sub("\n\n", unicodedata.normalize("NFC", text)).strip("\n"), ", ".join(told[:4]) + rest)


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
    hyphenated = set(_HYPHENATED.findall(text))
    pieces: list[str] = []
    is_open = False
    for row in rows:
        if is_open and row.strip() and not _BULLET.match(row):
            pieces[-2:] = _ending(pieces[-2].rstrip(), row.lstrip(), hyphenated)
            pieces += (row.lstrip(), "\n")
        else:
            pieces += (row, "\n")
        is_open = len(row) >= _FULL * width and not row.rstrip().endswith((".", "!", "?", ":", "”", '"'))
    return "".join(pieces[:-1])


def _ending(row: str, after: str, hyphenated: set[str]) -> tuple[str, str]:
    """Give a full row as it stands before the next, and what comes between the two."""
    broken, rest = _BROKEN_WORD.search(row[-61:]), _FIRST_WORD.match(after)
    if not broken or not rest or not rest[0][0].islower():
        return row, " "
    return (row, "") if f"{broken[1]}-{rest[0]}" in hyphenated else (row[:-1], "")
