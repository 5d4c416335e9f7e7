"""The grammar of relation names: patterns for a relation that nobody has seen before.

A name is read as one of: "is …", "has …", a verb, a participle with a preposition, a noun or an adjective with a
preposition, a verb with its noun, an adjective (for yes and no), or else a noun.
"""

import re

from content.artifacts import Fact
from content.remembering import remembered
from models.wording import nouns
from models.wording.clauses import without_adverbs
from models.wording.morphology import (
    inflected,
    is_participle,
    is_plural,
    is_third_person,
    lemmas,
    verb_lemma,
    with_article,
)
from models.wording.nouns import is_adjective
from models.wording.phrases import is_time
from models.wording.words import words

_BE = frozenset({"is", "are", "was", "were"})


def patterns_for(relation: str, fact: Fact) -> tuple[str, ...]:
    """Make patterns for a relation's words and the kind of its object, best first."""
    return _patterns(relation, nouns.shape_of(fact), is_time(fact))


@remembered
def _patterns(relation: str, shape: str, time: bool) -> tuple[str, ...]:
    parts = relation.split() or ["value"]
    if len(parts) == 1 and relation in words("prepositions"):
        return (f"{{s}} [is] {relation} {{o}}",)
    if parts[0] in _BE and len(parts) > 1:
        return _with_be(parts[0], parts[1:], shape)
    if parts[0] in words("prepositions") and shape != "boolean":
        return (f"{{s}} [is] {parts[0]} the {' '.join(parts[1:])} {{bare o}}",)
    if parts[0] in {"has", "have", "had"}:
        return _with_have(parts[1:], shape)
    if parts[:3] in (["does", "not", "have"], ["do", "not", "have"]):
        return (f"{{s}} [lacks] {{o}} as {with_article(' '.join(parts[3:]) or 'part')}",)
    if shape == "boolean":
        return _yes_or_no(parts)
    if parts[-1] in words("prepositions") and len(parts) > 1:
        return _with_preposition(parts)
    if parts[0] in words("member_roles") and parts[1:2] == ["of"]:
        return (f"{{s}} [is] {_complement(parts[:2])} the {' '.join(parts[2:])} {{bare o}}",)
    verbal = _with_verb(parts, shape) or _with_participle(parts, time)
    return verbal or nouns.noun_patterns(relation, shape)


def _with_be(verb: str, rest: list[str], shape: str) -> tuple[str, ...]:
    phrase = " ".join(rest)
    if shape == "boolean":
        return (f"{{s}} [{verb}] {_complement(rest)}",)
    if rest[-1] in words("links") or (len(rest) == 1 and rest[0] in words("prepositions")):
        return (f"{{s}} [{verb}] {phrase} {{o}}",)
    if rest[-1] in words("prepositions"):
        return (f"{{s}} [{verb}] {_complement(rest)} {{o}}",)
    if is_participle(rest[0]) and len(rest) > 2 and rest[1] in words("prepositions"):
        return (f"{{s}} [{verb}] {rest[0]} {rest[1]} the {' '.join(rest[2:])} {{bare o}}",)
    if is_participle(rest[-1]) or is_adjective(rest[-1]):
        return (f"{{s}} [{verb}] {phrase} {{o}}",)
    return (f"{{s}} [{verb}] {with_article(phrase)} of {{o}}",)


def _complement(rest: list[str]) -> str:
    """Give a noun behind "is" the article that its name leaves out: "is member of" says "is a member of"."""
    head = next((place for place, word in enumerate(rest) if word in words("prepositions")), len(rest))
    noun = " ".join(rest[:head])
    last = rest[head - 1]
    if not noun or rest[0] in words("links") or is_participle(last) or (is_adjective(last) and not _is_role(last)):
        return " ".join(rest)
    return " ".join([_with_role_article(noun), *rest[head:]])


def _is_role(word: str) -> bool:
    return word in words("unique_roles") or word in words("member_roles")


def _with_role_article(noun: str) -> str:
    last = noun.rsplit(" ", 1)[-1]
    if last in words("bare_roles") or is_plural(last) or noun.split(" ", 1)[0] in {"the", "a", "an"}:
        return noun
    superlative = noun.split(" ", 1)[0].endswith("est") or noun.startswith("most ")
    return f"the {noun}" if last in words("unique_roles") or superlative else with_article(noun)


def _with_have(rest: list[str], shape: str) -> tuple[str, ...]:
    if not rest:
        return ("{s} [has] {o}",)
    if shape == "boolean":
        return nouns.noun_patterns(" ".join(rest), shape)
    if rest[:2] == ["to", "its"]:
        return (f"{{s}} [has] {{o}} {' '.join(rest)}",)
    if is_participle(rest[0]) and rest[-1] in words("prepositions"):
        return (f"{{s}} [has {' '.join(rest[:1])}] {' '.join(rest[1:])} {{o}}",)
    if rest[-1] in words("prepositions"):
        return (f"{{s}} [has] {with_article(' '.join(rest))} {{o}}",)
    return nouns.noun_patterns(" ".join(rest), shape, has=True)


def _with_preposition(parts: list[str]) -> tuple[str, ...]:
    """Word a name that ends in a preposition, by the word that carries it."""
    lead, core = without_adverbs(parts)
    if len(core) < 2 or not (is_participle(core[0]) or lead.endswith("ly")):
        lead, core = "", parts
    first, rest = core[0], " ".join(core[1:])
    if first in {"not", "does"}:
        return (f"{{s}} [is] {' '.join(core)} {{o}}",)
    if first in words("active_past") and rest != "by" and not lead:
        return (f"{{s}} [{first}] {rest} {{o}}",)
    if is_adjective(first) and not is_participle(first) and core[1] in words("prepositions"):
        return (f"{{s}} [is] {' '.join(parts)} {{o}}",)
    _, behind = without_adverbs(core[1:])
    passive = is_participle(first) and behind[:1] and behind[0] in words("prepositions")
    if passive and first not in {"set", "cut"}:
        past = lead in {"originally", "formerly", "previously", "officially"}
        auxiliary = "is" if first in words("states") and not past else "was"
        return (f"{{s}} [{auxiliary}] {' '.join(parts)} {{o}}",)
    if _is_verb(first) and not _is_noun_here(core) and core[1] not in {"or", "and"}:
        return (f"{{s}} [{_third(first)}] {rest} {{o}}",)
    return _noun_with_preposition(parts)


def _is_noun_here(core: list[str]) -> bool:
    return core[0] in words("nouns_first") and core[1] == "of"


def _noun_with_preposition(parts: list[str]) -> tuple[str, ...]:
    participle = next((place for place, word in enumerate(parts[:-1]) if place and is_participle(word)), 0)
    if participle and parts[-2] == parts[participle]:
        noun = " ".join(parts[:participle])
        if parts[participle] in words("active_past"):
            return (f"{{s}} [{parts[participle]}] {parts[-1]} the {noun} {{bare o}}",)
        return (f"the {noun} of {{s}} [is] {' '.join(parts[participle:])} {{o}}",)
    return (f"{{s}} [is] {_complement(parts)} {{o}}",)


def _yes_or_no(parts: list[str]) -> tuple[str, ...]:
    """Word a relation that is true or false: an adjective, a participle, a verb with its noun, or a thing it has."""
    relation = " ".join(parts)
    if is_adjective(parts[-1]) or (is_participle(parts[-1]) and "NOUN" not in lemmas(parts[-1])):
        return (f"{{s}} [is] {relation}",)
    if _is_verb(parts[0]) and not is_adjective(parts[0]) and (len(parts) > 1 or "NOUN" not in lemmas(parts[0])):
        return (f"{{s}} [{_third(parts[0])}] {' '.join(parts[1:])}".rstrip(),)
    return nouns.noun_patterns(relation, "boolean")


def _with_verb(parts: list[str], shape: str) -> tuple[str, ...]:
    """Word a finite verb, alone or with its noun: "borders", "serves cuisine", "applies to part"."""
    first, rest = parts[0], parts[1:]
    if not _is_verb(first) or (rest and not is_third_person(first)) or (first in words("nouns_first") and not rest):
        return ()
    verb = f"{{s}} [{_third(first)}]"
    if not rest:
        return (f"{verb} {{o}}",)
    if shape in {"number", "count"}:
        return (f"{verb} {{o}} <<{' '.join(rest)}>>",)
    link = next((place for place, word in enumerate(rest[:-1]) if word in words("prepositions")), -1)
    if link >= 0:
        return (f"{verb} {' '.join(rest[: link + 1])} the {' '.join(rest[link + 1 :])} {{bare o}}",)
    if rest[-1].startswith(tuple(words("role_endings"))) or "NOUN" not in lemmas(rest[-1]):
        return ()
    return (f"{verb} the <{' '.join(rest)}> {{bare o}}",)


def _is_verb(word: str) -> bool:
    return word in words("verbs") or (bool(verb_lemma(word)) and "NOUN" not in lemmas(word) and not is_participle(word))


def _third(word: str) -> str:
    return word if is_third_person(word) else inflected(verb_lemma(word) or word, "VBZ")


def _with_participle(parts: list[str], time: bool) -> tuple[str, ...]:
    """Word a past form: "founded", "located in protected area", "set in period"."""
    first, rest = parts[0], parts[1:]
    if not is_participle(first) or ("NOUN" in lemmas(first) and not rest):
        return ()
    auxiliary = "" if first in words("active_past") else "is" if first in words("states") else "was"
    passive = f"{{s}} [{auxiliary}] {first}" if auxiliary else f"{{s}} [{first}]"
    if rest and rest[0] in words("prepositions") and len(rest) > 1:
        tail = re.sub(r" or .*", "", " ".join(rest[1:]))
        return (f"{passive} {rest[0]} the {tail} {{bare o}}",)
    if rest:
        return ()
    return (f"{passive} {{at o}}",) if time else (f"{{s}} [{first}] {{o}}",)
