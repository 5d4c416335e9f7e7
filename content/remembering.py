"""Remember what a function answered lately: for questions about words and names, of which a job has no end."""

from functools import lru_cache

_LATELY = 4096
"""Answers: the words of some hundred documents. Were all kept, a job would grow by every name that it has read."""

remembered = lru_cache(maxsize=_LATELY)
"""Decorate a pure function of a few short arguments."""
