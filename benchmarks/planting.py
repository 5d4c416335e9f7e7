"""Errors planted in true sentences, one of ten kinds each, so that everybody would call the result wrong."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import NamedTuple

from benchmarks.webnlg import Entry
from content.artifacts import Fact
from content.names import MONTHS
from knowledge.evidence.relations import relation

_END = re.compile(r"[.!?]\s+[\"']?[A-Z]|[.!?]\S*[a-z][.!?]")
_UNITS = {
    "metres": "feet", "meters": "feet", "feet": "metres", "kilometres": "miles", "kilometers": "miles",
    "miles": "kilometres", "kilograms": "pounds", "kg": "pounds", "g": "kg", "m": "km", "km": "miles",
    "minutes": "hours", "dollars": "euros", "inches": "centimetres", "grams": "kilograms",
}  # fmt: skip
_INVENTED = (
    "and is popular with tourists", "which has won a prize", "and was rebuilt after a fire",
    "and is home to a famous museum", "which was visited by the queen", "and has its own brewery",
)  # fmt: skip
_DESCRIBING = ("popular", "famous", "beautiful", "historic", "important", "small", "modern", "controversial", "rural")
_COUNTED = re.compile("number|count|pages|population|length|area|elevation|size|cost|height|members", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(is|was|are|were|has been|can be)\b")


class Case(NamedTuple):
    """A sentence and the facts that it has to say."""

    facts: tuple[Fact, ...]
    text: str


def single_sentences(entries: Sequence[Entry], rng: Random) -> list[Case]:
    """People's texts that are one sentence, one an entry, shuffled."""
    cases = []
    for entry in entries:
        texts = [text for text in entry.texts if text and not _END.search(text)]
        if texts:
            cases.append(Case(entry.facts, rng.choice(texts)))
    rng.shuffle(cases)
    return cases


class Planter:
    """Plants errors; None where a sentence has no room for one."""

    def __init__(self, cases: Sequence[Case], rng: Random) -> None:
        """Take the sentences to plant in, and what chooses."""
        self._rng = rng
        self._facts: dict[str, dict[str, Fact]] = defaultdict(dict)
        self._single = [case for case in cases if len(case.facts) == 1 and _names_both(case)]
        for case in cases:
            for fact in case.facts:
                self._facts[fact.subject][fact.id] = fact

    def argument_order(self, case: Case) -> Case | None:
        """Swap subject and object."""
        fact = case.facts[0]
        order = relation(fact.predicate).order
        if len(case.facts) > 1 or not _names_both(case) or order == "symmetric" or fact.value.kind != "entity":
            return None
        text = case.text.replace(fact.subject, "\0").replace(fact.object, fact.subject).replace("\0", fact.object)
        return case._replace(text=text)

    def number(self, case: Case) -> Case | None:
        """Change a digit of a number that is no year."""
        return self._digit(case, lambda number: _is_value(case, number))

    def date(self, case: Case) -> Case | None:
        """Shift a month, or a year by a few years."""
        months = [month for month in MONTHS if re.search(rf"\b{month}\b \d|\d \b{month}\b", case.text)]
        if months and self._rng.random() < 0.5:
            other = self._rng.choice([month for month in MONTHS if month != months[0]])
            return case._replace(text=case.text.replace(months[0], other, 1))
        dated = any(
            re.match(r"1\d{3}|20\d\d", fact.object) and not _COUNTED.search(fact.predicate) for fact in case.facts
        )
        year = re.search(r"(?<![\d.,-])(1\d{3}|20[012]\d)(?![\d.,-]*\d)", case.text) if dated else None
        if year is None or _is_value(case, year[0]) or not _in_object(case, year[0]):
            return None
        shifted = str(int(year[0]) + self._rng.choice([-9, -4, -2, -1, 1, 2, 3, 7]))
        return case._replace(text=case.text[: year.start()] + shifted + case.text[year.end() :])

    def unit(self, case: Case) -> Case | None:
        """Give a number another unit."""
        found = re.search(rf"(?<=\d )({'|'.join(_UNITS)})\b", case.text)
        if found is None:
            return None
        return case._replace(text=case.text[: found.start()] + _UNITS[found[0]] + case.text[found.end() :])

    def name(self, case: Case) -> Case | None:
        """Misspell a word of a name: another vowel, or two letters exchanged."""
        names = [fact.object for fact in case.facts if fact.value.kind == "entity" and fact.object in case.text]
        words = [word for name in names for word in re.findall(r"[A-Z][a-z]{4,}", name)]
        if not words:
            return None
        word = self._rng.choice(words)
        at = self._rng.randrange(1, len(word) - 1)
        changed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if changed == word:
            changed = word[:at] + ("o" if word[at] != "o" else "a") + word[at + 1 :]
        text = re.sub(rf"\b{word}\b", changed, case.text)
        return case._replace(text=text) if text != case.text else None

    def negation(self, case: Case) -> Case | None:
        """Deny the first clause that can be denied."""
        found = _AUXILIARY.search(case.text)
        if found is not None and len(case.facts) == 1:
            first = found[0].split()[0]
            return case._replace(
                text=case.text[: found.start()] + f"{first} not" + case.text[found.start() + len(first) :]
            )
        if " has " in case.text:
            return case._replace(text=case.text.replace(" has ", " does not have ", 1))
        return None

    def comparison(self, case: Case) -> Case | None:
        """Claim that a number is exceeded, or that something is outstanding."""
        found = re.search(r"(?<= )\d[\d,.]*\d(?= )", case.text)
        if found is not None and _is_value(case, found[0]):
            more = self._rng.choice(["more than", "nearly", "less than", "at least"])
            return case._replace(text=f"{case.text[: found.start()]}{more} {case.text[found.start() :]}")
        best = self._rng.choice(["largest", "oldest", "most famous", "best"])
        text, count = re.subn(r"\b(is|was) (?:a|an|the) (?=[a-z])", rf"\1 the {best} ", case.text, count=1)
        return case._replace(text=text) if count else None

    def omission(self, case: Case) -> Case | None:
        """Ask for one more fact than the sentence says."""
        more = [
            fact
            for fact in self._facts[case.facts[0].subject].values()
            if fact not in case.facts and fact.object.casefold() not in case.text.casefold()
            and not any(fact.value.text == one.value.text for one in case.facts)
        ]  # fmt: skip
        return Case((*case.facts, self._rng.choice(more)), case.text) if more else None

    def addition(self, case: Case) -> Case | None:
        """Add a clause that no fact has."""
        return case._replace(text=f"{case.text.rstrip(' .')}, {self._rng.choice(_INVENTED)}.")

    def description(self, case: Case) -> Case | None:
        """Say how a thing is that no fact describes."""
        how = self._rng.choice(_DESCRIBING)
        text, count = re.subn(r"\b(is|was) (?:an?|the) (?=[a-z])", rf"\1 the {how} ", case.text, count=1)
        if not count:
            text, count = re.subn(r"^The (?=[A-Z])", f"The {how} ", case.text)
        return case._replace(text=text) if count else None

    def relation(self, case: Case) -> Case | None:
        """Say another relation of the same two things, in the words of another sentence."""
        fact = case.facts[0]
        if len(case.facts) > 1 or not _names_both(case):
            return None
        known = relation(fact.predicate)
        for other in self._rng.sample(self._single, len(self._single)):
            theirs = other.facts[0]
            if theirs.value.kind == fact.value.kind and not relation(theirs.predicate).anchors & known.explained:
                text = other.text.replace(theirs.subject, "\0").replace(theirs.object, fact.object)
                return case._replace(text=text.replace("\0", fact.subject))
        return None

    def exchange(self, case: Case) -> Case | None:
        """Let the values of two facts change places, where that makes another statement; asked beside the ten kinds."""
        pairs = [
            (one, other)
            for one, other in combinations(case.facts, 2)
            if case.text.count(one.object) == case.text.count(other.object) == 1
            and one.object not in other.object
            and other.object not in one.object
            and relation(one.predicate).name != relation(other.predicate).name
            and not (_is_place(one) and _is_place(other))
        ]
        if not pairs:
            return None
        one, other = self._rng.choice(pairs)
        text = case.text.replace(one.object, "\0").replace(other.object, one.object).replace("\0", other.object)
        return case._replace(text=text)

    def _digit(self, case: Case, fits: Callable[[str], bool]) -> Case | None:
        found = [
            one
            for one in re.finditer(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-]|\.\d)", case.text)
            if fits(one[0]) and _in_object(case, one[0])
        ]
        if not found:
            return None
        one = self._rng.choice(found)
        places = [at for at, letter in enumerate(one[0]) if letter.isdecimal()]
        at = self._rng.choice(places)
        other = self._rng.choice([digit for digit in "123456789" if digit != one[0][at]])
        changed = one[0][:at] + other + one[0][at + 1 :]
        if "." in changed and at > changed.index("."):
            changed = one[0].split(".")[0][:-1] + other + "." + one[0].split(".")[1]
        if changed == one[0]:
            return None
        return case._replace(text=case.text[: one.start()] + changed + case.text[one.end() :])


def _names_both(case: Case) -> bool:
    fact = case.facts[0]
    return (
        case.text.count(fact.subject) == 1
        and case.text.count(fact.object) == 1
        and fact.object not in fact.subject
        and fact.subject not in fact.object
    )


def _is_place(fact: Fact) -> bool:
    """Whether a relation is said by a bare `in`, so that two of them may change places: a country, its continent."""
    return any(say.before == ("in",) for say in relation(fact.predicate).says)


def _is_value(case: Case, number: str) -> bool:
    """Whether a number is a count or a measure that a fact gives, and no year."""
    return any(
        fact.value.kind in ("number", "quantity", "money")
        and fact.object.split()[0].replace(",", "") == number.replace(",", "")
        and (_COUNTED.search(fact.predicate) or not re.fullmatch(r"1\d{3}|20\d\d", number))
        for fact in case.facts
    )


def _in_object(case: Case, number: str) -> bool:
    return any(number.replace(",", "") in fact.object.replace(",", "") for fact in case.facts)


PLANTERS: Mapping[str, Callable[[Planter, Case], Case | None]] = {
    "argument_order": Planter.argument_order,
    "number": Planter.number,
    "unit": Planter.unit,
    "negation": Planter.negation,
    "omission": Planter.omission,
    "addition": Planter.addition,
    "relation": Planter.relation,
    "name": Planter.name,
    "date": Planter.date,
    "comparison": Planter.comparison,
}
"""How an error of each kind, as verdicts name it, is planted."""
EXCHANGE = "exchange"
DESCRIPTION = "description"
ALL: Mapping[str, Callable[[Planter, Case], Case | None]] = {
    **PLANTERS,
    EXCHANGE: Planter.exchange,
    DESCRIPTION: Planter.description,
}
"""Those; values that change places, which verdicts call an error of relation or of order; a word that describes."""
