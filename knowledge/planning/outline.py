"""The outline of one document."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from content.artifacts import Brief, Fact, Outline, Rejected, Section
from content.settings import PlanSettings
from knowledge.planning.choice import Choice, choose_facts, leave_out
from knowledge.planning.length import expected_words, length_note, room_for
from knowledge.planning.phrase_budget import barred_phrases
from knowledge.planning.relations import fold
from knowledge.planning.sections import Setting, make_sections
from knowledge.planning.shapes import Shape, shapes
from knowledge.planning.source import FactSource, NamedEntity
from knowledge.planning.topics import class_of
from knowledge.planning.wording import fill, join_words, one_line, spoken_name, stable_choice, title_case

_SEARCHED = 200_000
"""Entities whose names are compared with an unknown topic."""


_CLOSE = 80
"""Likeness, of 100, from which a name is suggested."""
_ENOUGH = 6
"""Facts from which topics are modelled; fewer are told in one go."""


class _OwnTopic(NamedTuple):
    """A topic that only the brief's own facts know."""

    label: str
    type: str
    names: tuple[str, ...]


def plan_outline(
    brief: Brief, graph: FactSource, settings: PlanSettings, own_facts: Sequence[Fact] = ()
) -> Outline | Rejected:
    """Plan a document: which facts, in which sections and order, how many in a sentence.

    Args:
        own_facts: what the brief itself and its own sources state; said before what the graph adds.

    Returns:
        The outline, or why there can be none: an unknown topic, or nothing to say about it.
    """
    topic = graph.entity(brief.topic) or _own_topic(brief.topic, own_facts)
    if topic is None:
        return Rejected(brief=brief.id, stage="plan_content", reason=_unknown(brief.topic, graph, own_facts))
    shape = shapes().kinds[brief.kind]
    choice = choose_facts(brief, topic, graph, shape, own_facts, room_for(brief, shape))
    if len(choice.facts) + len(choice.context) < settings.min_facts or not choice.facts:
        return Rejected(brief=brief.id, stage="plan_content", reason=_too_few(topic.label, choice, settings))
    subject_type = topic.type or next((fact.subject_type for fact in choice.facts if fact.subject == topic.label), "")
    modelled = len(choice.facts) >= _ENOUGH
    about = [fact for fact in choice.facts if fact.subject == topic.label]
    subject_class = class_of(subject_type, about, vote=modelled)
    context = frozenset(fact.id for fact in choice.context)
    setting = Setting(brief, shape, topic.label, subject_class, settings.facts_per_sentence, modelled, context)
    sections = make_sections(choice, setting)
    return _outline(brief, topic, subject_type, shape, choice, sections)


def _outline(
    brief: Brief, topic: NamedEntity, subject_type: str, shape: Shape, choice: Choice, sections: tuple[Section, ...]
) -> Outline:
    known = {fact.id: fact for fact in (*choice.facts, *choice.context)}
    told = list(dict.fromkeys(fact for section in sections for plan in section.plans for fact in plan.facts))
    cut = [leave_out(fact, "budget") for fact in known.values() if fact.id not in told]
    outline = Outline(
        brief=brief,
        title=_title(brief, topic.label, shape, sections),
        subject=topic.label,
        subject_type=subject_type,
        subject_names=tuple(topic.names),
        sections=sections,
        facts=tuple(known[fact] for fact in told),
        left_out=(*choice.left_out, *cut),
        words=expected_words(brief, shape, sections),
        barred=barred_phrases(brief.id),
        notes=choice.notes,
    )
    note = length_note(outline)
    return outline.model_copy(update={"notes": (*outline.notes, note)}) if note else outline


def _own_topic(name: str, own_facts: Sequence[Fact]) -> _OwnTopic | None:
    """Find a topic that the brief's own facts are about, or else name."""
    wanted = fold(name)
    for fact in own_facts:
        if wanted in {fold(fact.subject), *map(fold, fact.subject_names)}:
            return _OwnTopic(fact.subject, fact.subject_type, fact.subject_names)
    for fact in own_facts:
        if fact.value.kind == "entity" and wanted in {fold(fact.object), *map(fold, fact.object_names)}:
            return _OwnTopic(fact.object, "", fact.object_names)
    return None


def _title(brief: Brief, subject: str, shape: Shape, sections: Iterable[Section]) -> str:
    """Choose one of the kind's titles; one that lists the topics only where there are a few."""
    topics = [section.heading for section in sections if section.heading and not section.heading.startswith("[")]
    listed = [heading[:1].lower() + heading[1:] for heading in topics if fold(subject) not in fold(heading)]
    can_list = 2 <= len(listed) <= 3 and not any(" and " in heading for heading in listed)
    titles = [title for title in shape.titles if can_list or "{topics}" not in title]
    title = titles[stable_choice(f"{brief.id}\x1ftitle", len(titles))]
    return title_case(
        fill(title, {"subject": one_line(subject), "spoken": spoken_name(subject), "topics": join_words(listed)})
    )


def _unknown(name: str, graph: FactSource, own_facts: Sequence[Fact]) -> str:
    """Say that nothing is known of a topic, and which names come close."""
    from rapidfuzz import fuzz, process, utils

    known = (entity.label for entity in islice(graph.entities(), _SEARCHED))
    labels = list(dict.fromkeys((*(fact.subject for fact in own_facts), *known)))
    close = process.extract(
        name, labels, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=_CLOSE
    )
    names = [f"“{one_line(found)}”" for found, _, _ in close]
    hint = f"; did you mean {join_words(names).replace(' and ', ' or ')}?" if names else ""
    return f"nothing is known of “{one_line(name)}”{hint}"


def _too_few(subject: str, choice: Choice, settings: PlanSettings) -> str:
    """Say how many facts there are, and why others do not count."""
    count = len(choice.facts)
    reasons = [one.reason for one in choice.left_out]
    left = ", ".join(f"{reasons.count(reason)} {reason}" for reason in dict.fromkeys(reasons))
    told = f"{count or 'no'} fact{'' if count == 1 else 's'} that can be told"
    needed = f", {settings.min_facts} are needed" if settings.min_facts > 1 else ""
    return f"“{one_line(subject)}” has {told}{needed}" + (f" (left out: {left})" if left else "")
