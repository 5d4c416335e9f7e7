"""Errors a caller can act on.

    FactpressError
    ├── InputError        what the user gave is wrong; one line, exit code 2, nothing written
    │   └── MissingPart   an optional part is not installed; the line says the command that installs it
    ├── StoreError        the store cannot be read or written (full disk, unknown format)
    ├── LedgerError       the ledger database cannot be read or written; documents do not depend on it
    ├── PassingFault      may go away by itself (a server that is busy, a timeout): the stage is retried
    └── StageError        one document cannot go on; it is counted as failed, the others go on

A defect of ours is none of these: it keeps its own type and its traceback.
"""


class FactpressError(Exception):
    """Base of every error that Factpress raises on purpose."""


class InputError(FactpressError):
    """Say in one line what is wrong with an input, where, and what to do."""

    def __init__(self, problem: str, *, place: str = "", remedy: str = "") -> None:
        self.problem, self.place, self.remedy = problem, place, remedy
        line = f"{place}: {problem}" if place else problem
        super().__init__(" ".join((f"{line}; {remedy}" if remedy else line).split()))


class MissingPart(InputError):
    """Name an optional part that is not installed and the command that installs it."""


class StoreError(FactpressError):
    """Say that the store cannot be read or written."""


class LedgerError(FactpressError):
    """Say that the ledger database cannot be read or written."""


class PassingFault(FactpressError):
    """Say that something outside failed in a way that may pass; the stage is tried again."""


class StageError(FactpressError):
    """Say that one document cannot go on through a stage."""
