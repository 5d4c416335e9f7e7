"""Topics of a document: the facts' relations sorted under headings by TF-IDF, the rest by clustering.

A topic is a list of words (topics.yaml). Each relation is one small text: its words and hints from its values
(`kind:money`, `unit:kg`). A relation goes to the topic whose words it shares, rare words weighing more; relations that
share none are clustered among themselves and headed by their own words. Everything is cached by relation, so that a job
whose documents use the same relations does the work once.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from content.artifacts import Fact
from knowledge.planning.relations import fold, relation_in
from knowledge.planning.shapes import Data, read_data
from knowledge.planning.wording import join_words, title_case

_HINT_WEIGHT = 0.3
"""A value's kind says less of a topic than a word of the relation."""
_PREPOSITIONS = frozenset("of in at by for to with on from as after before near under".split())
_LITTLE = 3
"""A topic this many times smaller than the one it joins leaves no trace in the heading."""
_APART = 0.75
"""Cosine distance from which two groups of unknown relations are two topics."""


class TopicData(Data):
    """One topic of topics.yaml."""

    heading: str
    words: tuple[str, ...]
    about: tuple[str, ...] = ()
    in_time: bool = False


class TopicsData(Data):
    """The whole of topics.yaml."""

    classes: dict[str, tuple[str, ...]]
    topics: tuple[TopicData, ...]
    verbs: dict[str, str]


class Topic(NamedTuple):
    """Facts under one heading."""

    headings: tuple[str, ...]
    """More than one where small topics were joined."""
    facts: tuple[Fact, ...]
    in_time: bool

    @property
    def heading(self) -> str:
        """The heading as written: `Sights and culture` with `History` is `Sights, culture and history`."""
        names = [name if place == 0 else _lower(name) for place, name in enumerate(self.headings)]
        return title_case(join_words(" and ".join(names).split(" and "))) if len(names) > 1 else names[0]


class _Text(NamedTuple):
    """A relation as topic modelling reads it."""

    words: str
    kind: str
    unit: str


@cache
def topic_data() -> TopicsData:
    """Read topics.yaml, once a process."""
    return TopicsData.model_validate(read_data("topics.yaml"))


def _lower(heading: str) -> str:
    return heading[:1].lower() + heading[1:]


@lru_cache(maxsize=4096)
def class_of_type(entity_type: str) -> str:
    """Name the class of an entity's type: `place`, `person` …; empty when unknown."""
    words = fold(entity_type).split()
    for word in reversed(words):
        for name, types in topic_data().classes.items():
            if word in types or word.removesuffix("s") in types:
                return name
    return ""


def class_of(entity_type: str, facts: Sequence[Fact], *, vote: bool) -> str:
    """Name the class of a document's subject, by its type or, where that is unknown, by what is said of it.

    Args:
        vote: let the topics of its facts decide when no type is known.
    """
    said = [fact.object for fact in facts if relation_in(fact).name == "type" and not fact.negated]
    known = [name for name in map(class_of_type, (entity_type, *said)) if name]
    if known:
        return known[0]
    if not vote:
        return ""
    votes = Counter(
        name for fact in facts if (place := topic_place(fact, "")) >= 0 for name in topic_data().topics[place].about
    )
    best = max(sorted(votes), key=lambda name: votes[name], default="")
    return best if votes[best] > 1 else ""


def sort_by_topic(facts: Sequence[Fact], subject_class: str, subject: str, least: int) -> list[Topic]:
    """Sort facts under headings that mean something, in the order of a document.

    Args:
        least: facts that a heading needs; smaller topics are joined with a neighbour.
    """
    places = {fact.id: topic_place(fact, subject_class) for fact in facts}
    topics = []
    for place, topic in enumerate(topic_data().topics):
        members = tuple(fact for fact in facts if places[fact.id] == place)
        if members:
            topics.append(Topic((topic.heading,), members, topic.in_time))
    unknown = [fact for fact in facts if places[fact.id] < 0]
    return _joined([*topics, *_clustered(unknown, subject)], least)


def topic_place(fact: Fact, subject_class: str) -> int:
    """Find the topic of a fact: its place in topics.yaml, or -1."""
    return _place(_text(fact), subject_class)


def _text(fact: Fact) -> _Text:
    return _Text(relation_in(fact).words, fact.value.kind, fact.value.unit)


def _tokens(text: _Text) -> list[str]:
    words = text.words.split()
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    hints = [f"kind:{text.kind}"] + ([f"unit:{text.unit.casefold()}"] if text.unit else [])
    return [*words, *pairs, *hints]


@cache
def _weights() -> dict[str, tuple[float, frozenset[int]]]:
    """Weigh every topic word by its inverse document frequency over the topics, smoothed as scikit-learn does.

    scikit-learn itself is loaded for clustering alone: its import takes longer than planning a hundred documents.
    """
    lists = [frozenset(topic.words) for topic in topic_data().topics]
    found = Counter(word for words in lists for word in words)
    return {
        word: (
            (log((1 + len(lists)) / (1 + count)) + 1) * (_HINT_WEIGHT if ":" in word else 1.0),
            frozenset(place for place, words in enumerate(lists) if word in words),
        )
        for word, count in found.items()
    }


@lru_cache(maxsize=65_536)
def _place(text: _Text, subject_class: str) -> int:
    """Find the topic of a relation: its place in topics.yaml, or -1."""
    known = [_weights()[token] for token in _tokens(text) if token in _weights()]
    best, found = 0.0, -1
    for place, topic in enumerate(topic_data().topics):
        if subject_class and topic.about and subject_class not in topic.about:
            continue
        score = sum(weight for weight, places in known if place in places)
        if score > best + 1e-9:
            best, found = score, place
    return found


def _clustered(facts: Sequence[Fact], subject: str) -> list[Topic]:
    if not facts:
        return []
    texts = tuple(dict.fromkeys(_text(fact) for fact in facts))
    group_of = dict(zip(texts, _clusters(texts), strict=True))
    topics = []
    for group in sorted(set(group_of.values()), key=list(group_of.values()).index):
        members = tuple(fact for fact in facts if group_of[_text(fact)] == group)
        topics.append(Topic(_own_headings(members, subject), members, in_time=False))
    return topics


@lru_cache(maxsize=4096)
def _clusters(texts: tuple[_Text, ...]) -> tuple[int, ...]:
    """Cluster relations by the letters of their words and the kinds of their values."""
    if len(texts) < 3:
        return tuple(0 for _ in texts)
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    rows = vectorizer.fit_transform([f"{text.words} kind{text.kind} {text.unit}" for text in texts]).toarray()
    model = AgglomerativeClustering(n_clusters=None, distance_threshold=_APART, metric="cosine", linkage="average")
    return tuple(int(label) for label in model.fit_predict(rows))


def _own_headings(facts: Sequence[Fact], subject: str) -> tuple[str, ...]:
    """Head a cluster by the names of its most frequent relations; verbs make no heading."""
    counts = Counter(relation_in(fact).words for fact in facts)
    frequent = sorted(counts, key=lambda words: (-counts[words], len(words.split())))
    nouns = [title_case(_bare(words)) for words in frequent if _is_noun(_bare(words))][:2]
    return tuple(dict.fromkeys(nouns)) or (f"More about {subject}",)


def _bare(words: str) -> str:
    kept = words.removeprefix("has ").removeprefix("is ").removeprefix("was ").split()
    return " ".join(kept[:-1] if len(kept) > 1 and kept[-1] == "of" else kept)


def _is_noun(words: str) -> bool:
    first, last = words.partition(" ")[0], words.rpartition(" ")[2]
    return bool(words) and first not in topic_data().verbs and not first.endswith("ed") and last not in _PREPOSITIONS


def _joined(topics: Sequence[Topic], least: int) -> list[Topic]:
    """Join topics that are too small for a heading of their own with a neighbour, best with one as small."""
    kept = list(topics)
    while len(kept) > 1:
        small = next((place for place, topic in enumerate(kept) if len(topic.facts) < least), None)
        if small is None:
            break
        around = [place for place in (small - 1, small + 1) if 0 <= place < len(kept)]
        other = min(around, key=lambda place: (len(kept[place].headings), len(kept[place].facts) >= least))
        first, second = sorted((small, other))
        kept[first : second + 1] = [_merge(kept[first], kept[second])]
    return kept


def _merge(first: Topic, second: Topic) -> Topic:
    """Join two topics; the heading names both unless one is small beside the other or has no name of its own."""
    named = [topic for topic in (first, second) if not topic.headings[0].startswith("More about ")] or [first]
    largest = max(len(topic.facts) for topic in named)
    telling = [topic for topic in named if len(topic.facts) * _LITTLE > largest]
    headings = dict.fromkeys(heading for topic in telling for heading in topic.headings)
    in_time = all(topic.in_time for topic in telling)
    return Topic(tuple(headings)[:3], (*first.facts, *second.facts), in_time)
