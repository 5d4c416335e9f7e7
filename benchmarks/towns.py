"""Invented towns, as many as asked for: briefs and facts for jobs of any size, the same for the same seed."""

import json
import random
from pathlib import Path

_FIRST = (
    "Bran Cald Dor Eld Fen Gar Hal Ister Jor Kel Lang Mar Nor Ost Pell Quar Ros Sten Tor Ulv Val Wend Yar Zel".split()
)
_MIDDLE = "a e i o u an en in on un ar er ir or ur al el il ol ul".split()
_LAST = "berg burg dal field ford haven heim holm lund mark mouth stad stein thorpe ton vale wick worth".split()
_COUNTRIES = "Norland Vestria Calmar Oskany Terrin Haldor Brevia Sundmark".split()
_KNOWN = "glass paper cheese clocks ropes bells linen maps tiles cider honey bricks".split()


def write_towns(folder: Path, documents: int, towns: int = 0, seed: int = 1) -> list[str]:
    """Write briefs.jsonl and facts.jsonl into a folder, and give the arguments of a job over them.

    Args:
        towns: towns that the facts tell of, where they are more than the briefs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(seed)
    names = _names(max(documents, towns), draw)
    facts = [fact for name in names for fact in _facts(name, draw)]
    briefs = [{"id": name.lower(), "topic": name, "outputs": ["md", "json"]} for name in names[:documents]]
    for file, rows in (("facts.jsonl", facts), ("briefs.jsonl", briefs)):
        (folder / file).write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return [str(folder / "briefs.jsonl"), "--knowledge", str(folder / "facts.jsonl")]


def _names(count: int, draw: random.Random) -> list[str]:
    every = [f"{first}{middle}{last}" for first in _FIRST for middle in _MIDDLE for last in _LAST]
    every += [
        f"{first}{middle}{inner}{last}" for first in _FIRST for middle in _MIDDLE for inner in _MIDDLE for last in _LAST
    ]
    return draw.sample(sorted(set(every)), count)


def _facts(name: str, draw: random.Random) -> list[dict[str, object]]:
    said: list[tuple[str, object]] = [
        ("type", "town"),
        ("country", draw.choice(_COUNTRIES)),
        ("population", draw.randrange(2_000, 90_000)),
        ("founded", str(draw.randrange(1100, 1950))),
        ("area", f"{draw.randrange(40, 900) / 10} km²"),
        ("elevation", f"{draw.randrange(2, 1400)} m"),
        ("known for", draw.choice(_KNOWN)),
        ("coordinates", f"{draw.randrange(3500, 7000) / 100:.2f}° N, {draw.randrange(0, 3000) / 100:.2f}° E"),
    ]
    return [{"subject": name, "predicate": predicate, "object": value} for predicate, value in said]
