"""One publishable sentence out of a completion, and the best of several."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from content.artifacts import Candidate, Fact, Outline
from content.hashing import digest
from models.wording.morphology import is_past_form, is_third_person
from models.wording.phrases import capitalised, clean
from models.wording.words import data_file

_CHAT = re.compile(r"<\|im_start\|>\w*|<\|[^|>]*\|>?|</?s>|\[/?INST\]")
_LABEL = re.compile(
    r"(?:(?:here(?:'s| is) (?:the|a|your|one)\b[^:\n]{0,60}|sure[,!]?[^:\n]{0,60}|"
    r"(?:re(?:worded|written|vised)|final|new|one|fluent)? ?"
    r"(?:sentence|answer|output|text|draft|facts?|response|caption)"
    r"(?: \([^)\n]{0,30}\))?|assistant|plain|warm|formal|playful)\s*:)\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-*•–—>]|#{1,6}|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_MARKDOWN = re.compile(r"(\*\*|__|~~|`+|(?<!\w)[*_](?=\w)|(?<=[\w.!?])[*_](?!\w))")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)")
_TITLES = frozenset(
    "mr mrs ms dr prof st sr jr no vs etc inc ltd co corp bros approx ca cf vol fig gen col lt capt rev hon gov sen "
    "rep jan feb mar apr jun jul aug sep sept oct nov dec mt ft e.g i.e u.s u.k d.c a.m p.m b.c a.d ph.d op art "
    "est".split()
)
_ENDS_A_NAME = frozenset("inc ltd co corp bros jr sr etc u.s u.k d.c a.m p.m b.c a.d ph.d".split())
_QUOTES = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»"}
_WRONG_ARTICLE = re.compile(r"\ban? \d[\d.,]* \w+ of\b|\ba [AEIO][a-z]+ [A-Z]")
_BARE_TYPE = re.compile(
    r", (?:which|whose) [^,]+, is an? [a-z]+(?: [a-z]+)?,? and |^[^,]+ is an? [a-z]+(?: [a-z]+)?, (?:is|has|lies)\b"
)
"""`Pretoria, which is in Africa, is a city and has …`, `Pretoria is a city, is …`: what it is says nothing there."""
_INNER_ARTICLE = re.compile(r"(?<=[a-z,] )The (?=[A-Z0-9])")
_MEASURE = re.compile(r"\d[\d.,]* [a-z]+")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_WORD = re.compile(r"[^\W_]+|·")
_PLAIN_VERBS = frozenset({"is", "are", "was", "were", "has", "had"})
_READS_WELL = -0.25
"""Nats a token from which a wording of a trained model is taken at the first asking; chosen by reading a demo's in the
order of their likelihood."""
_SHORTEST, _LONGEST = 2, 80


def to_sentence(completion: str) -> str:
    """Clean a completion up to one publishable sentence: labels, lists, quotation marks and markup off, the rest cut.

    Args:
        completion: what the model wrote.

    Returns:
        A sentence that ends in ".", "!" or "?"; "" when there is none to publish.
    """
    lines = (clean(line) for line in _CHAT.sub("\n", completion).splitlines())
    line = next((bare for bare in map(_bare, lines) if bare), "")
    sentence = capitalised(_unquoted(line[: end_of_sentence(line)]))
    return sentence if _is_publishable(sentence) else ""


def _bare(line: str) -> str:
    """Take labels, bullets and markup off a line; a line that is only a label leaves nothing."""
    line = _MARKDOWN.sub("", _LINK.sub(r"\1", line)).strip()
    while True:
        shorter = (
            _LABEL.sub("", _BULLET.sub("", line, count=1), count=1)
            if _LABEL.match(line) or _BULLET.match(line)
            else line
        )
        if shorter == line:
            return _unquoted(line)
        line = shorter.strip()


def _unquoted(line: str) -> str:
    """Take off quotation marks that enclose the whole, and one that is opened and never closed."""
    closing = _QUOTES.get(line[:1], "")
    if not closing:
        return line
    inner = line[1:]
    if inner.endswith(closing) and closing not in inner[:-1]:
        return inner[:-1].strip()
    return inner.strip() if closing not in inner else line


def end_of_sentence(text: str) -> int:
    """Find where the first sentence ends; 0 when it never does. Abbreviations, initials and decimals do not end it."""
    for match in _END.finditer(text):
        following = text[match.end() :].lstrip()
        if not following or not _is_abbreviated(text[: match.start()], match[0], following):
            return match.end()
    return 0


def _is_abbreviated(before: str, mark: str, following: str) -> bool:
    if not mark.startswith(".") or mark.startswith(".."):
        return following[:1].islower()
    word = re.split(r"[\s(“\"]", before)[-1].lower()
    if following[:1].islower() and (word in _TITLES or len(word) < 3):
        return True
    if word in _TITLES:
        return word not in _ENDS_A_NAME or not following[:1].isupper()
    return len(word) == 1 and word.isalpha() and before[-1:].isupper()


def _is_publishable(sentence: str) -> bool:
    words = sentence.split()
    if not _SHORTEST <= len(words) <= _LONGEST or not re.search(r"[.!?][\"”’')\]]*$", sentence):
        return False
    if re.search(r"[|{}<>\\]|https?://\S*$|\.\.\.$|…$|\?\?|!!", sentence) or sentence.count("“") != sentence.count("”"):
        return False
    openings = sentence.count("(") - sentence.count(")")
    return openings == 0 and any(letter.isalpha() for letter in sentence) and not _repeats(words)


def _repeats(words: list[str]) -> bool:
    """Tell whether four words come back at once, or one word three times on end: a small model's loop."""
    lowered = [word.lower().strip(".,;!?") for word in words]
    grams = [tuple(lowered[place : place + 4]) for place in range(len(lowered) - 3)]
    thrice = any(one == two == three for one, two, three in zip(lowered, lowered[1:], lowered[2:], strict=False))
    return len(grams) != len(set(grams)) or thrice


def lower_articles(text: str, facts: Sequence[Fact]) -> str:
    """Write `by The Halden Trust` with a small article, unless a fact has it large."""
    known = (name for fact in facts for name in (fact.subject, fact.object, *fact.subject_names, *fact.object_names))
    names = " ".join(known)

    def article(found: re.Match[str]) -> str:
        behind = text[found.end() :].split(maxsplit=1)[0].strip(".,;")
        return found[0] if f"The {behind}" in names else "the "

    return _INNER_ARTICLE.sub(article, text)


def choose(candidates: Sequence[Candidate], barred: Sequence[str] = (), turn: str = "") -> Candidate | None:
    """Choose the best candidate that passed, or None.

    A person's wording comes first, then one without a barred phrase or a slip of style, then the model's before a
    template's. Among equals: coverage, few worn phrases, likelihood, a natural length, and at last the text itself, so
    that the choice never depends on the order.

    Args:
        candidates: what was tried.
        barred: phrases that the document has no budget for.
        turn: the document that they are to open, or empty. Of the openings that read well one is drawn by it, for by
            likelihood most documents would get the model's favourite.
    """
    passed = [candidate for candidate in candidates if candidate.passed and candidate.text.strip()]
    return min(passed, key=lambda one: _rank(one, barred, turn)) if passed else None


def turn_of(outline: Outline, plan: str) -> str:
    """Name the document that a sentence plan opens; empty where another comes before it."""
    first = next((one.id for section in outline.sections for one in section.plans if one.facts and not one.text), "")
    return outline.brief.id if plan == first else ""


def uses(text: str, phrases: Sequence[str]) -> bool:
    """Tell whether a text has one of some phrases, as whole words; `·` in a phrase is any number."""
    words = " ".join(_WORD.findall(_NUMBER.sub("·", text.lower())))
    return any(f" {phrase} " in f" {words} " for phrase in phrases)


def _rank(candidate: Candidate, barred: Sequence[str], turn: str) -> tuple[object, ...]:
    origin = {"human": 0, "model": 1, "template": 2}[candidate.origin]
    spent = candidate.origin != "human" and (uses(candidate.text, barred) or is_clumsy(candidate))
    lot = digest([turn, candidate.text]) if turn else ""
    if spent and turn:
        return True, True, 0, lot
    if candidate.origin == "template":
        return True, spent, origin, "", -candidate.coverage, 0.0, 0, ""
    order = (-round(candidate.coverage, 6), -round(_score(candidate), 6), len(candidate.text), candidate.text)
    return (origin != 0, spent, origin, lot if reads_well(candidate) or not turn else "~", *order)


def _score(candidate: Candidate) -> float:
    return (candidate.logprob or 0.0) - worn_score(candidate.text) - _clumsiness(candidate.text)


def reads_well(candidate: Candidate) -> bool:
    """Tell whether a wording passed and a trained model is as sure of it as it is of good ones."""
    return candidate.passed and _score(candidate) >= _READS_WELL


def is_clumsy(candidate: Candidate) -> bool:
    """Tell whether a wording of the model repeats itself or has a wrong article, so that a template reads better."""
    return candidate.origin == "model" and _slips(candidate.text) >= 1


def worn_score(text: str) -> float:
    """Count worn openings and phrases, in nats of likelihood that one costs: one phrase outweighs any likelihood."""
    lowered = " ".join(text.lower().split())
    patterns = _worn()
    return 5.0 * (len(patterns[0].findall(lowered)) + len(patterns[1].findall(lowered)))


@cache
def _worn() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = data_file("worn.yaml")
    openings = "|".join(map(re.escape, sorted(data["openings"], key=len, reverse=True)))
    phrases = "|".join(map(re.escape, sorted(data["phrases"], key=len, reverse=True)))
    return re.compile(rf"^(?:{openings})\b"), re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


def _clumsiness(text: str) -> float:
    """Weigh what reads badly: slips of style, a name said twice, a bare type, commas, length, exclamation."""
    words = [word.strip(".,;:!?") for word in text.split()]
    names = [pair for pair in pairwise(words) if all(word[:1].isupper() for word in pair)]
    slips = _slips(text) + 1.0 * (len(names) - len(set(names))) + 0.5 * len(_BARE_TYPE.findall(text))
    return slips + max(0, text.count(",") - 4) * 0.2 + max(0, len(words) - 35) * 0.05 + text.count("!") * 0.3


def _slips(text: str) -> float:
    """Count doubled words, verbs that come back, and wrong articles, in nats of likelihood that they cost."""
    words = [word.strip(".,;:!?") for word in text.lower().split()]
    doubled = sum(one == two for one, two in pairwise(words))
    unmeasured = (word.strip(".,;:!?") for word in _MEASURE.sub("", text.lower()).split())
    verbs = Counter(filter(_is_telling_verb, unmeasured))
    repeated = sum(count - 1 for count in verbs.values())
    return 2.0 * (doubled + repeated) + 1.0 * len(_WRONG_ARTICLE.findall(text))


def _is_telling_verb(word: str) -> bool:
    return word not in _PLAIN_VERBS and word.isalpha() and (is_third_person(word) or is_past_form(word))
