"""Facts whose relations belong to no known topic: clustered, and headed by their own words."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from content.artifacts import Fact
from content.prose import is_from_prose
from content.remembering import remembered
from knowledge.planning.relations import relation_in
from knowledge.planning.verbs import PREPOSITIONS, clause_verb
from knowledge.planning.vocabulary import topic_data
from knowledge.planning.wording import fill, title_case

_APART = 0.75
"""Cosine distance from which two groups of unknown relations are two topics."""


class RelationText(NamedTuple):
    """A relation as topic modelling reads it."""

    words: str
    kind: str
    unit: str


class Cluster(NamedTuple):
    """Facts that belong together, with the headings that name them."""

    headings: tuple[str, ...]
    facts: tuple[Fact, ...]


def text_of(fact: Fact) -> RelationText:
    """Make the small text of a fact's relation."""
    return RelationText(relation_in(fact).words, fact.value.kind, fact.value.unit)


def other_heading(subject: str) -> str:
    """Head what nothing better can be said of."""
    return fill(topic_data().other_heading, {"subject": subject})


def clustered(facts: Sequence[Fact], subject: str) -> list[Cluster]:
    """Cluster facts of unknown relations: names by likeness, verbs by tense."""
    verbs = {fact.id: clause_verb(relation_in(fact).words, prose=is_from_prose(fact)) for fact in facts}
    nouns = [fact for fact in facts if verbs[fact.id] is None]
    texts = tuple(dict.fromkeys(text_of(fact) for fact in nouns))
    group_of = dict(zip(texts, _clusters(texts), strict=True))
    found = []
    for group in dict.fromkeys(group_of.values()):
        members = tuple(fact for fact in nouns if group_of[text_of(fact)] == group)
        found.append(Cluster(_headings(members, subject), members))
    for auxiliary, heading in topic_data().verb_headings.items():
        members = tuple(fact for fact in facts if (verb := verbs[fact.id]) and verb.auxiliary == auxiliary)
        if members:
            found.append(Cluster((fill(heading, {"subject": subject}),), members))
    return found


@remembered
def _clusters(texts: tuple[RelationText, ...]) -> tuple[int, ...]:
    """Cluster relations by the letters of their words and the kinds of their values."""
    if len(texts) < 3:
        return tuple(0 for _ in texts)
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    rows = vectorizer.fit_transform([f"{text.words} kind{text.kind} {text.unit}" for text in texts]).toarray()
    model = AgglomerativeClustering(n_clusters=None, distance_threshold=_APART, metric="cosine", linkage="average")
    return tuple(int(label) for label in model.fit_predict(rows))


def _headings(facts: Sequence[Fact], subject: str) -> tuple[str, ...]:
    """Head a cluster by the names of its most frequent relations."""
    counts = Counter(relation_in(fact).words for fact in facts)
    frequent = sorted(counts, key=lambda words: (-counts[words], len(words.split())))
    nouns = [title_case(_bare(words)) for words in frequent if _is_name(_bare(words))][:2]
    return tuple(dict.fromkeys(nouns)) or (other_heading(subject),)


def _bare(words: str) -> str:
    kept = words.removeprefix("has ").removeprefix("is ").removeprefix("was ").split()
    return " ".join(kept[:-1] if len(kept) > 1 and kept[-1] == "of" else kept)


def _is_name(words: str) -> bool:
    first, last = words.partition(" ")[0], words.rpartition(" ")[2]
    return bool(words) and first not in ("a", "an", "the") and last not in PREPOSITIONS
