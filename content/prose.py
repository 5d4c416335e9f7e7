"""Which facts were read out of running text."""

from content.artifacts import Fact

_DOCUMENTS = (".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".pdf", ".docx")


def is_from_prose(fact: Fact) -> bool:
    """Tell whether a fact was read out of a document.

    The relation of such a fact is a verb phrase as the text has it, so that "leaves" is what a ferry does; a column of
    a table that is named "leaves" holds what a plant has.
    """
    return any(place.uri.lower().endswith(_DOCUMENTS) for place in fact.sources)
