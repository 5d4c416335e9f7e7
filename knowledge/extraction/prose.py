"""Find the prose in a document's text and clean it of markup, with every character's place in the source kept."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r"\s*(```|~~~)")
_RULE = re.compile(r"[\s|:=*_+~.\-–—]*")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_PREFIX = re.compile(r"[\s>]*(?:(?:[-*+•‣◦·–—]|\(?(?:\d{1,3}|[a-z])[.)])\s+|(?:Q|A|Question|Answer)\s?[:.]\s+)?")
_TERMINAL = re.compile(r"[.!?][\"'”’)\]*_]*\s*$")
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|\t+\d+\s*$")
_MARKUP = re.compile(
    r"!\[[^\]\n]{0,500}\]\([^)\s]{0,2000}\)"  # a picture says nothing
    r"|\[\^?\w{1,4}\](?!\()"  # a footnote mark
    r"|\[(?P<label>[^\]\n]{1,500})\]\([^)\n]{0,2000}\)"
    r"|\s?\((?![^()]*\d{4})[^()\n]{1,200}\)"  # an aside breaks the parse; dates of birth and death do not
    r"|(?<=\()[^()\n]{1,150}; (?=[^()\n]*\d{4})"
    r"|https?://[^\s<>]{1,2000}"
    r"|</?[A-Za-z][^<>\n]{0,500}>"
    r"|\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=[\w.,;!?])[*_](?!\w)"
)
_SPACES = {"\t", "\r", "\n", "\x0b", "\x0c", "\u00a0", "\u1680", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}
_SPACES |= {chr(code) for code in range(0x2000, 0x200B)}
_INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f"}
_STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "\u2010": "-", "\u2011": "-", "\u2212": "-"}
LONGEST = 3000
"""Characters of a passage; longer ones are cut after a sentence, so that no parse grows without bound."""


class Passage(NamedTuple):
    """A stretch of clean prose."""

    text: str
    offsets: tuple[int, ...]
    """For each character of `text`, its offset in the source."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of a stretch of the clean text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def passages(text: str) -> Iterator[Passage]:
    """Yield the prose of a text: no headings, tables, code, rules or lists of contents."""
    front = _FRONT_MATTER.match(text)
    for start, end in _blocks(text, front.end() if front else 0):
        yield from _cut(_clean(text, start, end))


def _blocks(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield paragraphs; lines that are wrapped by hand belong to one."""
    lines = list(_lines(text, position))
    fenced, begin = False, -1
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        fence = bool(_FENCE.match(line))
        follower = text[slice(*lines[index + 1])] if index + 1 < len(lines) else ""
        if fence or fenced or not _is_prose(line, follower, continues=begin >= 0):
            if begin >= 0:
                yield begin, lines[index - 1][1]
            begin, fenced = -1, fenced != fence
            continue
        prefix = _PREFIX.match(line)
        skipped = prefix.end() if prefix else 0
        if begin >= 0 and skipped and line[:skipped].strip():
            yield begin, lines[index - 1][1]
            begin = -1
        begin = start + skipped if begin < 0 else begin
        if _TERMINAL.search(line):
            yield begin, end
            begin = -1
    if begin >= 0:
        yield begin, lines[-1][1]


def _lines(text: str, position: int) -> Iterator[tuple[int, int]]:
    for match in re.compile(r"[^\n]*(?:\n|$)").finditer(text, position):
        if match.end() > match.start():
            yield match.start(), match.end()


def _is_prose(line: str, follower: str, *, continues: bool) -> bool:
    """Tell a line of prose from a heading, a table row, a rule or an empty line."""
    bare = line.strip()
    if not bare or _RULE.fullmatch(bare) or bare.startswith("#") or _CONTENTS.search(line.rstrip("\n")):
        return False
    if bare.count("|") >= 2 or line.rstrip().count("\t") >= 2 or bare.startswith(("<!--", "{", "}")):
        return False
    if sum(letter.isalpha() for letter in bare) < len(bare) * 0.5:
        return continues
    if continues or _TERMINAL.search(line):
        return True
    after = follower.strip()
    if not after or after.startswith(("#", "|", "```", "===", "---")):
        return False
    return after[0].islower() or (len(bare) > 40 and len(bare) > 0.6 * len(after))


def _clean(text: str, start: int, end: int) -> Passage:
    """Drop markup, join wrapped lines, make every space one plain space."""
    letters: list[str] = []
    offsets: list[int] = []
    for position in _kept(text, start, end):
        letter = _STRAIGHT.get(text[position], text[position])
        if letter == "–" and text[position - 1 : position].isalpha() and text[position + 1 : position + 2].isalpha():
            letter = "-"  # the parser reads "Vesh–Orm Ferry" as two names
        if letter in _INVISIBLE or (ord(letter) < 32 and letter not in _SPACES):
            continue
        letter = " " if letter in _SPACES else letter
        if letter == " " and (not letters or letters[-1] == " "):
            continue
        letters.append(letter)
        offsets.append(position)
    while letters and letters[-1] == " ":
        letters.pop()
        offsets.pop()
    return Passage("".join(letters), tuple(offsets))


def _kept(text: str, start: int, end: int) -> Iterator[int]:
    position = start
    for match in _MARKUP.finditer(text, start, end):
        yield from range(position, match.start())
        if match["label"]:
            yield from range(*match.span("label"))
        position = match.end()
    yield from range(position, end)


def _cut(passage: Passage) -> Iterator[Passage]:
    """Cut an overlong passage after sentences, or anywhere when it has none."""
    begin = 0
    while len(passage.text) - begin > LONGEST:
        window = passage.text[begin : begin + LONGEST]
        ends = [match.end() for match in re.finditer(r"[.!?;] ", window)] or [window.rfind(" ") + 1 or LONGEST]
        yield Passage(window[: ends[-1]], passage.offsets[begin : begin + ends[-1]])
        begin += ends[-1]
    if passage.text[begin:].strip():
        yield Passage(passage.text[begin:], passage.offsets[begin:])
