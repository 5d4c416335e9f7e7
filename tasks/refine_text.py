"""Stage 4: correct the grammar without touching a fact; mend what does not fit in the document, the graph, the job."""

from collections.abc import Mapping, Sequence

from prefect import task

from content.artifacts import Draft, DraftSection, DraftSentence, Edit, Rejected
from knowledge.evidence import Finding, check_against_graph, check_document, check_job, check_sentence
from knowledge.graph import KnowledgeGraph
from models.grammar import GrammarChecker, Proposal, apply_safely
from tasks import audit
from tasks.job import Item, Job, StageResult, World
from tasks.loaded import grammar_for, graph_at, store_at
from tasks.revise import revise
from tasks.stage import Made, Stored, Work, load, one_by_one, run_stage
from tasks.version import code_version
from tasks.word_plans import facts_of, names_of

_ROOMS = ("models/grammar", "models/wording", "knowledge/evidence", "tasks/refine_text.py", "tasks/revise.py")
COMPARISON = "refine_text: across the job"
"""What the second part of the stage is called."""


@task(name="refine_text", persist_result=False)
def refine_text(job: Job, world: World, items: Sequence[Item]) -> StageResult:
    """Correct the drafts of a chunk, each by itself.

    Raises:
        PassingFault: a grammar server is busy or away; the stage is tried again.
    """
    store = store_at(job.store)
    checker = grammar_for(job.settings.grammar)
    works = [Work(item, ingredients_of(job, world, checker, item)) for item in items]

    def make(missing: list[Item]) -> list[Made]:
        drafts = correct([load(store, item, Draft) for item in missing], checker)
        graph = graph_at(world.graph, world.digest)
        return one_by_one(drafts, lambda draft: settle(draft, graph))

    result = run_stage("refine_text", store, works, make)
    audit.show_refined(job, result)
    return result


def ingredients_of(job: Job, world: World, checker: GrammarChecker | None, item: Item) -> dict[str, object]:
    """Name everything that shapes a corrected draft."""
    return {
        "draft": item.sha256,
        "graph": world.digest,
        "grammar": checker.name if checker else "",
        "settings": job.settings.grammar.model_dump(mode="json"),
        "code": code_version(*_ROOMS),
    }


@task(name="refine_text: compare", persist_result=False)
def compare_documents(job: Job, items: Sequence[Item], others: Sequence[Item] = ()) -> dict[str, list[Finding]]:
    """Find what only shows when all documents of a job lie side by side.

    Args:
        others: documents that are compared with and stay as they are.

    Returns:
        What was found of each document of which anything was.
    """
    findings: dict[str, list[Finding]] = {}
    for finding in check_job(Stored(store_at(job.store), (*items, *others), Draft)):
        findings.setdefault(finding.brief, []).append(finding)
    return findings


@task(name=COMPARISON, persist_result=False)
def mend_documents(job: Job, items: Sequence[Item], findings: Mapping[str, Sequence[Finding]]) -> StageResult:
    """Mend the documents of a chunk where they do not go with the others of the job."""
    store = store_at(job.store)

    def make(missing: list[Item]) -> list[Made]:
        return one_by_one(missing, lambda item: mend(load(store, item, Draft), findings.get(item.brief, ())))

    works = [Work(item, comparison_ingredients(item, findings.get(item.brief, ()))) for item in items]
    result = run_stage("refine_text", store, works, make)
    audit.show_comparison(job, result, findings)
    return result


def comparison_ingredients(item: Item, findings: Sequence[Finding]) -> dict[str, object]:
    """Name everything that shapes a draft that was compared with the others of its job."""
    found = [finding.model_dump(mode="json") for finding in findings]
    return {"draft": item.sha256, "findings": found, "code": code_version(*_ROOMS)}


def correct(drafts: Sequence[Draft], checker: GrammarChecker | None) -> list[Draft]:
    """Correct the grammar of several drafts in one call of the checker."""
    if checker is None:
        return list(drafts)
    texts = [sentence.text for draft in drafts for section in draft.sections for sentence in section.sentences]
    proposals = iter(checker.propose(texts))
    return [
        draft.model_copy(
            update={
                "grammar": checker.name,
                "sections": tuple(
                    section.model_copy(
                        update={
                            "sentences": tuple(
                                correct_sentence(draft, sentence, next(proposals)) for sentence in section.sentences
                            )
                        }
                    )
                    for section in draft.sections
                ),
            }
        )
        for draft in drafts
    ]


def correct_sentence(draft: Draft, sentence: DraftSentence, proposals: Sequence[Proposal]) -> DraftSentence:
    """Make the safe edits of one sentence; an edit after which the facts are no longer said is taken back."""
    if not proposals or sentence.label == "approved":
        return sentence
    facts = facts_of(draft.outline, sentence.facts)
    protected = [*names_of(draft.outline), *(name for fact in facts for name in (fact.subject, fact.object))]
    text, edits = apply_safely(sentence.text, proposals, protected)
    if text == sentence.text or not facts:
        return sentence.model_copy(update={"text": text, "edits": (*sentence.edits, *edits)})
    verdict = check_sentence(text, facts, names=names_of(draft.outline))
    if not verdict.passed:
        refused = tuple(_refused(edit, verdict.reason) for edit in edits)
        return sentence.model_copy(update={"edits": (*sentence.edits, *refused)})
    return sentence.model_copy(update={"text": text, "checks": verdict.checks, "edits": (*sentence.edits, *edits)})


def _refused(edit: Edit, reason: str) -> Edit:
    return edit.model_copy(update={"accepted": False, "reason": reason}) if edit.accepted else edit


def settle(draft: Draft, graph: KnowledgeGraph) -> Draft | Rejected:
    """Mend what contradicts itself or the graph; a draft of which nothing is left is rejected."""
    return mend(draft, [*check_document(draft), *check_against_graph(draft, graph)])


def mend(draft: Draft, findings: Sequence[Finding]) -> Draft | Rejected:
    """Mend what the findings name; a draft of which nothing is left is rejected."""
    draft = revise(draft, findings)
    sections: list[DraftSection] = [section for section in draft.sections if section.sentences]
    if not any(
        sentence.facts or sentence.label == "approved" for section in sections for sentence in section.sentences
    ):
        reasons = sorted({one.reason for one in draft.dropped})
        reason = "no sentence could be supported" + (f" ({'; '.join(reasons)[:300]})" if reasons else "")
        return Rejected(brief=draft.outline.brief.id, stage="refine_text", reason=reason)
    return draft.model_copy(update={"sections": tuple(sections)})
