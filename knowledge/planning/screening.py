"""Which facts can be told at all: avoided ones, bookkeeping, contradictions and repetitions fall here."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from content.artifacts import Fact
from knowledge.planning.instructions import is_instruction, is_more_than_a_name
from knowledge.planning.relations import ends, fold, inside, relation_data, relation_in, relation_of
from knowledge.planning.source import FactSource

_LONGEST = 300
"""Characters of an object beyond which it is a text of its own, not a value for a sentence."""
_UNTELLABLE = re.compile(
    r"(https?|ftp|file|urn|mailto|data):\S+|www\.\S+|\S+@\S+\.\w+"  # addresses
    r"|[0-9a-f]{16,}|\{.*\}|\[.*\]|<[^>]*>|\^.*\$|.*\\[dws].*"  # hashes, JSON, markup, regular expressions
    r"|[-+]?\d{1,3}\.\d+\s*[,; ]\s*[-+]?\d{1,3}\.\d+|POINT\s*\(.*\)"  # coordinates
    r"|\S+\.(jpe?g|png|svg|gif|webp|pdf|json)",
    re.IGNORECASE | re.DOTALL,
)
_PART_OF_IT = re.compile(r"(?:(?:(?:north|south) ?)?(?:north|south|east|west)ern|central|middle) ")
_NO_RELATION = re.compile(r"[<>{}#]|^(\S+\s+){4,}\S+[.!?]$|^(\S+\s+){12}")
"""A relation is a few words; a sentence or markup in its place is not worded."""


def spellings(fact: Fact) -> tuple[str, ...]:
    """List the folded names that a fact would put into a text, its relation and value included."""
    said = (fact.subject, *fact.subject_names, fact.object, *fact.object_names, fact.value.text)
    return (*(fold(name) for name in said), relation_in(fact).words)


def names_it(fact: Fact, term: str, *, within: bool, topic: str = "") -> bool:
    """Say whether a fact is about a term: an entity, a relation or a value.

    Args:
        within: also when the term is only a part of a name (`war` in `World War II`).
        topic: the document's subject, whose own name does not count.
    """
    folded, digits = fold(term), _digits(term)
    about_topic = fold(fact.subject) == fold(topic)
    said = spellings(fact)[1 + len(fact.subject_names) :] if about_topic else spellings(fact)
    if digits and any(_digits(name) == digits for name in (fact.object, fact.value.text)):
        return True
    if within:
        return bool(folded) and any(f" {folded} " in f" {name} " for name in said)
    return folded in said or relation_of(term).name == relation_in(fact).name


def _digits(text: str) -> str:
    plain = re.sub(r"(?<=\d)[,\s_](?=\d{3})", "", text).strip()
    return plain if re.fullmatch(r"[-+]?\d+(\.\d+)?", plain) else ""


def is_avoided(fact: Fact, terms: Iterable[str], topic: str) -> bool:
    """Say whether a fact names something that the brief wants avoided."""
    return any(names_it(fact, term, within=True, topic=topic) for term in terms)


def is_bookkeeping(fact: Fact) -> bool:
    """Say whether a fact serves a database and not a reader: identifiers, addresses, codes, coordinates, aliases."""
    data, relation = relation_data(), relation_in(fact)
    text, folded = fact.object.strip(), fold(fact.object)
    if relation.is_silent or not folded or text.casefold() in data.empty_objects or len(text) > _LONGEST:
        return True
    if _NO_RELATION.search(relation.words) or any(map(is_instruction, (text, fact.subject, fact.predicate))):
        return True
    if fact.value.kind == "entity" and is_more_than_a_name(text):
        return True
    if _UNTELLABLE.fullmatch(text) or _UNTELLABLE.fullmatch(fact.subject):
        return True
    if relation.zero_is_unknown and fact.value.number == 0:
        return True
    if relation.name == "type":
        return folded in data.type_bookkeeping or folded == fold(fact.subject)
    own_names = {fold(name) for name in (fact.subject, *fact.subject_names)}
    is_name = relation.words.endswith(("name", "known as", "called")) or relation.words == "title"
    return is_name and folded in own_names and folded == fold(fact.subject)


def loses_conflict(fact: Fact, graph: FactSource, own: Collection[str]) -> bool:
    """Say whether a fact is contradicted by one that is not clearly worse.

    The brief's own fact wins; then one that is still valid; then the one with more sources; then the newer.
    """
    strength = _strength(fact, own)
    return any(_strength(other, own) >= strength for other in graph.conflicting(fact) if other.id != fact.id)


def _strength(fact: Fact, own: Collection[str]) -> tuple[bool, bool, int, str]:
    sources = len({place.sha256 or place.uri for place in fact.sources})
    return fact.id in own, not fact.valid_to, sources, fact.valid_from


def is_within(fact: Fact, clauses: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a longer fact says this one too: `found · a valley` is said by `found a valley on · 8 June`.

    Args:
        clauses: relations by subject, all folded.
    """
    said = fold(f"{fact.predicate} {fact.object}")
    return any(clause.startswith(f"{said} ") for clause in clauses.get(fold(fact.subject), ()))


def has_nearer(fact: Fact, places: Collection[tuple[str, str]]) -> bool:
    """Say whether a part of the continent is told too: `Europe` of what lies in `Western Europe`.

    Args:
        places: what lies in what, folded.
    """
    place = inside(fact)
    if place is None or place.says_more or place.outer not in relation_data().continents:
        return False
    return any(
        inner == place.inner and _PART_OF_IT.fullmatch(outer.removesuffix(place.outer)) for inner, outer in places
    )


class Said:
    """Remember what was chosen, to recognise a fact that says the same again."""

    def __init__(self) -> None:
        self._ends: set[tuple[object, ...]] = set()
        self._inside: set[tuple[str, str]] = set()
        self._values: dict[tuple[str, str], list[frozenset[str]]] = {}

    def repeats(self, fact: Fact) -> bool:
        """Say whether the fact, its inverse or a weaker form of it was chosen already; if not, remember it."""
        key, place = (fact.negated, *ends(fact)), inside(fact)
        words = frozenset(relation_in(fact).words.split()).difference(relation_data().filler)
        value = (fold(fact.subject), fact.value.text)
        earlier = self._values.setdefault(value, [])
        same_value = not fact.negated and words in earlier
        if key in self._ends or (place and not place.says_more and place[:2] in self._inside) or same_value:
            return True
        self._ends.add(key)
        earlier.append(words)
        if place:
            self._inside.add(place[:2])
        return False
