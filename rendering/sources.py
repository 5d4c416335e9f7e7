"""The sources list of a document: which file or address each sentence rests on."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from content.artifacts import Document
from rendering.cleaning import visible

_URL_CHARACTERS = ";/?:@&=+$,#%-_.!~"


class Citation(NamedTuple):
    """One entry of the sources list."""

    number: int
    uri: str
    sha256: str
    sentences: tuple[int, ...]
    """Positions of the sentences that rest on it."""


def citations(document: Document) -> list[Citation]:
    """Number the sources of a document in the order in which its sentences need them."""
    facts = {fact.id: fact for fact in document.facts}
    resting: dict[tuple[str, str], list[int]] = {}
    for sentence in document.sentences:
        places = [place for fact in sentence.facts if fact in facts for place in facts[fact].sources]
        for key in dict.fromkeys((place.uri, place.sha256) for place in places):
            resting.setdefault(key, []).append(sentence.sentence)
    return [
        Citation(number, visible(uri) or "unnamed source", sha256, tuple(sentences))
        for number, ((uri, sha256), sentences) in enumerate(resting.items(), start=1)
    ]


def spoken_positions(positions: Sequence[int]) -> str:
    """Write positions of sentences with runs drawn together.

    >>> spoken_positions([1, 2, 3, 7]), spoken_positions([4])
    ('sentences 1–3, 7', 'sentence 4')
    """
    runs: list[list[int]] = []
    for position in positions:
        if runs and position == runs[-1][-1] + 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return f"sentence{'s' if len(positions) > 1 else ''} {', '.join(parts)}"


def web_address(uri: str) -> str:
    """Give the address to link to, or nothing when a source is not a plain web page.

    >>> web_address("https://example.org/a b"), web_address("javascript:alert(1)"), web_address("data/facts.csv")
    ('https://example.org/a%20b', '', '')
    """
    try:
        parts = urlsplit(uri)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return quote(uri, safe=_URL_CHARACTERS) if plain and "\\" not in uri else ""
