"""The ways to refer to a document's subject after its name has been said: a pronoun, a short name, "the city"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact, Outline
from content.names import fold, relation_words
from models.wording.phrases import clean, is_plural_name, possessive
from models.wording.words import classes_of, data_file, words

_PARTICLES = frozenset(
    {"de", "da", "di", "del", "della", "der", "den", "van", "von", "ten", "ter", "bin", "al", "la", "le", "du"}
)
_SUFFIXES = frozenset({"jr.", "jr", "sr.", "sr"})
_ROMAN = re.compile(r"[IVX]+\.?$")
_GENDERS = {"female": "she", "woman": "she", "f": "she", "male": "he", "man": "he", "m": "he"}
_OWN = {"it": "its", "they": "their", "she": "her", "he": "his"}


class Referents(NamedTuple):
    """How one subject may be called."""

    subject: str
    names: tuple[str, ...]
    """Every spelling of its name, longest first."""
    pronoun: str
    """`it`, `they`, `she`, `he`; "" when none is safe."""
    short: str
    """A surname or a shorter spelling; "" when there is none."""
    noun: str
    """`the city`; "" when the type says too little."""
    person: bool
    named: bool = False
    """The tone wants "the city" rather than "it"."""
    rivals: tuple[str, ...] = ()
    """Folded names of others; where one that shares the short name is near, the short name is not used."""

    def is_clear(self, *texts: str) -> bool:
        """Tell whether the short name can only mean the subject in these sentences."""
        sharing = [rival for rival in self.rivals if fold(self.short) in rival]
        return not any(f" {rival} " in f" {fold(text)} " for rival in sharing for text in texts)

    def ways(self, *, own: bool) -> dict[str, str]:
        """Give each way by its rule, plain or possessive."""
        plain = {"pronoun": self.pronoun, "description": self.noun, "short name": self.short}
        if not own:
            return {rule: way for rule, way in plain.items() if way}
        return {
            rule: _OWN[way] if rule == "pronoun" else possessive(way).replace("’", "'")
            for rule, way in plain.items()
            if way
        }


def referents(outline: Outline, subject: str = "") -> Referents:
    """Work out from an outline's facts how its subject, or another thing that they are about, may be called."""
    subject = subject or outline.subject
    own = [fact for fact in outline.facts if fact.subject == subject]
    others = [fact for fact in outline.facts if fact.subject != subject]
    is_main = subject == outline.subject
    names = outline.subject_names if is_main else tuple(name for fact in own for name in fact.subject_names)
    kind = outline.subject_type if is_main else next((fact.subject_type for fact in own), "")
    known = sorted({clean(name) for name in (subject, *names)}, key=lambda name: (-len(name), name))
    person = _is_person(kind, own)
    label = clean(subject)
    rivals = [fact.object for fact in own if fact.value.kind == "entity"] + [fact.subject for fact in others]
    return Referents(
        subject=subject,
        names=tuple(name for name in known if len(name) > 1),
        pronoun=_pronoun(subject, kind, own, person),
        short=_surname(label) if person else _short_name(label, known),
        noun=_head(label, kind, person) or _noun(kind) or (_first_role(outline, own) if is_main else ""),
        person=bool(person),
        rivals=tuple(sorted({fold(rival) for rival in rivals})),
    )


def _is_person(entity_type: str, facts: Sequence[Fact]) -> bool | None:
    """Tell a person from a thing by type or by what is said of it; None when neither tells."""
    if entity_type.strip():
        return "person" in classes_of(entity_type)
    relations = {_key(fact) for fact in facts}
    if relations & words("person_relations"):
        return True
    return False if relations & words("thing_relations") else None


def _pronoun(subject: str, kind: str, facts: Sequence[Fact], person: bool | None) -> str:
    if person is None:
        return ""
    if not person:
        return "they" if is_plural_name(clean(subject), kind) else "it"
    said = {_GENDERS.get(fold(fact.object), "") for fact in facts if _key(fact) in {"gender", "sex", "sex-or-gender"}}
    return said.pop() if len(said) == 1 else ""


def _surname(name: str) -> str:
    """Find a surname; kings, saints and single names have none."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower().rstrip(",") in _SUFFIXES:
        parts.pop()
    parts = [part.rstrip(",") for part in parts]
    if len(parts) < 2 or _ROMAN.match(parts[-1]) or not {"of", "the"}.isdisjoint(parts) or not parts[-1][0].isupper():
        return ""
    if not parts[-1].replace("-", "").replace("’", "").replace("'", "").isalpha():
        return ""
    particle = parts[-2] if parts[-2] in _PARTICLES and len(parts) > 2 else ""
    return f"{particle} {parts[-1]}".strip()


def _short_name(label: str, names: Sequence[str]) -> str:
    """Choose a shorter spelling whose words stand in the label in the same order."""
    whole = label.split()
    shorter = [
        name
        for name in names
        if 2 < len(name) < len(label) and " ".join(name.split()) in " ".join(whole) and set(name.split()) < set(whole)
    ]
    return shorter[0] if shorter else ""


def _first_role(outline: Outline, facts: Sequence[Fact]) -> str:
    """Take what the first sentence says the subject is: "the physicist", when it says one thing."""
    first = next((plan.facts for section in outline.sections for plan in section.plans if plan.facts), ())
    roles = [fact for fact in facts if fact.id in first and _key(fact) in _ROLES and not fact.negated]
    return _noun(roles[0].object) if len(roles) == 1 and not roles[0].valid_to else ""


def _head(name: str, kind: str, person: bool | None) -> str:
    """`the ferry` for the Vesh–Orm Ferry: the last word of a name where it says what kind of thing has it."""
    last = fold(name).rsplit(" ", 1)[-1]
    tells = last in words("telling_heads") or bool(classes_of(last) - {"person"})
    known = fold(kind).rsplit(" ", 1)[-1]
    otherwise = known in words("named_at_will") or (_noun(kind) and classes_of(known) & classes_of(last))
    return f"the {last}" if " " in name and tells and not otherwise and not person else ""


def _noun(entity_type: str) -> str:
    kind = " ".join(entity_type.lower().replace("_", " ").split())
    kind = data_file("words.yaml")["plain_types"].get(kind, kind)
    plain = re.fullmatch(r"[a-z]+(?:[ -][a-z]+){0,2}", kind) is not None
    return f"the {kind}" if plain and kind not in words("vague_types") else ""


def keeps_reference(facts: Sequence[Fact], subject: str, *, person: bool) -> bool:
    """Tell whether a pronoun after a sentence on these facts can only mean the subject.

    It can when the facts are about the subject and no object is an entity that might be of the subject's kind.
    """
    people = words("person_relations") | {"founder", "author", "mayor", "leader"}
    for fact in facts:
        if fact.subject != subject:
            return False
        if fact.value.kind == "entity":
            key = _key(fact)
            human = key in {"spouse", "mother", "father", "child", "children"} or (person and key in people - _PLACES)
            if human or key not in words("unlike_relations"):
                return False
    return bool(facts)


_ROLES = frozenset({"occupation", "profession", "type", "is-a", "instance-of"})
_PLACES = frozenset(
    "birth-place place-of-birth born-in was-born-in death-place died-in alma-mater educated-at occupation profession "
    "nationality country-of-citizenship residence hometown".split()
)


def _key(fact: Fact) -> str:
    return "-".join(relation_words(fact.predicate).lower().split())
