"""Mentions of a document's subject: the name first, then pronouns and short names where they cannot be misread."""

from content.artifacts import Draft


def vary_mentions(draft: Draft) -> Draft:
    """Vary how a draft names its subject, and record each change as an edit."""
    return draft
