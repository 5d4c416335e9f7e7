"""What went wrong in one input, without drowning the reader of the report."""

from content.artifacts import Problem
from content.errors import InputError

SHOWN = 25
"""Problems listed for one input; the rest are counted in one last line."""


class Notes:
    """Collect the problems of one input under its name."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self._found: list[Problem] = []
        self._more = 0

    def add(self, text: str, line: int | str = "") -> None:
        """Note a problem, at a line (or another place inside the input) where it is known."""
        if len(self._found) >= SHOWN:
            self._more += 1
            return
        self._found.append(Problem(place=f"{self.uri}:{line}" if line else self.uri, text=one_line(text)))

    def add_error(self, error: InputError) -> None:
        """Note what a reader raised; the error's own place wins over the input's name."""
        text = f"{error.problem}; {error.remedy}" if error.remedy else error.problem
        self._found.append(Problem(place=error.place or self.uri, text=one_line(text)))

    def problems(self) -> list[Problem]:
        """List the problems in the order they were found."""
        if not self._more:
            return list(self._found)
        rest = Problem(place=self.uri, text=f"{self._more:,} more problems of this file are not listed")
        return [*self._found, rest]


def one_line(text: str, limit: int = 300) -> str:
    """Make a text safe to print on one line: no control characters, no line breaks, not endless."""
    flat = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * limit]).split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def shown(value: object, limit: int = 40) -> str:
    """Quote a value from an input inside a message."""
    return f"'{one_line(str(value)[: 4 * limit], limit)}'"
