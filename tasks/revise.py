"""Mend the sentences that a finding names: another wording, then a template, then out with a reason."""

from collections.abc import Sequence

from content.artifacts import Candidate, Draft, DraftSentence, Dropped, Edit
from knowledge.evidence import Finding, check_sentence
from models.wording import template_sentences
from tasks.word_plans import facts_of, judged, names_of

WORDING = frozenset({"worn_phrase", "near_identical_paragraph"})
"""Findings about words alone: another wording is tried, and the sentence stays when there is none."""


def revise(draft: Draft, findings: Sequence[Finding]) -> Draft:
    """Mend a draft. What is wrong in substance goes out; what is only worn is worded anew where that can be done."""
    by_plan: dict[str, Finding] = {}
    for finding in findings:
        if finding.plan not in by_plan or by_plan[finding.plan].kind in WORDING:
            by_plan[finding.plan] = finding
    sections = []
    dropped = list(draft.dropped)
    for section in draft.sections:
        sentences: list[DraftSentence] = []
        unnamed = False
        for sentence in section.sentences:
            found = by_plan.get(sentence.plan)
            if found is not None and sentence.label != "approved" and found.kind not in WORDING:
                dropped.append(_dropped(sentence, found))
                unnamed = True
                continue
            if found is not None and sentence.label != "approved":
                sentence = reworded(draft, sentence, found)
            sentences.append(_named_again(sentence) if unnamed else sentence)
            unnamed = False
        sections.append(section.model_copy(update={"sentences": tuple(sentences)}))
    return draft.model_copy(update={"sections": tuple(sections), "dropped": tuple(dropped)})


def _named_again(sentence: DraftSentence) -> DraftSentence:
    """Begin with the name again where `It` meant what a dropped sentence had named."""
    for edit in reversed(sentence.edits):
        if edit.by == "mentions" and edit.before and sentence.text.startswith(f"{edit.after} "):
            back = Edit(by="mentions", rule="name", before=edit.after, after=edit.before, accepted=True)
            text = edit.before + sentence.text.removeprefix(edit.after)
            return sentence.model_copy(update={"text": text, "edits": (*sentence.edits, back)})
    return sentence


def reworded(draft: Draft, sentence: DraftSentence, finding: Finding) -> DraftSentence:
    """Take the next candidate that passed, or another template; keep the sentence when neither differs."""
    facts = facts_of(draft.outline, sentence.facts)
    first = {sentence.text, *(edit.before for edit in sentence.edits)}
    passed = [one for one in sentence.candidates if one.passed and one.text not in first]
    for candidate in [*passed, *_templates(draft, sentence, first)]:
        verdict = check_sentence(candidate.text, facts, names=names_of(draft.outline))
        if verdict.passed and not _has(candidate.text, finding):
            edit = Edit(
                by="consistency",
                rule=finding.kind,
                before=sentence.text,
                after=candidate.text,
                accepted=True,
                reason=finding.detail,
            )
            changes = {"text": candidate.text, "origin": candidate.origin, "checks": verdict.checks}
            return sentence.model_copy(update={**changes, "edits": (*sentence.edits, edit)})
    return sentence


def _templates(draft: Draft, sentence: DraftSentence, known: set[str]) -> list[Candidate]:
    facts = facts_of(draft.outline, sentence.facts)
    if not facts:
        return []
    names = names_of(draft.outline)
    return [
        judged(text, "template", check_sentence(text, facts, names=names))
        for text in template_sentences(facts)
        if text not in known
    ]


def _has(text: str, finding: Finding) -> bool:
    return finding.kind == "worn_phrase" and bool(finding.other) and finding.other.casefold() in text.casefold()


def _dropped(sentence: DraftSentence, finding: Finding) -> Dropped:
    return Dropped(
        plan=sentence.plan, text=sentence.text, facts=sentence.facts, reason=f"{finding.kind}: {finding.detail}"
    )
