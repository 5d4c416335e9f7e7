"""The spellings of subjects, objects and other names, and where a sentence uses them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from content.artifacts import Fact
from content.names import fold, relation_words
from knowledge.evidence.lists import abbreviations, demonyms, words
from knowledge.evidence.tokens import Token, content_keys, dictionary_forms, lemmas, tokenize
from knowledge.evidence.variants import acronym, items, object_spellings, placed, variants


class Spelling(NamedTuple):
    """One way to write something that may be named."""

    keys: tuple[str, ...]
    name: str
    """Folded label of what it names."""
    part: bool
    """Only a part of the name: it may be said, but does not say the name."""
    cased: str
    """Text, full stops left out, for a single word that is also grammar (`May`, `US`); empty otherwise."""
    common: bool
    """Ends in a common noun, which may be said in the plural."""


class Hit(NamedTuple):
    """A spelling at tokens `first` to `last` (exclusive); equal spellings can name several things."""

    first: int
    last: int
    names: frozenset[str]
    part: bool


_BOUND = frozenset(
    "new north south east west northern southern eastern western great greater upper lower little old saint st san "
    "santa los las la le el port fort mount mt lake cape isle republic kingdom united the de von van al bin ibn".split()
)
_HEADS = frozenset({"of", "de", "du", "des", "del", "di", "for", "in", "at", "the"})
_PLACING = frozenset({"at", "in", "for", "on"})
_FIRMS = frozenset("group company corporation inc ltd limited plc llc co gmbh ag sa holding holdings".split())
_MORE_THAN_ROMAN = 9


def _spellings(text: str, name: str, plural: bool) -> list[Spelling]:
    """A text as it is, and without the article it begins with."""
    tokens = tokenize(text)
    spoken = [token for token in tokens if token.kind != "mark"] or tokens
    if not spoken:
        return []
    grammar = len(spoken) == 1 and spoken[0].key in words("function") | words("harmless") | words("comparison") | words(
        "vague"
    )
    last = spoken[-1].text
    common = last.isalpha() and len(last) > 2 and (last.islower() or (plural and last.istitle() and len(spoken) == 1))
    keys = tuple(token.key for token in spoken)
    whole = Spelling(keys, name, False, spoken[0].text if grammar else "", common)
    found = [whole]
    if len(keys) > 1 and keys[0] in ("a", "an", "the") and text[tokens[0].end : tokens[0].end + 1] == " ":
        found.append(whole._replace(keys=keys[1:]))
    joined = _joined(spoken)
    return found if joined == keys else [*found, whole._replace(keys=joined, cased="", common=False)]


def _joined(spoken: Sequence[Token]) -> tuple[str, ...]:
    """Write words in small letters to the name before them: `McEnroe` for `Mc enroe`, `WhatsApp` for `Whats app`."""
    keys: list[str] = []
    for at, token in enumerate(spoken):
        goes_on = at > 0 and token.text.islower() and token.kind == "word" and spoken[at - 1].kind == "word"
        if goes_on and token.key not in words("function") and (spoken[at - 1].capital or spoken[at - 1].text.islower()):
            keys[-1] += token.key
        else:
            keys.append(token.key)
    return tuple(keys) if any(token.capital for token in spoken) else tuple(token.key for token in spoken)


def _is_numeral(key: str) -> bool:
    return key.isdecimal() or (len(key) <= _MORE_THAN_ROMAN and set(key) <= set("ivxlc"))


def _parts(whole: Spelling, text: str, person: bool) -> Iterable[Spelling]:
    """Beginnings and ends of a name that can stand for it: `Einstein`, `United States`; not `York`, not `Oxford`."""
    keys = whole.keys
    raw = [token for token in tokenize(text) if token.kind != "mark"]
    raw = raw[len(raw) - len(keys) :]
    named = all(token.capital or token.key in _HEADS or token.kind == "number" for token in raw)
    if len(keys) < 2 or len(raw) < len(keys) or not named:
        return
    for cut in range(1, len(keys)):
        start, end = keys[:cut], keys[cut:]
        dropped_by_start, dropped_by_end = end, start
        if (
            raw[cut - 1].capital
            and not set(start) <= _BOUND
            and not any(map(_is_numeral, dropped_by_start))
            and (person or _is_dispensable(dropped_by_start, after=len(start)))
        ):
            yield whole._replace(keys=start, part=True, common=False)
        if (
            raw[cut].capital
            and dropped_by_end[-1] not in _BOUND | _HEADS
            and not _HEADS & set(dropped_by_end)
            and not all(map(_is_numeral, end))
            and not any(token.kind == "number" for token in raw[:cut])
            and "," not in text[raw[cut - 1].end : raw[cut].start]
        ):
            yield whole._replace(keys=end, part=True, common=False)


def _is_dispensable(rest: Sequence[str], after: int) -> bool:
    """Whether a name without its end still means the same: `Norda` of `Norda Group`; not `Washington` of the bridge.

    Args:
        after: how many words stay.
    """
    if rest[0] in _PLACING or (rest[0] == "of" and after == 1):
        return False
    return rest[0] == "of" or all(key in _FIRMS or not dictionary_forms(key) for key in rest)


class Spellings:
    """Every spelling that a sentence may use for the things its facts name."""

    def __init__(self, facts: Sequence[Fact], names: Sequence[str]) -> None:
        objects = {object_name(fact) for fact in facts}
        said = {key for fact in facts for key in content_keys(relation_words(fact.predicate))}
        people = {fold(fact.subject) for fact in facts if fold(fact.subject_type) in words("person_types")}
        known = {fold(text) for fact in facts for text in (fact.subject, fact.object)}
        wholes: dict[tuple[tuple[str, ...], str], Spelling] = {}
        parts: list[Spelling] = []
        for name, text, shortens in (*_named(facts, names), *placed(facts, known)):
            kind = name not in people and "NOUN" in dictionary_forms(name)  # "Almonds are" of Almond
            spelled = _spellings(text, name, name in objects or kind)
            for one in spelled:
                wholes.setdefault((one.keys, one.name), one)
            for short in abbreviations(name):
                keys = (tokenize(short)[0].key,)
                wholes.setdefault((keys, name), Spelling(keys, name, False, short.replace(".", ""), False))
            parts.extend(
                Spelling(content_keys(one), name, False, one.replace(" ", ""), False)
                for one in (*demonyms(name), *acronym(text))
            )
            if shortens and spelled:
                parts.extend(part for part in _parts(spelled[0], text, name in people) if not said & set(part.keys))
        unique = [part for part in dict.fromkeys(parts) if not _ambiguous(part, wholes.values())]
        self._by_first: dict[str, list[Spelling]] = {}
        for one in [*wholes.values(), *unique]:
            for key in sorted(lemmas(one.keys[0])) if one.common and len(one.keys) == 1 else [one.keys[0]]:
                self._by_first.setdefault(key, []).append(one)

        self.words = frozenset(key for one in wholes.values() for key in one.keys)
        """Every word of every name."""

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Find every use of a spelling; uses may overlap."""
        spoken = [at for at, token in enumerate(tokens) if token.kind != "mark"]
        found: dict[tuple[int, int], list[Spelling]] = {}
        for place, at in enumerate(spoken):
            key = tokens[at].key
            bare = place == 0 or tokens[at].text.islower()
            starts = lemmas(key) if bare else {key}
            for start in sorted(starts):
                for one in self._by_first.get(start, ()):
                    last = self._matches(one, tokens, spoken, place)
                    if last:
                        found.setdefault((at, last), []).append(one)
        if not found:
            found = self._marks(tokens)
        return [
            Hit(first, last, frozenset(one.name for one in ones if one.part == whole), whole)
            for (first, last), ones in found.items()
            for whole in [all(one.part for one in ones)]
        ]

    def _matches(self, one: Spelling, tokens: Sequence[Token], spoken: Sequence[int], place: int) -> int:
        """Token after the spelling when it stands here, or 0."""
        length = len(one.keys)
        if place + length > len(spoken):
            return 0
        at = [spoken[place + step] for step in range(length)]
        if one.cased and "".join(tokens[where].text for where in at).replace(".", "") != one.cased:
            return 0
        if one.part and not any(tokens[where].capital or tokens[where].kind == "number" for where in at):
            return 0
        if any(tokens[where].key != key for where, key in zip(at[:-1], one.keys[:-1], strict=True)):
            return 0
        last = tokens[at[-1]]
        bare = last.text.islower() or (place == 0 and length == 1)
        same = last.key == one.keys[-1] or (one.common and bare and bool(lemmas(last.key) & lemmas(one.keys[-1])))
        return at[-1] + 1 if same else 0

    def _marks(self, tokens: Sequence[Token]) -> dict[tuple[int, int], list[Spelling]]:
        """Uses of names that are made of marks alone: `?`, `+`."""
        return {
            (at, at + 1): [one]
            for at, token in enumerate(tokens)
            for one in self._by_first.get(token.key, ())
            if token.kind == "mark" and len(one.keys) == 1
        }


def _named(facts: Sequence[Fact], names: Sequence[str]) -> Iterable[tuple[str, str, bool]]:
    """Folded label, spelling, and whether the spelling may be shortened."""
    for fact in facts:
        for text in (fact.subject, *fact.subject_names):
            yield from variants(fold(fact.subject) or fact.subject, text, True)
        for text in object_spellings(fact):
            yield from variants(object_name(fact), text, fact.value.kind == "entity")
        yield from ((item_name(fact, item), item, False) for item in items(fact.object))
    for text in names:
        yield from variants(fold(text) or text, text, True)


def item_name(fact: Fact, item: str) -> str:
    """Key of an item of a fact's object, which is a list, among the spellings."""
    return f"{object_name(fact)}\x1f{fold(item)}"


def object_name(fact: Fact) -> str:
    """Key of a fact's object among the spellings."""
    return fold(fact.object) or fact.object


def _ambiguous(part: Spelling, wholes: Iterable[Spelling]) -> bool:
    """Whether another known name has the same words in a row."""
    length = len(part.keys)
    return any(
        one.name != part.name and part.keys in [one.keys[at : at + length] for at in range(len(one.keys) - length + 1)]
        for one in wholes
    )
