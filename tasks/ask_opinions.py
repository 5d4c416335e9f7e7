"""Let the trained opinions decide where only the words of a sentence stand against it, and object to what is stated."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from content.artifacts import Assessment, CitedFact, Fact
from knowledge.evidence.verdicts import Doubts
from models.entailment.verdict import Claim
from models.wording.verbaliser import line_of

if TYPE_CHECKING:
    from models.entailment import Opinion, Opinions


class Doubt(NamedTuple):
    """A sentence as the rules judge it."""

    assessment: Assessment
    near: tuple[tuple[Fact, ...], ...] = ()
    """Where at most its words stand against it: facts whose two things it names; of a group one is meant."""
    doubts: Doubts = Doubts()
    """The checks that its words fail then; none for what is stated."""


def settled(found: Sequence[Doubt], opinions: "Opinions") -> tuple[Assessment, ...]:
    """Ask about every sentence that may be stated; what the opinions are sure of is."""
    asked = [one for one in found if one.near]
    meant = _meant(asked, opinions)
    claims = [
        Claim(tuple(map(line_of, facts)), one.assessment.text, *one.doubts)
        for one, facts in zip(asked, meant, strict=True)
    ]
    decided = {
        one.assessment.sentence: _decided(one.assessment, facts, opinion)
        for one, facts, opinion in zip(asked, meant, opinions.judge(claims), strict=True)
    }
    return tuple(decided.get(one.assessment.sentence, one.assessment) for one in found)


def _meant(asked: Sequence[Doubt], opinions: "Opinions") -> list[tuple[Fact, ...]]:
    """Of facts on the same two things, take the one that the sentence says most likely."""
    open_ = [(one, group) for one in asked for group in one.near if len(group) > 1]
    lines = [(line_of(fact), one.assessment.text) for one, group in open_ for fact in group]
    likely = iter(opinions.said(lines))
    best = {
        (one.assessment.sentence, group): max(zip([next(likely) for _ in group], range(len(group)), strict=True))[1]
        for one, group in open_
    }
    return [tuple(group[best.get((one.assessment.sentence, group), 0)] for group in one.near) for one in asked]


def _decided(given: Assessment, facts: Sequence[Fact], opinion: "Opinion") -> Assessment:
    if given.label == "stated":
        return given if opinion.sure else _objected(given, opinion)
    if not opinion.sure:
        return given.model_copy(update={"opinion": opinion.supported, "kind": opinion.kind or given.kind})
    reason = "in words that the rules do not know; the trained opinions take them for these facts"
    stated = {"label": "stated", "kind": None, "span": None, "reason": reason, "facts": tuple(map(cited, facts))}
    return given.model_copy(update={**stated, "opinion": opinion.supported})


def _objected(given: Assessment, opinion: "Opinion") -> Assessment:
    reason = "the rules find these facts in it; the trained reader takes it for wrong"
    refused = {"label": "unsupported", "kind": opinion.kind, "reason": reason, "opinion": opinion.supported}
    return given.model_copy(update=refused)


def cited(fact: Fact) -> CitedFact:
    """Name a fact as evidence."""
    relation = f"not {fact.predicate}" if fact.negated else fact.predicate
    return CitedFact(id=fact.id, subject=fact.subject, predicate=relation, object=fact.object)
