"""Noun phrases: where they begin and end, how they are written as an object, and what kind of value they are."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from knowledge.extraction.words import (
    CARRYING,
    CURRENCIES,
    MEASURES,
    MONTHS,
    PERSON_NOUNS,
    RELATIVE_TIMES,
    TITLES,
    UNIT_SYMBOLS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "NORP", "LAW"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_OUTSIDE = frozenset({"relcl", "acl", "appos", "cc", "conj", "preconj", "advcl", "parataxis", "ccomp", "cop", "nsubj"})
_INNER = frozenset("of de da di du la le van von der den for and &".split())
_ARTICLES = frozenset({"the", "a", "an"})
_MONTH = "|".join(sorted(MONTHS))
_DATE = re.compile(
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})(?:,? \d{{3,4}})?"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:, ?\d{{3,4}})?"
    rf"|(?:{_MONTH})(?: of)?,? \d{{3,4}}|\d{{4}}-\d\d(?:-\d\d)?|[12]\d{{3}})",
    re.IGNORECASE,
)
_NUMBER = r"[-+]?\d[\d,]*(?:\.\d+)?(?:[ -](?:hundred|thousand|million|billion|trillion))?"
_ABOUT = (
    r"(?:(?:about|around|over|under|nearly|almost|some|roughly|approximately|only|just|exactly|up to|at least|at most"
    r"|more than|less than|fewer than) )?"
)
_QUANTITY = re.compile(rf"{_ABOUT}{_NUMBER}[ -]?(?P<unit>.+)", re.IGNORECASE)
_PLAIN = re.compile(rf"{_ABOUT}{_NUMBER}", re.IGNORECASE)
_MONEY = re.compile(rf"{_ABOUT}(?:[A-Z]{{0,3}}[€£$¥] ?{_NUMBER}|{_NUMBER} ?(?:€|{'|'.join(sorted(CURRENCIES))}))",
                    re.IGNORECASE)  # fmt: skip
_COMPOUND_UNITS = {"square": "²", "cubic": "³"}


def hint_of(text: str, *, named: bool = False) -> str:
    """Tell what kind of value an object is: `date`, `number`, `money`, a unit symbol, `entity` or `text`."""
    if _DATE.fullmatch(text):
        return "date"
    if _MONEY.fullmatch(text) and not text.lower().endswith(("pounds of", "pence of")):
        return "money"
    if _PLAIN.fullmatch(text):
        return "number"
    quantity = _QUANTITY.fullmatch(text)
    unit = _symbol(quantity["unit"]) if quantity else ""
    return unit or ("entity" if named else "text")


def _symbol(words: str) -> str:
    parts = words.lower().split()
    if len(parts) == 2 and parts[0] in _COMPOUND_UNITS and parts[1] in UNIT_SYMBOLS:
        return UNIT_SYMBOLS[parts[1]] + _COMPOUND_UNITS[parts[0]]
    if parts == ["degrees", "celsius"]:
        return "°C"
    if len(parts) == 3 and parts[1] in {"per", "an", "a"} and parts[0] in UNIT_SYMBOLS and parts[2] in UNIT_SYMBOLS:
        return f"{UNIT_SYMBOLS[parts[0]]}/{UNIT_SYMBOLS[parts[2]]}"
    if parts[:1] == ["nautical"] and len(parts) == 2:
        return "nmi"
    return UNIT_SYMBOLS.get(parts[0], "") if len(parts) == 1 else ""


def is_date(text: str) -> bool:
    """Tell whether a phrase is an absolute date."""
    return bool(_DATE.fullmatch(text))


def iso(text: str) -> str:
    """Write a whole date as ISO 8601; empty when it is none."""
    words = re.findall(r"[a-z]+|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bthe\b|\bof\b", " ", text.lower()))
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text):
        return text
    months = [word for word in words if word in MONTHS]
    numbers = [word for word in words if word.isdigit()]
    if not _DATE.fullmatch(text) or len(months) != 1 or not numbers or len(numbers[-1]) < 3:
        return ""
    order = "january february march april may june july august september october november december".split()
    month = f"{numbers[-1].zfill(4)}-{order.index(months[0]) + 1:02d}"
    return f"{month}-{int(numbers[0]):02d}" if len(numbers) == 2 else month


def is_named(token: "Token") -> bool:
    """Tell whether a noun phrase with this head is a proper name."""
    if token.lower_.removesuffix("s") in WEEKDAYS:
        return False
    if not token.text[:1].isalpha() or token.lower_ in MONTHS or token.ent_type_ in {"DATE", "TIME", "MONEY"}:
        return False
    if len(token.text) == 1 and token.i > 0 and token.nbor(-1).text in {"°", "º"}:
        return False
    if token.is_sent_start and token.tag_ == "NNPS" and not token.ent_type_ and not token.n_lefts:
        return False
    capital = token.text[:1].isupper()
    labelled = token.ent_type_ in NAMED and not (token.is_sent_start and (token.n_lefts or token.tag_ == "NNS"))
    return capital and (token.pos_ == "PROPN" or (labelled and token.pos_ in {"NOUN", "X"}))


def name_span(token: "Token") -> "Span":
    """Return a name's whole extent around its head, less articles, titles of office and lower-case words before it."""
    doc = token.doc
    start = token.i
    while start > token.sent.start and _belongs(doc[start - 1], token):
        start -= 1
    while start < token.i and not _opens_name(doc[start]):
        start += 1
    end = token.i + 1
    while end < token.sent.end and _follows(doc[end], token):
        end += 1
    return doc[start:end]


def _belongs(word: "Token", head: "Token") -> bool:
    """Tell whether a word left of a name's head is part of the name."""
    if word.text in {"-", "–", "/"}:
        return not word.whitespace_ and not word.doc[word.i - 1].whitespace_
    follower = word.doc[word.i + 1]
    if follower.text in {"-", "–", "/"} and not word.whitespace_ and word.text[:1].isupper():
        return True
    if word.is_punct or word.dep_ in {"poss", "det"} or word.lower_ in _ARTICLES:
        return False
    if not (word.text[:1].isupper() or word.text[:1].isdigit() or word.lower_ in _INNER):
        return False
    return head.is_ancestor(word) or (
        word.ent_iob_ != "O" and word.ent_type_ == head.ent_type_ and head.ent_iob_ == "I"
    )


def _opens_name(word: "Token") -> bool:
    if re.fullmatch(r"[12]\d{3}", word.text) and word.i > 0:
        return word.nbor(-1).lower_ == "the"
    if word.lower_ in MONTHS and (word.i == 0 or word.nbor(-1).is_digit or word.nbor(-1).lower_ in {"in", "last"}):
        return False
    return (word.text[:1].isupper() or word.text[:1].isdigit()) and word.pos_ not in {"DET", "NUM", "ADV", "VERB"}


def _follows(word: "Token", head: "Token") -> bool:
    """Tell whether a word right of a name's head is part of it: "Apollo 11", "University of Oslo"."""
    if word.ent_iob_ == "I" and head.ent_type_ in NAMED and word.ent_type_ == head.ent_type_:
        return word.text[:1].isupper() or word.text[:1].isdigit() or word.lower_ in _INNER or word.text in {"-", "–"}
    return word.i == head.i + 1 and word.pos_ == "NUM" and word.head == head and word.text.isdigit()


def phrase_span(token: "Token", *, without: "frozenset[int]" = frozenset()) -> "Span":
    """Return a common noun phrase around its head: no relative clauses, appositions or further members of a list.

    Args:
        without: children (by index) whose subtrees are left out.
    """
    if token.lower_ in MONTHS:
        return _date_span(token)
    left, right = token.left_edge.i, token.i
    for child in token.rights:
        if is_close(child):
            right = max(right, last_inside(child))
            continue
        if child.dep_ in _OUTSIDE or child.i in without or child.dep_ == "punct" or dates_clause(child):
            if child.dep_ == "punct" and child.text in {"-", "%"}:
                right = child.i
                continue
            break
        right = max(right, last_inside(child))
    for child in token.lefts:
        if child.dep_ in {"preconj", "cc", "neg"} or (child.dep_ == "punct" and child.i == left):
            left = child.i + 1
    return token.doc[left : right + 1]


def _date_span(month: "Token") -> "Span":
    """Return a whole date around its month: "4 May 1871", "June 18, 1994"."""
    doc, start, end = month.doc, month.i, month.i + 1
    if start > 0 and doc[start - 1].is_digit and len(doc[start - 1]) < 3:
        start -= 1
    if end < len(doc) and doc[end].is_digit and len(doc[end]) < 3:
        end += 1
    year = end + 1 if end < len(doc) and doc[end].text == "," and end > month.i + 1 else end
    if year < len(doc) and re.fullmatch(r"[12]\d{3}", doc[year].text):
        end = year + 1
    return doc[start:end]


def last_inside(token: "Token") -> int:
    """Index of the last word of a subtree before anything that is told apart from it."""
    last = token.i
    for child in token.rights:
        if is_close(child):
            last = max(last, last_inside(child))
            continue
        if child.dep_ in {"relcl", "appos", "parataxis", "advcl", "ccomp"} or child.text in {
            "(",
            ",",
            ";",
            ":",
            "—",
            "–",
        }:
            break
        if dates_clause(child):
            break
        last = max(last, last_inside(child))
    return last


def is_close(child: "Token") -> bool:
    """Tell a name right behind its class ("the schooner Petrel") from an apposition after a comma."""
    return child.dep_ == "appos" and is_named(child) and child.left_edge.i == child.head.i + 1


def dates_clause(child: "Token") -> bool:
    """Tell a date that the parser hung on a noun though it dates the clause: "a prize in 1932"."""
    if child.dep_ != "prep" or child.lower_ not in {"in", "on", "since", "until"}:
        return False
    pobj = next((word for word in child.children if word.dep_ == "pobj"), None)
    return pobj is not None and is_date(child.doc[pobj.left_edge.i : last_inside(pobj) + 1].text.rstrip(" .,"))


def members(token: "Token") -> "Iterator[Token]":
    """Yield the members of a list from its first: "A, B and C"."""
    yield token
    for child in token.conjuncts:
        between = {word.lower_ for word in token.doc[token.i : child.i]}
        if (
            child.i > token.i
            and not between & {"instead", "rather", "than"}
            and child.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ", "X", "SYM"}
        ):
            yield child


def is_choice(token: "Token") -> bool:
    """Tell whether a list is joined by "or" or "nor", so that its members do not hold one by one."""
    return any(
        child.dep_ == "cc" and child.lower_ in {"or", "nor"} for word in members(token) for child in word.children
    )


def clean(text: str) -> str:
    """Take spaces and punctuation off the ends of a phrase."""
    return text.strip(" ,;:–—\"'").strip()


def bare(text: str) -> str:
    """Drop the leading article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else text


def is_person_noun(lemma: str) -> bool:
    """Tell whether a noun names people."""
    return lemma in PERSON_NOUNS or lemma in TITLES


def comes_again(span: "Span") -> bool:
    """Tell whether a phrase is a time that comes again or a condition: "summer", "Sundays", "the season"."""
    if any(word.lower_ in {"every", "each"} for word in span):
        return True
    return any(
        word.lower_.removesuffix("s") in RELATIVE_TIMES or word.lower_ in MONTHS for word in span
    ) and not _DATE.search(span.text)


def of_what(noun: "Token") -> "Token | None":
    """Return the noun after "of"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((word for word in child.children if word.dep_ == "pobj"), None)
    return None


def is_measure(verb_or_preposition: str, noun: "Token") -> bool:
    """Tell whether a word and its object name a measured attribute: "reaches a height of 30 m"."""
    amount = of_what(noun)
    return verb_or_preposition in CARRYING and noun.lemma_ in MEASURES and amount is not None and any(
        letter.isdigit() for letter in phrase_span(amount).text
    )  # fmt: skip
