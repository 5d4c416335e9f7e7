"""Word whole sections with a larger model, then attribute every sentence to the facts it says."""

from collections.abc import Sequence

from content.artifacts import Draft, DraftSection, DraftSentence, Dropped, Fact, Outline, Section
from content.settings import Settings
from knowledge.evidence import attribute, check_sentence
from models.engine import Completion, Engine
from models.wording import section_prompt, split_sentences
from tasks.stage import Made, one_by_one
from tasks.word_plans import facts_of, judged, names_of, sampling_of, with_mentions, word_plan


def word_sections(outlines: Sequence[Outline], engine: Engine | None, settings: Settings) -> list[Made]:
    """Word the prose sections of several documents; lists and answers are worded plan by plan from templates."""
    assert engine is not None
    places = [(number, index) for number, outline in enumerate(outlines) for index in prose_sections(outline)]
    prompts = [
        section_prompt(
            _facts(outlines[number], index), outlines[number].brief, outlines[number].sections[index].heading
        )
        for number, index in places
    ]
    sampling = sampling_of(settings).model_copy(update={"max_tokens": settings.generator.max_tokens * 4, "stop": ()})
    answers = engine.complete(prompts, sampling, settings.generator.batch) if prompts else []
    found = dict(zip(places, answers, strict=True))
    numbers = {id(outline): number for number, outline in enumerate(outlines)}

    def assemble(outline: Outline) -> Draft:
        number = numbers[id(outline)]
        mine = {index: completions for (document, index), completions in found.items() if document == number}
        return _draft(outline, mine, engine).model_copy(update={"together": together})

    together = tuple(outline.brief.id for outline in outlines)
    return one_by_one(outlines, assemble)


def prose_sections(outline: Outline) -> list[int]:
    """List the sections that a model words whole."""
    return [
        index
        for index, section in enumerate(outline.sections)
        if section.style == "prose" and any(plan.facts and not plan.text for plan in section.plans)
    ]


def _facts(outline: Outline, index: int) -> tuple[Fact, ...]:
    return facts_of(outline, [one for plan in outline.sections[index].plans for one in plan.facts])


def _draft(outline: Outline, found: dict[int, list[Completion]], engine: Engine) -> Draft:
    sections: list[DraftSection] = []
    dropped: list[Dropped] = []
    for index, section in enumerate(outline.sections):
        sentences: list[DraftSentence] = []
        for completion in found.get(index, [])[:1]:
            said, fell = _attributed(outline, index, completion)
            sentences += said
            dropped += fell
        rest, fell = _rest(outline, section, {one for sentence in sentences for one in sentence.facts})
        dropped += fell
        if sentences or rest:
            together = (*sentences, *rest)
            sections.append(DraftSection(heading=section.heading, style=section.style, sentences=together))
    tokens = sum(completion.tokens for completions in found.values() for completion in completions)
    draft = Draft(
        outline=outline,
        sections=tuple(sections),
        dropped=tuple(dropped),
        engine=engine.name,
        dtype=engine.dtype,
        tokens=tokens,
    )
    return with_mentions(draft)


def _attributed(outline: Outline, index: int, completion: Completion) -> tuple[list[DraftSentence], list[Dropped]]:
    facts = _facts(outline, index)
    kept: list[DraftSentence] = []
    fell: list[Dropped] = []
    for number, text in enumerate(split_sentences(completion.text), 1):
        ids = attribute(text, facts)
        cited = tuple(fact for fact in facts if fact.id in ids)
        name = f"{index + 1}s{number}"
        verdict = check_sentence(text, cited, names=names_of(outline))
        if cited and verdict.passed:
            kept.append(
                DraftSentence(
                    plan=name,
                    text=text,
                    facts=ids,
                    label="stated",
                    origin="model",
                    checks=verdict.checks,
                    candidates=(judged(text, "model", verdict),),
                )
            )
        else:
            fell.append(Dropped(plan=name, text=text, facts=ids, reason=verdict.reason or "no fact says so"))
    return kept, fell


def _rest(outline: Outline, section: Section, said: set[str]) -> tuple[list[DraftSentence], list[Dropped]]:
    """Word by template what the model left unsaid, and keep the fixed wordings."""
    sentences: list[DraftSentence] = []
    dropped: list[Dropped] = []
    for plan in section.plans:
        unsaid = tuple(one for one in plan.facts if one not in said)
        if plan.text:
            sentences.append(
                DraftSentence(plan=plan.id, text=plan.text, facts=plan.facts, label=plan.label, origin="template")
            )
        elif unsaid:
            worded = word_plan(outline, plan.model_copy(update={"facts": unsaid}), [])
            if isinstance(worded, Dropped):
                dropped.append(worded)
            else:
                sentences.append(worded)
    return sentences, dropped
