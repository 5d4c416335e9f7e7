"""Texts from outside stay text: in each format, read back with that format's own parser."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from content.artifacts import Document
from rendering import DocumentRecord, ledger_lines, render
from rendering.cleaning import UNSAFE, visible
from tests.rendering.documents import SETTINGS, saying
from tests.rendering.hostile import HOSTILE

html5lib: Any = import_module("html5lib")
HARMLESS = "A harmless text."
NAMES = [ascii(text[:40]) for text in HOSTILE]
PARSERS = [MarkdownIt("commonmark"), MarkdownIt("commonmark").enable(["table", "strikethrough"])]
any_text = st.text(max_size=60) | st.text("*_`[](){}<>#!-+.:/\\|~&$%x1 \n")


def split_front_matter(page: bytes) -> tuple[dict[str, Any], str]:
    """Part a Markdown file as Jekyll does."""
    found = re.match(r"\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)", page.decode(), re.DOTALL | re.MULTILINE)
    assert found
    return yaml.safe_load(found[1]), page.decode()[found.end() :]


def markdown_shape(body: str, parser: MarkdownIt) -> list[str]:
    """List the kinds of all tokens, plain text aside."""
    tokens = [child for token in parser.parse(body) for child in [token, *(token.children or [])]]
    return [token.type for token in tokens if token.type != "text"]


def markdown_texts(body: str, parser: MarkdownIt) -> list[str]:
    """List the text of every heading, paragraph and list item."""
    inline = [token for token in parser.parse(body) if token.type == "inline"]
    return ["".join(child.content for child in token.children or []) for token in inline]


def page_of(document: Document) -> Any:
    """Parse the HTML page; a single error in it is raised."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(render(document, "html", SETTINGS))


def html_shape(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List every element with the names of its attributes."""
    for element in page_of(document).iter():
        yield element.tag, tuple(element.keys())


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_a_hostile_text_adds_nothing_to_the_structure_of_markdown(text: str) -> None:
    _, body = split_front_matter(render(saying(text), "md", SETTINGS))
    _, plain = split_front_matter(render(saying(HARMLESS), "md", SETTINGS))
    for parser in PARSERS:
        assert markdown_shape(body, parser) == markdown_shape(plain, parser)
    assert "{{" not in body
    assert "{%" not in body
    assert not re.search(r"(?<!\\){:|\w://|www\.", body)


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_a_hostile_text_comes_back_whole_from_markdown(text: str) -> None:
    front, body = split_front_matter(render(saying(text), "md", SETTINGS))
    shown = visible(text)
    source = f"{shown} (sentences 1–6)"
    expected = [shown, shown, f"{shown} {shown}", shown, shown, shown, shown, shown, shown, "Sources", source]
    assert markdown_texts(body, PARSERS[0]) == expected
    assert front["title"] == shown
    assert front["tags"] == [shown]
    assert set(front) <= {"title", "slug", "description", "author", "language", "categories", "tags"}
    assert all(type(value) is str or value in ([shown], ["article"]) for value in front.values())


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_a_hostile_text_adds_no_element_and_no_attribute_to_the_page(text: str) -> None:
    root, *elements = html_shape(saying(text))
    _, *plain = html_shape(saying(HARMLESS))
    assert root in {("html", ()), ("html", ("lang",))}
    assert elements == plain


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_a_hostile_text_comes_back_whole_from_the_page(text: str) -> None:
    page, shown = page_of(saying(text)), visible(text)
    assert ["".join(link.itertext()) for link in page.iterfind(".//article//a")] == [shown] * 6
    assert "".join(page.find(".//h1").itertext()) == shown
    assert page.find(".//title").text == shown
    assert {"".join(name.itertext()) for name in page.iterfind(".//footer//bdi")} == {shown, fact_words(page)}
    assert all(link.get("href").startswith("#") for link in page.iter("a"))


def fact_words(page: Any) -> str:
    """Text of the relation, which is spelt in words."""
    return "".join(page.find(".//bdi[@class='relation']").itertext())


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_a_hostile_text_adds_no_line_to_plain_text(text: str) -> None:
    lines = render(saying(text), "txt", SETTINGS).decode().split("\n")
    plain = render(saying(HARMLESS), "txt", SETTINGS).decode().split("\n")
    for line, expected in zip(lines, plain, strict=True):
        if set(expected) not in ({"-"}, {"="}):
            assert line == expected.replace(HARMLESS, visible(text))
    assert not [sign for line in lines for sign in line if UNSAFE.match(sign) and sign not in "\u200c\u200d"]


@pytest.mark.parametrize("text", HOSTILE, ids=NAMES)
def test_a_hostile_text_comes_back_whole_from_json_and_the_ledger(text: str) -> None:
    document, shown = saying(text), visible(text)
    record = json.loads(render(document, "json", SETTINGS))
    assert record["text"] == " ".join([shown] * 6)
    assert record["title"] == shown
    assert record["facts"][0]["subject"] == text
    rows = ledger_lines(document).decode().splitlines()
    assert [json.loads(row)["text"] for row in rows] == [shown] * 6
    assert DocumentRecord.model_validate(record).facts == document.facts


@settings(deadline=None, max_examples=60)
@given(any_text.filter(lambda text: visible(text) != ""))
def test_no_text_at_all_breaks_out_of_markdown(text: str) -> None:
    _, body = split_front_matter(render(saying(text), "md", SETTINGS))
    _, plain = split_front_matter(render(saying(HARMLESS), "md", SETTINGS))
    for parser in PARSERS:
        assert markdown_shape(body, parser) == markdown_shape(plain, parser)
        assert markdown_texts(body, parser)[2] == f"{visible(text)} {visible(text)}"


@settings(deadline=None, max_examples=60)
@given(any_text.filter(lambda text: visible(text) != ""))
def test_no_text_at_all_breaks_out_of_the_page(text: str) -> None:
    page = page_of(saying(text))
    assert ["".join(link.itertext()) for link in page.iterfind(".//article//a")] == [visible(text)] * 6


@settings(deadline=None)
@given(any_text | st.text(st.characters(exclude_categories=())))
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert shown.encode().decode() == shown
    assert "\n" not in shown
