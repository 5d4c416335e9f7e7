"""A small graph in memory that answers what planning asks, and facts to put into it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from content.artifacts import Brief, Fact, Outline, Rejected, ValueKind
from content.names import fold
from content.settings import PlanSettings
from knowledge.planning import plan_outline
from tests.examples import a_fact


class Thing(NamedTuple):
    """An entity of the small graph."""

    label: str
    type: str
    names: tuple[str, ...]


class World:
    """Keep facts in a list; facts about a name rank before those naming it, those before its neighbours'."""

    def __init__(self, facts: Iterable[Fact], single_valued: Iterable[str] = ("population", "capital")) -> None:
        self._facts = list(facts)
        self._single = set(single_valued)

    def entity(self, name: str) -> Thing | None:
        for fact in self._facts:
            if fold(name) in {fold(fact.subject), *map(fold, fact.subject_names)}:
                return Thing(fact.subject, fact.subject_type, fact.subject_names)
        for fact in self._facts:
            if fact.value.kind == "entity" and fold(name) in {fold(fact.object), *map(fold, fact.object_names)}:
                return Thing(fact.object, "", fact.object_names)
        return None

    def fact(self, fact_id: str) -> Fact | None:
        return next((fact for fact in self._facts if fact.id == fact_id), None)

    def facts_about(self, name: str) -> list[Fact]:
        return [fact for fact in self._facts if fact.subject == name]

    def facts_naming(self, name: str) -> list[Fact]:
        return [fact for fact in self._facts if fact.value.kind == "entity" and fact.object == name]

    def relevant(self, name: str, limit: int = 60) -> list[tuple[Fact, float]]:
        about, naming = self.facts_about(name), self.facts_naming(name)
        neighbours = [fact.object for fact in about if fact.value.kind == "entity"] + [fact.subject for fact in naming]
        ranked = [(fact, 1.0) for fact in about] + [(fact, 0.5) for fact in naming]
        ranked += [(fact, 0.2) for place in dict.fromkeys(neighbours) for fact in self.facts_about(place)]
        first: dict[str, tuple[Fact, float]] = {}
        for fact, score in ranked:
            first.setdefault(fact.id, (fact, score))
        return list(first.values())[:limit]

    def conflicting(self, fact: Fact) -> list[Fact]:
        if fact.predicate not in self._single:
            return []
        return [
            other
            for other in self.facts_about(fact.subject)
            if other.predicate == fact.predicate and other.value.text != fact.value.text
        ]

    def entities(self) -> Iterator[Thing]:
        return (Thing(name, "", ()) for name in dict.fromkeys(fact.subject for fact in self._facts))


def a_number(subject: str, predicate: str, obj: str, unit: str = "", subject_type: str = "city") -> Fact:
    """Make a fact whose object is a number, with a unit when one is given."""
    number = float(obj.split()[0].replace(",", ""))
    kind: ValueKind = "quantity" if unit else "number"
    text = obj.replace(",", "")
    return a_fact(subject, predicate, obj, kind=kind, number=number, unit=unit, text=text, subject_type=subject_type)


def a_date(subject: str, predicate: str, iso: str) -> Fact:
    """Make a fact whose object is a date."""
    return a_fact(subject, predicate, iso, kind="date", text=iso)


PARIS = (
    a_fact("Paris", "is a", "city", kind="text"),
    a_fact("Paris", "capital of", "France"),
    a_fact("Paris", "country", "France"),
    a_number("Paris", "population", "2102650"),
    a_number("Paris", "area", "105.4 km²", "km²"),
    a_fact("Paris", "river", "Seine"),
    a_fact("Paris", "mayor", "Anne Hidalgo"),
    a_fact("Paris", "twinned with", "Rome"),
    a_fact("Paris", "museum", "Louvre"),
    a_date("Paris", "founded", "0250"),
    a_fact("Paris", "geoname id", "2988507", kind="number"),
    a_fact("France", "capital", "Paris", subject_type="country"),
    a_number("France", "population", "68373433", subject_type="country"),
    a_fact("France", "currency", "Euro", subject_type="country"),
    a_number("Rome", "population", "2748109"),
)
"""Paris, with a bookkeeping fact, an inverse, a repetition and neighbours."""


def an_outline(brief: Brief, world: World, settings: PlanSettings | None = None, own: Iterable[Fact] = ()) -> Outline:
    """Plan a document that has to succeed."""
    outline = plan_outline(brief, world, settings or PlanSettings(), tuple(own))
    if isinstance(outline, Rejected):
        raise AssertionError(outline.reason)
    return outline


def told(outline: Outline) -> list[tuple[str, str, str]]:
    """List what an outline tells, in order."""
    facts = {fact.id: fact for fact in outline.facts}
    order = [facts[fact] for section in outline.sections for plan in section.plans for fact in plan.facts]
    return [(fact.subject, fact.predicate, fact.object) for fact in order]


def reason_for(outline: Outline, fact: Fact) -> str:
    """Say why an outline leaves a fact out; empty when it tells it."""
    return next((one.reason for one in outline.left_out if one.fact == fact.id), "")
