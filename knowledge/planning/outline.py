"""The outline of one document."""

from collections.abc import Sequence

from content.artifacts import Brief, Fact, Outline, Rejected
from content.settings import PlanSettings
from knowledge.planning.source import FactSource


def plan_outline(
    brief: Brief, graph: FactSource, settings: PlanSettings, own_facts: Sequence[Fact] = ()
) -> Outline | Rejected:
    """Plan a document: which facts, in which sections and order, how many in a sentence.

    Args:
        own_facts: what the brief itself and its own sources state; said before what the graph adds.

    Returns:
        The outline, or why there can be none: an unknown topic, or nothing to say about it.
    """
    raise NotImplementedError
