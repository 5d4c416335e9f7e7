"""An opinion of its own on whether a delivered sentence is true: written apart from knowledge/evidence, on purpose.

Every capitalised word, every number and every date of a sentence has to be found in what its facts say: as the source
spells it, as an alias, or in the normal form.
"""

import re
from collections.abc import Iterator, Mapping

from content.artifacts import Document, Fact, Sentence

_MONTHS = "January February March April May June July August September October November December".split()
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*", re.UNICODE)
_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def untrue_parts(document: Document) -> list[str]:
    """List what stated and inferred sentences name that their facts do not."""
    facts = {fact.id: fact for fact in document.facts}
    return [
        f"{document.id}/{sentence.sentence}: {part!r} in {sentence.text!r}"
        for sentence in document.sentences
        if sentence.label in ("stated", "inferred")
        for part in _unfounded(sentence, facts, document.subject)
    ]


def _unfounded(sentence: Sentence, facts: Mapping[str, Fact], subject: str) -> Iterator[str]:
    if not sentence.facts:
        yield "a statement without facts"
    said = " ".join([subject, *(part for one in sentence.facts for part in _spellings(facts[one]))])
    words = {word.casefold().rstrip(".").removesuffix("'s").removesuffix("’s") for word in _WORD.findall(said)}
    numbers = {_plain(number) for number in _NUMBER.findall(said)}
    for number in _NUMBER.findall(sentence.text):
        if _plain(number) not in numbers:
            yield number
    for match in list(_WORD.finditer(sentence.text))[1:]:
        word = match.group().rstrip(".")
        bare = word.casefold().removesuffix("'s").removesuffix("’s")
        opening = sentence.text[: match.start()].rstrip().endswith((".", "!", "?", ":"))
        if word[0].isupper() and not opening and bare not in words and bare.rstrip("s") not in words:
            yield word
    for value, cardinal in enumerate(_CARDINALS):
        spelled = value > 1 and re.search(rf"\b{cardinal}\b", sentence.text.casefold())
        if spelled and str(value) not in numbers and cardinal not in words:
            yield cardinal


def _spellings(fact: Fact) -> Iterator[str]:
    yield from (fact.subject, *fact.subject_names, fact.object, *fact.object_names, fact.value.text, fact.predicate)
    yield fact.subject_type
    for text in (fact.value.text, fact.object, fact.valid_from, fact.valid_to):
        match = re.fullmatch(r"(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?", text)
        if match and match[2] and 1 <= int(match[2]) <= 12:
            yield f"{int(match[3]) if match[3] else ''} {_MONTHS[int(match[2]) - 1]} {match[1]}"
        yield text


def _plain(number: str) -> str:
    digits = number.replace(",", "").rstrip(".")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits.lstrip("0") or "0"
