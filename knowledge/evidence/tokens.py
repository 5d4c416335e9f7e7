"""A sentence as tokens that two spellings of one thing share."""

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from content.names import fold
from content.remembering import remembered


class Token(NamedTuple):
    """A word, a number or a mark."""

    text: str
    key: str
    """Folded spelling of a word, the plain digits of a number, the mark itself."""
    start: int
    end: int
    kind: str
    """`word`, `number` or `mark`."""
    glued: bool
    """No space before it."""

    @property
    def capital(self) -> bool:
        """Whether a reader takes it for a name: a capital inside, or a script without capitals."""
        return self.kind == "word" and any(
            letter.isupper() or (letter.isalpha() and not letter.islower()) for letter in self.text
        )


_LATIN_ENDS = 0x250


@cache
def _pattern() -> re.Pattern[str]:
    # Vowel signs of Indic, Thai or Hebrew script are not \w for `re`, but part of the word.
    marks = "".join(
        re.escape(chr(code)) for code in range(0x300, sys.maxunicode // 8) if unicodedata.category(chr(code))[0] == "M"
    )
    capital = f"[{''.join(chr(code) for code in range(_LATIN_ENDS) if chr(code).isupper())}]"
    initials = rf"(?<![^\W_]){capital}(?:\.{capital})+(?![^\W_])\.?"
    word = rf"{initials}|[^\W_](?:[^\W_]|[{marks}])*"
    number = (
        r"(?:(?<![\w.,)\]%°])[-−]|(?<=\s)–)?(?:\d{1,3}(?:,\d{3})+(?![\d])|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+)"
        r"(?:\.\d+)?|(?<=\s)\.\d+"
    )
    return re.compile(rf"(?P<number>{number})|(?P<word>{word})|(?P<mark>\S)")


_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"'})


@remembered
def _word_key(text: str) -> str:
    """Fold a Latin word; keep every sign of another script, where folding would lose vowels."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFD", plain)
    if any(letter.isalpha() and ord(letter) >= _LATIN_ENDS for letter in decomposed):
        return plain
    return fold(text).replace(" ", "") or plain


def _number_key(text: str) -> str:
    plain = re.sub(r"[,\u00a0\u202f]", "", text)
    plain = f"0{plain}" if plain[0] == "." else plain
    return "-" + plain[1:] if plain[0] in "-−–" else plain


def _mark_key(text: str) -> str:
    return text.translate(_QUOTES)


_KEYS: dict[str, Callable[[str], str]] = {"number": _number_key, "word": _word_key, "mark": _mark_key}


def tokenize(text: str) -> list[Token]:
    """Split a text into tokens; a number keeps sign, grouping and decimals; `U.S.` is one word, the same as `US`."""
    tokens: list[Token] = []
    end = 0
    for match in _pattern().finditer(text):
        kind, found = str(match.lastgroup), match.group()
        key = _KEYS[kind](found)
        tokens.append(Token(found, key, match.start(), match.end(), kind, bool(tokens) and match.start() == end))
        end = match.end()
    return tokens


def content_keys(text: str) -> tuple[str, ...]:
    """Keys of a text's words and numbers, marks left out."""
    return tuple(token.key for token in tokenize(text) if token.kind != "mark")


@remembered
def dictionary_forms(word: str) -> dict[str, tuple[str, ...]]:
    """Dictionary forms of a word by part of speech; empty for a word no dictionary has."""
    from lemminflect import getAllLemmas

    return dict(getAllLemmas(word)) if word.isalpha() and len(word) > 1 else {}


@remembered
def lemmas(word: str) -> frozenset[str]:
    """A word and its dictionary forms, in any part of speech; `organization` is `organisation`, too."""
    forms = frozenset({word}).union(*dictionary_forms(word).values())
    return forms | {
        form.replace("iz", "is") for form in forms if "iza" in form or form.endswith(("ize", "izes", "ized"))
    }


@remembered
def is_compared(word: str) -> bool:
    """Whether a word is an adjective's comparative or superlative: `larger`, `oldest`."""
    base = dictionary_forms(word).get("ADJ", ()) if word.endswith(("er", "est")) else ()
    return bool(base) and word not in base and word != "number"


@remembered
def is_only_verb(word: str) -> bool:
    """Whether a word is an inflected verb and nothing else: `wrote`, `founded`; not `borders`, not `capital`."""
    found = dictionary_forms(word)
    return "VERB" in found and not {"NOUN", "PROPN"} & found.keys() and word not in found["VERB"]


@remembered
def is_bent(word: str) -> bool:
    """Whether a word may be a verb in another form than its own: `led`, `coached`, also `cast`; not `head`."""
    verbs = dictionary_forms(word).get("VERB", ())
    return bool(verbs) and (word not in verbs or _is_form(word, "VBN"))


@remembered
def is_past(word: str) -> bool:
    """Whether a word is a past tense and no participle: `wrote`, `became`; not `founded`."""
    return is_only_verb(word) and _is_form(word, "VBD", other="VBN")


@remembered
def is_participle(word: str) -> bool:
    """Whether a word is a participle and no past tense: `written`, `spoken`; not `founded`."""
    return is_only_verb(word) and _is_form(word, "VBN", other="VBD")


def _is_form(word: str, tag: str, other: str = "") -> bool:
    """Whether a word is one form of a verb, and not the other where one is given."""
    from lemminflect import getInflection

    verbs = dictionary_forms(word)["VERB"]
    return any(
        word in getInflection(verb, tag) and not (other and word in getInflection(verb, other)) for verb in verbs
    )


@remembered
def names_plainly(word: str) -> bool:
    """Whether a word is a noun or a verb and cannot praise or qualify as an adjective or adverb."""
    found = dictionary_forms(word).keys()
    return bool({"NOUN", "VERB"} & found) and not {"ADJ", "ADV"} & found
