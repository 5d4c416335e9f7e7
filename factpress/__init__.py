"""Factpress from Python: what the command does, in three lines.

import factpress
report = factpress.run("briefs.jsonl", knowledge=["facts.jsonl"], out="out")
print(report.delivered, "of", report.requested)
"""

from factpress.api import build_knowledge, estimate, plan, run

__all__ = ["build_knowledge", "estimate", "plan", "run"]
