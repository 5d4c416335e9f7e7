"""English word forms, cached: a job asks for the same few thousand words again and again."""

import re
from functools import cache
from typing import Literal, cast

from content.remembering import remembered

Tense = Literal["present", "past", "perfect"]

_BE = {("present", False): "is", ("present", True): "are", ("past", False): "was", ("past", True): "were"}
_FORMS_OF_BE = frozenset({"is", "are", "am", "was", "were", "be", "been"})
_VOWEL_NUMBER = re.compile(r"(8\d*|1[18](,?\d{3})*)(?![\d,])")


@remembered
def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """Look a word up: its lemmas by part of speech (`NOUN`, `VERB`, `ADJ` …); empty when the dictionary lacks it."""
    import lemminflect

    return cast("dict[str, tuple[str, ...]]", lemminflect.getAllLemmas(word))


@remembered
def inflected(lemma: str, tag: str) -> str:
    """Inflect a lemma to a Penn tag (`VBZ`, `VBD`, `VBN`, `NNS`)."""
    import lemminflect

    forms = lemminflect.getInflection(lemma, tag)
    return str(forms[0]) if forms else lemma


@remembered
def plural(noun: str) -> str:
    """Make a noun phrase plural by its last word; a plural stays as it is."""
    head, _, last = noun.rpartition(" ")
    if is_plural(last):
        return noun
    if last == "person":
        return f"{head} people".strip()
    form = last + "s" if last.isupper() else inflected(last, "NNS")
    return f"{head} {form}".strip()


@remembered
def singular(noun: str) -> str:
    """Make a noun phrase singular by its last word."""
    head, _, last = noun.rpartition(" ")
    return f"{head} {lemmas(last)['NOUN'][0]}".strip() if is_plural(last) else noun


@remembered
def is_plural(word: str) -> bool:
    """Tell whether a word is a plural noun and only that (`languages`, not `series` or `bus`)."""
    if not word.islower() or word in {"media", "data", "headquarters"}:
        return False
    found = lemmas(word).get("NOUN", ())
    return bool(found) and word not in found and word not in {"physics", "mathematics"}


@remembered
def with_article(phrase: str) -> str:
    """Put `a` or `an` before a noun phrase."""
    first = phrase.split(" ", 1)[0]
    if first[:1].isdigit():
        return f"an {phrase}" if _VOWEL_NUMBER.match(first) else f"a {phrase}"
    return f"{_article(first)} {phrase}"


@remembered
def _article(word: str) -> str:
    return str(_inflect().a(word)).split(" ", 1)[0] if any(letter.isalpha() for letter in word) else "a"


@cache
def _inflect() -> "inflect.engine":  # type: ignore[name-defined]  # noqa: F821
    import inflect

    return inflect.engine()


@remembered
def verb_lemma(form: str) -> str:
    """Give the lemma of a verb form, or "" when the word is no verb."""
    if form in _FORMS_OF_BE:
        return "be"
    if form in {"has", "have", "had"}:
        return "have"
    found = lemmas(form).get("VERB", ())
    return found[0] if found else ""


@remembered
def is_participle(word: str) -> bool:
    """Tell whether a word is a past participle or a past tense (`founded`, `written`, `led`)."""
    lemma = verb_lemma(word)
    if not lemma or (word == lemma and word not in {"set", "cut", "put", "read", "run", "hit", "cast", "shed"}):
        return False
    return word in {inflected(lemma, "VBN"), inflected(lemma, "VBD")} or (word.endswith("ed") and word != lemma)


@remembered
def is_past_form(word: str) -> bool:
    """Tell whether a word can be a past tense (`left`, `cut`, `canceled`; not `written`)."""
    lemma = verb_lemma(word)
    return bool(lemma) and (word in _forms(lemma, "VBD") or (word.endswith("ed") and word != lemma))


@remembered
def _forms(lemma: str, tag: str) -> tuple[str, ...]:
    """Give every inflected form: a verb may have several, `canceled` and `cancelled`."""
    import lemminflect

    return tuple(lemminflect.getInflection(lemma, tag))


@remembered
def is_third_person(word: str) -> bool:
    """Tell whether a word is a verb in the third person singular (`borders`, `produces`)."""
    lemma = verb_lemma(word)
    return bool(lemma) and word != lemma and word == inflected(lemma, "VBZ")


@remembered
def conjugated(verb: str, tense: Tense | None, plural_subject: bool, negated: bool) -> str:
    """Conjugate a verb group.

    Args:
        verb: a finite form (`is`, `has`, `opened`) or a perfect (`has written`, `had left`).
        tense: None keeps the form's own.
        plural_subject: the subject takes `are`, not `is`.
        negated: say that it is not so.
    """
    auxiliary, _, main = verb.partition(" ")
    if main:
        have = "had" if auxiliary == "had" else "have" if plural_subject else "has"
        return " ".join(filter(None, (have, "not" if negated else "", main)))
    lemma = verb_lemma(verb) or verb
    plural_subject = plural_subject or verb in {"are", "were"}
    own: Tense = "past" if verb in {"was", "were", "had"} or _is_past(verb, lemma) else "present"
    if own == "past" and lemma != "be" and not negated:
        return verb
    return _finite(lemma, own if own == "past" or tense is None else tense, plural_subject, negated)


def _finite(lemma: str, tense: Tense, many: bool, negated: bool) -> str:
    if tense == "perfect":
        return " ".join(filter(None, ("have" if many else "has", "not" if negated else "", _participle(lemma))))
    if lemma == "be":
        return _BE[tense, many] + (" not" if negated else "")
    if negated:
        return f"{'did' if tense == 'past' else 'do' if many else 'does'} not {lemma}"
    if tense == "past":
        return "had" if lemma == "have" else inflected(lemma, "VBD")
    if lemma == "have":
        return "have" if many else "has"
    return lemma if many else inflected(lemma, "VBZ")


def _participle(lemma: str) -> str:
    return {"be": "been", "have": "had"}.get(lemma) or inflected(lemma, "VBN")


def _is_past(form: str, lemma: str) -> bool:
    return form != inflected(lemma, "VBZ") and form in _forms(lemma, "VBD")
