"""One publishable sentence out of a completion, and the best of several."""

from collections.abc import Sequence

from content.artifacts import Candidate


def to_sentence(completion: str) -> str:
    """Clean a completion up to one publishable sentence, or "" when it holds none."""
    text = " ".join(completion.split())
    return text if text.endswith((".", "!", "?")) else ""


def choose(candidates: Sequence[Candidate]) -> Candidate | None:
    """Choose the best candidate that passed, or None."""
    passed = [candidate for candidate in candidates if candidate.passed]
    return max(passed, key=lambda candidate: (candidate.origin == "model", candidate.coverage)) if passed else None
