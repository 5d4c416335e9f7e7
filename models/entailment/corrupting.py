"""True sentences made wrong: one error of a known kind, in the sentence or in the facts it is compared with."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Literal

import yaml

from content.names import MONTHS
from models.entailment.claims import Claim, exchanged, has_direction, in_object, kind_of, names_both, stems
from models.wording.verbaliser import Line

Kind = Literal[
    "number", "date", "unit", "name", "negation", "comparison", "argument_order", "relation", "addition", "omission"
]

_AUXILIARY = re.compile(r"\b(is|was|are|were|has been|have been|can|could|will)\b(?! not)")
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")
_YEAR = re.compile(r"(?<![\d.,-])(?:1\d{3}|20\d\d)(?![\d,]*\d)")
_WORDS = re.compile(r"[A-Za-zÀ-ž]+")
_THING = re.compile(r"\b[Tt]he (?=[a-z]{3})|\b(?:is|was|,) a (?=[bcdfghjklmnpqrstvwxyz][a-z]{2})")
_DONE = re.compile(r"\b(?:is|was|were|are) (?=[a-z]{3,}(?:ed|wn|lt|en) )")
WEIGHTS: Mapping[Kind, int] = {
    "argument_order": 22, "relation": 20, "name": 12, "addition": 12, "omission": 9, "negation": 8, "number": 8,
    "date": 8, "comparison": 7, "unit": 7,
}  # fmt: skip
"""How often a kind is tried first: what word lists miss comes most."""


@cache
def _data() -> Any:
    return yaml.safe_load((files("models.entailment") / "corruptions.yaml").read_text(encoding="utf-8"))


class Corrupter:
    """Makes claims wrong; the same claims and seed give the same errors."""

    def __init__(self, claims: Sequence[Claim], rng: Random) -> None:
        """Take the claims from which other relations, names and sentences are borrowed, and what chooses."""
        self._claims = claims
        self._rng = rng
        self._single = [one for one in claims if len(one.lines) == 1 and names_both(one.lines[0], one.text)]
        self._makers: Mapping[Kind, Callable[[Claim], Claim | None]] = {
            "argument_order": self._swapped,
            "relation": self._related,
            "name": self._misnamed,
            "addition": self._added,
            "omission": self._omitted,
            "negation": self._denied,
            "number": self._miscounted,
            "date": self._misdated,
            "comparison": self._compared,
            "unit": self._mismeasured,
        }

    def corrupt(self, claim: Claim, weights: Mapping[Kind, int] = WEIGHTS) -> tuple[Kind, Claim] | None:
        """Put one error in a claim; None where it has no room for any."""
        order = sorted(weights, key=lambda kind: -(self._rng.random() ** (1 / weights[kind])))
        for kind in order:
            made = self._makers[kind](claim)
            if made is not None and made != claim:
                return kind, made
        return None

    def make(self, kind: Kind, claim: Claim) -> Claim | None:
        """Put an error of a kind in a claim; None where it has no room for one."""
        return self._makers[kind](claim)

    def reword(self, claim: Claim) -> tuple[Kind, Claim] | None:
        """Put one error in the text of a claim and leave the facts."""
        for _ in range(6):
            made = self.corrupt(claim)
            if made is not None and made[1].lines == claim.lines:
                return made
        return None

    def _one_of(self, words: str) -> str:
        return str(self._rng.choice(_data()[words]))

    def _swapped(self, claim: Claim) -> Claim | None:
        """Exchange the two things of a fact."""
        line = self._rng.choice(claim.lines)
        if not has_direction(line):
            return None
        if self._rng.random() < 0.25 and names_both(line, claim.text):
            turned = Line(line.object, line.relation, line.subject)
            return claim._replace(lines=tuple(turned if one == line else one for one in claim.lines))
        return claim._replace(text=exchanged(claim.text, line)) if names_both(line, claim.text) else None

    def _related(self, claim: Claim) -> Claim | None:
        """Say another relation of the same things, give two facts each other's object, or tell it of another thing."""
        turn = self._rng.random()
        if len(claim.lines) > 1 and turn < 0.45:
            return self._crossed(claim) if turn < 0.3 else self._misplaced(claim)
        line = self._rng.choice(claim.lines)
        other = self._rng.choice(self._single)
        theirs = other.lines[0]
        if kind_of(theirs.object) != kind_of(line.object) or stems(theirs.relation) & stems(line.relation):
            return None
        if len(claim.lines) == 1 and turn > 0.5 and names_both(line, claim.text):
            text = other.text.replace(theirs.subject, "\0").replace(theirs.object, line.object)
            return claim._replace(text=text.replace("\0", line.subject))
        changed = line._replace(relation=theirs.relation)
        return claim._replace(lines=tuple(changed if one == line else one for one in claim.lines))

    def _crossed(self, claim: Claim) -> Claim | None:
        one, other = self._rng.sample(claim.lines, 2)
        same = one.object == other.object or (one.subject, one.relation) == (other.subject, other.relation)
        if same or kind_of(one.object) != kind_of(other.object):
            return None
        given = {one: one._replace(object=other.object), other: other._replace(object=one.object)}
        return claim._replace(lines=tuple(given.get(line, line) for line in claim.lines))

    def _misplaced(self, claim: Claim) -> Claim | None:
        """Tell a fact of another thing that the text names."""
        line = self._rng.choice(claim.lines)
        others = {name for one in claim.lines for name in (one.subject, one.object) if kind_of(name) == "name"}
        others -= {line.subject, line.object}
        if not others:
            return None
        moved = line._replace(subject=self._rng.choice(sorted(others)))
        return claim._replace(lines=tuple(moved if one == line else one for one in claim.lines))

    def _misnamed(self, claim: Claim) -> Claim | None:
        """Misspell a name, or put another name in its place."""
        names = sorted({name for line in claim.lines for name in (line.subject, line.object) if name in claim.text})
        names = [name for name in names if kind_of(name) == "name"]
        if not names:
            return None
        name = self._rng.choice(names)
        words = [word for word in _WORDS.findall(name) if len(word) > 3]
        turn = self._rng.random()
        if turn < 0.4 and words:
            word = self._rng.choice(words)
            return claim._replace(text=claim.text.replace(word, self._misspelt(word)))
        other = self._rng.choice(self._single).lines[0]
        new = other.object if kind_of(other.object) == "name" else other.subject
        if turn < 0.65 and len(words) > 1:
            borrowed = _WORDS.findall(new) or [""]
            return claim._replace(text=claim.text.replace(self._rng.choice(words), borrowed[-1]))
        return claim._replace(text=claim.text.replace(name, new))

    def _misspelt(self, word: str) -> str:
        at = self._rng.randrange(1, len(word))
        letter = self._rng.choice("abdeghiklmnoprstuvy")
        turn = self._rng.randrange(4)
        if turn == 0:
            return word[:at] + letter + word[at + 1 :]
        if turn == 1:
            return word[:at] + letter + word[at:]
        if turn == 2:
            return word[:at] + word[at + 1 :]
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word[:1] + letter + word[2:]

    def _added(self, claim: Claim) -> Claim | None:
        """Say more than the facts: a clause nobody knows, or one whose fact is taken away."""
        turn = self._rng.random()
        if len(claim.lines) > 1 and turn < 0.6:
            gone = self._rng.choice(claim.lines)
            return claim._replace(lines=tuple(one for one in claim.lines if one != gone))
        body = claim.text.rstrip(" .")
        if turn > 0.85:
            return self._described(claim)
        if turn < 0.75:
            return claim._replace(text=f"{body}{self._rng.choice([',', ''])} {self._rng.choice(_data()['invented'])}.")
        other = self._rng.choice(self._single)
        more = other.text.replace(other.lines[0].subject, self._rng.choice(["It", "it", claim.lines[0].subject]))
        return claim._replace(text=f"{body}. {more}" if self._rng.random() < 0.5 else f"{body}, and {more}")

    def _described(self, claim: Claim) -> Claim | None:
        """Say how something is, in one word that no fact has."""
        places = [(one.end(), "describing") for one in _THING.finditer(claim.text)]
        places += [(one.end(), "circumstances") for one in _DONE.finditer(claim.text)]
        if not places:
            return None
        at, words = self._rng.choice(places)
        return claim._replace(text=f"{claim.text[:at]}{self._one_of(words)} {claim.text[at:]}")

    def _omitted(self, claim: Claim) -> Claim | None:
        """Leave a fact unsaid."""
        other = self._rng.choice(self._single).lines[0]
        if other.object.casefold() in claim.text.casefold() or len(claim.lines) > 5:
            return None
        more = other._replace(subject=self._rng.choice(claim.lines).subject)
        at = self._rng.randint(0, len(claim.lines))
        return claim._replace(lines=(*claim.lines[:at], more, *claim.lines[at:]))

    def _denied(self, claim: Claim) -> Claim | None:
        """Deny what is so, or take a denial away."""
        if self._rng.random() < 0.15:
            line = self._rng.choice(claim.lines)
            relation = line.relation.removeprefix("not ")
            turned = line._replace(relation=relation if relation != line.relation else f"not {relation}")
            return claim._replace(lines=tuple(turned if one == line else one for one in claim.lines))
        found = list(_AUXILIARY.finditer(claim.text))
        if found:
            one = self._rng.choice(found)
            first, *rest = one[0].split()
            denied = " ".join([first, self._rng.choice(["not", "not", "never"]), *rest])
            return claim._replace(text=claim.text[: one.start()] + denied + claim.text[one.end() :])
        return self._undone(claim)

    def _undone(self, claim: Claim) -> Claim | None:
        """Deny the verb that follows a name: `does not play`."""
        from lemminflect import getLemma

        for line in claim.lines:
            for verb in re.finditer(rf"(?<={re.escape(line.subject)} )([a-z]+(?:s|ed))\b", claim.text):
                lemma = getLemma(verb[0], upos="VERB")
                if lemma and lemma[0] != verb[0]:
                    do = "does" if verb[0].endswith("s") else "did"
                    return claim._replace(
                        text=f"{claim.text[: verb.start()]}{do} not {lemma[0]}{claim.text[verb.end() :]}"
                    )
        return None

    def _miscounted(self, claim: Claim) -> Claim | None:
        """Change a digit, lose one, or move the point."""
        found = [one for one in _NUMBER.finditer(claim.text) if in_object(claim, one[0])]
        found = [one for one in found if not _YEAR.fullmatch(one[0])]
        if not found:
            return None
        one = self._rng.choice(found)
        digits = [at for at, letter in enumerate(one[0]) if letter.isdecimal()]
        at = self._rng.choice(digits)
        turn = self._rng.random()
        if turn < 0.6 or len(digits) < 2:
            new = one[0][:at] + self._rng.choice([d for d in "123456789" if d != one[0][at]]) + one[0][at + 1 :]
        elif turn < 0.8:
            new = one[0][:at] + one[0][at + 1 :]
        else:
            new = one[0] + self._rng.choice(["0", "00"])
        return claim._replace(text=claim.text[: one.start()] + new + claim.text[one.end() :])

    def _misdated(self, claim: Claim) -> Claim | None:
        """Shift a month, a day or a year."""
        months = [month for month in MONTHS if re.search(rf"\d {month}\b|\b{month} \d", claim.text)]
        if months and self._rng.random() < 0.5:
            month = self._rng.choice(months)
            other = self._rng.choice([one for one in MONTHS if one != month])
            return claim._replace(text=re.sub(rf"\b{month}\b", other, claim.text, count=1))
        years = [one for one in _YEAR.finditer(claim.text) if in_object(claim, one[0])]
        if not years:
            return None
        one = self._rng.choice(years)
        year = str(int(one[0]) + self._rng.choice([-100, -50, -11, -10, -6, -5, -3, -1, 1, 2, 4, 5, 8, 10, 30]))
        return claim._replace(text=claim.text[: one.start()] + year + claim.text[one.end() :])

    def _compared(self, claim: Claim) -> Claim | None:
        """Exceed a number, or praise the thing."""
        numbers = [one for one in _NUMBER.finditer(claim.text) if in_object(claim, one[0])]
        numbers = [one for one in numbers if not _YEAR.fullmatch(one[0]) and one.start()]
        if numbers and self._rng.random() < 0.7:
            at = self._rng.choice(numbers).start()
            return claim._replace(text=f"{claim.text[:at]}{self._rng.choice(_data()['bounds'])} {claim.text[at:]}")
        text, count = re.subn(
            r"\b(?:a|an|the) (?=[a-z]{3})", f"the {self._rng.choice(_data()['degrees'])} ", claim.text, count=1
        )
        return claim._replace(text=text) if count else None

    def _mismeasured(self, claim: Claim) -> Claim | None:
        """Give a number another unit."""
        found = [
            one
            for unit in _data()["units"]
            for one in re.finditer(
                rf"{re.escape(unit)}(?=\d)" if unit in "€$£" else rf"(?<=\d)( ?){re.escape(unit)}(?!\w)", claim.text
            )
        ]
        if not found:
            return None
        one = max(found, key=lambda match: len(match[0]))
        unit = one[0].strip()
        new = one[0].replace(unit, self._rng.choice(_data()["units"][unit]))
        return claim._replace(text=claim.text[: one.start()] + new + claim.text[one.end() :])
