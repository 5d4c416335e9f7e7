"""Relations that people say in many words and from either side: `A was bought by B`, `B took over A`.

What they are said of is made up, or exists and never did it, so that only the words tell which way round it is.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from models.training.clauses import Class
from models.training.composing import Pair, Told, composed, names_all
from models.training.fusing import Said, alone, sentence
from models.training.invention import MAKERS
from models.training.worlds import Known, made_facts
from models.wording.verbaliser import Line

_CLASSES: tuple[Class, ...] = ("person", "place", "thing")
_LINKS = (". ", ". ", ", and ", "; ", ", while ")
_LAST_NOUN = re.compile(r", whose (?P<noun>[a-z][a-z ]*?) (?P<be>is|was) (?P<tail>[^,.;]+)\.$")
_TURNED = (
    ", the {noun} of which {be} {tail}.",
    ", with {tail} as its {noun}.",
    " ({noun}: {tail}).",
)
_OF_PLACES = (", where the {noun} {be} {tail}.", ", where {tail} {be} the {noun}.")


@cache
def phrases() -> Mapping[Class, Sequence[Mapping[str, Any]]]:
    """Read the relations, by the class of their subject; the files are as `patterns.yaml`."""
    found: dict[Class, list[Mapping[str, Any]]] = defaultdict(list)
    for path in sorted((Path(__file__).parent / "phrases").glob("*.yaml")):
        for of, entries in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            found[of] += ({"of": of, **entry} for entry in entries.values())
    return found


def phrased(names: Mapping[Class, Sequence[str]], rng: Random) -> Pair | None:
    """Tell one to three facts of a subject, or of it and of what one of them names.

    Args:
        names: what exists, by what it is; half of the pairs are of these.
        rng: chooses everything.

    Returns:
        None when no wording was found that names everything.
    """
    kind = rng.choices(_CLASSES, [3, 3, 5])[0]
    name, facts = MAKERS[kind](rng), _drawn(kind, rng.choice([1, 1, 1, 2, 3]), rng)
    if rng.random() < 0.5:
        name = rng.choice(names[kind])
        facts = [known._replace(object=rng.choice(names[known.to])) if known.to else known for known in facts]
    main, last = Told(name, tuple(facts), "" if kind == "person" else "it"), facts[-1]
    chain = Told(last.object, tuple(_drawn(last.to, 1, rng))) if last.to and rng.random() < 0.3 else None
    if rng.random() < 0.4:
        return _side_by_side([main, chain] if chain else [main], rng)
    pair = composed(main, rng, chain)
    return pair and (pair._replace(text=_related(pair.text, last.to, rng)) if chain and last.to else pair)


def _drawn(of: Class, count: int, rng: Random) -> list[Known]:
    return [known for entry in rng.sample(phrases()[of], count) for known in made_facts(entry, 1, rng)]


def _side_by_side(told: Sequence[Told], rng: Random) -> Pair | None:
    """Say each fact in a sentence of its own and put them in a row."""
    facts = [(one.name, one.subject.name, known) for one in told for known in one.facts]
    rng.shuffle(facts)
    said = [alone(spoken, Said(rng.choice(known.clauses), known.object), rng) for _, spoken, known in facts]
    text = said[0]
    for more in said[1:]:
        link = rng.choice(_LINKS)
        text += link + (sentence(more)[:-1] if link == ". " else more)
    lines = tuple(Line(name, known.relation, known.object) for name, _, known in rng.sample(facts, len(facts)))
    return Pair(lines, sentence(text)) if names_all(lines, text) else None


def _related(text: str, of: Class, rng: Random) -> str:
    """Say a last `whose` otherwise, where there is one; `of` is what has it."""
    found = _LAST_NOUN.search(text)
    if found is None or of == "person":
        return text
    turned = rng.choice(_TURNED if of == "thing" else _TURNED + _OF_PLACES * 3)
    return text[: found.start()] + turned.format(**found.groupdict())
