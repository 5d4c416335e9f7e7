"""What a job delivers of given facts: planned, worded, checked and corrected by its own stages, without the files."""

from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Brief, Draft, Fact, Intake, Rejected
from content.settings import Settings
from knowledge.graph import build_graph
from models.engine import Engine
from tasks.loaded import grammar_for
from tasks.plan_content import plan_document
from tasks.refine_text import correct, settle
from tasks.word_plans import word_documents


class Delivery(NamedTuple):
    """The text of one document, and how it came about."""

    text: str
    """Its sentences in order, without headings; empty where nothing could be said."""
    said: frozenset[str]
    """Ids of the facts that its sentences state."""
    by_model: int
    """Sentences of the model among those with facts."""
    sentences: int
    """Sentences with facts."""


def deliver(topics: Sequence[str], facts: Sequence[Sequence[Fact]], engine: Engine | None) -> list[Delivery]:
    """Make one document for each topic from its facts, all in one batch, with the default settings."""
    settings = Settings()
    graph = build_graph([], settings.knowledge)
    briefs = [Brief(id=str(at), topic=topic, kind="summary", words=200) for at, topic in enumerate(topics)]
    plans = [
        plan_document(Intake(brief=brief, facts=tuple(some)), graph, settings.plan)
        for brief, some in zip(briefs, facts, strict=True)
    ]
    outlines = [plan for plan in plans if not isinstance(plan, Rejected)]
    drafts = [made for made in word_documents(outlines, engine, settings) if isinstance(made, Draft)]
    settled = [settle(draft, graph) for draft in correct(drafts, grammar_for(settings.grammar))]
    done = {draft.outline.brief.id: _delivery(draft) for draft in settled if isinstance(draft, Draft)}
    return [done.get(brief.id, Delivery("", frozenset(), 0, 0)) for brief in briefs]


def _delivery(draft: Draft) -> Delivery:
    sentences = [sentence for section in draft.sections for sentence in section.sentences]
    stating = [sentence for sentence in sentences if sentence.facts]
    return Delivery(
        " ".join(sentence.text for sentence in sentences),
        frozenset(fact for sentence in stating for fact in sentence.facts),
        sum(sentence.origin == "model" for sentence in stating),
        len(stating),
    )
