"""Real questions from facts, for the headings of an FAQ."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from content.artifacts import Fact, ValueKind
from knowledge.planning.relations import relation_in
from knowledge.planning.shapes import Data, read_data
from knowledge.planning.topics import topic_data
from knowledge.planning.wording import fill, spoken_name


class Rule(Data):
    """How to ask for the facts of some relations."""

    relation: str
    """Regular expression over the relation's words; its named groups are slots of `ask`."""
    value: tuple[ValueKind, ...] = ()
    about: tuple[str, ...] = ()
    """Classes of subjects; empty: all."""
    ask: str


class QuestionData(Data):
    """The whole of questions.yaml."""

    negated: str
    otherwise: str
    otherwise_verbal: str
    rules: tuple[Rule, ...]
    general: tuple[Rule, ...]
    no_question: tuple[str, ...]


@cache
def question_data() -> QuestionData:
    """Read questions.yaml, once a process."""
    return QuestionData.model_validate(read_data("questions.yaml"))


def question_for(fact: Fact, subject_class: str) -> str:
    """Ask for what a fact says, in one grammatical question.

    Args:
        subject_class: class of the fact's subject: `place`, `person` …; empty when unknown.
    """
    words = relation_in(fact).words
    template = question_data().negated if fact.negated else _template(words, fact.value.kind, subject_class)
    return fill(template, {"subject": spoken_name(fact.subject), "relation": words})


@lru_cache(maxsize=65_536)
def _template(words: str, kind: ValueKind, subject_class: str) -> str:
    data = question_data()
    asked = _by_rule(data.rules, words, kind, subject_class)
    if asked:
        return asked
    first, _, rest = words.partition(" ")
    if first in topic_data().verbs and not rest.startswith("by"):
        auxiliary, _, base = topic_data().verbs[first].partition(" ")
        who = "Who or what" if rest.endswith("with") else "What"
        return f"{who} {auxiliary} {{subject}} {base} {rest}".strip() + "?"
    asked = _by_rule(data.general, words, kind, subject_class)
    if asked:
        return asked
    is_noun = words and words.split()[-1] not in data.no_question and not re.search(r"[^\w ]", words)
    return data.otherwise if is_noun else data.otherwise_verbal


def _by_rule(rules: Iterable[Rule], words: str, kind: ValueKind, subject_class: str) -> str:
    for rule in rules:
        match = re.fullmatch(rule.relation, words)
        if match and (not rule.value or kind in rule.value) and (not rule.about or subject_class in rule.about):
            return fill(rule.ask, {name: text or "" for name, text in match.groupdict().items()})
    return ""
