"""A document as one self-contained HTML page whose sentences show the facts behind them."""

import base64
import functools
import hashlib
import re
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from content.artifacts import Document, Fact, Label, Origin, Sentence
from content.names import relation_words, spoken_date, spoken_object
from content.settings import OutputSettings
from rendering.cleaning import cleaned, visible
from rendering.sources import citations, spoken_positions, web_address

_LABELS: dict[Label, str] = {
    "stated": "Says what the facts say",
    "inferred": "Follows from the facts",
    "no_claim": "Claims nothing about the world",
    "invented": "Invented",
    "approved": "Approved by a person",
}
_ORIGINS: dict[Origin, str] = {
    "model": "Worded by a language model",
    "template": "Worded by a template",
    "human": "A person’s own words",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class ShownSource(NamedTuple):
    """Where facts were found, for people."""

    uri: str
    address: str
    """To link to; empty when it is not a web page."""
    spans: str
    """Where in the source's text."""


class ShownFact(NamedTuple):
    """A fact, for people."""

    subject: str
    relation: str
    object: str
    validity: str


class Evidence(NamedTuple):
    """What a reader sees behind a sentence."""

    number: int
    facts: tuple[ShownFact, ...]
    sources: tuple[ShownSource, ...]
    kind: Label
    label: str
    origin: str


def render_html(document: Document, settings: OutputSettings) -> bytes:
    """Write a document as an HTML page that loads nothing and runs only its own small script."""
    document = cleaned(document)
    facts = {fact.id: fact for fact in document.facts}
    evidence = [_evidence(sentence, facts) for sentence in document.sentences]
    style = _part("page.css") + "".join(_sentence_style(entry.number) for entry in evidence)
    script = _part("page.js")
    page = _template().render(
        document=document,
        language=document.language if _LANGUAGE.fullmatch(document.language) else "",
        author=visible(settings.author),
        description=next((sentence.text for sentence in document.sentences), ""),
        evidence=evidence,
        sources=[(entry, web_address(entry.uri), spoken_positions(entry.sentences)) for entry in citations(document)],
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )
    return page.encode()


@functools.cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("rendering", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html")


@functools.cache
def _part(name: str) -> str:
    return resources.files("rendering").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _sentence_style(number: int) -> str:
    """Tie a sentence to its card, so that hovering and focusing work without the script."""
    return (
        f"#s{number}{{anchor-name:--s{number}}}#f{number}{{position-anchor:--s{number}}}\n"
        f"main:has(#s{number}:is(:hover,:focus-visible)) #f{number}{{display:block}}\n"
        f"main:has(#f{number}:target) #s{number}{{background:var(--tint)}}\n"
    )


def _evidence(sentence: Sentence, facts: dict[str, Fact]) -> Evidence:
    cited = [facts[fact] for fact in sentence.facts if fact in facts]
    return Evidence(
        number=sentence.sentence,
        facts=tuple(_shown_fact(fact) for fact in cited),
        sources=_shown_sources(cited),
        kind=sentence.label,
        label=_LABELS[sentence.label],
        origin=_ORIGINS[sentence.origin],
    )


def _shown_fact(fact: Fact) -> ShownFact:
    relation = relation_words(fact.predicate) or fact.predicate
    return ShownFact(
        subject=visible(fact.subject),
        relation=visible(f"not: {relation}" if fact.negated else relation),
        object=visible(spoken_object(fact)),
        validity=_validity(fact),
    )


def _validity(fact: Fact) -> str:
    since = f"from {spoken_date(fact.valid_from)}" if fact.valid_from else ""
    until = f"to {spoken_date(fact.valid_to)}" if fact.valid_to else ""
    return visible(f"{since} {until}")


def _shown_sources(facts: Sequence[Fact]) -> tuple[ShownSource, ...]:
    spans: dict[str, dict[str, None]] = {}
    for place in (place for fact in facts for place in fact.sources):
        found = spans.setdefault(visible(place.uri) or "unnamed source", {})
        if place.end:
            found[f"{place.start}–{place.end}"] = None
    return tuple(
        ShownSource(uri, web_address(uri), f"characters {', '.join(found)}" if found else "")
        for uri, found in spans.items()
    )
