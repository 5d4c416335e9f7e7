"""Engines, wording and grammar: what puts facts into words."""
