"""Names for the resources of an RDF file: labels where there are some, else the last part of the address."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from content.names import fold, relation_words
from knowledge.readers.notes import Notes, shown
from knowledge.readers.rdf import Triple

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
_SCHEMA_ORG = ("http://schema.org/", "https://schema.org/")

TYPE = f"{RDF}type"
LABELS = (
    f"{SKOS}prefLabel",
    f"{RDFS}label",
    *(f"{base}name" for base in _SCHEMA_ORG),
    "http://xmlns.com/foaf/0.1/name",
)
"""Relations that name a resource, the best first."""
ALIASES = (f"{SKOS}altLabel", *(f"{base}alternateName" for base in _SCHEMA_ORG))
SAME = (f"{OWL}sameAs", f"{SKOS}exactMatch", *(f"{base}sameAs" for base in _SCHEMA_ORG))


class Terms:
    """The triples of a file, by subject, and the roles that its resources play."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.about: dict[Any, list[Triple]] = defaultdict(list)
        self.relations: set[Any] = set()
        self.classes: set[Any] = set()
        for triple in triples:
            self.about[triple.subject].append(triple)
            self.relations.add(triple.predicate)
            if str(triple.predicate) == TYPE:
                self.classes.add(triple.object)

    def values(self, subject: Any, relation: str) -> list[Any]:
        """Objects of one relation of a resource, sorted."""
        found = [triple.object for triple in self.about.get(subject, ()) if str(triple.predicate) == relation]
        return sorted(found, key=lambda term: (str(term), str(getattr(term, "language", "") or "")))


def is_literal(term: Any) -> bool:
    """Tell whether a term is a value and not a resource."""
    return hasattr(term, "datatype")


def is_nameless(term: Any) -> bool:
    """Tell whether a term is a blank node."""
    return type(term).__name__ == "BNode"


def language_rank(literal: Any, language: str) -> tuple[int, str]:
    """Order texts of several languages: the one wanted, those without, then the others by code."""
    code = str(literal.language or "").lower()
    if code == language or code.startswith(f"{language}-"):
        return 0, code
    return (2, code) if code else (1, "")


def local_name(address: str) -> str:
    """Take the last part of an address, decoded; the whole where there is none.

    >>> local_name("http://dbpedia.org/resource/S%C3%A3o_Paulo"), local_name("http://example.org/ns#birthPlace")
    ('São_Paulo', 'birthPlace')
    """
    parts = [part for part in re.split(r"[/#]", address) if part]
    last = unquote(parts[-1]) if len(parts) > 1 else address
    return last.rsplit(":", 1)[-1] if "/" not in address and not last.endswith(":") else last


class Names:
    """Give every resource one name, and no two entities the same."""

    def __init__(self, terms: Terms, language: str, notes: Notes) -> None:
        self._terms, self._language = terms, language
        self._labels: dict[Any, str] = {}
        for subject in terms.about:
            label = self._best_label(subject)
            if label:
                self._labels[subject] = label
        self._kept: set[str] = set()
        self._tell_apart(notes)

    def label(self, term: Any) -> str:
        """The label that names a resource; empty where the file gives none."""
        return self._labels.get(term, "")

    def is_kept(self, name: str) -> bool:
        """Tell whether one of several entities with a label kept it, so that it is no alias of the others."""
        return fold(name) in self._kept

    def entity(self, term: Any) -> str:
        """Name a resource: its label, else its address's last part in words."""
        return self._labels.get(term) or local_name(str(term)).replace("_", " ")

    def relation(self, term: Any) -> str:
        """Name a relation: its label, else its address's last part as it is written."""
        return self._labels.get(term) or local_name(str(term))

    def _best_label(self, subject: Any) -> str:
        for relation in LABELS:
            found = [term for term in self._terms.values(subject, relation) if is_literal(term) and str(term).strip()]
            if found:
                return str(min(found, key=lambda term: (*language_rank(term, self._language), str(term)))).strip()
        return ""

    def _tell_apart(self, notes: Notes) -> None:
        """Rename entities that share a label, so that two people of one name do not become one."""
        sharing: dict[str, list[Any]] = defaultdict(list)
        for term, label in self._labels.items():
            if not is_nameless(term) and term not in self._terms.relations and term not in self._terms.classes:
                sharing[fold(label)].append(term)
        for shared, group in sharing.items():
            if len(group) < 2 or self._are_one(group):
                continue
            group.sort(key=str)
            names = self._apart(group)
            if any(fold(name) == shared for name in names):
                self._kept.add(shared)
            notes.add(
                f"{len(group)} resources are labelled {shown(self._labels[group[0]])}; told apart as "
                + ", ".join(shown(name, 60) for name in names[:3])
            )
            self._labels.update(zip(group, names, strict=True))

    def _apart(self, group: list[Any]) -> list[str]:
        """Mark entities of one label by their type, else by their address; one whose address is the label keeps it."""
        addresses = {term: local_name(str(term)).replace("_", " ") for term in group}
        plain = [term for term in group if fold(addresses[term]) == fold(self._labels[term])]
        others = [term for term in group if term != plain[0]] if len(plain) == 1 else group
        kinds = {term: next(iter(self._terms.values(term, TYPE)), "") for term in others}
        by_kind = {term: relation_words(local_name(str(kind))) for term, kind in kinds.items()}
        marks = {term: str(term) for term in others}
        for better in (by_kind, addresses):
            found = [fold(better[term]) for term in others]
            if all(found) and len(set(found)) == len(others):
                marks = better
                break
        renamed = {term: f"{self._labels[term]} ({marks[term]})" for term in others}
        return [renamed.get(term, self._labels[term]) for term in group]

    def _are_one(self, group: list[Any]) -> bool:
        """Tell whether `owl:sameAs` joins all of a group."""
        joined, waiting, members = set[Any](), [group[0]], set(group)
        links: dict[Any, set[Any]] = defaultdict(set)
        for term in group:
            for relation in SAME:
                for other in self._terms.values(term, relation):
                    links[term].add(other)
                    links[other].add(term)
        while waiting:
            term = waiting.pop()
            if term not in joined:
                joined.add(term)
                waiting += links[term]
        return members <= joined
