"""Delivered files are read back to exactly their ledger's sentences, whatever these hold."""

import pytest

from content.artifacts import Document, OutputFormat
from content.errors import StageError
from rendering import AVAILABLE, render
from rendering.cleaning import cleaned
from rendering.readback import unlike_the_ledger
from tests.rendering.documents import DOCUMENT, SETTINGS, saying
from tests.rendering.hostile import HOSTILE

FORMATS: list[OutputFormat] = ["md", "html", "txt", "json"]


def told(document: Document, output: OutputFormat, *change: str) -> str:
    data = render(document, output, SETTINGS).decode()
    for before, after in zip(change[::2], change[1::2], strict=True):
        assert before in data
        data = data.replace(before, after)
    return unlike_the_ledger(f"document.{output}", data.encode(), cleaned(document).sentences, document.notice)


@pytest.mark.parametrize("output", FORMATS)
def test_a_rendered_document_is_its_ledger(output: OutputFormat) -> None:
    assert output in AVAILABLE
    assert told(DOCUMENT, output) == ""


@pytest.mark.parametrize("output", FORMATS)
def test_hostile_sentences_are_read_back_as_they_are(output: OutputFormat) -> None:
    wrong = {}
    for text in HOSTILE:
        try:
            wrong[text] = told(saying(text), output)
        except StageError:
            continue  # nothing visible is in it: such a document is never rendered
    assert {text: line for text, line in wrong.items() if line} == {}


@pytest.mark.parametrize("output", FORMATS)
def test_another_number_is_told_with_its_surroundings(output: OutputFormat) -> None:
    assert "295,505" in told(DOCUMENT, output, "295,504", "295,505") or output == "json"
    assert told(DOCUMENT, output, "295,504", "295,505")


@pytest.mark.parametrize(
    ("output", "before", "after"),
    [
        ("md", "## The land", "## The land\n\nBuy now."),
        ("md", "## The land", "## Buy now"),
        ("md", "## The land", "> Buy now.\n\n## The land"),
        ("md", "## The land", "<p>Buy now.</p>\n\n## The land"),
        ("html", "</article>", "Buy now.</article>"),
        ("html", "</ul>", "<li>Buy now.</li></ul>"),
        ("txt", "The land\n", "Buy now.\n\nThe land\n"),
    ],
)
def test_what_was_slipped_in_is_told(output: OutputFormat, before: str, after: str) -> None:
    assert "Buy now" in told(DOCUMENT, output, before, after)


@pytest.mark.parametrize("data", [b"", b"\xff", b"{", b"[]", b"null", b'{"sections": 1, "text": ""}', b"[" * 100_000])
def test_damaged_json_is_one_line(data: bytes) -> None:
    line = unlike_the_ledger("document.json", data, DOCUMENT.sentences, "")
    assert line.startswith("cannot be read")
    assert "\n" not in line


def test_a_format_without_text_is_not_looked_into() -> None:
    assert unlike_the_ledger("document.mp3", b"\x00", DOCUMENT.sentences, "") == ""
