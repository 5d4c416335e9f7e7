"""Statements to a graph: values, aliases, conflicts, queries, storage and a report."""

from knowledge.graph.graph import KnowledgeGraph, build_graph
from knowledge.graph.records import Conflict, Entity, Merge
from knowledge.graph.report import GraphReport, report
from knowledge.graph.values import normalise

__all__ = ["Conflict", "Entity", "GraphReport", "KnowledgeGraph", "Merge", "build_graph", "normalise", "report"]
