"""What statements say about names: how often they are used, of which type they are, how they are spelled."""

import re
from dataclasses import dataclass

import numpy as np

from content.names import relation_words
from knowledge.graph.objects import Objects
from knowledge.graph.relations import SINGLE, Relations, Role
from knowledge.graph.rows import Ints, Mask, Rows
from knowledge.graph.values import folded

_IS_IDENTIFIER = re.compile(r"[A-Za-z][\w.-]*:[\w./-]*\d[\w./-]*")
_IS_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:|_:")


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the statements say about names."""

    rows: Rows
    relation: Ints
    role: Ints
    is_entity: Mask
    names: list[int]
    """Positions of all names in the rows' texts, in order."""
    folds: dict[int, str]
    uses: dict[int, int]
    """Times that a name stands in a fact."""
    types: dict[int, frozenset[str]]
    keys: list[str]
    """Per relation: its key."""
    single: Mask
    """Per relation: known to have one value at a time."""


def gather(rows: Rows, relation: Ints, relations: Relations, objects: Objects) -> Evidence:
    """Collect all names with their use and types."""
    role = relations.roles[relation] if len(rows) else np.empty(0, np.int32)
    consumed = role >= Role.ALIAS
    says = ~consumed
    mentions = rows.object[says & objects.entity]
    names, counts = np.unique(np.concatenate((rows.subject[says], mentions)), return_counts=True)
    uses = dict(zip(names.tolist(), counts.tolist(), strict=True))
    called = consumed | (role == Role.NAMING)
    every = np.unique(np.concatenate((names, rows.subject[consumed], rows.object[called]))).tolist()
    types: dict[int, set[str]] = {}
    typed = np.flatnonzero((role == Role.TYPE) & ~rows.negated)
    for subject, obj in np.unique(np.stack((rows.subject[typed], rows.object[typed]), 1), axis=0).tolist():
        types.setdefault(subject, set()).add(type_name(rows.texts[obj]))
    return Evidence(
        rows=rows,
        relation=relation,
        role=role,
        is_entity=objects.entity,
        names=every,
        folds={name: folded(rows.texts[name]) for name in every},
        uses=uses,
        types={name: frozenset(found) for name, found in types.items()},
        keys=relations.keys,
        single=np.array([key in SINGLE for key in relations.keys], dtype=np.bool_),
    )


def type_name(text: str) -> str:
    """Write a type in lower case, an address by its last part."""
    return relation_words(text) if is_uri(text) else text.lower()


def is_identifier(text: str) -> bool:
    """Whether a name is made for machines: an address, or a prefix with a number (`geonames:2988507`)."""
    return is_uri(text) or bool(_IS_IDENTIFIER.fullmatch(text))


def is_uri(text: str) -> bool:
    """Whether a name is an address and not for people."""
    return bool(_IS_URI.match(text)) and " " not in text
