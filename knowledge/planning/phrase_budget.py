"""The budget of worn phrases: which of them a document may not use, known before a word of it is written."""

from functools import cache
from importlib.resources import files

import yaml

from knowledge.planning.wording import stable_choice

_PARTS = 1000


@cache
def shares() -> dict[str, float]:
    """Read the share of a job's documents that may use each phrase."""
    text = (files("knowledge.planning") / "phrase_budget.yaml").read_text(encoding="utf-8")
    found = {str(phrase): float(share) for phrase, share in yaml.safe_load(text)["phrases"].items()}
    wrong = next((phrase for phrase, share in found.items() if not 0 <= share <= 1), None)
    if wrong is not None:
        raise ValueError(f"phrase_budget.yaml: the share of {wrong!r} is not between 0 and 1")
    return found


def barred_phrases(brief: str) -> tuple[str, ...]:
    """Name the phrases for which a document has no budget; the same id always has the same."""
    return tuple(
        phrase for phrase, share in shares().items() if stable_choice(f"{brief}\x1f{phrase}", _PARTS) >= share * _PARTS
    )
