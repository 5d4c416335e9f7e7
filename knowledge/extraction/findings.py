"""A fact as it is read from a clause, before it is given its place."""

from typing import NamedTuple

LONGEST_SUBJECT = 10
"""Words."""
LONGEST_OBJECT = 200
"""Characters."""


class Finding(NamedTuple):
    """What a sentence states."""

    subject: str
    predicate: str
    object: str
    hint: str
    negated: bool = False
    valid_from: str = ""
    valid_to: str = ""


def is_sound(finding: Finding) -> bool:
    """Tell whether a finding can be said again as a sentence."""
    parts = (finding.subject, finding.predicate, finding.object)
    if not all(part.strip() for part in parts) or finding.subject in finding.object:
        return False
    if len(finding.subject.split()) > LONGEST_SUBJECT or len(finding.object) > LONGEST_OBJECT:
        return False
    return not any(set(part) & set('|<>{}[]"\n\t') for part in parts) and all(
        any(letter.isalnum() for letter in part) for part in parts
    )
