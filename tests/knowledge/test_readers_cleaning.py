"""Names and texts made safe."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.readers.cleaning import Spellings, clean
from knowledge.readers.notes import one_line
from knowledge.readers.prose import tidy, unwrap


@pytest.mark.parametrize(
    ("given_text", "plain", "removed"),
    [
        ("Paris", "Paris", ""),
        ("  New\t York \n City ", "New York City", ""),
        ("New\u00a0York", "New York", ""),
        ("Zu\u0308rich", "Zürich", ""),
        ("a\x00b\x1bc", "abc", "control U+0000, control U+001B"),
        ("evil\u202egnp.exe", "evilgnp.exe", "invisible U+202E"),
        ("zero\u200bwidth\ufeff", "zerowidth", "invisible U+200B, invisible U+FEFF"),
        ("lone\ud800", "lone", "broken U+D800"),
        ("a\u200db", "ab", "invisible U+200D"),
        ("می\u200cخواهم", "می\u200cخواهم", ""),
        ("👩\u200d🚀", "👩\u200d🚀", ""),
        ("x\uffff", "x", "undefined U+FFFF"),
        ("", "", ""),
    ],
)
def test_clean_removes_what_cannot_be_seen_and_says_so(given_text: str, plain: str, removed: str) -> None:
    assert clean(given_text) == (plain, removed)


@given(st.text(st.characters(codec=None), max_size=50))
def test_a_clean_name_is_clean_and_can_be_written(text: str) -> None:
    plain, _ = clean(text)
    assert clean(plain) == (plain, "")
    assert "\n" not in plain
    plain.encode()


def test_spellings_tell_what_was_removed_only_the_first_time() -> None:
    spellings = Spellings()
    assert spellings.share("a\u200b") == ("a", "invisible U+200B")
    assert spellings.share("a\u200b") == ("a", "")


def test_one_line_holds_no_break_and_no_end_without_bound() -> None:
    assert one_line("a\nb\r\n\x1b[31mc") == "a b [31mc"
    assert len(one_line("x" * 10_000, 50)) == 50


def test_tidy_keeps_lines_and_tells_what_is_odd() -> None:
    assert tidy("\ufeffa\r\nb\rc\u202e\x0cd\u00ad\n") == ("a\nb\nc\nd", "invisible U+202E")


WRAPPED = """A Short Title

The bridge was built between 1931 and 1937 by a company from the
north. It has six spans and carries two railway tracks, of which one
is no longer used. Trains pass at 40 km/h.

- a list of points that is as wide as the text about it so it is
- kept as it is

The engineer was well-known for his work, and the bridge is con-
sidered well-
known too, as every line of this paragraph is wide enough to say."""


def test_unwrap_joins_wrapped_sentences_and_keeps_headings_and_lists() -> None:
    rows = unwrap(WRAPPED).split("\n")
    assert rows[0] == "A Short Title"
    assert rows[2].startswith("The bridge was built between 1931 and 1937 by a company from the north. It has")
    assert rows[2].endswith("Trains pass at 40 km/h.")
    assert rows[4:6] == ["- a list of points that is as wide as the text about it so it is", "- kept as it is"]
    assert "and the bridge is considered well-" in unwrap(WRAPPED)


def test_unwrap_takes_no_longer_than_the_text_is_long() -> None:
    text = "a line of a text that never ends a sentence nor a paragraph, as a broken ex-\n" * 20_000
    began = time.process_time()
    assert "\n" not in unwrap(text).rstrip()
    assert time.process_time() - began < 5


def test_unwrap_leaves_lines_alone_that_are_paragraphs() -> None:
    text = "One paragraph that goes on and on. " * 20 + "\nAnother one that does the same thing. " * 5
    assert unwrap(text) == text
    assert unwrap("short\nlines\nof verse") == "short\nlines\nof verse"
