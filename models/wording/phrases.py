"""Names and values as a sentence says them: articles, possessives, lists, quotation marks, prepositions of time."""

import re
import unicodedata
from collections.abc import Sequence

from content.artifacts import Fact
from content.names import relation_words, spoken_object
from content.prose import is_from_prose
from content.remembering import remembered
from models.wording.morphology import is_plural, lemmas, with_article
from models.wording.words import classes_of, words

_ARTICLE = re.compile(r"(the|a|an|some|no|its|his|her|their)\s", re.IGNORECASE)
_EVENT = re.compile(r"\d{4}([–/-]\d{2,4})? \w")
_PATTERN_MARKS = re.compile(r"[\[\]{}<>]")
_CODED = re.compile(r"://|_|[a-z][A-Z]|\w:\w")
_CODED_WORDS = re.compile(r"://|_|\b[a-z]{3,}[A-Z][a-z]")
"""Words that a program has run together, also where others stand beside them: `elevationAboveSea (in metres)`."""
_DAY = re.compile(r"-?\d{1,4}-\d\d-\d\d$")
_ENDS_SENTENCE = re.compile(r"[.!?]$")
_LONG_TEXT = 8
"""From this many words on, a text is quoted as somebody's wording."""


def clean(text: str) -> str:
    """Make a name or value fit for one line: control characters out, spaces single; every other letter stays."""
    visible = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    return " ".join(visible.split())


@remembered
def spoken_name(name: str, entity_type: str = "") -> str:
    """Write a name as it stands inside a sentence, with `the` where English wants it."""
    name = clean(name) or "“”"
    return f"the {name}" if _takes_the(name, entity_type) else name


def _takes_the(name: str, entity_type: str) -> bool:
    if (
        not (name[0].isupper() or _EVENT.match(name))
        or _ARTICLE.match(name)
        or classes_of(entity_type) & {"work", "person"}
    ):
        return False
    if name in words("the_names") or any(name.startswith(start + " ") for start in words("the_beginnings")):
        return True
    kind = "-".join(entity_type.lower().split())
    last = name.rsplit(" ", 1)[-1]
    if _EVENT.match(name) and not words("event_nouns").isdisjoint(name.split()):
        return True
    if kind in words("the_types"):
        return not name.startswith(("Lake ", "Loch ", "Mount ", "Rio ", "River ")) or kind == "river"
    return " " in name and last in words("the_endings")


@remembered
def is_plural_name(name: str, entity_type: str = "") -> bool:
    """Tell whether a name takes `are`: the Alps, the Beatles; countries and titles never do."""
    bare = name.removeprefix("The ").removeprefix("the ")
    if bare in words("plural_names"):
        return True
    if "-".join(entity_type.lower().split()) in words("plural_types"):
        return name.startswith("The ") and name.endswith("s")
    return bare.rsplit(" ", 1)[-1] in words("plural_endings") or (name.islower() and is_plural(name.split()[-1]))


def is_plural_subject(fact: Fact) -> bool:
    """Tell whether a fact's subject takes `are`: also `Aurora's sails`, and `Dogs` where a sentence of a text began."""
    if is_plural_name(fact.subject, fact.subject_type):
        return True
    head, _, last = clean(fact.subject).rpartition(" ")
    owned = head.endswith(("'s", "’s", "s'", "s’"))
    return is_plural(last) if owned else not head and is_from_prose(fact) and is_plural(last.lower())


def spoken_relation(predicate: str) -> str:
    """Write a relation's name in words, with the capitals that are part of a word: GDP, distance from Earth."""
    given = clean(_PATTERN_MARKS.sub(" ", predicate))
    if " " in given and given[0].islower() and not _CODED_WORDS.search(given):
        return given
    worded = clean(relation_words(given))
    if not worded:
        return "value"
    if given.isupper() and re.fullmatch(r"[^\W_]{1,6}|[^\W_]+[/.][^\W_]+", given):
        return given
    if _CODED.search(given) or not re.search(r"[ -]", given):
        return worded
    first, *rest = given.split(" ")
    title = all(token[:1].isupper() for token in rest if len(token) > 3)
    kept = [token.lower() if title and lemmas(token.lower()) else token for token in rest]
    return " ".join([first.lower() if first[1:].islower() and lemmas(first.lower()) else first, *kept])


def possessive(name: str) -> str:
    """Put a name into the possessive: Paris's, the Netherlands'."""
    plural_like = name.startswith(("the ", "The ")) and name.endswith("s")
    return f"{name}’" if plural_like and "’" in name else f"{name}'" if plural_like else f"{name}'s"


def can_possess(name: str) -> bool:
    """Tell whether a possessive reads well: a short name that ends in a letter or digit."""
    return len(name) <= 40 and name[-1].isalnum() and name.count(" ") <= 4 and not re.search(r"[,;:()]", name)


@remembered
def capitalised(sentence: str) -> str:
    """Begin a sentence with a capital; a brand such as iPhone or eBay keeps its own spelling."""
    first = sentence.split(" ", 1)[0]
    return sentence if any(letter.isupper() for letter in first[1:]) else sentence[:1].upper() + sentence[1:]


def finished(sentence: str) -> str:
    """End a sentence with a full stop, unless a name such as Yahoo! or Inc. has brought its own."""
    return sentence if _ENDS_SENTENCE.search(sentence) else f"{sentence}."


def object_phrase(fact: Fact) -> str:
    """Write a fact's object inside a sentence; a long text stands in quotation marks, word for word."""
    spoken = clean(fact.object if _is_code(fact) else spoken_object(fact))
    if not spoken:
        return "“”"
    if is_long_text(fact):
        return quoted(spoken)
    return spoken_name(spoken) if fact.value.kind == "entity" else spoken


def _is_code(fact: Fact) -> bool:
    """Tell whether a number names something (a postal code, an ISBN): its digits are never grouped."""
    last = relation_words(fact.predicate).rsplit(" ", 1)[-1]
    return fact.value.kind == "number" and last in words("codes") and last not in words("code_exceptions")


def is_long_text(fact: Fact) -> bool:
    """Tell whether an object is a text of its own rather than a name, a value or a part of a clause."""
    if is_from_prose(fact):
        return False
    count, ends = len(clean(fact.object).split()), clean(fact.object).endswith((".", "!", "?"))
    if fact.value.kind == "entity":
        return ends and count > _LONG_TEXT
    return fact.value.kind == "text" and (count > _LONG_TEXT or (ends and count > 3))


def quoted(text: str) -> str:
    """Quote a text; its final full stop goes behind the quotation mark, where the sentence ends."""
    bare = clean(text)
    bare = bare[1:-1] if len(bare) > 2 and bare[0] in '“"' and bare[-1] in '”"' else bare
    bare = bare[:-1] if bare.endswith(".") and not bare.endswith("..") else bare
    return f"“{bare}”"


def with_object_article(fact: Fact) -> str:
    """Write an object as what something is: `a city`, `an engineer`; names and plurals go without an article."""
    text = clean(fact.object)
    if not text or is_long_text(fact) or _ARTICLE.match(text):
        return object_phrase(fact)
    if not text[0].isalpha():
        return with_article(text) if re.match(r"\d+-[a-z]+ [a-z]", text) else object_phrase(fact)
    lowered = text.lower() if is_common_noun(text) else text
    if is_plural(lowered.split()[-1]) or lowered.startswith(("part of ", "capital of ")):
        return lowered
    return with_article(lowered)


def with_article_if_common(fact: Fact) -> str:
    """Write an object as a thing that something has: `an engine`, but `engines`, `Berlin`, `steam`."""
    text = object_phrase(fact)
    last = text.split()[-1]
    one = text.islower() and text[0].isalpha() and "NOUN" in lemmas(last) and not is_plural(last)
    return with_article(text) if one and last not in words("uncountable") and not _ARTICLE.match(text) else text


def with_the(fact: Fact) -> str:
    """Write an object with its article, `the Norwegian krone`; codes such as EUR have none."""
    phrase = object_phrase(fact)
    bare = phrase.isupper() or not phrase[0].isalpha() or _ARTICLE.match(phrase) or is_long_text(fact)
    return phrase if bare else f"the {phrase}"


def as_area(fact: Fact) -> str:
    """Write an object as a part of a town: `the city centre`, `the riverside area`; names stand alone."""
    phrase = object_phrase(fact)
    if phrase[0].isupper() or is_long_text(fact) or _ARTICLE.match(phrase):
        return phrase
    return f"the {phrase}" if phrase.split()[-1] in words("areas") else f"the {phrase} area"


@remembered
def is_common_noun(text: str) -> bool:
    """Tell whether every word is an ordinary word, so that "City" in a table may be written "city"."""
    parts = re.split(r"[\s\-]+", text)
    plain = [part for part in parts if part]
    return all(part[1:].islower() or len(part) == 1 for part in plain) and all(
        lemmas(part.lower()) for part in plain if part[0].isupper()
    )


def at_time_or_place(fact: Fact) -> str:
    """Write an object behind its preposition: `on 14 March 1879`, `in 1889`, `in Ulm`."""
    return f"{_time_preposition(fact)} {object_phrase(fact)}"


def _time_preposition(fact: Fact) -> str:
    iso = fact.value.text if fact.value.kind == "date" else fact.object
    return "on" if _DAY.match(iso) else "in"


def is_time(fact: Fact) -> bool:
    """Tell whether an object is a date or a year."""
    return fact.value.kind == "date" or re.fullmatch(r"[12]\d{3}", fact.object.strip()) is not None


def listed(items: Sequence[str], word: str = "and") -> str:
    """Join items: `Sweden, Finland and Russia`; a comma more where an item has its own."""
    if len(items) < 2:
        return "".join(items)
    inner = any(", " in item or f" {word} " in item for item in items)
    return f"{', '.join(items[:-1])}{',' if inner else ''} {word} {items[-1]}"
