"""What each format holds of a document."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
import yaml

from content.artifacts import Document, OutputFormat
from content.errors import MissingPart, StageError
from content.settings import OutputSettings
from rendering import AVAILABLE, DocumentRecord, ledger_lines, render
from rendering.cleaning import visible
from rendering.sources import citations, spoken_positions, web_address
from tests.rendering.documents import DOCUMENT, SETTINGS

html5lib: Any = import_module("html5lib")
TEXTS = [sentence.text for sentence in DOCUMENT.sentences]


def rendered(output: OutputFormat, document: Document = DOCUMENT) -> str:
    return render(document, output, SETTINGS).decode()


def page(document: Document = DOCUMENT) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(rendered("html", document))


def text_of_markdown() -> str:
    body = rendered("md").split("\n---\n", 1)[1].split("\n## Sources\n")[0]
    lines = [line.removeprefix("- ") for line in body.splitlines() if not line.startswith(("#", ">"))]
    return " ".join(line for line in lines if line)


def text_of_page() -> str:
    found = page().findall(".//article/section//*[@class='sentence']")
    return " ".join("".join(sentence.itertext()) for sentence in found)


def text_of_plain() -> str:
    blocks = rendered("txt").split("\nSources\n")[0].split("\n\n")[2:]
    lines = [line for block in blocks for line in block.splitlines() if not re.search(r"\n-+$", block)]
    return " ".join(line.removeprefix("- ") for line in lines)


@pytest.mark.parametrize("read", [text_of_markdown, text_of_page, text_of_plain])
def test_the_texts_of_the_ledger_joined_are_the_text_of_the_document(read: Callable[[], str]) -> None:
    ledger = [json.loads(line)["text"] for line in ledger_lines(DOCUMENT).splitlines()]
    assert ledger == TEXTS
    assert read() == " ".join(ledger)


def test_the_page_shows_sentences_with_one_space_between_them() -> None:
    paragraph = page().find(".//article/section/p")
    assert "".join(paragraph.itertext()) == "Ljubljana is the capital of Slovenia. It has 295,504 inhabitants."


def test_markdown_is_pleasant_to_read() -> None:
    assert rendered("md").split("\n---\n\n")[1] == (
        "# Ljubljana, a capital between Alps and Adriatic\n\n"
        "> This text was written by a machine from the facts listed under Sources.\n\n"
        "Ljubljana is the capital of Slovenia. It has 295,504 inhabitants.\n\n"
        "## The land\n\nSlovenia covers 20,273 km². It borders Italy and Austria.\n\n"
        "## At a glance\n\n- Area: 20,273 km²\n- Slovenia has at least two neighbours.\n\n"
        "## When did the castle open?\n\nIt opened on 1 May 1905.\n\n"
        "## A talk\n\nAna: What should I see first?\n\nBor: The castle, which opened on 1 May 1905.\n\n"
        "Ana: Then let us climb the hill.\n\n"
        "## Sources\n\n"
        "1. places.jsonl (sentences 1, 2, 4, 6)\n"
        "2. [https\\://example.org/si](<https://example.org/si>) (sentences 3, 5)\n"
        "3. texts/castle.txt (sentences 7, 9)\n"
    )


def test_front_matter_is_what_hugo_and_jekyll_read() -> None:
    assert rendered("md").startswith("---\n")
    assert yaml.safe_load(rendered("md").split("---")[1]) == {
        "title": "Ljubljana, a capital between Alps and Adriatic",
        "slug": "city-0001-ljubljana",
        "description": "Ljubljana is the capital of Slovenia.",
        "author": "Factpress",
        "language": "en",
        "categories": ["profile"],
        "tags": ["Ljubljana"],
    }


def test_a_long_first_sentence_is_cut_in_the_description_alone() -> None:
    opening = DOCUMENT.sections[0]
    long = opening.sentences[0].model_copy(update={"text": "word " * 80 + "end."})
    section = opening.model_copy(update={"sentences": (long,)})
    document = DOCUMENT.model_copy(update={"sections": (section,)})
    front = yaml.safe_load(rendered("md", document).split("---")[1])
    assert front["description"] == "word " * 39 + "word …"
    assert "word end." in rendered("md", document)


def test_the_notice_is_in_every_format_and_can_be_switched_off() -> None:
    silent = DOCUMENT.model_copy(update={"notice": ""})
    for output in AVAILABLE:
        assert SETTINGS.notice in rendered(output)
        assert "written by a machine" not in rendered(output, silent)
    assert not page(silent).findall(".//*[@class='notice']")


def test_a_sentence_of_the_page_points_to_the_facts_behind_it() -> None:
    root = page()
    for sentence in root.iterfind(".//*[@class='sentence']"):
        target = sentence.get("href")[1:]
        card = next(item for item in root.iter("li") if item.get("id") == target)
        assert [part for part in card.iter("div") if part.get("id") == sentence.get("aria-describedby")]
    fourth = " ".join("".join(card_of(root, 4).itertext()).split())
    assert fourth == (
        "4 Says what the facts say × Slovenia · borders · Italy Slovenia · borders · Austria "
        "places.jsonl characters 200–260, 261–320 Worded by a template"
    )
    assert "Claims nothing about the world" in "".join(card_of(root, 8).itertext())
    assert "Ljubljana Castle · opening date · 1 May 1905" in "".join(card_of(root, 9).itertext())


def card_of(root: Any, number: int) -> Any:
    return next(item for item in root.iter("li") if item.get("id") == f"f{number}")


def test_a_negated_fact_with_dates_says_so_on_the_page() -> None:
    fact = DOCUMENT.facts[0].model_copy(update={"negated": True, "valid_from": "1918-12-01", "valid_to": "1991"})
    document = DOCUMENT.model_copy(update={"facts": (fact, *DOCUMENT.facts[1:])})
    card = "".join(card_of(page(document), 1).itertext())
    assert "Ljubljana · not: capital of · Slovenia (from 1 December 1918 to 1991)" in card


def test_the_page_loads_nothing_and_handles_no_inline_event() -> None:
    loading = {"src", "srcset", "data", "poster", "background", "action", "style"}
    for element in page().iter():
        names = set(element.keys())
        assert not names & loading
        assert not [name for name in names if name.startswith("on")]
        assert element.tag not in {"link", "iframe", "object", "embed", "base", "form", "img"}
    assert not re.search(r"@import|url\(", rendered("html"))


def test_the_page_allows_its_own_style_and_script_alone() -> None:
    import base64
    import hashlib

    root = page()
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; ")
    for element in (root.find(".//style"), root.find(".//script")):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_ids_on_the_page_are_unique_and_references_lead_somewhere() -> None:
    root = page()
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    named = [element.get(name) for element in root.iter() for name in ("aria-describedby", "aria-labelledby")]
    linked = [link.get("href")[1:] for link in root.iter("a") if link.get("href").startswith("#")]
    assert {name for name in [*named, *linked] if name} <= set(ids)


def test_only_web_pages_are_linked_as_sources() -> None:
    links = [link.get("href") for link in page().iter("a") if not link.get("href").startswith("#")]
    assert set(links) == {"https://example.org/si"}


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JAVASCRIPT://example.org/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "http:example.org",
        "http://",
        "https://good.example@evil.example/",
        "https://good.example\\@evil.example/",
        "http://[::1",
        "ftp://example.org",
        "places.jsonl",
    ],
)
def test_an_address_that_is_no_plain_web_page_is_not_linked(uri: str) -> None:
    assert web_address(uri) == ""


def test_a_linked_address_cannot_end_the_link() -> None:
    assert web_address("https://e.org/a>(b) c\"d'") == "https://e.org/a%3E%28b%29%20c%22d%27"


def test_json_is_the_document_with_its_text_and_sources() -> None:
    record = DocumentRecord.model_validate_json(rendered("json"))
    assert record.text == " ".join(TEXTS)
    assert record.sentences == DOCUMENT.sentences
    assert record.facts == DOCUMENT.facts
    assert [(entry.number, entry.uri, entry.sentences) for entry in record.sources] == [
        (1, "places.jsonl", (1, 2, 4, 6)),
        (2, "https://example.org/si", (3, 5)),
        (3, "texts/castle.txt", (7, 9)),
    ]


def test_a_fact_that_the_document_does_not_hold_rests_on_no_source() -> None:
    document = DOCUMENT.model_copy(update={"facts": ()})
    assert citations(document) == []
    for output in AVAILABLE - {"json"}:
        assert "places.jsonl" not in rendered(output, document)


def test_positions_are_spoken_with_runs_drawn_together() -> None:
    assert spoken_positions([1, 2, 4, 5, 6, 9]) == "sentences 1, 2, 4–6, 9"


def test_a_document_without_sections_is_still_a_page() -> None:
    empty = DOCUMENT.model_copy(update={"sections": (), "facts": ()})
    assert page(empty).find(".//h1").text == DOCUMENT.title
    assert rendered("txt", empty) == f"{DOCUMENT.title}\n{'=' * len(DOCUMENT.title)}\n\n{SETTINGS.notice}\n"
    assert rendered("md", empty).endswith("listed under Sources.\n")


def test_a_sentence_with_nothing_visible_stops_its_document() -> None:
    opening = DOCUMENT.sections[0]
    blank = opening.sentences[0].model_copy(update={"text": "\u200b\u202e \n"})
    document = DOCUMENT.model_copy(update={"sections": (opening.model_copy(update={"sentences": (blank,)}),)})
    for output in AVAILABLE:
        with pytest.raises(StageError, match="sentence 1 has no visible text"):
            render(document, output, SETTINGS)


def test_an_output_of_another_version_is_refused_by_name() -> None:
    with pytest.raises(MissingPart, match=r"city-0001-ljubljana: the output 'pdf' .* html, json, md, txt"):
        render(DOCUMENT, "pdf", SETTINGS)


def test_author_can_be_left_out() -> None:
    anonymous = OutputSettings(author="")
    assert "author" not in render(DOCUMENT, "md", anonymous).decode()
    assert 'name="author"' not in render(DOCUMENT, "html", anonymous).decode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("a\u200d\u200db", "ab"),
        ("par\u00adti\u200btion", "partition"),
        ("10\u00a0km", "10\u00a0km"),
        ("\ud800", "\ufffd"),
        ("a\u2028b\x00c\x85d", "a bc d"),
        ("\u202eabc\u202c", "abc"),
    ],
)
def test_only_what_nobody_sees_is_taken_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import sys, hashlib; from rendering import AVAILABLE, ledger_lines, render;"
        "from tests.rendering.documents import DOCUMENT, SETTINGS;"
        "print(hashlib.sha256(b''.join([*(render(DOCUMENT, o, SETTINGS) for o in sorted(AVAILABLE)),"
        " ledger_lines(DOCUMENT)])).hexdigest())"
    )
    run = [sys.executable, "-c", code]
    first, second = (
        subprocess.run(run, env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, text=True, check=True)
        for seed in ("1", "2")
    )
    assert first.stdout == second.stdout != ""
