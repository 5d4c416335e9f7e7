"""The normal form of an object, so that equal values are equal texts."""

import re

from content.artifacts import Value
from content.names import fold, without_brackets
from content.remembering import remembered
from knowledge.graph.dates import date_value
from knowledge.graph.money import amount, currency, money_value
from knowledge.graph.numbers import number_value
from knowledge.graph.units import measured, quantity_value

_NUMBERS = frozenset(
    "number integer int long short byte decimal float double nonnegativeinteger positiveinteger negativeinteger "
    "nonpositiveinteger unsignedint unsignedlong unsignedshort unsignedbyte int32 int64 float32 float64".split()
)
_DATES = frozenset("date datetime gyear gyearmonth year timestamp datetimestamp".split())
_TEXTS = frozenset(
    "text string langstring token normalizedstring literal html anyuri time duration gday gmonth".split()
)
_ENTITIES = frozenset({"entity", "resource", "iri", "uri"})
_BOOLEANS = frozenset({"boolean", "bool"})
_TRUTH = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
_NOT_WORD = re.compile(r"[^\w]+")
_SYMBOLS = re.compile(r"[+#*@&!?=<>~^|\\]")
_NAMELIKE = re.compile(r"[^\w]*(?:[^\W\d_a-zß-öø-ÿ]|\d+[^\W\d_a-z]|\d.*\s[^\W\d_a-z])")
_DATELIKE = re.compile(r"^\d{1,2}\D+\d{2,4}$|^\d[\d/.:-]+$")
_SENTENCE = re.compile(r"[!?;]$|[^\W\d_]{5,}\.$")
"""An end that names do not have; `D.C.`, `Inc.` and `Jr.` end names."""
_LONGEST_NAME = 80
_MOST_WORDS = 9


@remembered
def normalise(text: str, hint: str = "") -> Value:
    """Give the normal form of an object; values that mean the same have the same `text`.

    Args:
        text: the object as a source or a sentence spells it.
        hint: what the source says of it: a unit, a currency, an XSD name, `entity` or `text`; empty when unknown.
    """
    text = " ".join(text.split())
    named = re.split(r"[#:]", hint.strip())[-1].lower() if hint else ""
    if named in _ENTITIES:
        return Value(kind="entity", text=folded(text))
    if named in _TEXTS:
        return Value(kind="text", text=folded(text))
    if named in _BOOLEANS and text.lower() in _TRUTH:
        return Value(kind="boolean", text=_TRUTH[text.lower()])
    if text.lower() in {"true", "false"}:
        return Value(kind="boolean", text=text.lower())
    return _measure(text, hint.strip(), named) or _words(text)


def is_unit(hint: str) -> bool:
    """Whether a hint names a unit or a currency rather than a type."""
    named = re.split(r"[#:]", hint.strip())[-1].lower()
    return bool(named) and named not in _NUMBERS | _DATES | _TEXTS | _ENTITIES | _BOOLEANS and "/" not in hint[:8]


def folded(text: str) -> str:
    """Fold a name, but keep the signs that tell `C`, `C++` and `C#` apart."""
    text = " ".join(text.split())
    plain = _NOT_WORD.sub(" ", text.lower()).strip() if text.isascii() else fold(text)
    return text.casefold() if not plain or _SYMBOLS.search(text) else plain


def _measure(text: str, hint: str, named: str) -> Value | None:
    if not any(letter.isdigit() for letter in text):
        return None
    if named in _DATES:
        return date_value(text, certain=True)
    if named in _NUMBERS:
        return number_value(text, certain=True)
    if named and is_unit(hint):
        found = amount(text, hint) if currency(hint) else measured(text, hint)
        if found:
            return found
    spoken = without_brackets(text)
    return number_value(text) or date_value(text) or money_value(spoken) or quantity_value(spoken)


def _words(text: str) -> Value:
    short = len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_WORDS and not _SENTENCE.search(text)
    named = short and bool(_NAMELIKE.match(text)) and not _DATELIKE.search(text)
    return Value(kind="entity" if named else "text", text=folded(text))
