"""The same pair in other clothes: relations spelled as programs do, a draft beside the facts."""

from random import Random

from content.artifacts import Fact, Value
from models.training.composing import Pair
from models.wording.templates import template_sentences

_BOOLEANS = {"yes": Value(kind="boolean", text="true"), "no": Value(kind="boolean", text="false")}
_DRAFTED = 0.2
"""Share of the pairs with a draft."""


def drafted(pair: Pair, rng: Random) -> Pair:
    """Show a template's sentence beside the facts now and then, as where the model is asked again."""
    if rng.random() > _DRAFTED:
        return pair
    facts = [
        Fact(
            id=f"f{at}",
            subject=line.subject,
            predicate=line.relation.removeprefix("not "),
            object=line.object,
            value=_BOOLEANS.get(line.object, Value(kind="text", text=line.object)),
            negated=line.relation.startswith("not "),
        )
        for at, line in enumerate(pair.lines)
    ]
    return pair._replace(draft=template_sentences(facts, 1)[0])


def spelled(pair: Pair, rng: Random) -> Pair:
    """Spell relations now and then as programs do."""
    if rng.random() > 0.12:
        return pair
    style = rng.randrange(3)
    return pair._replace(lines=tuple(line._replace(relation=_coded(line.relation, style)) for line in pair.lines))


def _coded(relation: str, style: int) -> str:
    words = relation.split()
    if style == 0:
        return words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])
    return "_".join(words) if style == 1 else relation.capitalize()
