"""Read the sentences of a delivered file back, to compare them with the ledger."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Literal, NamedTuple

from content.artifacts import Sentence
from rendering.cleaning import visible


class Block(NamedTuple):
    """A piece of a file between two breaks."""

    kind: Literal["title", "heading", "quotation", "text"]
    text: str


def unlike_the_ledger(name: str, data: bytes, ledger: Sequence[Sentence], notice: str) -> str:
    """Say how the text of a delivered file differs from the ledger's sentences; empty when it does not.

    Args:
        name: the file's name; its ending says how it is read. A file whose ending holds no text is not looked into.
        notice: the note that stands before the text.
    """
    reader = _READERS.get(name.rsplit(".", 1)[-1])
    if reader is None:
        return ""
    try:
        blocks = list(reader(data.decode()))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        return f"cannot be read ({error})"[:200]
    headings = {sentence.section for sentence in ledger}
    squeezed = _squeezed if not name.endswith(".txt") else _without_rules
    found = squeezed(" ".join(_said(blocks, headings, visible(notice))))
    expected = squeezed(" ".join(sentence.text for sentence in ledger))
    if found == expected:
        return ""
    place = next(i for i, (one, two) in enumerate(zip_longest(found, expected)) if one != two)
    near = found[max(0, place - 20) : place + 40]
    return f"its text is not the ledger's sentences (it parts from them at {near!r})"


def _said(blocks: Sequence[Block], headings: set[str], notice: str) -> Iterator[str]:
    """Give what is left when title, notice, the ledger's headings and the list of sources are taken off."""
    ends = [place for place, block in enumerate(blocks) if block == Block("heading", "Sources")]
    waiting = {"title", "notice"}
    for block in blocks[: ends[-1]] if ends else blocks:
        if block.kind == "title" and "title" in waiting:
            waiting.remove("title")
        elif block.text == notice and "notice" in waiting:
            waiting.remove("notice")
        elif block.kind != "heading" or block.text not in headings:
            yield block.text


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _without_rules(text: str) -> str:
    """Leave out what plain text draws bullets and lines with: there it cannot be told from the same signs in a text."""
    return _squeezed(re.sub("[-=]", "", text))


def _of_json(text: str) -> Iterator[Block]:
    record = json.loads(text)
    said = [visible(sentence["text"]) for section in record["sections"] for sentence in section["sentences"]]
    if " ".join(said) != record["text"]:
        raise ValueError("its text and its sections differ")
    yield Block("text", record["text"])


def _of_markdown(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt

    body = re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL)
    quoted, heading = 0, ""
    for token in MarkdownIt("commonmark").parse(body):
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "heading_open":
            heading = token.tag
        elif token.type == "inline":
            said = _squeezed("".join(part.content or " " * (part.type == "softbreak") for part in token.children or ()))
            yield Block(
                "title" if heading == "h1" else "heading" if heading else "quotation" if quoted else "text", said
            )
            heading = ""
        elif token.content:
            yield Block("text", token.content)


def _of_html(text: str) -> Iterator[Block]:
    """Take all text of the article but its header: anything there that is no sentence shows as a difference."""
    from lxml import html  # type: ignore[import-untyped]

    articles = html.fromstring(text.encode()).xpath("//article")
    if len(articles) != 1:
        raise ValueError(f"{len(articles)} articles")
    yield Block("text", articles[0].text or "")
    for part in articles[0]:
        yield Block("text", part.tail or "")
        if part.tag == "header":
            continue
        yield Block("text", part.text or "")
        for child in part:
            yield Block("heading" if child.tag == "h2" else "text", _squeezed(child.text_content()))
            yield Block("text", child.tail or "")


def _of_text(text: str) -> Iterator[Block]:
    """Underlined lines are the title and headings."""
    for lines in (block.split("\n") for block in text.strip("\n").split("\n\n")):
        if len(lines) == 2 and re.fullmatch(r"=+|-+", lines[1]) and len(lines[1]) == min(len(lines[0]), 80):
            yield Block("title" if lines[1].startswith("=") else "heading", lines[0])
        else:
            yield Block("text", " ".join(lines))


_READERS: Mapping[str, Callable[[str], Iterator[Block]]] = MappingProxyType(
    {"json": _of_json, "md": _of_markdown, "html": _of_html, "txt": _of_text}
)
