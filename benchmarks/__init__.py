"""Measurements of what is submitted; each prints the table that docs/benchmarks.md holds."""
