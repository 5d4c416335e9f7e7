"""Numbers that describe delivered documents, for pictures."""

from collections.abc import Sequence

from content.artifacts import Draft, DraftSentence, Sentence


def sentences_of(draft: Draft) -> list[DraftSentence]:
    """List the sentences of a draft in order."""
    return [sentence for section in draft.sections for sentence in section.sentences]


def words_of(ledger: Sequence[Sentence]) -> int:
    """Count the words of a document."""
    return sum(len(sentence.text.split()) for sentence in ledger)


def worded_by_model(ledger: Sequence[Sentence]) -> int:
    """Count the sentences that the model worded."""
    return sum(sentence.origin == "model" for sentence in ledger)


def likelihoods(draft: Draft) -> list[float]:
    """Mean log-likelihoods a token of the model's wordings that passed their check, the best of each sentence."""
    best = [max(found) for sentence in sentences_of(draft) if (found := _passed(sentence))]
    return best


def _passed(sentence: DraftSentence) -> list[float]:
    return [one.logprob for one in sentence.candidates if one.passed and one.logprob is not None]
