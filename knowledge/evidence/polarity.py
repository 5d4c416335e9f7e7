"""What a sentence denies, clause by clause."""

from collections.abc import Sequence

from content.remembering import remembered
from knowledge.evidence.reading import Reading, is_negation
from knowledge.evidence.tokens import dictionary_forms

_BREAKS = frozenset({",", ";", ":", "(", ")", "–", "—"})
_TURNS = frozenset({"but", "while", "whereas", "although", "though", "yet"})
_OPENERS = frozenset(
    "is are was were has have had does do did can cannot will with without it he she they its his her their".split()
)


@remembered
def _opens_clause(word: str) -> bool:
    found = dictionary_forms(word)
    return word in _OPENERS or ("VERB" in found and (word.endswith("s") or "NOUN" not in found))


def clauses(reading: Reading) -> tuple[int, ...]:
    """Number of the clause that each token is in."""
    numbers: list[int] = []
    clause = 0
    for at, token in enumerate(reading.tokens):
        free = at not in reading.covered
        joined = token.key in ("and", "or") and at + 1 < len(reading.tokens) and at + 1 not in reading.covered
        if free and (
            (token.kind == "mark" and token.key in _BREAKS and not _ends_name(reading, at))
            or token.key in _TURNS
            or (joined and _opens_clause(reading.key(at + 1)))
        ):
            clause += 1
        numbers.append(clause)
    return tuple(numbers)


def _ends_name(reading: Reading, at: int) -> bool:
    """Whether a bracket closes one that belongs to a name: `Bolt (comics)`."""
    if reading.key(at) != ")":
        return False
    opened = next((place for place in range(at - 1, -1, -1) if reading.key(place) in "()"), -1)
    return opened in reading.covered and reading.key(opened) == "("


def denials(reading: Reading, numbers: Sequence[int]) -> dict[int, list[int]]:
    """Tokens that deny, by clause; the `nor` of `neither … nor` is not counted again."""
    found: dict[int, list[int]] = {}
    for at in range(len(reading.tokens)):
        if is_negation(reading, at):
            here = found.setdefault(numbers[at], [])
            if not (reading.key(at) == "nor" and here):
                here.append(at)
    return found


def denies(text: str) -> tuple[int, int] | None:
    """Where a text denies something first."""
    from knowledge.evidence.reading import Span, read_sentence
    from knowledge.evidence.spellings import Spellings

    reading = read_sentence(text, Spellings((), ()))
    at = next((at for at in range(len(reading.tokens)) if is_negation(reading, at)), None)
    return None if at is None else reading.characters(Span(at, at + 1))
