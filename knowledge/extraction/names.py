"""The proper names of a document: full forms of short ones, and whether they name people."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from knowledge.extraction.phrases import is_named, name_span
from knowledge.extraction.words import NATURAL, THING_NOUNS, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KEPT_TITLES = frozenset("miss king queen saint st lord lady sir dame father sister brother".split())
_PLACES = frozenset({"GPE", "LOC", "NORP"})


class Names:
    """Know the names of a document; read it with `learn` before asking."""

    def __init__(self) -> None:
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        self._kinds: dict[str, str] = {}
        self._by_last: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._by_first: dict[str, set[str]] = defaultdict(set)

    def learn(self, doc: "Doc") -> None:
        """Note every name of a parsed text."""
        for token in doc:
            if is_named(token) and not (token.dep_ in {"compound", "nmod"} and is_named(token.head)):
                self.add(name_span(token).text, _label(token))

    def add(self, name: str, label: str = "") -> None:
        """Note one name."""
        plain = _untitled(name)
        self._labels[plain][label] += 1
        if plain != name:
            self._kinds[plain] = "person"
        words = plain.split()
        if len(words) > 1:
            self._by_last[words[-1]].add(plain)
            self._by_first[words[0]].add(plain)
            for word in words:
                self._by_word[word].add(plain)

    def learn_kind(self, name: str, kind: str) -> None:
        """Note what the text says of a name; the first word on it stays."""
        self._kinds.setdefault(name, kind)

    def kind(self, name: str) -> str:
        """Tell `person`, `thing` or `unknown`."""
        if name in self._kinds:
            return self._kinds[name]
        words = name.split()
        if not words:
            return "unknown"
        if words[0].lower().rstrip(".") in TITLES and len(words) > 1:
            return "person"
        if words[0].lower() in NATURAL:
            return "thing"
        if words[-1].lower() in THING_NOUNS or "of" in words or name.isupper():
            return "thing"
        labels = self._labels.get(name, Counter())
        people = labels["PERSON"]
        if people and people * 2 >= labels.total() and len(words) > 1:
            return "person"
        return "thing" if labels and not people and labels.total() > labels[""] else "unknown"

    def full(self, name: str) -> str:
        """Return the fullest form of a name, when only one fits."""
        plain = _untitled(name)
        words = plain.split()
        longer = [other for other in sorted(self._by_last.get(words[-1], ())) if _ends(other, words)] if words else []
        fits = [other for other in longer if self._may_shorten(plain, other)]
        if not fits and len(words) == 1 and not self._is_place(plain):
            fits = [other for other in sorted(self._by_first.get(plain, ())) if self.kind(other) == "person"]
        if len(fits) == 1 and (len(words) > 1 or set(self.bearers(plain)) <= set(fits)):
            return fits[0]
        return plain if len(words) > 1 else name

    def bearers(self, surname: str) -> list[str]:
        """People with this word in their name; a family name may stand first."""
        return [name for name in sorted(self._by_word.get(surname, ())) if self.kind(name) == "person"]

    def _may_shorten(self, short: str, full: str) -> bool:
        words = short.split()
        if full.split()[-len(words) - 1].lower() in {"of", "and", "the", "de", "van", "von", "for"}:
            return False
        if len(words) > 1:
            return self.kind(full) != "person" and not any(word.isdigit() for word in full.split())
        if short.lower() in THING_NOUNS:
            return True
        places = sum(self._labels[short][label] for label in _PLACES) if short in self._labels else 0
        return self.kind(full) == "person" and places <= self._labels[full].total()

    def _is_place(self, name: str) -> bool:
        labels = self._labels.get(name, Counter())
        return sum(labels[label] for label in _PLACES) * 2 > labels.total()


def _label(token: "Token") -> str:
    return token.ent_type_


def _ends(other: str, words: list[str]) -> bool:
    parts = other.split()
    return len(parts) > len(words) and parts[-len(words) :] == words


def _untitled(name: str) -> str:
    first, _, rest = name.partition(" ")
    title = first.lower().rstrip(".")
    return rest if rest and title in TITLES and title not in _KEPT_TITLES else name
