"""The pairs that the verbaliser is trained on: the same data and seed give the same pairs."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from random import Random

from content.artifacts import Fact, Value
from models.training.clauses import Class
from models.training.composing import Pair, Told, adds_nothing, composed
from models.training.dressing import drafted, spelled
from models.training.invention import MAKERS
from models.training.phrasing import phrased
from models.training.prose import Read, told_pairs, told_world
from models.training.restaurants import Slots, pair_of, sentences_with_slots
from models.training.worlds import (
    Known,
    Single,
    World,
    cities,
    classes_of_names,
    countries,
    fb15k237,
    made,
    made_in_tone,
    names_of_rel2text,
    rel2text,
)
from models.wording.templates import template_sentences
from models.wording.verbaliser import Line, line_of

SHARES: Mapping[str, int] = {
    "single": 1100,
    "told": 1200,
    "merged": 500,
    "refilled": 300,
    "fused": 700,
    "graph": 1300,
    "made": 1700,
    "toned": 500,
    "template": 250,
    "slots": 1200,
}
"""How many pairs of each kind make one pass. Variety of relations and of joining decides, not their number."""

TONES = ("warm", "formal", "playful")
_TRUSTED = ("template", "slots", "told")
_COUNTS = ([1, 2, 3, 4], [8, 38, 44, 10])
"""Facts of a sentence, and how often; a job says up to three together."""


def held_out_pairs(data: Path) -> list[Pair]:
    """Read Rel2Text's development part, whose relations the training part does not have."""
    singles = rel2text(data / "rel2text" / "dev.json", {})
    return [Pair((Line(one.subject, one.known.relation, one.known.object),), one.text) for one in singles]


class PairBuilder:
    """Builds pairs from the folder of public data.

    Args:
        passes: tells whether a pair's sentence says its facts; not asked of templates, nor of E2E, whose values are
            not names.
        read: finds the facts of sentences; without it nothing is read from prose.
    """

    def __init__(
        self,
        data: Path,
        seed: int,
        passes: Callable[[Pair], bool] = lambda _pair: True,
        read: Read = lambda texts: [() for _ in texts],
    ) -> None:
        self.data, self.seed, self._passes, self._read = data, seed, passes, read

    def build(self, shares: Mapping[str, int] = SHARES) -> list[Pair]:
        """Build all pairs, shuffled; no pair loses a name or a number."""
        pairs: list[Pair] = []
        for kind, count in shares.items():
            maker: Callable[[Random], Pair | None] = getattr(self, f"_{kind}")
            rng = Random(f"{self.seed} {kind}")
            drawn: list[Pair] = []
            while len(drawn) < count:
                pair = maker(rng)
                if pair is not None and (kind in _TRUSTED or self._passes(pair)):
                    drawn.append(drafted(spelled(pair, rng), rng))
            pairs += drawn
        Random(self.seed).shuffle(pairs)
        return pairs

    @cached_property
    def singles(self) -> list[Single]:
        """People's sentences of Rel2Text on one fact each."""
        path = self.data / "rel2text" / "train.json"
        singles = rel2text(path, classes_of_names(names_of_rel2text(path)))
        return [
            one for one in singles if adds_nothing([Line(one.subject, one.known.relation, one.known.object)], one.text)
        ]

    @cached_property
    def _usable(self) -> dict[Class, list[Single]]:
        usable: dict[Class, list[Single]] = {"person": [], "place": [], "thing": []}
        for single in self.singles:
            if single.known.clauses:
                usable[single.known.of].append(single)
        return usable

    @cached_property
    def _world(self) -> tuple[World, Mapping[str, str]]:
        world, pronouns = fb15k237(self.data / "fb15k237")
        for more in (countries(self.data / "countries" / "countries.json"), cities(Random(self.seed), 3000)):
            for subject, facts in more.items():
                world[subject] = [*world.get(subject, []), *facts]
        return world, pronouns

    @cached_property
    def _names(self) -> Mapping[Class, Sequence[str]]:
        """Names of what exists, by what it is."""
        names: dict[Class, list[str]] = {"person": [], "place": [], "thing": []}
        for name in self._subjects:
            names[self._world[0][name][0].of].append(name)
        return names

    @cached_property
    def _subjects(self) -> list[str]:
        return sorted(self._world[0])

    @cached_property
    def _slotted(self) -> list[Slots]:
        return sentences_with_slots(self.data / "e2e" / "devel-fixed.no-ol.csv")

    @cached_property
    def told(self) -> list[Pair]:
        """People's sentences with the facts found in them, as far as they say no more."""
        return [pair for pair in told_pairs(self.data, self._read) if self._passes(pair)]

    @cached_property
    def _told_order(self) -> Iterator[Pair]:
        told = Random(self.seed).sample(self.told, len(self.told))
        while True:
            yield from told

    @cached_property
    def _told_world(self) -> World:
        return told_world(self.told)

    @cached_property
    def _order(self) -> Iterator[Single]:
        singles = [
            single for single in self.singles if single.known.object in single.text and single.subject in single.text
        ]
        Random(self.seed).shuffle(singles)
        while True:
            yield from singles

    def _single(self, _rng: Random) -> Pair | None:
        single = next(self._order)
        return Pair((Line(single.subject, single.known.relation, single.known.object),), single.text)

    def _refilled(self, rng: Random) -> Pair | None:
        """Say a person's sentence of other names and numbers."""
        single = rng.choice(self._usable[rng.choice(_CLASSES)])
        tail = single.known.object
        if re.fullmatch(r"[\d,]+(\.\d+)?", tail):
            tail = MAKERS["number"](rng)
        elif single.known.to:
            tail = MAKERS[single.known.to](rng)
        known = single.known._replace(object=tail)
        return composed(Told(MAKERS[known.of](rng), (known,)), rng)

    def _fused(self, rng: Random) -> Pair | None:
        """Join people's sentences on different subjects into a text on one."""
        usable = self._usable[rng.choices(_CLASSES, [4, 3, 5])[0]]
        count = max(2, _count(rng))
        first, *others = rng.sample(usable, count)
        facts = [first.known, *(one.known for one in others)]
        wholes = sum(known.clauses[0].form == "whole" for known in facts)
        if wholes > 1 or len({known.relation for known in facts}) < count:
            return None
        last = facts[-1]
        if rng.random() < 0.35 and last.to and last.clauses[0].words.endswith("{t}"):
            middle = min(count - 1, rng.choice([1, 1, 2]))
            about = [one.known for one in rng.sample(self._usable[last.to], middle)]
            main = Told(first.subject, tuple(facts[middle:]))
            return composed(main, rng, Told(last.object, tuple(about)))
        return composed(Told(first.subject, tuple(facts)), rng)

    def _graph(self, rng: Random) -> Pair | None:
        """Tell of a real thing from Freebase, the countries or GeoNames, and of what it is connected to."""
        world, pronouns = self._world
        name, count = rng.choice(self._subjects), _count(rng)
        facts = _drawn(world[name], count, rng)
        linked = next((known for known in facts if known.object in world and known.to and known.object != name), None)
        if linked and count > 1 and rng.random() < 0.55:
            about = [known for known in world[linked.object] if known.of == linked.to and known.object != name]
            if about:
                behind = _drawn(about, min(2, count - 1), rng)
                kept = [known for known in facts if known.object != linked.object][: max(0, count - 1 - len(behind))]
                chain = Told(linked.object, tuple(behind), pronouns.get(linked.object, ""))
                told = (*kept, linked._replace(relation=rng.choice(linked.names)))
                return composed(Told(name, told, pronouns.get(name, "")), rng, chain)
        if len({known.of for known in facts}) > 1:
            return None
        return composed(Told(name, tuple(facts), pronouns.get(name, "")), rng)

    def _made(self, rng: Random) -> Pair | None:
        """Tell of what does not exist, with numbers of every length."""
        kind = rng.choices(_CLASSES, [2, 3, 5])[0]
        count = _count(rng)
        name, facts = made(rng, kind, count)
        pronoun = rng.choice(["he", "she", ""]) if rng.random() < 0.3 else ""
        return composed(Told(name, tuple(facts), pronoun), rng)

    def _phrased(self, rng: Random) -> Pair | None:
        """Say relations in many words, from either side."""
        return phrased(self._names, rng)

    def _template(self, rng: Random) -> Pair | None:
        """Tell facts that people's pairs lack, with a template: denials, dates between which a fact holds, switches."""
        kind = rng.choices(_CLASSES, [2, 2, 5])[0]
        name, drawn = made(rng, kind, rng.choice([1, 1, 2, 3]))
        facts = [_fact(name, known, rng, at) for at, known in enumerate(drawn)]
        lines = tuple(map(line_of, facts))
        text = rng.choice(template_sentences(facts, 3))
        return Pair(lines, text) if all(line.subject in text for line in lines) else None

    def _slots(self, rng: Random) -> Pair | None:
        """Tell of a restaurant as people do."""
        return pair_of(rng.choice(self._slotted), rng)

    def _told(self, _rng: Random) -> Pair | None:
        """Say what the reader of documents found in a person's sentence, as that person did."""
        return next(self._told_order)

    def _merged(self, rng: Random) -> Pair | None:
        """Join what several people said of one thing."""
        name = rng.choice(sorted(self._told_world))
        facts = self._told_world[name]
        drawn = rng.sample(list(facts), min(len(facts), rng.choice([2, 2, 3])))
        return composed(Told(name, tuple(drawn)), rng) if len({one.relation for one in drawn}) == len(drawn) else None

    def _toned(self, rng: Random) -> Pair | None:
        """Tell of something in a tone: one fact in the tone's own words, others beside it."""
        tone = rng.choice(TONES)
        kind = rng.choice(_CLASSES)
        name, facts = made_in_tone(rng, kind, tone, rng.choice([1, 1, 2, 2, 3]))
        pair = composed(Told(name, tuple(facts)), rng)
        return pair and pair._replace(tone=tone)


_CLASSES: tuple[Class, ...] = ("person", "place", "thing")


def _fact(subject: str, known: Known, rng: Random, at: int) -> Fact:
    negated = rng.random() < 0.35 and not re.search(r"\d{3}", known.object)
    timed = rng.random() < 0.5 and known.to is not None and not negated
    years = sorted(rng.sample(range(1900, 2026), 2)) if timed else []
    begin, end = (str(years[0]), str(years[1])) if len(years) == 2 else ("", "")
    open_ended = rng.random()
    return Fact(
        id=f"f{at}",
        subject=subject,
        predicate=known.relation,
        object=known.object,
        value=Value(kind="text" if known.to is None else "entity", text=known.object),
        negated=negated,
        valid_from="" if open_ended < 0.3 else begin,
        valid_to="" if open_ended > 0.7 else end,
        subject_type={"person": "person", "place": "city", "thing": "product"}[known.of],
    )


def _count(rng: Random) -> int:
    return rng.choices(*_COUNTS)[0]


def _drawn(facts: Sequence[Known], count: int, rng: Random) -> list[Known]:
    """Draw facts of as many relations as there are; a relation comes back at most three times."""
    shuffled = rng.sample(list(facts), len(facts))
    first = shuffled[0]
    relations: dict[str, int] = {}
    drawn: list[Known] = []
    objects: set[str] = set()
    for known in shuffled:
        seen = relations.get(known.names[0], 0)
        if known.of != first.of or known.object in objects or (seen and rng.random() < 0.7) or seen > 2:
            continue
        relations[known.names[0]] = seen + 1
        objects.add(known.object)
        drawn.append(known)
        if len(drawn) == count:
            break
    spelled = {name: rng.choice(next(one.names for one in drawn if one.names[0] == name)) for name in relations}
    return [known._replace(relation=spelled[known.names[0]]) for known in drawn if spelled.get(known.names[0])]
