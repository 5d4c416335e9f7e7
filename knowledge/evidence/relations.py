"""Which words say a relation, and which way round its two things go."""

import re
from functools import cache
from typing import Literal, NamedTuple

from content.names import relation_words
from content.remembering import remembered
from knowledge.evidence.lists import number_words, relation_tables, words
from knowledge.evidence.tokens import content_keys, dictionary_forms, is_bent, is_only_verb, lemmas, tokenize

Order = Literal["forward", "is_a", "symmetric", "agent", "actor", "noun", "noun_of", "free"]


_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_FOLLOWED = frozenset({"as", "before", "after", "against", "under", "over", "alongside", "near", "through"})
"""Words at the end of a relation that the object follows, although no preposition of place."""
_LEADING = re.compile(r"^(?:(?:has|have|is|was|are) )?(?:(?:the|a|an) )?")


class Say(NamedTuple):
    """One way to say a relation: words anywhere, or words right before or after the object."""

    words: tuple[frozenset[str], ...] = ()
    """For each word to be said, everything that says it."""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Relation(NamedTuple):
    """A relation as sentences say it."""

    name: str
    says: tuple[Say, ...]
    order: Order
    verbs: frozenset[str]
    """Lemmas of verbs whose doer is the object (`agent`) or the subject (`actor`)."""
    nouns: frozenset[str]
    """Words that name the role: `capital`, `author`."""
    roles: frozenset[str]
    """Those that its own name has."""
    anchors: frozenset[str]
    """Words beside which its value stands."""
    explained: frozenset[str]
    """Every word that a sentence may use for it."""
    own: frozenset[str]
    """Words of its name."""
    trailing: str
    """The preposition that its name ends with, or empty."""
    negative: bool
    """Its name has a negation."""
    denied: frozenset[str] = frozenset()
    """Words that say it where they are denied: `not the same`."""


@cache
def _families() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for family in relation_tables()["families"]:
        for word in family:
            table.setdefault(word, set()).update(family)
    return {word: frozenset(found) for word, found in table.items()}


@cache
def _entries() -> dict[str, dict[str, object]]:
    """What the tables say of each relation: all its wordings, and the first order and verbs given."""
    merged: dict[str, dict[str, object]] = {}
    for entry in relation_tables()["relations"]:
        for name in entry["names"]:
            known = merged.setdefault(name, {"say": []})
            known["say"] = [*_list(known["say"]), *entry.get("say", ())]
            if "order" in entry and "order" not in known:
                known["order"], known["verbs"] = entry["order"], entry.get("verbs", [])
            known.setdefault("denied", entry.get("denied", []))
    return merged


@cache
def _idle() -> frozenset[str]:
    """Words of a relation's name that a sentence need not say."""
    return frozenset(relation_tables()["weak"].split()) | unit_words() | words("function") | words("negation")


@cache
def unit_words() -> frozenset[str]:
    """Units that names of relations carry: `weight_kg`."""
    return frozenset(relation_tables()["units_in_names"].split())


def _family(word: str) -> frozenset[str]:
    """All words that say a word, digits of an ordinal included."""
    forms = lemmas(word) | {str(number_words("ordinals").get(word, word))}
    return forms.union(*(_families().get(form, frozenset()) for form in forms))


@remembered
def relation(predicate: str) -> Relation:
    """Find how sentences say a relation."""
    named = _with_ordinals(content_keys(relation_words(predicate))) or (predicate,)
    name = _without_unit(named)
    stripped = _LEADING.sub("", name)
    entry = _entries().get(name) or _entries().get(stripped) or {}
    listed = [_parsed(str(say)) for say in _list(entry.get("say"))]
    strong = tuple(word for word in named if word not in _idle())
    initials = "".join(word[0] for word in strong) if len(strong) > 1 else ""
    told = bool(listed) and named[-1] == "by"
    bag = Say(tuple(lemmas(word) if told else _family(word) for word in strong or named))
    shorter = [Say((frozenset({initials}),))] if initials else []
    says = (*listed, *shorter, *([bag] if told else _choices(named) if strong or not listed else []))
    order, verbs = _order(named, entry)
    grammar = words("function") | words("harmless")
    own = frozenset().union(*(lemmas(word) for word in strong))
    roles = own - grammar or own
    nouns = roles.union(*(one for say in listed for one in say.words)) - grammar
    explained = frozenset(named).union(
        *(alternatives for say in says for alternatives in say.words),
        *({*say.before, *say.after} for say in says),
        verbs,
    )
    trailing = named[-1] if len(named) > 1 and named[-1] in words("prepositions") | {"in", "at", "of", "on"} else ""
    negative = bool(words("negation") & set(named[:-1] if named[-1] == "no" else named))  # "register no." numbers
    anchors = frozenset().union(*bag.words) - grammar
    return Relation(
        name, says, order, verbs, nouns, roles, anchors, explained, frozenset((*named, initials)), trailing, negative,
        frozenset(map(str, _list(entry.get("denied")))),
    )  # fmt: skip


def _with_ordinals(named: tuple[str, ...]) -> tuple[str, ...]:
    """Write `1st` as `first`."""
    spelled = {str(number): word for word, number in number_words("ordinals").items()}
    pairs = zip(("", *named), named, (*named[1:], ""), strict=False)
    return tuple(
        spelled.get(word, word) if after in _ENDINGS else word
        for before, word, after in pairs
        if not (word in _ENDINGS and before.isdigit())
    )


def _choices(named: tuple[str, ...]) -> list[Say]:
    """The bags of words of a name, one for each side of an `or`: `studio or venue`."""
    dropped = [named[at + step] for at in range(1, len(named) - 1) if named[at] == "or" for step in (-1, 1)] or [""]
    bags = []
    for word in dropped:
        strong = [one for one in named if one not in _idle() and one != word]
        plain = [one for one in strong if not one.endswith("ly")] or strong or list(named)
        bags.append(Say(tuple(_family(one) for one in plain)))
    return bags


def _without_unit(named: tuple[str, ...]) -> str:
    """A relation's name without the unit it carries: `elevation in metres`."""
    kept = [word for word in named if word not in unit_words()]
    if len(kept) < len(named) and kept[-1:] == ["in"]:
        kept.pop()
    return " ".join(kept or named)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _parsed(say: str) -> Say:
    parts = [token.key for token in tokenize(say)]
    if say == "'s":
        return Say(after=("'", "s"))
    if "@" not in parts:
        return Say(words=tuple(lemmas(part) for part in parts))
    at = parts.index("@")
    return Say(before=tuple(parts[:at]), after=tuple(parts[at + 1 :]))


def _order(named: tuple[str, ...], entry: dict[str, object]) -> tuple[Order, frozenset[str]]:
    verbs = frozenset(str(verb) for verb in _list(entry.get("verbs")))
    last = named[-2] if named[-1] == "name" and len(named) > 1 else named[-1]
    done = _doing(last)
    if done and entry.get("order", "noun") == "noun":
        return "agent", done
    by = last == "by" and len(named) > 1
    if "order" in entry and not (by and entry["order"] == "agent" and not verbs):
        return entry["order"], verbs  # type: ignore[return-value]
    if by:
        verb = next((word for word in reversed(named[:-1]) if is_bent(word)), named[-2])  # "succeeded at Ulm by"
        regular = verb.removesuffix("ed")  # "broadcasted by"
        return "agent", lemmas(verb) | {word for word in {regular, *_family(verb)} if _is_verb(word)}
    if last == "of":
        does = _doing(named[-2]) if len(named) > 1 else frozenset()
        return ("actor", does) if does else ("noun_of", frozenset())
    if len(named) > 1 and last in words("prepositions") | {"in", "at", "on", "into"} | _FOLLOWED:
        return "forward", frozenset()
    linked = bool(set(named[1:-1]) & (words("prepositions") | {"in", "at", "on", "of"}))
    done_in = "VERB" in dictionary_forms(named[0]) and named[1:2] in (("in",), ("at",), ("on",))  # "set in period"
    if linked and (is_only_verb(named[0]) or named[0] in ("member", "part") or done_in):
        return "forward", frozenset()
    if is_only_verb(named[0]) or (len(named) == 1 and _third_person(last)):
        return "actor", lemmas(named[0]) | {word for word in _family(named[0]) if _is_verb(word)}
    return "noun", frozenset()


@remembered
def names_doer(noun: str) -> bool:
    """Whether a noun is one of who does something: a supplier, not a newspaper."""
    return bool(_doing(noun) or _doing(noun.removesuffix("s")))


def _doing(noun: str) -> frozenset[str]:
    """Verbs of what the bearer of a role does: a manager manages, a sponsor sponsors."""
    family = _families().get(noun, frozenset()) if noun.endswith(("er", "or")) else frozenset()
    own = {noun} if noun in words("doing") else {verb for verb in _stems(noun) if noun in doers(verb)}
    return frozenset(word for word in (family - {noun}) | own if _is_verb(word))


def _stems(noun: str) -> tuple[str, ...]:
    """Verbs that a noun in -er may come from; a tower does not tow."""
    if not noun.endswith(("er", "or")) or noun in words("no_doers"):
        return ()
    return noun[:-2], noun[:-1], noun[:-3], f"{noun[:-3]}y"


@remembered
def doers(verb: str) -> frozenset[str]:
    """Nouns of who does what a verb says: `translator`, `founder`, `coach`."""
    stem = verb[:-1] if verb.endswith("e") else verb
    ended = {f"{stem}er", f"{stem}or", f"{verb}{verb[-1:]}er", f"{verb[:-1]}ier" if verb.endswith("y") else ""}
    return frozenset(ended | ({verb} if verb in words("doing") else set()))


def is_deed(noun: str) -> bool:
    """Whether a noun names what is done or made, not who does it: an `invention`, the `translation`."""
    return noun.endswith(("ion", "ment", "very", "ing")) or noun in words("deeds")


def _is_verb(word: str) -> bool:
    return word in dictionary_forms(word).get("VERB", ())


def _third_person(word: str) -> bool:
    """Whether a word reads as a verb with its subject before it: `employs`, `borders`."""
    return word.endswith("s") and "VERB" in dictionary_forms(word)
