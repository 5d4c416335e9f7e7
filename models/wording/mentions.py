"""Mentions of a document's subject: the name first, then pronouns and short names where they cannot be misread.

A pronoun stands only where the sentence before was about the subject, began with it, and named nothing else that "it"
or "she" could mean. Where two neighbours would begin with the same two words, another mention is taken. A section about
something else than the document's subject has mentions of its own.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from content.artifacts import Draft, DraftSection, DraftSentence, Edit, Fact
from content.names import fold
from models.wording.continuing import Told, also, listed
from models.wording.phrases import capitalised, clean
from models.wording.places import Mention, protected_spans, rest_of, start_mention, written_at
from models.wording.referents import Referents, keeps_reference, referents
from models.wording.tones import in_tone, tone_named

_UNTOUCHED = frozenset({"approved", "no_claim"})
Passes = Callable[[DraftSentence], bool]
"""Whether a sentence with another mention still says its facts."""


class _Before(NamedTuple):
    """What the sentence before leaves for the next one to build on."""

    opening: tuple[str, ...] = ()
    mentioned: bool = False
    """The subject has been named in this section."""
    clear: bool = False
    """Nothing was said that a pronoun could be taken for."""
    led: bool = False
    """The subject was its grammatical subject."""
    text: str = ""
    listed: Told | None = None
    pronouns: int = 0
    """How many sentences on end began with a pronoun."""


def vary_mentions(draft: Draft, passes: Passes = lambda _: True) -> Draft:
    """Vary how a draft names its subject, in its brief's tone, and record each change as an edit.

    Only mentions of the subject change; sentences that a person approved or that claim nothing stay as they are.

    Args:
        passes: says of a changed sentence whether it may be; where it may not, the next mention is tried.
    """
    facts = {fact.id: fact for fact in draft.outline.facts}
    named = tone_named(draft.outline.brief.tone).named
    varied = []
    for section in draft.sections:
        subject = _subject_of(section, facts, draft.outline.subject)
        known = referents(draft.outline, subject)._replace(named=named)
        varied.append(_vary_section(section, known, facts, passes))
    return in_tone(draft.model_copy(update={"sections": tuple(varied)}))


def _subject_of(section: DraftSection, facts: dict[str, Fact], subject: str) -> str:
    """Give what a section is about: the document's subject, or another thing where all its facts are about that."""
    subjects = {facts[one].subject for sentence in section.sentences for one in sentence.facts if one in facts}
    return subjects.pop() if len(subjects) == 1 else subject


def _vary_section(section: DraftSection, known: Referents, facts: dict[str, Fact], passes: Passes) -> DraftSection:
    asked = section.style == "answer" and any(_names(section.heading, name) for name in known.names)
    before = _Before(mentioned=asked, clear=asked, led=asked)
    done = []
    for sentence in section.sentences:
        own = [facts[name] for name in sentence.facts if name in facts]
        sentence, before = _vary_sentence(sentence, before, known, own, passes)
        done.append(sentence)
    return section.model_copy(update={"sentences": tuple(done)})


def _names(text: str, name: str) -> bool:
    return f" {fold(name)} " in f" {fold(text)} "


def _vary_sentence(
    sentence: DraftSentence, before: _Before, known: Referents, own: Sequence[Fact], passes: Passes
) -> tuple[DraftSentence, _Before]:
    """Choose the mention of one sentence, and say what it leaves for the next."""
    clear = keeps_reference(own, known.subject, person=known.person) and sentence.label not in _UNTOUCHED
    spans = protected_spans(sentence.text, own, known.names)
    found = start_mention(sentence.text, known, spans)
    rule = ""
    told = listed(own)
    if found and sentence.label not in _UNTOUCHED and sentence.origin != "human":
        if told and told == before.listed:
            sentence = _going_on(sentence, found, passes)
        sentence, rule = _rewritten(sentence, found, before, known, passes)
        sentence = _without_repeat(sentence, known, own, clear)
    recalled = _recalls(sentence.text, known)
    named = found is not None or bool(recalled) or any(_names(sentence.text, name) for name in known.names)
    led = (found is not None and not found.own and not found.inside) or bool(recalled)
    led = led or any(sentence.text.startswith((f"{name}, a ", f"{name}, an ")) for name in known.names)
    pronouns = before.pronouns + 1 if known.pronoun and "pronoun" in (rule, recalled) else 0
    return sentence, _Before(
        opening(sentence.text), before.mentioned or named, clear and named, led, sentence.text, told, pronouns
    )


def _going_on(sentence: DraftSentence, found: Mention, passes: Passes) -> DraftSentence:
    text = also(sentence.text, found)
    if not text:
        return sentence
    edited = _edited(sentence, text, "also", sentence.text, text)
    return edited if passes(edited) else sentence


def _recalls(text: str, known: Referents) -> str:
    """Tell by which mention other than the name a sentence begins, or ""."""
    ways = known.ways(own=False).items()
    return next((rule for rule, way in ways if text.startswith(f"{capitalised(way)} ")), "")


def opening(text: str) -> tuple[str, ...]:
    """Give the first two words of a sentence, as a reader hears them."""
    return tuple(fold(text).split()[:2])


def _rewritten(
    sentence: DraftSentence, found: Mention, before: _Before, known: Referents, passes: Passes
) -> tuple[DraftSentence, str]:
    ways = known.ways(own=found.own)
    for rule in _preferences(sentence.text, found, before, known):
        if rule == "short name" and not known.is_clear(before.text, sentence.text):
            continue
        way = ways[rule]
        text = written_at(sentence.text, found, way)
        if opening(text) == before.opening or (rule == "description" and _echoes(text, found, way)):
            continue
        edited = _edited(sentence, text, rule, found.text, way if found.inside else capitalised(way))
        if passes(edited):
            return edited, rule
    return sentence, ""


def _echoes(text: str, found: Mention, way: str) -> bool:
    """`The city is a city in Africa`: the noun is needed for what is said."""
    return way.rsplit(" ", 1)[-1] in fold(text[found.start + len(way) :]).split()


def _means_itself(text: str, known: Referents) -> bool:
    """Whether `the ferry` can only mean the Vesh–Orm Ferry: its own name says so, and no other ferry was named.

    A kind of two words, `the stone lighthouse`, tells things apart by itself, and so does `is a ferry` right before.
    """
    noun = known.noun.removeprefix("the ")
    last = noun.rsplit(" ", 1)[-1]
    own = fold(known.subject).endswith(f" {noun}")
    said = f" is a {noun} " in fold(text) or f" is an {noun} " in fold(text)
    return (own or said or " " in noun) and fold(text).split().count(last) < 1 + max(own, said)


def _preferences(text: str, found: Mention, before: _Before, known: Referents) -> list[str]:
    """Order the other ways to mention the subject here; where none will do, the name stays."""
    if not before.mentioned:
        return []
    ways = known.ways(own=found.own)
    nouns = ["short name", "description"] if known.person else ["description", "short name"]
    nouns.sort(key=lambda rule: rule in ways and before.text.startswith(f"{capitalised(ways[rule])} "))
    led = [*nouns, "pronoun"] if known.named else ["pronoun", *nouns]
    order = led if before.clear and before.led else nouns if before.clear else ["short name"]
    if opening(text) == before.opening or before.text.startswith(found.text):
        order += ["description"] if "description" not in order and _means_itself(before.text, known) else []
    if found.inside or found.clause or found.plural != (known.pronoun == "they"):
        order = [rule for rule in order if rule != "pronoun"]
    if before.pronouns >= 2 and len(order) > 1:
        order = [*order[1:], order[0]]
    return [rule for rule in order if rule in ways and not (rule == "description" and found.plural)]


def _without_repeat(sentence: DraftSentence, known: Referents, own: Sequence[Fact], clear: bool) -> DraftSentence:
    """Let a second mention in one sentence become a pronoun: "…, and AeroBook 14's battery" says "its battery"."""
    rule = "pronoun" if known.pronoun else "short name"
    ways = known.ways(own=True)
    if rule not in ways or (not clear and rule == "pronoun") or not known.is_clear(sentence.text):
        return sentence
    second = rest_of(sentence.text, known, protected_spans(sentence.text, own, known.names))
    if second is None:
        return sentence
    way = ways[rule]
    return _edited(sentence, written_at(sentence.text, second, way), rule, second.text, way)


def _edited(sentence: DraftSentence, text: str, rule: str, before: str, after: str) -> DraftSentence:
    edit = Edit(by="mentions", rule=rule, before=clean(before), after=after, accepted=True)
    return sentence.model_copy(update={"text": text, "edits": (*sentence.edits, edit)})
