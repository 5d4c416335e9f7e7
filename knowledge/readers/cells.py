"""Cells of records as clean names and values of a sensible length."""

from knowledge.readers.cleaning import Spellings
from knowledge.readers.notes import Notes, shown
from knowledge.readers.values import Wrong, as_text

MAX_NAME = 500
"""Characters of a subject, a relation, a type or a date."""
MAX_VALUE = 10_000
"""Characters of an object."""


class Cells:
    """Clean the cells of one input and share equal texts; what is removed from one is noted."""

    def __init__(self, notes: Notes) -> None:
        self.spellings = Spellings()
        self._notes = notes

    def name(self, value: object, what: str, number: int | str) -> str:
        """Read a name.

        Args:
            value: A cell of any type.
            what: How a message calls it: `subject`.
            number: Line or row, for messages.

        Raises:
            Wrong: nothing there, too long, or not a plain value.
        """
        text = value if isinstance(value, str) else as_text(value, what)[0]
        return self.share(text, what, MAX_NAME, number)

    def value(self, value: object, what: str, number: int | str) -> tuple[str, str]:
        """Read an object, with the datatype hint that the cell's type gives."""
        text, datatype = as_text(value, what)
        return self.share(text, what, MAX_VALUE, number), datatype

    def share(self, text: str, what: str, limit: int, number: int | str) -> str:
        """Clean a text of at most `limit` characters."""
        if len(text) > limit:
            raise Wrong(f"the {what} has {len(text):,} characters, at most {limit:,} may be")
        plain, removed = self.spellings.share(text)
        if not plain:
            raise Wrong(f"the {what} is empty" + (f" after removing {removed}" if removed else ""))
        if removed:
            self._notes.add(f"removed from the {what} {shown(plain)}: {removed}", number)
        return plain
