"""Clauses joined into one sentence: the subject is named once, what repeats is said once."""

import re
from collections.abc import Sequence

from content.artifacts import Fact
from content.names import relation_words
from models.wording.forms import forms, named_of
from models.wording.groups import Group
from models.wording.morphology import is_participle
from models.wording.nouns import is_adjective
from models.wording.patterns import Clause, realise
from models.wording.phrases import is_plural_name, listed, spoken_name
from models.wording.relations import is_type, wording
from models.wording.words import classes_of, words

_SHARED = re.compile(r"(is|are|was|were|has|have|had|lies|comes) (.*)", re.DOTALL)
_PRIME = 97
"""Turns of the form and turns of the words are taken from different digits of one number."""
_NAMED_OF = 4
"""One sentence in so many that says what a place is calls it "the city of …"."""
_PLACED = re.compile(r"((?:(?:is|are|was|were) )?(\w+)) ((?:in|on|at|by) .*)", re.DOTALL)


def sentence_of(groups: Sequence[Group], turn: int) -> str:
    """Word groups as one sentence, without its capital and full stop.

    Args:
        groups: at least one.
        turn: which of several wordings; any number.
    """
    named = _named_of(groups, turn)
    if named:
        return named
    if len(groups) == 1:
        return _whole(_worded(groups[0], turn))
    if len({group.facts[0].subject for group in groups}) == 1:
        return _one_subject(groups, turn)
    return _several_subjects(groups, turn)


def plain_sentence_of(groups: Sequence[Group]) -> str:
    """Word every group as a clause of its own that names its subject: long, but nothing can be taken amiss."""
    return _series([_whole(_worded(group, 0)) for group in groups], clauses=True)


def _ways(group: Group, start: str = "") -> list[str]:
    return [pattern for pattern in wording(group.facts).say if pattern.startswith(start)]


def _worded(group: Group, turn: int, start: str = "") -> Clause:
    """Word a group by one of its patterns that begin with `start`, or by any when none does."""
    ways = _ways(group, start) or _ways(group)
    clause = realise(ways[turn % len(ways)], group.facts)
    if not group.after:
        return clause
    followers = [realise(wording(facts).after, facts) for facts in (group.after, group.near) if facts]
    phrase = " ".join([clause.phrase, *(follower.subject for follower in followers)])
    return Clause(clause.subject, phrase, followers[-1].ends_with)


def _one_subject(groups: Sequence[Group], turn: int) -> str:
    leading = [(group, _worded(group, turn + place, "{s} ")) for place, group in enumerate(groups)]
    phrases = [clause.phrase for _, clause in leading if clause.phrase]
    if len(phrases) > 1 and len(phrases) == len(groups) and is_type(groups[0].facts[0]):
        rest = _series(_elided(_merged(phrases[1:])))
        ways = forms(_name(groups[0]), phrases, rest, _relative(groups[0].facts[0]))
        chosen = turn // _PRIME % (len(ways) + 1)
        if chosen:
            return ways[chosen - 1]
    said = [f"{_name(groups[0])} {_series(_elided(_merged(phrases)))}"] if phrases else []
    others = [group for group, clause in leading if not clause.phrase]
    return _series([*said, *_equations(others, turn, bool(phrases))], clauses=True)


def _name(group: Group) -> str:
    first = group.facts[0]
    return spoken_name(first.subject, first.subject_type)


def _equations(groups: Sequence[Group], turn: int, named: bool) -> list[str]:
    """Word groups whose clause begins with their noun; a thing already named takes "its"."""
    said = []
    for place, group in enumerate(groups):
        first = group.facts[0]
        patterns = [pattern for pattern in wording(group.facts).every if pattern.startswith("{s's} ")]
        if patterns and (named or place) and "person" not in classes_of(first.subject_type):
            owner = "their" if is_plural_name(first.subject, first.subject_type) else "its"
            said.append(_whole(realise(patterns[0].replace("{s's}", owner), group.facts)))
        else:
            said.append(_whole(_worded(group, turn)))
    return said


def _named_of(groups: Sequence[Group], turn: int) -> str:
    """Word "the city of Konya lies in Turkey and has …" in one of several turns; empty where nothing is called so."""
    head, *others = groups
    first = head.facts[0]
    same = {group.facts[0].subject for group in groups} == {first.subject}
    if turn // (_PRIME * _PRIME) % _NAMED_OF or len(head.facts) > 1 or not same or not is_type(first):
        return ""
    rest = [*(Group(facts) for facts in (head.after, head.near) if facts), *others]
    clauses = [_worded(group, turn + place, "{s} ") for place, group in enumerate(rest)]
    if not clauses or not all(clause.phrase for clause in clauses):
        return ""
    said = _series(_elided(_merged([clause.phrase for clause in clauses])))
    return named_of(_name(head), _worded(head._replace(after=(), near=()), turn).phrase, said)


def _merged(phrases: list[str]) -> list[str]:
    """Say one event once: "was born in Ulm on 14 March 1879"."""
    kept: list[str] = []
    for phrase in phrases:
        here = _PLACED.fullmatch(phrase)
        before = _PLACED.fullmatch(kept[-1]) if kept else None
        if here and before and here[1] == before[1] and _is_event(here[2]) and " and " not in before[3]:
            kept[-1] = f"{kept[-1]} {here[3]}"
        else:
            kept.append(phrase)
    return kept


def _is_event(word: str) -> bool:
    return word in words("active_past") or (is_participle(word) and word not in words("states"))


def _elided(phrases: list[str]) -> list[str]:
    """Say a shared verb once: "has a population of … and an area of …", "was designed … and built …"."""
    runs: list[tuple[str, list[str]]] = []
    for phrase in phrases:
        match = _SHARED.fullmatch(phrase)
        key = f"{match[1]} {_complement_kind(match[1], match[2])}" if match else phrase
        if match and runs and runs[-1][0] == key and not _has_conjunction([*runs[-1][1], match[2]]):
            runs[-1][1].append(match[2])
        else:
            runs.append((key, [phrase]))
    return [listed(parts) for _, parts in runs]


def _has_conjunction(parts: Sequence[str]) -> bool:
    return any(" and " in part or " or " in part for part in parts)


def _complement_kind(verb: str, rest: str) -> str:
    first = rest.split(" ", 1)[0]
    if first == "not":
        return rest
    if verb in {"has", "have", "had"}:
        return "thing" if not is_participle(first) and first != "been" else rest
    if verb == "lies" and first in {"in", "on", "at"}:
        return "place"
    if verb in {"lies", "comes"}:
        return first if first in words("prepositions") else rest
    if first in {"a", "an", "the", "part"}:
        return "thing"
    if is_participle(first):
        return "participle" if verb in {"was", "were"} else "adjective"
    return "adjective" if is_adjective(first) else rest


def _series(parts: Sequence[str], *, clauses: bool = False) -> str:
    if len(parts) == 1:
        return parts[0]
    inner = clauses or _has_conjunction(parts)
    return f"{', '.join(parts[:-1])}{',' if inner else ''} and {parts[-1]}"


def _several_subjects(groups: Sequence[Group], turn: int) -> str:
    together = _shared_object(groups)
    if together:
        return together
    runs = _runs(groups)
    said: list[str] = []
    previous: Clause | None = None
    for place, run in enumerate(runs):
        if len(run) > 1 and not (previous and previous.ends_with == _name(run[0])):
            said.append(_one_subject(run, turn + place))
            previous = None
            continue
        follows = runs[place + 1][0] if place + 1 < len(runs) else None
        for group in run:
            previous = _chained(group, previous, said, turn + place, follows)
    return _series(said, clauses=True)


def _runs(groups: Sequence[Group]) -> list[list[Group]]:
    table: dict[str, list[Group]] = {}
    for group in groups:
        table.setdefault(group.facts[0].subject, []).append(group)
    return list(table.values())


def _chained(group: Group, previous: Clause | None, said: list[str], turn: int, follows: Group | None) -> Clause | None:
    """Say a group: behind "which" where it goes on with the object just named, else as a clause of its own."""
    goes_on = follows is not None and group.facts[-1].object == follows.facts[0].subject
    clause = _worded(group, turn, "" if goes_on else "{s} ")
    pronoun = _relative(group.facts[0])
    if previous and clause.phrase and previous.ends_with == _name(group) and pronoun:
        said[-1] = f"{said[-1]}, {pronoun} {clause.phrase}"
        return None
    said.append(_whole(clause))
    return clause


def _relative(fact: Fact) -> str:
    """Choose `who` or `which` by the subject's type, else by what is said of it; "" when neither tells."""
    if fact.subject_type:
        return "who" if "person" in classes_of(fact.subject_type) else "which"
    relation = "-".join(relation_words(fact.predicate).split())
    if relation in words("person_relations"):
        return "who"
    return "which" if relation in words("thing_relations") else ""


def _shared_object(groups: Sequence[Group]) -> str:
    """Name several subjects of one relation and object together: "Sweden and Finland border Norway"."""
    facts = [group.facts[0] for group in groups]
    same = {(fact.predicate, fact.object, fact.negated, fact.valid_from, fact.valid_to) for fact in facts}
    if len(same) != 1 or any(len(group.facts) > 1 or group.after for group in groups) or facts[0].negated:
        return ""
    ways = [
        way
        for way in wording(facts[:1]).say
        if re.match(r"\{s\} \[\w+\] (?!an? |the )", way) and way.endswith("{o}") and "<" not in way
    ]
    names = [spoken_name(fact.subject, fact.subject_type) for fact in facts]
    return _whole(realise(ways[0], facts[:1], names)) if ways else ""


def _whole(clause: Clause) -> str:
    return f"{clause.subject} {clause.phrase}".strip()
