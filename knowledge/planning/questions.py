"""Real questions from facts, for the headings of an FAQ."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from content.artifacts import Fact, ValueKind
from content.names import relation_words
from knowledge.planning.relations import relation_in, relation_of
from knowledge.planning.shapes import Data, read_data
from knowledge.planning.verbs import is_passive, verb_question
from knowledge.planning.wording import fill, one_line, spoken_name

_FREQUENCY = re.compile(r"\b(times|once|twice) (a|an|every|each|per)\b|\bevery (\d+|day|week|month|year|hour)\b")


class Rule(Data):
    """How to ask for the facts of some relations."""

    relation: str
    """Regular expression over the relation's words; its named groups are slots of `ask`."""
    value: tuple[ValueKind, ...] = ()
    about: tuple[str, ...] = ()
    """Classes of subjects; empty: all."""
    passive: bool = False
    """Only for verbs that tell what was done to the subject."""
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
    phrase = _phrase(fact)
    often = _FREQUENCY.search(fact.object) is not None
    template = question_data().negated if fact.negated else _template(phrase, fact.value.kind, subject_class, often)
    return fill(template, {"subject": spoken_name(fact.subject), "relation": phrase})


def _phrase(fact: Fact) -> str:
    """Write the relation as it is asked for; one that came from a text keeps its capitals."""
    raw = one_line(fact.predicate)
    words = relation_words(relation_in(fact).words if _is_whole(fact) else raw)
    return raw if " " in raw and raw[0].islower() and words.casefold() == raw.casefold() else words


def _is_whole(fact: Fact) -> bool:
    return relation_in(fact) is not relation_of(fact.predicate)


@lru_cache(maxsize=65_536)
def _template(phrase: str, kind: ValueKind, subject_class: str, often: bool) -> str:
    data = question_data()
    asked = _by_rule(data.rules, phrase, kind, subject_class) or verb_question(phrase, kind, is_frequency=often)
    asked = asked or _by_rule(data.general, phrase, kind, subject_class)
    if asked:
        return asked
    is_noun = phrase and phrase.split()[-1] not in data.no_question and not re.search(r"[^\w '’.-]", phrase)
    return data.otherwise if is_noun else data.otherwise_verbal


def _by_rule(rules: Iterable[Rule], phrase: str, kind: ValueKind, subject_class: str) -> str:
    for rule in rules:
        match = re.fullmatch(rule.relation, phrase, re.IGNORECASE)
        fits = (not rule.value or kind in rule.value) and (not rule.about or subject_class in rule.about)
        if match and fits and (not rule.passive or is_passive(phrase, kind)):
            return fill(rule.ask, {name: text or "" for name, text in match.groupdict().items()})
    return ""
