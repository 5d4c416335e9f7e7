"""Real questions from facts, for the headings of an FAQ."""

import re
from collections.abc import Iterable
from functools import cache

from content.artifacts import Fact, ValueKind
from content.names import relation_words, spoken_object
from content.prose import is_from_prose
from content.remembering import remembered
from knowledge.evidence.tokens import dictionary_forms
from knowledge.planning.relations import relation_in, relation_of
from knowledge.planning.shapes import Data, read_data
from knowledge.planning.verbs import Asked, denied_question, is_passive, verb_question
from knowledge.planning.wording import fill, one_line, spoken_name

_FREQUENCY = re.compile(
    r"(about |up to |at least |more than )?(([\w,]+ )?times|once|twice) (a|an|every|each|per)\b|every\b"
)
_DURATION = re.compile(r"(about |over |more than )?[\w,.]+ (second|minute|hour|day|week|month|year|decade)s?$")
_CLOCK = re.compile(r"\d\d?[:.]\d\d\b|noon\b|midnight\b")
_LONGEST_OBJECT = 60
"""A longer object is left out of a question."""
_ONE = re.compile(r"\b(is|was|does|Is|Was|Does)(?= \{subject\})")
_SEVERAL = {"is": "are", "was": "were", "does": "do", "Is": "Are", "Was": "Were", "Does": "Do"}


class Rule(Data):
    """How to ask for the facts of some relations."""

    relation: str
    """Regular expression over the relation's words; its named groups are slots of `ask`."""
    value: tuple[ValueKind, ...] = ()
    about: tuple[str, ...] = ()
    """Classes of subjects; empty: all."""
    passive: bool = False
    """Only for verbs that tell what was done to the subject."""
    prose: bool = False
    """Only for facts that were read out of a text."""
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
    template = _denied(fact, phrase) if fact.negated else _asked(fact, phrase, subject_class)
    if _is_several(fact):
        template = _ONE.sub(lambda verb: _SEVERAL[verb[1]], template)
    slots = {"subject": spoken_name(fact.subject), "relation": phrase, "object": one_line(spoken_object(fact))}
    return " ".join(fill(template, slots).split())


def _asked(fact: Fact, phrase: str, subject_class: str) -> str:
    marks = (_FREQUENCY, _DURATION, _CLOCK)
    asked = Asked(*(mark.match(fact.object) is not None for mark in marks))
    return _template(phrase, fact.value.kind, subject_class, asked, is_from_prose(fact))


def _denied(fact: Fact, phrase: str) -> str:
    """Ask whether it is so: an answer that denies answers that, and no question asks for what is not."""
    short = 0 < len(fact.object) <= _LONGEST_OBJECT and fact.value.kind != "boolean"
    asked = denied_question(phrase, fact.value.kind, prose=is_from_prose(fact)) if short else ""
    return asked or question_data().negated


def _is_several(fact: Fact) -> bool:
    """Tell whether the subject is a plural: `Aurora's sails`; alone with a capital only where a sentence began so."""
    head, _, last = one_line(fact.subject).rpartition(" ")
    word = last if head or not is_from_prose(fact) else last.lower()
    nouns = dictionary_forms(word).get("NOUN", ()) if word.islower() else ()
    return bool(nouns) and word not in nouns


def _phrase(fact: Fact) -> str:
    """Write the relation as it is asked for; one that came from a text keeps its capitals."""
    raw = one_line(fact.predicate)
    words = relation_words(relation_in(fact).words if _is_whole(fact) else raw)
    return raw if " " in raw and raw[0].islower() and words.casefold() == raw.casefold() else words


def _is_whole(fact: Fact) -> bool:
    return relation_in(fact) is not relation_of(fact.predicate)


@remembered
def _template(phrase: str, kind: ValueKind, subject_class: str, asks: Asked, prose: bool) -> str:
    data = question_data()
    asked = _by_rule(data.rules, phrase, kind, subject_class, prose) or verb_question(phrase, kind, asks, prose=prose)
    asked = asked or _by_rule(data.general, phrase, kind, subject_class, prose)
    if asked:
        return asked
    is_noun = phrase and phrase.split()[-1] not in data.no_question and not re.search(r"[^\w '’.-]", phrase)
    return data.otherwise if is_noun else data.otherwise_verbal


def _by_rule(rules: Iterable[Rule], phrase: str, kind: ValueKind, subject_class: str, prose: bool) -> str:
    for rule in rules:
        match = re.fullmatch(rule.relation, phrase, re.IGNORECASE)
        fits = (not rule.value or kind in rule.value) and (not rule.about or subject_class in rule.about)
        fits = fits and (prose or not rule.prose)
        if match and fits and (not rule.passive or is_passive(phrase, kind, prose=prose)):
            return fill(rule.ask, {name: text or "" for name, text in match.groupdict().items()})
    return ""
