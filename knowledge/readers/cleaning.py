"""Names and values from outside, made safe to print: one spelling, nothing invisible.

Removed: control characters, bidirectional overrides, zero-width and other format characters, lone surrogates, private
use and non-characters. Joiners (U+200C, U+200D) stay after letters of the scripts that need them.
"""

import unicodedata

_JOINERS = "\u200c\u200d"
_FIRST_JOINING_SCRIPT = 0x0600
"""Latin, Greek, Cyrillic, Armenian and Hebrew lie below; Arabic, the Indic scripts and emoji above."""
_KINDS = {"Cc": "control", "Cf": "invisible", "Cs": "broken", "Co": "private-use", "Cn": "undefined"}


def clean(text: str) -> tuple[str, str]:
    """Clean a name or a value.

    Returns:
        The text in NFC with single spaces, and in words what was removed; empty when only spaces changed.

    >>> clean("Par\\u202eis\\u200b  (France)")
    ('Paris (France)', 'invisible U+202E, invisible U+200B')
    """
    if text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        return (" ".join(text.split()) if text[:1] == " " or text[-1:] == " " or "  " in text else text), ""
    kept: list[str] = []
    removed: dict[str, None] = {}
    for letter in text:
        kind = hidden(letter, kept[-1] if kept else "")
        if kind:
            removed[f"{kind} U+{ord(letter):04X}"] = None
        else:
            kept.append(letter)
    plain = unicodedata.normalize("NFC", " ".join("".join(kept).split()))
    reasons = list(removed)
    return plain, ", ".join(reasons[:4]) + (f" and {len(reasons) - 4} more" if len(reasons) > 4 else "")


def hidden(letter: str, before: str = "\u0600") -> str:
    """Say why a character is removed, in a word; empty when it stays.

    Args:
        letter: The character.
        before: The one before it, which decides about joiners.
    """
    if letter.isprintable() or (letter.isspace() and letter not in "\x1c\x1d\x1e\x1f"):
        return ""
    if letter in _JOINERS and before and ord(before) >= _FIRST_JOINING_SCRIPT:
        return ""
    category = unicodedata.category(letter)
    if category == "Cn" and not _is_noncharacter(ord(letter)):
        return ""
    return _KINDS.get(category, "")


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


class Spellings:
    """Clean each distinct text once and share it; a file of a million triples repeats most of its names."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        """Each spelling met so far and its clean form; never an empty one."""

    def share(self, text: str) -> tuple[str, str]:
        """Return the one copy of a text's clean form, and what was removed when it is met for the first time."""
        found = self.known.get(text)
        if found is not None:
            return found, ""
        plain, removed = clean(text)
        if plain == text != "":
            self.known[text] = text
        elif plain:
            plain = self.known[text] = self.known.setdefault(plain, plain)
        return plain, removed
