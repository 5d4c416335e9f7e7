"""From chosen facts to the sections of a shape."""

from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Brief, Fact, Section, SentencePlan
from knowledge.planning.choice import Choice
from knowledge.planning.leads import with_lead
from knowledge.planning.questions import question_for
from knowledge.planning.relations import Role, fold, inside, role_of
from knowledge.planning.sentences import grouped, in_order
from knowledge.planning.shapes import SectionShape, Shape
from knowledge.planning.topics import sort_by_topic, topic_place
from knowledge.planning.vocabulary import class_of_type
from knowledge.planning.wording import fill, pick_lines, spoken_name, title_case

_SPECIFIC = ("first", "values", "context", "topics", "questions", "rest", "none")
"""Steps of a template take facts in this order, whatever their order in the document."""

_LAST = 1000
"""Place of the topic of facts that fit none."""


class Setting(NamedTuple):
    """What all sections of a document share."""

    brief: Brief
    shape: Shape
    subject: str
    subject_class: str
    size: int
    """Facts in a sentence at most."""
    modelled: bool
    """There are enough facts for topics."""
    context: frozenset[str]
    """Ids of the facts about neighbours: told after the topic's own, which name the neighbours."""

    def ordered(self, facts: Sequence[Fact], *, in_time: bool = False) -> list[Fact]:
        """Order facts for telling: the topic's own, those that name it, those about neighbours."""
        own = [fact for fact in facts if fold(fact.subject) == fold(self.subject)]
        naming = [fact for fact in facts if fact not in own and fact.id not in self.context]
        around = [fact for fact in facts if fact.id in self.context]
        return [
            *in_order(own, self.topic_of, in_time=in_time),
            *in_order(naming, self.topic_of, in_time=in_time),
            *in_order(around, self.topic_of),
        ]

    def topic_of(self, fact: Fact) -> int:
        """Find the place of a fact's topic; unknown ones come last."""
        place = topic_place(fact, self.subject_class) if self.modelled else 0
        return place if place >= 0 else _LAST

    def are_related(self, first: Fact, second: Fact) -> bool:
        """Say whether facts of two relations may share a sentence."""
        if role_of(first) in (Role.WHAT, Role.NUMBER):
            return True
        if not self.modelled:
            return role_of(first) is Role.EVENT
        return self.topic_of(first) == self.topic_of(second) != _LAST


class _Part(NamedTuple):
    """A section before its fixed lines: the sentences' facts under a heading."""

    heading: str
    sentences: tuple[tuple[Fact, ...], ...]


def make_sections(choice: Choice, setting: Setting) -> tuple[Section, ...]:
    """Fill the sections of a shape; a section without facts or lines does not appear."""
    taken = _deal(choice, setting)
    sections: list[Section] = []
    for step, facts in zip(setting.shape.sections, taken, strict=True):
        parts = _parts(step, facts, setting, total=len(choice.facts))
        worded = _worded(step, parts, setting)
        if step.take == "topics" and len(worded) == 1 and not worded[0].heading and sections:
            before = sections.pop()
            worded = [before.model_copy(update={"plans": (*before.plans, *worded[0].plans)})]
        sections += worded
    known = {fact.id: fact for fact in (*choice.facts, *choice.context)}
    merged = with_lead(_merged(sections), known, setting.brief.id, setting.shape.leads, setting.size)
    return tuple(
        section.model_copy(update={"plans": tuple(_numbered(section.plans, place))})
        for place, section in enumerate(merged, start=1)
    )


def _deal(choice: Choice, setting: Setting) -> list[tuple[Fact, ...]]:
    """Give every step of the template its facts; the most specific steps take first."""
    pool, steps = list(choice.facts), setting.shape.sections
    dealt: list[tuple[Fact, ...]] = [()] * len(steps)
    has_context = any(step.take == "context" for step in steps)
    if not has_context:
        pool += choice.context
    for place in sorted(range(len(steps)), key=lambda place: _SPECIFIC.index(steps[place].take)):
        step = steps[place]
        wanted = list(choice.context) if step.take == "context" else _fitting(step, pool, fold(setting.subject))
        taken = wanted[: step.most or None]
        dealt[place] = tuple(taken)
        pool = [fact for fact in pool if fact not in taken]
    return dealt


def _fitting(step: SectionShape, pool: Sequence[Fact], subject: str) -> list[Fact]:
    if step.take == "first":
        return [fact for fact in pool if _says_what(fact, subject)] or [
            fact for fact in pool if role_of(fact) is not Role.EVENT
        ][:1]
    if step.take == "values":
        return [fact for fact in pool if fact.value.kind not in ("entity", "text") and role_of(fact) is not Role.WHAT]
    return [] if step.take == "none" else list(pool)


def _says_what(fact: Fact, subject: str) -> bool:
    place = inside(fact)
    if fold(fact.subject) == subject:
        return role_of(fact) is Role.WHAT
    return bool(place and place.says_more and place.inner == subject)


def _parts(step: SectionShape, facts: Sequence[Fact], setting: Setting, total: int) -> list[_Part]:
    subject = spoken_name(setting.subject)
    if not facts:
        return [_Part(fill(step.heading, {"subject": subject}), ())] if step.before or step.after else []
    if step.take == "questions":
        return _questions(facts, setting)
    if step.take == "context":
        return _by_neighbour(step, facts, setting)
    if step.take == "topics" and total >= setting.shape.headings_from:
        topics = sort_by_topic(facts, setting.subject_class, subject, setting.shape.section_facts)
        if len(topics) > 1 or len(facts) >= setting.shape.headings_from:
            return [
                _Part(
                    title_case(fill(step.heading, {"topic": topic.heading, "subject": subject})),
                    _sentences(setting.ordered(topic.facts, in_time=topic.in_time), step, setting),
                )
                for topic in topics
            ]
    heading = "" if "{topic}" in step.heading else fill(step.heading, {"subject": subject})
    sentences = _sentences(setting.ordered(facts), step, setting)
    return [_Part(heading, _best(sentences, facts, step.sentences) if step.sentences else sentences)]


def _best(sentences: Sequence[tuple[Fact, ...]], ranked: Sequence[Fact], count: int) -> tuple[tuple[Fact, ...], ...]:
    """Keep the sentences that say the most wanted facts, in their order."""
    rank = {fact.id: place for place, fact in enumerate(ranked)}
    places = sorted(range(len(sentences)), key=lambda place: min(rank[fact.id] for fact in sentences[place]))
    return tuple(sentences[place] for place in sorted(places[:count]))


def _sentences(facts: Sequence[Fact], step: SectionShape, setting: Setting) -> tuple[tuple[Fact, ...], ...]:
    if step.style == "list":
        return tuple(
            sentence
            for plan in grouped(facts, setting.size, setting.are_related)
            for sentence in ([plan] if len({fact.predicate for fact in plan}) == 1 else [(fact,) for fact in plan])
        )
    return tuple(grouped(facts, setting.size, setting.are_related))


def _questions(facts: Sequence[Fact], setting: Setting) -> list[_Part]:
    """Ask one question for the facts of one relation; facts that the same question asks for share its answer."""
    asked: dict[str, list[Fact]] = {}
    for fact in setting.ordered(facts):
        is_topic = fold(fact.subject) == fold(setting.subject)
        subject_class = setting.subject_class if is_topic else class_of_type(fact.subject_type)
        asked.setdefault(question_for(fact, subject_class), []).append(fact)
    return [
        _Part(question, tuple(grouped(answer, setting.size, setting.are_related))) for question, answer in asked.items()
    ]


def _by_neighbour(step: SectionShape, facts: Sequence[Fact], setting: Setting) -> list[_Part]:
    neighbours = list(dict.fromkeys(fact.subject for fact in facts))
    parts = []
    for neighbour in neighbours:
        own = [fact for fact in facts if fact.subject == neighbour]
        heading = fill(step.heading, {"neighbour": spoken_name(neighbour), "subject": spoken_name(setting.subject)})
        parts.append(_Part(title_case(heading), _sentences(setting.ordered(own), step, setting)))
    return parts


def _worded(step: SectionShape, parts: Sequence[_Part], setting: Setting) -> list[Section]:
    """Make sections of the parts, with the fixed lines of the step around and between their sentences."""
    lines = {name: _lines(name, setting) for name in (step.before, step.between, step.after) if name}
    sections = []
    for place, part in enumerate(parts):
        plans = [SentencePlan(id="s1p1", facts=tuple(fact.id for fact in facts)) for facts in part.sentences]
        if step.between:
            plans = _interleaved(plans, lines[step.between], step.every)
        if step.before and place == 0:
            plans = [*lines[step.before][:1], *plans]
        if step.after and place == len(parts) - 1:
            plans = [*plans, *lines[step.after][:1]]
        if plans:
            sections.append(Section(heading=part.heading, style=step.style, plans=tuple(plans)))
    return sections


def _lines(name: str, setting: Setting) -> list[SentencePlan]:
    shape, subject = setting.shape, spoken_name(setting.subject)
    texts = pick_lines(shape.lines[name], setting.brief, setting.subject_class, name)
    return [
        SentencePlan(id="s1p1", text=title_case(fill(text, {"subject": subject})), label=shape.line_label)
        for text in texts
    ]


def _interleaved(plans: Sequence[SentencePlan], lines: Sequence[SentencePlan], every: int) -> list[SentencePlan]:
    """Put a line after every few sentences, never the same twice and never at the end."""
    mixed, unused = list[SentencePlan](), list(lines)
    for place, plan in enumerate(plans, start=1):
        mixed.append(plan)
        if place % every == 0 and place < len(plans) and unused:
            mixed.append(unused.pop(0))
    return mixed


def _merged(sections: Sequence[Section]) -> list[Section]:
    """Join a section without heading to one before it that has none either."""
    merged: list[Section] = []
    for section in sections:
        if merged and not section.heading and not merged[-1].heading and section.style == merged[-1].style:
            merged[-1] = merged[-1].model_copy(update={"plans": (*merged[-1].plans, *section.plans)})
        else:
            merged.append(section)
    return merged


def _numbered(plans: Sequence[SentencePlan], section: int) -> list[SentencePlan]:
    return [plan.model_copy(update={"id": f"s{section}p{place}"}) for place, plan in enumerate(plans, start=1)]
