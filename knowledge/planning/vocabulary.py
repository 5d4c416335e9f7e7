"""The words of topics, the classes of things and the verbs, read from topics.yaml."""

from functools import cache
from typing import Literal

from content.remembering import remembered
from knowledge.planning.relations import fold
from knowledge.planning.shapes import Data, read_data


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
    verb_headings: dict[Literal["does", "did"], str]
    other_heading: str
    verbs: dict[str, str]
    intransitive: tuple[str, ...]


@cache
def topic_data() -> TopicsData:
    """Read topics.yaml, once a process."""
    return TopicsData.model_validate(read_data("topics.yaml"))


@remembered
def class_of_type(entity_type: str) -> str:
    """Name the class of an entity's type: `place`, `person` …; empty when unknown."""
    words = fold(entity_type).split()
    for word in reversed(words):
        for name, types in topic_data().classes.items():
            if word in types or word.removesuffix("s") in types:
                return name
    return ""
