"""Facts or sentences, and a claim about them, as the numbers that the classifier reads.

Beside its word every token carries whether the other side has it too, and whether it stands in the subject or the
object of a fact: a small encoder need not learn to compare letters, and learns from few examples who did what to whom.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer

from models.wording.verbaliser import Line

LABELS = (
    "supported", "number", "date", "unit", "name", "negation", "comparison", "argument_order", "relation", "addition",
    "omission",
)  # fmt: skip
"""What the classifier tells apart: what is supported, and kinds of errors as verdicts name them."""
WRONG = -1
"""Label of what is wrong in an unknown way."""
LONGEST = 224
"""Tokens; what a premise has beyond them is cut off."""
MATCHES, ROLES = 3, 4
_CLS, _SEP, _FIRST_WORD = 101, 102, 1012
"""Special tokens of BERT's vocabulary; below the last one there are only marks and unused ones."""
_BOTH = 3


class Encoded(NamedTuple):
    """A claim with what it stands on."""

    ids: tuple[int, ...]
    sides: tuple[int, ...]
    """0: facts or passage, 1: the claim."""
    matches: tuple[int, ...]
    """1: the other side has this token, 2: and the one before it in the same order."""
    roles: tuple[int, ...]
    """1: in a subject, 2: in an object, 3: in one that is both."""

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.ids)


class Encoder:
    """Encodes claims with the tokens of a BERT model."""

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json` of the model's folder."""
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def encode(self, premise: tuple[Line, ...] | str, text: str) -> Encoded:
        """Encode a claim.

        Args:
            premise: facts, or sentences.
            text: the claim.
        """
        claim = self._ids(text)[: LONGEST // 2]
        room = LONGEST - len(claim) - 3
        if isinstance(premise, str):
            first, roles, named = self._ids(premise), list[int](), list[tuple[list[int], int]]()
            roles = [0] * len(first)
        else:
            first, roles, named = self._facts(premise)
        first, roles = first[:room], roles[:room]
        ids = (_CLS, *first, _SEP, *claim, _SEP)
        return Encoded(
            ids,
            (0,) * (len(first) + 2) + (1,) * (len(claim) + 1),
            (0, *_matches(first, claim), 0, *_matches(claim, first), 0),
            (0, *roles, 0, *_roles(claim, named), 0),
        )

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _facts(self, lines: Iterable[Line]) -> tuple[list[int], list[int], list[tuple[list[int], int]]]:
        """Tokens of facts, their roles, and the names with the roles that they have in a claim."""
        ids: list[int] = []
        roles: list[int] = []
        named: list[tuple[list[int], int]] = []
        for line in lines:
            for text, role in ((line.subject, 1), (f"| {line.relation} |", 0), (line.object, 2), (";", 0)):
                part = self._ids(text)
                ids += part
                roles += [role] * len(part)
                if role and part:
                    named.append((part, role))
        return ids, roles, named


def _matches(tokens: Sequence[int], others: Sequence[int]) -> list[int]:
    known, pairs = set(others), set(pairwise(others))
    return [
        2 if at and (tokens[at - 1], token) in pairs else int(token in known and token > _FIRST_WORD)
        for at, token in enumerate(tokens)
    ]


def _roles(claim: Sequence[int], named: Sequence[tuple[list[int], int]]) -> list[int]:
    """Roles of a claim's tokens: the longest name that stands somewhere decides."""
    roles = [0] * len(claim)
    lengths = [0] * len(claim)
    for part, role in named:
        for at in range(len(claim) - len(part) + 1):
            if list(claim[at : at + len(part)]) == part:
                for place in range(at, at + len(part)):
                    if len(part) > lengths[place]:
                        roles[place], lengths[place] = role, len(part)
                    elif len(part) == lengths[place] and roles[place] != role:
                        roles[place] = _BOTH
    return roles
