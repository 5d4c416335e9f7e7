"""One sentence against the facts it has to say: nothing missing, nothing beyond them."""

from collections.abc import Sequence

from content.artifacts import Fact, Verdict


class Evidence:
    """Facts of one sentence plan, prepared once so that many wordings are checked quickly."""

    def __init__(self, facts: Sequence[Fact], names: Sequence[str] = ()) -> None:
        self.facts = tuple(facts)
        self.names = tuple(names)

    def check(self, text: str) -> Verdict:
        """Check one wording against the facts."""
        raise NotImplementedError(text)


def check_sentence(text: str, facts: Sequence[Fact], *, names: Sequence[str] = ()) -> Verdict:
    """Check a sentence against the facts it has to say; `names` are others that may appear."""
    return Evidence(facts, names).check(text)


def attribute(text: str, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Ids of the facts that a sentence says, in the order given."""
    raise NotImplementedError(text, facts)
