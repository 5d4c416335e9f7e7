"""Whole documents: prose found, offsets kept, odd text survived."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.extraction import extract_sentence, extract_statements
from knowledge.extraction.prose import LONGEST, passages
from knowledge.readers import read_briefs
from knowledge.readers.documents import document_text
from knowledge.readers.notes import Notes

TEXTS = Path(__file__).parents[2] / "examples" / "texts"


def prose(text: str) -> list[str]:
    return [passage.text for passage in passages(text)]


def test_headings_tables_rules_and_contents_are_no_prose() -> None:
    text = "# Halden\n\nContents\n\n1. Towers ........ 4\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\nVesh is a town.\n"
    assert prose(text) == ["Vesh is a town."]


def test_front_matter_and_code_are_no_prose() -> None:
    assert prose("---\ntitle: Vesh is old.\n---\nVesh is a town.\n\n```\nx is one.\n```\n") == ["Vesh is a town."]


def test_bullets_give_their_sentences() -> None:
    assert prose("* Vesh is a town.\n* Orm is an island.\n") == ["Vesh is a town.", "Orm is an island."]


def test_lines_wrapped_by_hand_are_one_sentence() -> None:
    assert prose("Halden Bridge is a road bridge over the River\nOrm in the\nnorth.\n") == [
        "Halden Bridge is a road bridge over the River Orm in the north."
    ]


def test_a_title_before_a_paragraph_is_left_out() -> None:
    assert prose("The history of the town\nVesh is a town on the coast, and it has two harbours.\n") == [
        "Vesh is a town on the coast, and it has two harbours."
    ]


def test_an_overlong_paragraph_is_cut_after_sentences() -> None:
    parts = prose("Vesh is a town. " * 1000)
    assert max(len(part) for part in parts) <= LONGEST
    assert all(part.strip().endswith(".") for part in parts)


@given(st.text(max_size=400))
@settings(deadline=None, max_examples=200)
def test_every_letter_of_the_prose_has_its_place(text: str) -> None:
    for passage in passages(text):
        assert len(passage.text) == len(passage.offsets)
        assert list(passage.offsets) == sorted(set(passage.offsets))
        assert all(0 <= offset < len(text) for offset in passage.offsets)


WORDS = st.sampled_from(
    ["Vesh", "is", "the", "which", "of", "Ann", "Lee", ",", "and", "1932", '"', "(", ")", "its", "not", "built", "by",
     "a", "–", "m.", "é\u0301", "\u200d", "💡", "It", "there", "'s", ".", "?", ";", "than", "from", "to", "\n\n", "* "]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40))
@settings(deadline=None, max_examples=150)
def test_word_salad_never_breaks_the_extractor(words: list[str]) -> None:
    text = " ".join(words)
    for statement in extract_statements(text, "salad.txt", ""):
        assert 0 <= statement.start < statement.end <= len(text)
        assert all((statement.subject, statement.predicate, statement.object))


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x01", "....", "?!", "{}" * 500, "a" * 20_000, "🙂" * 300, "\ufeff"]
)
def test_what_is_no_prose_gives_no_fact(text: str) -> None:
    assert extract_statements(text, "x", "") == []
    assert extract_sentence(text) == []


def test_a_very_long_sentence_is_survived() -> None:
    text = "Halden Bridge crosses " + ", ".join(f"the River Orm{number}" for number in range(150)) + "."
    assert all(statement.subject == "Halden Bridge" for statement in extract_statements(text, "x", ""))


def test_facts_of_a_long_document_keep_their_places() -> None:
    text = "\n\n".join(f"Line {number} is odd. Pier {number} opened in {1000 + number}." for number in range(600))
    for statement in extract_statements(text, "x", ""):
        if statement.predicate == "opened in":
            assert statement.object in text[statement.start : statement.end]


def test_the_same_document_gives_the_same_facts() -> None:
    text = (TEXTS / "halden-light.md").read_text(encoding="utf-8")
    assert extract_statements(text, "x", "") == extract_statements(text, "x", "")


@pytest.mark.parametrize("name", ["halden-light.md", "vesh-orm-ferry.html", "tarn-expedition.txt"])
def test_most_sentences_of_an_example_text_give_a_fact(name: str) -> None:
    path = TEXTS / name
    text = document_text(path.read_bytes(), path.suffix, name, 100, Notes(name))
    found = extract_statements(text, name, "")
    sentences = sum(part.count(".") + part.count("?") for part in prose(text))
    assert len({statement.start for statement in found}) >= 0.55 * sentences
    for statement in found:
        assert statement.object.split()[-1].strip(".") in text[statement.start : statement.end] or statement.datatype


def test_the_example_briefs_are_about_what_their_texts_tell() -> None:
    for brief in read_briefs(TEXTS / "briefs.jsonl"):
        path = TEXTS / Path(brief.sources[0]).name
        text = document_text(path.read_bytes(), path.suffix, path.name, 100, Notes(path.name))
        topic = brief.topic.replace("–", "-")
        assert sum(statement.subject == topic for statement in extract_statements(text, "", "")) >= 7


def test_the_example_briefs_name_each_kind_once() -> None:
    lines = (TEXTS / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = sorted(json.loads(line)["kind"] for line in lines)
    assert kinds == ["article", "caption", "faq", "script", "story", "summary"]


def test_dots_and_brackets_take_no_more_than_linear_time() -> None:
    began = time.perf_counter()
    for text in ("." * 50_000, "(" * 50_000, "[" * 50_000, "<a" * 25_000, "- " * 25_000, "\t" * 50_000):
        list(passages(text))
    assert time.perf_counter() - began < 2
