"""Documents to statements: parse, read each sentence, keep each fact's place."""

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from content.artifacts import Statement
from knowledge.extraction.findings import Finding, is_sound
from knowledge.extraction.mentions import Mentions
from knowledge.extraction.names import Names
from knowledge.extraction.pipeline import parse
from knowledge.extraction.prose import Passage, passages
from knowledge.extraction.sentences import read_sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PIECE = 400
"""Passages parsed before their facts are read: names are known across a piece, and memory stays bounded."""


def extract_statements(text: str, uri: str, sha256: str) -> list[Statement]:
    """Extract the facts that a document's prose states, each with the sentence that states it."""
    names = Names()
    mentions = Mentions(names)
    statements: list[Statement] = []
    found = passages(text)
    while piece := list(itertools.islice(found, _PIECE)):
        docs = list(parse(passage.text for passage in piece))
        for doc in docs:
            names.learn(doc)
        for passage, doc in zip(piece, docs, strict=True):
            statements.extend(_statements(passage, doc, mentions, uri, sha256))
    return list(dict.fromkeys(statements))


def extract_many(texts: Iterable[str], about: str = "") -> list[list[Statement]]:
    """Extract the facts of many short texts in one pass over the pipeline; each is read by itself.

    Args:
        about: the entity that a pronoun or a description such as "the bridge" may stand for.
    """
    cut = [list(passages(text)) or [_as_it_is(text)] for text in texts]
    docs = parse(passage.text for group in cut for passage in group)
    return [_short(group, list(itertools.islice(docs, len(group))), about) for group in cut]


def extract_sentence(text: str, about: str = "") -> list[Statement]:
    """Extract the facts of a short text.

    Args:
        about: the entity that a pronoun or a description such as "the bridge" may stand for.
    """
    return extract_many([text], about)[0]


def _short(group: list[Passage], docs: "list[Doc]", about: str) -> list[Statement]:
    names = Names()
    if about:
        names.add(about)
    for doc in docs:
        names.learn(doc)
    mentions = Mentions(names, about)
    found = [
        statement
        for passage, doc in zip(group, docs, strict=True)
        for statement in _statements(passage, doc, mentions, "", "")
    ]
    return list(dict.fromkeys(found))


def _as_it_is(text: str) -> Passage:
    return Passage(text, tuple(range(len(text))))


def _statements(passage: Passage, doc: "Doc", mentions: Mentions, uri: str, sha256: str) -> Iterator[Statement]:
    for sentence in doc.sents:
        if not sentence.text.strip():
            continue
        start, end = passage.place(sentence.start_char, sentence.end_char)
        for finding in read_sentence(sentence, mentions):
            if is_sound(finding):
                yield _statement(finding, uri, sha256, start, end)


def _statement(finding: Finding, uri: str, sha256: str, start: int, end: int) -> Statement:
    return Statement(
        finding.subject,
        finding.predicate,
        finding.object,
        uri,
        sha256,
        start,
        end,
        finding.negated,
        finding.valid_from,
        finding.valid_to,
        finding.hint,
    )
