"""What a job delivers of given facts: worded, checked and corrected by its own stages, up to three facts a sentence."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from content.artifacts import Brief, Draft, Fact, Outline, Section, SentencePlan
from content.settings import Settings
from knowledge.graph import build_graph
from models.engine import Engine
from tasks.loaded import grammar_for
from tasks.refine_text import correct, settle
from tasks.word_plans import word_documents

_CHUNK = 64


class Delivery(NamedTuple):
    """The text of one document, and how it came about."""

    text: str
    """Its sentences in order; empty where nothing could be said."""
    said: frozenset[str]
    """Ids of the facts that its sentences state."""
    by_model: int
    """Sentences of the model."""
    sentences: int


def deliver(facts: Sequence[Sequence[Fact]], engine: Engine | None) -> list[Delivery]:
    """Make one document for each graph, its facts in the order given, with the default settings."""
    settings = Settings()
    graph, grammar = build_graph([], settings.knowledge), grammar_for(settings.grammar)
    outlines = [_outline(str(number), some, settings.plan.facts_per_sentence) for number, some in enumerate(facts)]
    made: list[Delivery] = []
    for at in range(0, len(outlines), _CHUNK):
        part = outlines[at : at + _CHUNK]
        drafts = [draft for draft in word_documents(part, engine, settings) if isinstance(draft, Draft)]
        settled = [settle(draft, graph) for draft in correct(drafts, grammar)]
        done = {draft.outline.brief.id: _delivery(draft) for draft in settled if isinstance(draft, Draft)}
        made += [done.get(outline.brief.id, Delivery("", frozenset(), 0, 0)) for outline in part]
    return made


def _outline(number: str, facts: Sequence[Fact], size: int) -> Outline:
    count = -(-len(facts) // size)
    bounds = [-(-len(facts) * place // count) for place in range(count + 1)]
    plans = tuple(
        SentencePlan(id=f"s{place}", facts=tuple(fact.id for fact in facts[begin:end]))
        for place, (begin, end) in enumerate(pairwise(bounds), start=1)
    )
    subject = facts[0].subject
    return Outline(
        brief=Brief(id=number, topic=subject, kind="summary"),
        title=subject,
        subject=subject,
        subject_type=facts[0].subject_type,
        sections=(Section(plans=plans),),
        facts=tuple(facts),
        words=200,
    )


def _delivery(draft: Draft) -> Delivery:
    sentences = [sentence for section in draft.sections for sentence in section.sentences]
    return Delivery(
        " ".join(sentence.text for sentence in sentences),
        frozenset(fact for sentence in sentences for fact in sentence.facts),
        sum(sentence.origin == "model" for sentence in sentences),
        len(sentences),
    )
