"""A language model that says again what it said: recorded candidates in the place of new ones."""

from collections.abc import Iterator, Sequence

from content.artifacts import Candidate, Draft, Outline
from models.engine import Completion, Sampling
from tasks.word_sections import prose_sections


class RecordedEngine:
    """Answer for one document from the candidates in its draft."""

    digest = ""

    def __init__(self, draft: Draft, outline: Outline, by_section: bool) -> None:
        """Take the candidates of a draft, in the order in which they are asked for along an outline."""
        self.name, self.dtype = draft.engine, draft.dtype
        self._told = False
        self._answers = (
            [_section(draft, index) for index in prose_sections(outline)] if by_section else _plans(draft, outline)
        )

    def complete(self, prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:  # noqa: ARG002
        """Give all that was recorded at the first asking, whatever the prompts say; asked again, there is no more."""
        if self._told:
            return [[] for _ in prompts]
        assert len(prompts) == len(self._answers), "asked for other sentence plans than were listed"
        self._told = True
        return self._answers

    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        """Likelihoods are part of the candidates; nobody asks for more."""
        raise NotImplementedError


def _plans(draft: Draft, outline: Outline) -> list[list[Completion]]:
    said = dict(_candidates(draft))
    plans = [plan for section in outline.sections for plan in section.plans if plan.facts and not plan.text]
    return [[_completion(one) for one in said.get(plan.id, ()) if one.origin == "model"] for plan in plans]


def _candidates(draft: Draft) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    for section in draft.sections:
        for sentence in section.sentences:
            yield sentence.plan, sentence.candidates
    for dropped in draft.dropped:
        yield dropped.plan, dropped.candidates


def _completion(candidate: Candidate) -> Completion:
    return Completion(candidate.text, candidate.tokens, candidate.logprob or 0.0)


def _section(draft: Draft, index: int) -> list[Completion]:
    """Put the sentences that the model wrote for a section together again; they are named `<section>s<number>`."""
    name = f"{index + 1}s"
    sentences = [(one.plan, one.text) for section in draft.sections for one in section.sentences]
    written = {
        int(plan.removeprefix(name)): text
        for plan, text in (*sentences, *((one.plan, one.text) for one in draft.dropped))
        if plan.startswith(name) and plan.removeprefix(name).isdigit()
    }
    return [Completion("\n".join(written[number] for number in sorted(written)), 0, 0.0)] if written else []
