"""RDF terms to statements that people can read: labels for addresses, values with their datatype.

- Labels name resources; other labels, `skos:altLabel`, `owl:sameAs` and a labelled entity's own address become the
  relation `alias`, so that a brief may name its topic by any of them. `rdf:type` becomes `type`.
- Of texts in several languages the one wanted is taken, then those without a language, then the first by code.
- A nameless node gives its statements to the resource it describes: `address` and `street` become `address street`.
- The vocabulary of schemas (`rdfs:domain`, `owl:inverseOf` …) says nothing about the world and is left out.
"""

import re
from collections import defaultdict
from typing import Any

from content.artifacts import Statement
from content.names import relation_words
from knowledge.readers.cells import Cells
from knowledge.readers.notes import Notes
from knowledge.readers.rdf import Triple
from knowledge.readers.rdf_names import (
    ALIASES,
    LABELS,
    OWL,
    RDF,
    RDFS,
    SAME,
    SKOS,
    TYPE,
    Names,
    Terms,
    is_literal,
    is_nameless,
    language_rank,
    local_name,
)
from knowledge.readers.values import Wrong

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SCHEMA = (RDF, RDFS, OWL)
_SAYS_SOMETHING = frozenset((f"{RDFS}comment", f"{RDFS}seeAlso", TYPE, *SAME, *LABELS, *ALIASES))
_SCHEMA_TYPES = frozenset((f"{RDFS}Class", f"{OWL}Class", f"{SKOS}ConceptScheme", f"{RDFS}Datatype"))
_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"
_VALUES = frozenset("value numericvalue amount price quantityvalue".split())
_UNITS = frozenset("unit unittext unitcode currency pricecurrency hasunit".split())
_PAGES = frozenset("homepage url website page depiction thumbnail image logo seealso isprimarytopicof".split())
_WORDLIKE = re.compile(r"[^\W\d_]{3,}")
_DEEPEST = 4


def to_statements(triples: list[Triple], uri: str, sha256: str, language: str, notes: Notes) -> list[Statement]:
    """Turn parsed triples into statements, in the order of their places and then of their texts."""
    writer = _Writer(triples, uri, sha256, language, notes)
    writer.write()
    return sorted(
        set(writer.statements), key=lambda found: (found.start, found.subject, found.predicate, found.object, found)
    )


class _Writer:
    def __init__(self, triples: list[Triple], uri: str, sha256: str, language: str, notes: Notes) -> None:
        self.statements: list[Statement] = []
        self._uri, self._sha256, self._language, self._notes = uri, sha256, language, notes
        self._terms = Terms(triples)
        self._names = Names(self._terms, language, notes)
        self._cells = Cells(notes)
        self._described = {triple.object for triple in triples if is_nameless(triple.object)}

    def write(self) -> None:
        """Write the statements about every resource."""
        lost = 0
        for subject, triples in self._terms.about.items():
            if is_nameless(subject) and not self._names.label(subject):
                lost += len(triples) if subject not in self._described else 0
            elif not self._is_schema(subject):
                self._about(subject, triples)
        if lost:
            self._notes.add(
                f"left out, for nothing refers to the nameless resource they are about: {lost:,} statements"
            )

    def _is_schema(self, subject: Any) -> bool:
        kinds = {str(kind) for kind in self._terms.values(subject, TYPE)}
        is_property = any(kind.startswith((RDF, OWL)) and kind.endswith("Property") for kind in kinds)
        return subject in self._terms.relations or is_property or not kinds.isdisjoint(_SCHEMA_TYPES)

    def _about(self, subject: Any, triples: list[Triple]) -> None:
        name = self._names.entity(subject)
        if self._names.label(subject) and not is_nameless(subject):
            self._alias(name, str(subject), triples[0])
        texts: dict[Any, list[Triple]] = defaultdict(list)
        for triple in triples:
            relation = str(triple.predicate)
            if relation.startswith(_SCHEMA) and relation not in _SAYS_SOMETHING:
                continue
            if relation in (*LABELS, *ALIASES):
                self._other_name(name, triple)
            elif relation in SAME:
                self._same(name, triple)
            elif relation == TYPE:
                self._type(name, triple)
            elif is_literal(triple.object):
                texts[triple.predicate].append(triple)
            else:
                self._resource(name, self._names.relation(triple.predicate), triple, triple.object, ())
        for predicate, group in texts.items():
            best = min(language_rank(triple.object, self._language) for triple in group)
            for triple in group:
                # values without a language stand beside the chosen one: they are numbers and dates
                if language_rank(triple.object, self._language) == best or not triple.object.language:
                    self._literal(name, self._names.relation(predicate), triple, triple.object)

    # --- names -------------------------------------------------------------------------------------------------------

    def _other_name(self, name: str, triple: Triple) -> None:
        if is_literal(triple.object) and language_rank(triple.object, self._language)[0] < 2:
            self._alias(name, str(triple.object), triple)

    def _same(self, name: str, triple: Triple) -> None:
        label, local = self._names.label(triple.object), local_name(str(triple.object)).replace("_", " ")
        self._alias(name, label or (local if _WORDLIKE.search(local) else str(triple.object)), triple)

    def _alias(self, name: str, alias: str, triple: Triple) -> None:
        if " ".join(alias.split()) != name and not self._names.is_kept(alias):
            self._say(name, "alias", alias, "", triple)

    def _type(self, name: str, triple: Triple) -> None:
        kind = str(triple.object)
        if not kind.startswith((*_SCHEMA, SKOS)) and not is_nameless(triple.object):
            label = self._names.label(triple.object)
            self._say(name, "type", label or relation_words(local_name(kind)), "", triple)

    # --- values ------------------------------------------------------------------------------------------------------

    def _literal(self, name: str, relation: str, triple: Triple, literal: Any, unit: str = "") -> None:
        datatype = str(literal.datatype or "")
        hint = local_name(datatype) if datatype else "text" if literal.language else ""
        hint = "" if datatype == f"{_XSD}string" else hint
        text = f"{literal} {unit}" if unit else str(literal)
        self._say(name, relation, text, unit or hint, triple)

    def _resource(self, name: str, relation: str, triple: Triple, term: Any, trail: tuple[Any, ...]) -> None:
        if is_literal(term):
            self._literal(name, relation, triple, term)
        elif is_nameless(term) and not self._names.label(term):
            if term not in trail and len(trail) < _DEEPEST:
                self._nameless(name, relation, triple, term, (*trail, term))
        elif self._is_page(term, relation):
            self._say(name, relation, str(term), "text", triple)
        elif str(term) != _NIL:
            self._say(name, relation, self._names.entity(term), "entity", triple)

    def _is_page(self, term: Any, relation: str) -> bool:
        return term not in self._terms.about and relation.lower() in _PAGES

    def _nameless(self, name: str, relation: str, triple: Triple, node: Any, trail: tuple[Any, ...]) -> None:
        inner = sorted(self._terms.about.get(node, ()), key=lambda one: (str(one.predicate), str(one.object)))
        by_local = {local_name(str(one.predicate)).lower(): one.object for one in inner}
        measured = next((by_local[key] for key in sorted(_VALUES & by_local.keys())), None)
        if any(str(one.predicate) == _FIRST for one in inner):
            for member in self._members(node):
                self._resource(name, relation, triple, member, trail)
        elif measured is not None and is_literal(measured):
            unit = next((by_local[key] for key in sorted(_UNITS & by_local.keys())), "")
            self._literal(name, relation, triple, measured, str(unit) if is_literal(unit) else local_name(str(unit)))
        else:
            for one in inner:
                if str(one.predicate) != TYPE:
                    inner_words = relation_words(self._names.relation(one.predicate))
                    is_said = set(relation_words(relation).split()) <= set(inner_words.split())
                    deeper = inner_words if is_said else f"{relation} {inner_words}"
                    self._resource(name, deeper, triple, one.object, trail)

    def _members(self, node: Any) -> list[Any]:
        members, seen = list[Any](), set[Any]()
        while node not in seen and str(node) != _NIL:
            seen.add(node)
            members += self._terms.values(node, _FIRST)[:1]
            node = next(iter(self._terms.values(node, _REST)), _NIL)
        return members

    def _say(self, subject: str, predicate: str, obj: str, datatype: str, triple: Triple) -> None:
        try:
            self.statements.append(
                Statement(
                    self._cells.name(subject, "subject", ""),
                    self._cells.name(predicate, "relation", ""),
                    self._cells.value(obj, "object", "")[0],
                    self._uri,
                    self._sha256,
                    triple.start,
                    triple.end,
                    datatype=datatype,
                )
            )
        except Wrong as wrong:
            self._notes.add(str(wrong))
