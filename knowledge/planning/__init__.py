"""From a brief and a graph to an outline, and the outline as a file that a person edits."""

from knowledge.planning.outline import plan_outline
from knowledge.planning.plan_file import write_plan
from knowledge.planning.plan_reading import read_plan

__all__ = ["plan_outline", "read_plan", "write_plan"]
