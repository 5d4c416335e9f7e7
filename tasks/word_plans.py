"""Word sentence plans: candidates from the model, each checked against its facts, a template as the last resort."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from content.artifacts import (
    Candidate,
    Draft,
    DraftSection,
    DraftSentence,
    Dropped,
    Fact,
    Outline,
    SentencePlan,
    Verdict,
)
from content.settings import Settings
from knowledge.evidence import check_sentence
from models.engine import Completion, Engine, Sampling, asked_with_facts
from models.wording import (
    STOP,
    choose,
    is_clumsy,
    lower_articles,
    plainest_sentence,
    reads_well,
    render_prompts,
    slip,
    template_sentences,
    to_sentence,
    turn_of,
    uses,
    vary_mentions,
)
from tasks.stage import Made, one_by_one


class Asked(NamedTuple):
    """A sentence plan for which the model is asked."""

    document: int
    plan: SentencePlan
    facts: tuple[Fact, ...]


def word_documents(outlines: Sequence[Outline], engine: Engine | None, settings: Settings) -> list[Made]:
    """Word the sentence plans of several documents together, so that the model works on full batches."""
    asked = [
        Asked(number, plan, facts_of(outline, plan.facts))
        for number, outline in enumerate(outlines)
        for section in outline.sections
        for plan in section.plans
        if plan.facts and not plan.text
    ]
    tried = _ask(asked, outlines, engine, settings) if engine else [[] for _ in asked]
    wordings = {(one.document, one.plan.id): candidates for one, candidates in zip(asked, tried, strict=True)}
    numbered = list(enumerate(outlines))

    def assemble(outline: Outline) -> Draft:
        number = next(n for n, one in numbered if one is outline)
        mine = {plan: candidates for (document, plan), candidates in wordings.items() if document == number}
        return _draft(outline, mine, engine).model_copy(update={"together": together})

    together = tuple(outline.brief.id for outline in outlines)
    return one_by_one(outlines, assemble)


def _ask(
    asked: Sequence[Asked], outlines: Sequence[Outline], engine: Engine, settings: Settings
) -> list[list[Candidate]]:
    """Get the model's candidates for every plan; where none is good, it is asked in another way too."""
    trained = asked_with_facts(settings.generator.model)
    prompts = [
        render_prompts(one.facts, outline.brief, trained, opens=bool(turn_of(outline, one.plan.id)))
        for one, outline in ((one, outlines[one.document]) for one in asked)
    ]
    tried: list[list[Candidate]] = [[] for _ in asked]
    for turn in range(2):
        left = [
            place
            for place, candidates in enumerate(tried)
            if turn < len(prompts[place]) and not _has_good(candidates, outlines[asked[place].document].barred)
        ]
        if not left:
            break
        answers = engine.complete(
            [prompts[place][turn] for place in left], sampling_of(settings, turn), settings.generator.batch
        )
        for place, answer in zip(left, answers, strict=True):
            one = asked[place]
            tried[place] += [_candidate(completion, one.facts, outlines[one.document]) for completion in answer]
    return tried


def _has_good(candidates: Sequence[Candidate], barred: Sequence[str]) -> bool:
    """Whether a candidate passed, reads well and has no phrase that the document has no budget for."""
    return any(reads_well(one) and not uses(one.text, barred) for one in candidates)


def sampling_of(settings: Settings, turn: int = 0) -> Sampling:
    """Take the sampling parameters from the settings; another turn draws other words."""
    generator = settings.generator
    return Sampling(
        candidates=generator.candidates,
        max_tokens=generator.max_tokens,
        temperature=generator.temperature,
        top_p=generator.top_p,
        seed=settings.job.seed + turn,
        stop=STOP,
    )


def facts_of(outline: Outline, ids: Iterable[str]) -> tuple[Fact, ...]:
    """Find the facts of a plan in its outline."""
    by_id = {fact.id: fact for fact in outline.facts}
    return tuple(by_id[one] for one in ids)


def names_of(outline: Outline) -> tuple[str, ...]:
    """Names that any sentence of a document may use beside its facts' own."""
    return (outline.subject, *outline.subject_names)


def _candidate(completion: Completion, facts: Sequence[Fact], outline: Outline) -> Candidate:
    text = lower_articles(to_sentence(completion.text), facts)
    if not text:
        return Candidate(
            text=completion.text.strip(),
            origin="model",
            coverage=0.0,
            logprob=completion.logprob,
            tokens=completion.tokens,
            reason="no sentence",
        )
    verdict = check_sentence(text, facts, names=names_of(outline))
    candidate = judged(text, "model", verdict, completion)
    fault = slip(text, facts) if verdict.passed else ""
    return candidate.model_copy(update={"passed": False, "reason": fault}) if fault else candidate


def judged(text: str, origin: str, verdict: Verdict, completion: Completion | None = None) -> Candidate:
    """Make a candidate of a wording and the checker's verdict."""
    return Candidate.model_validate(
        {
            "text": text,
            "origin": origin,
            "coverage": verdict.coverage,
            "logprob": completion.logprob if completion else None,
            "tokens": completion.tokens if completion else 0,
            "passed": verdict.passed,
            "reason": verdict.reason,
        }
    )


def _draft(outline: Outline, wordings: Mapping[str, list[Candidate]], engine: Engine | None) -> Draft:
    sections: list[DraftSection] = []
    dropped: list[Dropped] = []
    for section in outline.sections:
        sentences: list[DraftSentence] = []
        for plan in section.plans:
            worded = _given(plan) if plan.text else word_plan(outline, plan, wordings.get(plan.id, []))
            if isinstance(worded, Dropped):
                dropped.append(worded)
            else:
                sentences.append(worded)
        if sentences:
            sections.append(DraftSection(heading=section.heading, style=section.style, sentences=tuple(sentences)))
    draft = Draft(
        outline=outline,
        sections=tuple(sections),
        dropped=tuple(dropped),
        engine=engine.name if engine else "template",
        dtype=engine.dtype if engine else "",
        tokens=sum(candidate.tokens for candidates in wordings.values() for candidate in candidates),
    )
    return with_mentions(draft)


def with_mentions(draft: Draft) -> Draft:
    """Vary how a draft names its subject, where the sentence still passes its check."""

    def passes(sentence: DraftSentence) -> bool:
        facts = facts_of(draft.outline, sentence.facts)
        return not facts or check_sentence(sentence.text, facts, names=names_of(draft.outline)).passed

    return keep_true_mentions(draft, vary_mentions(draft, passes))


def _given(plan: SentencePlan) -> DraftSentence:
    origin = "human" if plan.label == "approved" else "template"
    return DraftSentence.model_validate(
        {"plan": plan.id, "text": plan.text, "facts": plan.facts, "label": plan.label, "origin": origin}
    )


def word_plan(outline: Outline, plan: SentencePlan, candidates: Sequence[Candidate]) -> DraftSentence | Dropped:
    """Choose the wording of a plan: the best candidate that passed, else a template, else nothing."""
    facts = facts_of(outline, plan.facts)
    tried = list(candidates)
    turn = turn_of(outline, plan.id)
    best = choose(tried, outline.barred, turn)
    if best is None or uses(best.text, outline.barred) or is_clumsy(best):
        tried += _templates(outline, facts)
        best = choose(tried, outline.barred, turn)
    if best is None:
        reason = f"no wording passed: {tried[-1].reason}"
        return Dropped(plan=plan.id, text=tried[-1].text, facts=plan.facts, reason=reason, candidates=tuple(tried))
    verdict = check_sentence(best.text, facts, names=names_of(outline))
    return DraftSentence(
        plan=plan.id,
        text=best.text,
        facts=plan.facts,
        label=plan.label,
        origin=best.origin,
        checks=verdict.checks,
        candidates=tuple(tried),
    )


def _templates(outline: Outline, facts: Sequence[Fact]) -> list[Candidate]:
    """Try templates until one passes that the document has a budget for; the plainest only where none passes."""
    tried: list[Candidate] = []
    for text in template_sentences(facts):
        tried.append(_template(text, outline, facts))
        if tried[-1].passed and not uses(text, outline.barred):
            break
    if not any(one.passed for one in tried):
        tried.append(_template(plainest_sentence(facts), outline, facts))
    return tried


def _template(text: str, outline: Outline, facts: Sequence[Fact]) -> Candidate:
    return judged(text, "template", check_sentence(text, facts, names=names_of(outline)))


def keep_true_mentions(before: Draft, after: Draft) -> Draft:
    """Take back a changed mention with which a sentence no longer passes its check."""
    outline = before.outline
    sections = []
    for old, new in zip(before.sections, after.sections, strict=True):
        sentences = []
        for was, now in zip(old.sentences, new.sentences, strict=True):
            if was.text == now.text or not now.facts:
                sentences.append(now)
                continue
            verdict = check_sentence(now.text, facts_of(outline, now.facts), names=names_of(outline))
            sentences.append(now.model_copy(update={"checks": verdict.checks}) if verdict.passed else was)
        sections.append(new.model_copy(update={"sentences": tuple(sentences)}))
    return after.model_copy(update={"sections": tuple(sections)})
