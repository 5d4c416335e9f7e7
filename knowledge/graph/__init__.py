"""Statements to a graph: values, aliases, conflicts, queries, storage and a report."""
