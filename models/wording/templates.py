"""Sentences made from the names of relations, without a model: what speaks when no candidate passes.

Facts that share subject and relation become one list; a type takes what can follow it ("a city in France"); the rest is
joined. Which of several wordings comes first depends on the facts' ids, so that documents differ and repeat exactly.
"""

import hashlib
from collections.abc import Sequence

from content.artifacts import Fact
from models.wording.groups import grouped
from models.wording.joining import plain_sentence_of, sentence_of
from models.wording.phrases import capitalised, finished


def template_sentences(facts: Sequence[Fact], limit: int = 3) -> list[str]:
    """Word facts in grammatical sentences, best first.

    Args:
        facts: one to three facts, in the order to be said.
        limit: wordings at most.

    Returns:
        At least one sentence, without repeats; none only for no facts.
    """
    if not facts:
        return []
    groups = grouped(facts)
    turn = int.from_bytes(hashlib.sha256("".join(fact.id for fact in facts).encode()).digest()[:4], "big")
    sentences: list[str] = []
    for attempt in range(max(limit, 1) * 3):
        sentence = finished(capitalised(sentence_of(groups, turn + attempt)))
        if sentence not in sentences:
            sentences.append(sentence)
        if len(sentences) >= max(limit, 1):
            break
    return sentences


def plainest_sentence(facts: Sequence[Fact]) -> str:
    """Word facts with nothing left out that repeats, for where no better template passes its check."""
    return finished(capitalised(plain_sentence_of(grouped(facts))))
