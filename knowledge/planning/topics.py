"""Topics of a document: the facts' relations sorted under headings by TF-IDF, the rest by clustering.

A topic is a list of words (topics.yaml). Each relation is one small text: its words and hints from its values
(`kind:money`, `unit:kg`). A relation goes to the topic whose words it shares, rare words weighing more; relations that
share none are clustered among themselves and headed by their own words. Everything is cached by relation, so that a job
whose documents use the same relations does the work once.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from content.artifacts import Fact
from content.remembering import remembered
from knowledge.planning.clusters import RelationText, clustered, other_heading, text_of
from knowledge.planning.relations import relation_in
from knowledge.planning.vocabulary import TopicData, class_of_type, topic_data
from knowledge.planning.wording import join_words, title_case

_HINT_WEIGHT = 0.3
"""A value's kind says less of a topic than a word of the relation."""
_ANY_CLASS = "*"
"""Stands for every class while the topics of its facts decide what a document is about."""
_LITTLE = 4
"""A topic this many times smaller than the one it joins leaves no trace in the heading."""


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


def _lower(heading: str) -> str:
    return heading[:1].lower() + heading[1:]


def class_of(entity_type: str, facts: Sequence[Fact], *, vote: bool) -> str:
    """Name the class of a document's subject, by its type or, where that is unknown, by what is said of it.

    Args:
        vote: let the topics of its facts decide when no type is known.
    """
    said = [fact.object for fact in facts if relation_in(fact).name == "type" and not fact.negated]
    known = [name for name in map(class_of_type, (entity_type, *said)) if name]
    if known:
        return known[0]
    if not vote or entity_type or said:
        return ""
    places = (topic_place(fact, _ANY_CLASS) for fact in facts)
    votes = Counter(name for place in places if place >= 0 for name in topic_data().topics[place].about)
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
    unknown = clustered([fact for fact in facts if places[fact.id] < 0], subject)
    topics += [Topic(cluster.headings, cluster.facts, in_time=False) for cluster in unknown]
    return _joined(topics, least, other_heading(subject))


def topic_place(fact: Fact, subject_class: str) -> int:
    """Find the topic of a fact: its place in topics.yaml, or -1."""
    return _place(text_of(fact), subject_class)


def _tokens(text: RelationText) -> list[str]:
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


def _is_open(topic: TopicData, subject_class: str) -> bool:
    """Say whether documents about a class may have a topic; of an unknown class all but the topics of a life."""
    if subject_class == _ANY_CLASS or not topic.about:
        return True
    return subject_class in topic.about if subject_class else topic.about != ("person",)


@remembered
def _place(text: RelationText, subject_class: str) -> int:
    """Find the topic of a relation: its place in topics.yaml, or -1."""
    known = [_weights()[token] for token in _tokens(text) if token in _weights()]
    best, found = 0.0, -1
    for place, topic in enumerate(topic_data().topics):
        if not _is_open(topic, subject_class):
            continue
        score = sum(weight for weight, places in known if place in places)
        if score > best + 1e-9:
            best, found = score, place
    return found


def _joined(topics: Sequence[Topic], least: int, other: str) -> list[Topic]:
    """Join topics that are too small for a heading of their own with a neighbour, best with one as small."""
    kept = list(topics)
    while len(kept) > 1:
        small = next((place for place, topic in enumerate(kept) if len(topic.facts) < least), None)
        if small is None:
            break
        around = [place for place in (small - 1, small + 1) if 0 <= place < len(kept)]
        beside = min(around, key=lambda place: (len(kept[place].headings), len(kept[place].facts) >= least))
        first, second = sorted((small, beside))
        kept[first : second + 1] = [_merge(kept[first], kept[second], other)]
    return kept


def _merge(first: Topic, second: Topic, other: str) -> Topic:
    """Join two topics; the heading names both unless one is small beside the other or has no name of its own."""
    named = [topic for topic in (first, second) if topic.headings != (other,)] or [first]
    largest = max(len(topic.facts) for topic in named)
    telling = [topic for topic in named if len(topic.facts) * _LITTLE > largest]
    headings = dict.fromkeys(heading for topic in telling for heading in topic.headings)
    in_time = all(topic.in_time for topic in telling)
    return Topic(tuple(headings)[:3], (*first.facts, *second.facts), in_time)
