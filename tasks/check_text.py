"""Check any text against any knowledge: a graph, and the sentences of documents."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.artifacts import WRONG, Assessment, CitedFact, CitedPassage, Fact
from content.errors import InputError
from content.settings import Settings
from knowledge.evidence.judging import Judged, judge
from knowledge.evidence.passages import Passage, Passages, Weight
from knowledge.evidence.wholes import text_features
from knowledge.extraction.splitting import Split, split_sentences
from knowledge.graph import KnowledgeGraph, build_graph
from knowledge.readers import read_sources, source_text
from tasks.ask_opinions import Doubt, settled

if TYPE_CHECKING:
    from models.entailment import Opinions

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
    problems: tuple[str, ...]
    """What could not be read of it."""


class CheckedText(NamedTuple):
    """A text, sentence by sentence, against some knowledge."""

    sentences: tuple[Assessment, ...]
    consistent: float | None = None
    """How likely the text as a whole is consistent with the documents, 0 to 1; None where that was not asked."""

    @property
    def wrong(self) -> tuple[Assessment, ...]:
        """Sentences that the knowledge contradicts or does not have."""
        return tuple(one for one in self.sentences if one.label in WRONG)


def open_known(paths: Sequence[Path], settings: Settings, mappings: Mapping[str, Path]) -> Known:
    """Read sources into a graph, and documents into sentences as well.

    Raises:
        InputError: nothing could be read, a path does not exist, or a built graph is given beside others.
    """
    saved = [path for path in paths if (path / "graph.json").is_file()]
    if saved and len(paths) > 1:
        raise InputError("a built graph cannot be combined with other knowledge", place=str(saved[0]))
    if saved:
        return Known(KnowledgeGraph.load(saved[0]), Passages(()), ())
    reading = read_sources(paths, settings.input, mappings)
    graph = build_graph(reading.statements, settings.knowledge)
    documents = [source.uri for source in reading.sources if source.media == "document" and not source.duplicate_of]
    passages = Passages(
        Passage(uri, one.start, one.end, one.text)
        for uri in documents
        for one in split_sentences(source_text(Path(uri), settings.input.max_megabytes), joined=False)
    )
    if not len(graph.built.table) and not passages.passages:
        first = f" ({reading.problems[0].place}: {reading.problems[0].text})" if reading.problems else ""
        raise InputError(f"there is nothing in it to check by{first}", place=", ".join(map(str, paths)))
    return Known(graph, passages, tuple(f"{one.place}: {one.text}" for one in reading.problems))


def check_text(
    path: Path, known: Known, max_megabytes: int, *, lines: bool = False, opinions: "Opinions | None" = None
) -> CheckedText:
    """Check a text sentence by sentence.

    Args:
        path: the text.
        known: what to check by.
        max_megabytes: longer files are refused.
        lines: each line is a text of its own.
        opinions: are asked where the rules cannot tell.

    Raises:
        InputError: it cannot be read.
    """
    if not path.is_file():
        raise InputError("there is no such file", place=str(path))
    text = source_text(path, max_megabytes)
    found = list(_doubts(text, known, lines))
    sentences = settled(found, opinions) if opinions else tuple(one.assessment for one in found)
    return CheckedText(sentences, _consistent(sentences, known.passages, opinions) if opinions and not lines else None)


def _doubts(text: str, known: Known, lines: bool) -> Iterator[Doubt]:
    """Judge sentences by the rules; what the text spoke of before ends with its line where lines are texts."""
    about, line = "", None
    for number, one in enumerate(split_sentences(text), 1):
        if lines and line != (at := text.count("\n", 0, one.start) + 1):
            about, line = "", at
        judged = judge(one.text, known.graph, about)
        about = judged.names[0] if judged.names else about
        yield _doubt({"sentence": number, "line": line, "text": one.text}, one, judged, known.passages)


def _doubt(place: Mapping[str, object], one: Split, judged: Judged, passages: Passages) -> Doubt:
    if not one.claims and judged.label != "contradicted":
        return Doubt(Assessment.model_validate({**place, "label": "no_claim"}))
    weight = passages.weigh(one.text) if judged.label != "stated" and passages.passages else None
    if weight is not None and _weighs_more(weight, judged):
        return Doubt(_by_passages(place, weight))
    near = tuple((fact,) for fact in judged.facts) if judged.label == "stated" else judged.near
    return Doubt(_by_facts(place, judged), near, judged.doubts)


def _weighs_more(weight: Weight, judged: Judged) -> bool:
    """Whether documents decide: they say it, or the graph does not know."""
    return weight.label == "stated" or (judged.label == "unsupported" and bool(weight.passages))


def _by_facts(place: Mapping[str, object], judged: Judged) -> Assessment:
    return Assessment.model_validate(
        {
            **place,
            "label": judged.label,
            "kind": judged.kind,
            "span": judged.span,
            "reason": judged.reason,
            "facts": [cited(fact) for fact in judged.facts],
        }
    )


def cited(fact: Fact) -> CitedFact:
    """Name a fact as evidence."""
    relation = f"not {fact.predicate}" if fact.negated else fact.predicate
    return CitedFact(id=fact.id, subject=fact.subject, predicate=relation, object=fact.object)


def _by_passages(place: Mapping[str, object], weight: Weight) -> Assessment:
    fault = weight.fault
    return Assessment.model_validate(
        {
            **place,
            "label": weight.label,
            "kind": fault.kind if fault else None,
            "span": fault.span if fault else None,
            "reason": _REASONS[fault.kind] if fault else "",
            "passages": [
                CitedPassage(text=one.text, uri=one.uri, start=one.start, end=one.end) for one in weight.passages
            ],
        }
    )


def _consistent(found: Sequence[Assessment], passages: Passages, opinions: "Opinions") -> float | None:
    """How likely all that a text claims is consistent with documents."""
    claims = [one.text for one in found if one.label != "no_claim"]
    if not claims or not passages.passages:
        return None
    return opinions.consistency.chance(text_features(claims, passages, opinions.nearness.nearest))
