"""A whole job as one HTML page that opens from a disk."""

from rendering.audit.charts import Bar, as_image, histogram, timeline
from rendering.audit.data import AuditDocument, AuditJob, AuditRow, Passage, ShownFact, Worded
from rendering.audit.page import render_audit

__all__ = [
    "AuditDocument",
    "AuditJob",
    "AuditRow",
    "Bar",
    "Passage",
    "ShownFact",
    "Worded",
    "as_image",
    "histogram",
    "render_audit",
    "timeline",
]
