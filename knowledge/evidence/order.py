"""Which way round a sentence puts the two things of a relation."""

from collections.abc import Sequence

from knowledge.evidence.doing import BE, by_deed, by_verb
from knowledge.evidence.lists import prepositions, words
from knowledge.evidence.owners import OWN, Ends, Found
from knowledge.evidence.polarity import clauses
from knowledge.evidence.reading import Reading, Span, is_noun
from knowledge.evidence.relations import Relation, doers
from knowledge.evidence.roles import is_governed, role_at, role_of, stands_as_noun
from knowledge.evidence.tokens import dictionary_forms, is_bent, lemmas
from knowledge.evidence.turning import done_first, seen_otherwise, standing_for

_LINKS = frozenset({"in", "of", "at", "from", "to", "on", "within", "into", "by", "with", "for"})
_MEMBERS = frozenset({"part", "member", "native", "resident", "home", "base"})
_FAR = 10_000
_BACK = frozenset({"it", "them"})
_SITES = frozenset({"place", "site", "location", "base", "scene", "seat", "home", "source"})


def is_reversed(reading: Reading, relation: Relation, ends: Ends) -> bool:
    """Whether a sentence says a fact the wrong way round; where that is open, the object may not come first."""
    if relation.order in ("symmetric", "free") or not ends.subject or not ends.object:
        return False
    ends = Ends(standing_for(reading, ends.subject, ends.object), standing_for(reading, ends.object, ends.subject))
    ends = _together(reading, _without_owners(reading, ends) if relation.trailing else ends)
    found = _found(reading, relation, ends)
    if found == "unknown":
        found = done_first(reading, ends)
    if found != "unknown":
        return found == "reversed"
    return ends.object[-1].first < ends.subject[0].first and not _apposed(reading, ends)


def _without_owners(reading: Reading, ends: Ends) -> Ends:
    """Leave out `its` where the thing is named, too: what that is of need not be this."""
    named = [one for one in ends.subject if reading.key(one.first) not in OWN]
    return ends._replace(subject=named or ends.subject)


def _together(reading: Reading, ends: Ends) -> Ends:
    """The two things where one clause names both; elsewhere they belong to other facts."""
    numbers = clauses(reading)
    named = [one for one in ends.subject if not _is_idle(reading, one)]
    both = {numbers[one.first] for one in named} & {numbers[one.first] for one in ends.object}
    if not both:
        return ends
    subject, object_ = ([one for one in spans if numbers[one.first] in both] for spans in ends)
    return Ends(subject, object_)


def _is_idle(reading: Reading, span: Span) -> bool:
    """Whether a pronoun only points back: `its`, the `it` of `uses avocado in it`."""
    key = reading.key(span.first)
    return key in OWN or (key in _BACK and reading.key(span.first - 1) in prepositions())


def _found(reading: Reading, relation: Relation, ends: Ends) -> Found:
    found = seen_otherwise(reading, relation, ends)
    if found != "unknown":
        return found
    if relation.order == "is_a":
        return _kind(reading, ends)
    if relation.order == "forward":
        return _forward(reading, relation, ends)
    if relation.order in ("agent", "actor"):
        doer, done = (ends.object, ends.subject) if relation.order == "agent" else (ends.subject, ends.object)
        found = by_verb(reading, relation, doer, done)
        if found == "unknown":
            found = by_deed(reading, relation, doer, done)
        if found == "unknown":
            nouns = frozenset().union(*map(doers, relation.verbs))
            found = role_of(reading, relation._replace(nouns=nouns), done, doer, ends)
        if found != "unknown":
            return found
    own_noun = relation._replace(nouns=relation.roles)
    found = _held(reading, own_noun, ends, by_object=relation.trailing == "of")
    if found == "unknown":
        belonging = _MEMBERS | words("belonging")
        others = relation._replace(nouns=relation.nouns - relation.roles - belonging)
        found = _held(reading, others, ends, by_object=relation.order in ("noun_of", "actor"))
    if found == "unknown":
        members = relation._replace(nouns=(relation.nouns - relation.roles) & belonging)
        found = _held(reading, members, ends, by_object="demonym" not in relation.roles)
    return found if found != "unknown" or relation.order in ("noun", "noun_of") else _linked(reading, ends)


def _held(reading: Reading, relation: Relation, ends: Ends, by_object: bool) -> Found:
    """Which of the two holds the role that a noun names: in `the capital of France` it is France."""
    holder, filler = (ends.object, ends.subject) if by_object else (ends.subject, ends.object)
    return role_of(reading, relation, holder, filler, ends)


def _apposed(reading: Reading, ends: Ends) -> bool:
    """`the city of Paris`, `the Spanish dish Norda`, `France's capital Paris`: the object is right at the subject."""
    return any(
        one.last == other.first
        or (one.last + 1 == other.first and (reading.key(one.last) == "of" or _tells_kind(reading, one)))
        for one in ends.object
        for other in ends.subject
    ) or any(reading.possessive(one) for one in ends.object)


def _tells_kind(reading: Reading, span: Span) -> bool:
    """Whether a noun behind a name takes it for an attribute: `the Spanish dish`."""
    return (
        is_noun(reading, span.last)
        and reading.tokens[span.last].text.islower()
        and reading.key(span.first - 1) in words("articles")
    )


def _kind(reading: Reading, ends: Ends) -> Found:
    first, second = ends.object[0], ends.subject[0]
    if second.first < first.first:
        return "right"
    between = {reading.key(at) for at in range(first.last, second.first)}
    if first.first <= 1 and reading.key(second.first - 1) == "," and not between & BE:
        return "right"  # "A city in France, Paris has …"
    return "reversed" if between & BE else "unknown" if _apposed(reading, ends) else "reversed"


def _governed(reading: Reading, span: Span) -> bool:
    return reading.key(reading.before(span)) in _LINKS


def _forward(reading: Reading, relation: Relation, ends: Ends) -> Found:
    """`Paris lies in France`, `in France lies Paris`; not `France lies in Paris`."""
    if relation.trailing and (direct := _direct(reading, relation, ends)) != "unknown":
        return direct
    others = relation.nouns - _MEMBERS - (words("belonging") - relation.roles)
    held = role_of(reading, relation._replace(nouns=others), ends.subject, ends.object, ends)
    own = role_of(reading, relation._replace(nouns=relation.roles - _MEMBERS), ends.subject, ends.object, ends)
    if own == "reversed" and any(reading.possessive(one) or _owns_one(reading, one) for one in ends.object):
        return "reversed"
    if not relation.trailing and held == "right":
        return "right"
    if not relation.trailing and _heads_wrong(reading, relation, ends):
        return "reversed"
    if (sited := _site(reading, ends)) != "unknown":
        return sited
    linked = any(_governed(reading, one) or reading.possessive(one) for one in ends.object)
    if beside(reading, ends) or (linked and not _turned(reading, ends)):
        return "right"
    return "reversed" if any(_governed(reading, one) for one in ends.subject) else "unknown"


def _turned(reading: Reading, ends: Ends) -> bool:
    """`Velim lies in Ulm, where the leader of Velim is …`: the nearest that are linked have the subject governed."""
    right, wrong = _FAR, _FAR
    for one in ends.object:
        for other in ends.subject:
            gap = max(other.first - one.last, one.first - other.last)
            governed = _governed(reading, one) or reading.possessive(one), _governed(reading, other)
            right = min(right, gap) if governed == (True, False) else right
            wrong = min(wrong, gap) if governed == (False, True) and one.first < other.first else wrong
    return wrong < right


def _owns_one(reading: Reading, span: Span) -> bool:
    """`one of the battles of Norda`: whether a name follows it as the owner."""
    of = reading.before(span)
    return reading.key(of) == "of" and [reading.key(at) for at in range(of - 4, of - 1)] == ["one", "of", "the"]


def _site(reading: Reading, ends: Ends) -> Found:
    """`Ulm's place of discovery was the hall`, `the hall is the site of Ulm`: what is said to be where another is."""
    sides: Sequence[tuple[Sequence[Span], Sequence[Span], Found]] = (
        (ends.subject, ends.object, "right"),
        (ends.object, ends.subject, "reversed"),
    )
    for things, sites, found in sides:
        for thing in things:
            for site in sites:
                between = {reading.key(at) for at in range(*sorted((thing.last, site.last)))}
                of = site.last <= thing.first and reading.key(reading.before(thing)) in ("of", "to")
                has = thing.last <= site.first and reading.possessive(thing)
                if (of or has) and between & BE and between & _SITES:
                    return found
    return "unknown"


def _direct(reading: Reading, relation: Relation, ends: Ends) -> Found:
    """`the hall exhibited the vase` where it was exhibited at the hall: the verb takes one without preposition."""
    done_there = frozenset().union(*(lemmas(word) for word in relation.name.split() if is_bent(word)))
    sides: Sequence[tuple[Sequence[Span], Found]] = ((ends.subject, "right"), (ends.object, "reversed"))
    for spans, found in sides:
        for span in (one for one in spans if one.first in reading.covered):
            verb = span.first - 1 - (reading.key(span.first - 1) in words("articles"))
            key = reading.key(verb)
            named = reading.key(verb - 1) in words("articles") and reading.key(verb - 2) not in prepositions()
            acting = relation.roles if named else done_there  # "the ship Norda"
            acts = verb > 0 and reading.keys[verb] & acting and "VERB" in dictionary_forms(key)
            done = key in prepositions() or any(reading.key(at) in BE for at in range(max(0, verb - 2), verb))
            if acts and not done:
                return "unknown" if found == "right" and relation.trailing in ("from", "to") else found
    return "unknown"


def beside(reading: Reading, ends: Ends) -> bool:
    """`Cleveland, Ohio`, `Cleveland (Ohio)`: whether the object stands right behind the subject, or ends its name."""
    return any(
        (one.first == other.last + 1 and reading.key(other.last) in (",", "("))
        or (one.first > other.first and one.last == other.last)
        for one in ends.object
        for other in ends.subject
    )


def _heads_wrong(reading: Reading, relation: Relation, ends: Ends) -> bool:
    """`The club of Ajax is Johan Cruijff`: the role's name opens the clause and takes the wrong thing."""
    return any(
        role_at(reading, relation, at, ends.subject, ends.object, ends) == "reversed"
        for at, keys in enumerate(reading.keys)
        if keys & relation.roles - _MEMBERS and stands_as_noun(reading, at) and not is_governed(reading, relation, at)
    )


def _linked(reading: Reading, ends: Ends) -> Found:
    """Only prepositions tell: `a novel by Hugo`; not `Hugo by a novel`."""
    if any(reading.key(reading.before(one)) == "by" for one in ends.object):
        return "right"
    if any(reading.key(reading.before(one)) == "by" for one in ends.subject):
        return "reversed"
    if any(_governed(reading, one) or reading.possessive(one) for one in ends.object):
        return "right"
    return "unknown"
