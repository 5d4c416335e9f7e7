"""Check any text against any knowledge: a graph, and the sentences of documents."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.artifacts import Assessment, CheckedText, Citation, Fact
from content.errors import InputError
from content.hashing import file_digest
from content.names import spoken_object
from content.settings import Settings
from knowledge.evidence.judging import Judged, judge
from knowledge.evidence.passages import Passage, Passages, Weight
from knowledge.evidence.wholes import text_features
from knowledge.extraction.splitting import Split, split_sentences
from knowledge.graph import KnowledgeGraph, build_graph
from knowledge.readers import read_sources, source_text

if TYPE_CHECKING:
    from models.entailment import Opinions

SURE = 0.7
"""Opinion from which the classifier may vouch for a noun or a verb that no fact has."""
_REASONS = {
    "number": "the passages about this do not have it",
    "date": "the passages about this do not have it",
    "name": "no passage about this names it",
    "negation": "denied here and not there, or there and not here",
    "addition": "no passage says it",
}


class Known(NamedTuple):
    """Knowledge to check by."""

    graph: KnowledgeGraph
    passages: Passages
    names: tuple[str, ...]
    problems: tuple[str, ...]


class Assessed(NamedTuple):
    """A judged sentence, and what the classifier may be asked about it."""

    assessment: Assessment
    premise: Sequence[Fact] | str
    """Its evidence: facts, or sentences."""
    beyond: tuple[str, ...] = ()
    """Nouns and verbs that no fact has, where nothing else is wrong."""


def open_known(paths: Sequence[Path], settings: Settings, mappings: Mapping[str, Path]) -> Known:
    """Read sources into a graph, and documents into sentences as well.

    Raises:
        InputError: nothing could be read, a path does not exist, or a built graph is given beside others.
    """
    saved = [path for path in paths if (path / "graph.json").is_file()]
    if saved and len(paths) > 1:
        raise InputError("a built graph cannot be combined with other knowledge", place=str(saved[0]))
    if saved:
        return Known(KnowledgeGraph.load(saved[0]), Passages(()), (str(saved[0]),), ())
    reading = read_sources(paths, settings.input, mappings)
    graph = build_graph(reading.statements, settings.knowledge)
    documents = [source.uri for source in reading.sources if source.media == "document" and not source.duplicate_of]
    passages = Passages(
        Passage(uri, one.start, one.end, one.text)
        for uri in documents
        for one in split_sentences(source_text(Path(uri), settings.input.max_megabytes))
    )
    if not len(graph.built.table) and not passages.passages:
        first = f" ({reading.problems[0].place}: {reading.problems[0].text})" if reading.problems else ""
        raise InputError(f"there is nothing in it to check by{first}", place=", ".join(map(str, paths)))
    told = tuple(f"{one.place}: {one.text}" for one in reading.problems)
    return Known(graph, passages, tuple(map(str, paths)), told)


def check_text(path: Path, known: Known, max_megabytes: int, opinions: "Opinions | None" = None) -> CheckedText:
    """Check a text sentence by sentence.

    Args:
        path: the text.
        known: what to check by.
        max_megabytes: longer files are refused.
        opinions: are asked too.

    Raises:
        InputError: it cannot be read.
    """
    if not path.is_file():
        raise InputError("there is no such file", place=str(path))
    text = source_text(path, max_megabytes)
    found = list(_assessed(split_sentences(text), known))
    return CheckedText(
        uri=str(path),
        sha256=file_digest(path),
        knowledge=known.names,
        facts=len(known.graph.built.table),
        passages=len(known.passages.passages),
        sentences=tuple(with_opinions(found, opinions) if opinions else (one.assessment for one in found)),
        problems=known.problems,
        consistent=_consistent(found, known.passages, opinions) if opinions else None,
    )


def with_opinions(found: Sequence[Assessed], opinions: "Opinions") -> Iterator[Assessment]:
    """Ask the classifier about every sentence with evidence; it may vouch for a noun or verb that no fact has."""
    asked = [one for one in found if one.premise]
    told = opinions.classifier.judge([(one.premise, one.assessment.text) for one in asked])
    thought = {one.assessment.sentence: opinion.supported for one, opinion in zip(asked, told, strict=True)}
    for one in found:
        opinion = thought.get(one.assessment.sentence)
        vouched = opinion is not None and vouches(opinion, one.beyond)
        changed = {"label": "supported", "kind": None, "span": None, "reason": _vouched(one.beyond)} if vouched else {}
        yield one.assessment.model_copy(update={**changed, "opinion": opinion})


def vouches(opinion: float, beyond: Sequence[str]) -> bool:
    """Whether an opinion is enough to let words pass that no fact has."""
    return len(beyond) == 1 and opinion >= SURE


def _vouched(beyond: Sequence[str]) -> str:
    return f"no fact has {beyond[0]!r}; the classifier takes it for said" if beyond else ""


def _consistent(found: Sequence[Assessed], passages: Passages, opinions: "Opinions") -> float | None:
    """How likely all that a text claims is consistent with documents."""
    claims = [one.assessment.text for one in found if one.assessment.label != "no_claim"]
    if not claims or not passages.passages:
        return None
    return opinions.consistency.chance(text_features(claims, passages, opinions.nearness.nearest))


def _assessed(sentences: Iterator[Split], known: Known) -> Iterator[Assessed]:
    about = ""
    for number, one in enumerate(sentences, 1):
        judged = judge(one.text, known.graph, about)
        about = judged.names[0] if judged.names else about
        place = {"sentence": number, "start": one.start, "end": one.end, "text": one.text}
        if not one.claims and judged.label != "contradicted":
            yield Assessed(Assessment(**place, label="no_claim"), ())
            continue
        weight = known.passages.weigh(one.text) if judged.label != "supported" and known.passages.passages else None
        if weight is not None and _weighs_more(weight, judged):
            yield Assessed(_by_passages(place, weight), " ".join(passage.text for passage in weight.passages))
        else:
            yield Assessed(_by_facts(place, judged), judged.facts, judged.beyond)


def _weighs_more(weight: Weight, judged: Judged) -> bool:
    """Whether documents decide: they say it, or the graph does not know."""
    return weight.label == "supported" or (judged.label == "not_found" and bool(weight.passages))


def _by_facts(place: Mapping[str, object], judged: Judged) -> Assessment:
    return Assessment.model_validate(
        {
            **place,
            "label": judged.label,
            "kind": judged.kind,
            "span": judged.span,
            "reason": judged.reason,
            "evidence": [_cited(fact) for fact in judged.facts],
        }
    )


def _cited(fact: Fact) -> Citation:
    relation = f"not {fact.predicate}" if fact.negated else fact.predicate
    said = f"{fact.subject} · {relation} · {spoken_object(fact)}"
    if not fact.sources:
        return Citation(fact=fact.id, said=said)
    first = fact.sources[0]
    return Citation(fact=fact.id, said=said, uri=first.uri, start=first.start, end=first.end)


def _by_passages(place: Mapping[str, object], weight: Weight) -> Assessment:
    fault = weight.fault
    return Assessment.model_validate(
        {
            **place,
            "label": weight.label,
            "kind": fault.kind if fault else None,
            "span": fault.span if fault else None,
            "reason": _REASONS[fault.kind] if fault else "",
            "evidence": [Citation(said=one.text, uri=one.uri, start=one.start, end=one.end) for one in weight.passages],
        }
    )
