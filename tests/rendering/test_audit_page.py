"""The audit page: inert whatever it shows, quick for a thousand documents, readable on a phone."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.artifacts import Check, Dropped, Edit, LeftOut, Section, Sentence, SentencePlan
from content.artifacts.draft import Candidate
from rendering.audit import (
    AuditDocument,
    AuditJob,
    AuditRow,
    Bar,
    Passage,
    ShownFact,
    Worded,
    as_image,
    histogram,
    render_audit,
    timeline,
)
from tests.rendering.browser import CHROMIUM, Page, open_browser
from tests.rendering.hostile import HOSTILE

needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
FACT = "f0123456789abcdef"


def a_job(requested: int, **more: object) -> AuditJob:
    counts = {"rejected": 0, "failed": 0, "skipped": 0, "seconds": {"generate_text": 1.5}, "tokens": 7}
    return AuditJob.model_validate({"job": "0123", "requested": requested, "delivered": requested, **counts, **more})


def a_row(name: str, title: str = "Ulm", **more: object) -> AuditRow:
    return AuditRow.model_validate({"id": name, "title": title, "kind": "profile", "state": "delivered", **more})


def a_document(name: str, text: str, final: str = "", sentences: int = 1) -> AuditDocument:
    """A document that says one text wherever a text from outside can stand."""
    tried = Candidate(text=text, origin="model", coverage=1.0, logprob=-0.5, tokens=9, passed=True)
    fell = Candidate(text=text, origin="model", coverage=0.5, reason=text)
    edit = Edit(by=text, rule=text, before=text, after=text, accepted=True, reason=text)
    check = Check(name="numbers", passed=True, detail=text)
    worded = Worded(
        plan="s1p1", draft=text, final=final or text, label="stated", origin="model", facts=(FACT,),
        candidates=(tried, fell), edits=(edit,),
    )  # fmt: skip
    line = Sentence(
        sentence=1, section=text, text=final or text, facts=(FACT,), label="stated", origin="model", checks=(check,)
    )
    ledger = tuple(line.model_copy(update={"sentence": number}) for number in range(1, sentences + 1))
    passage = Passage(uri=text, start=3, end=9, before=text, text=text, after=text)
    return AuditDocument(
        id=name,
        brief={"id": name, "topic": text, "must_mention": [text]},
        own=(text,),
        title=text,
        sections=(Section(heading=text, plans=(SentencePlan(id="s1p1", facts=(FACT,)),)),),
        left_out=(LeftOut(fact=FACT, reason=text, said=text),),
        notes=(text,),
        engine=text,
        grammar=text,
        worded=(worded,) * sentences,
        dropped=(Dropped(plan="s1p2", text=text, reason=text, candidates=(fell,)),),
        ledger=ledger,
        facts=(ShownFact(id=FACT, said=text, validity=text, passages=(passage,)),),
        keys={"plan_content": "ab" * 32},
        files={text: "cd" * 32},
        different={"settings": {text: text}},
    )


def a_page(texts: list[str], sentences: int = 1) -> bytes:
    rows = [a_row(f"d-{number}", text, reason=text) for number, text in enumerate(texts)]
    documents = [a_document(f"d-{number}", text, sentences=sentences) for number, text in enumerate(texts)]
    pictures = [timeline([Bar("plan_content", 1.0, 2.0, 5)]), histogram([1.0, 2.0, 2.0], "Words")]
    job = a_job(
        len(texts), knowledge=tuple(texts[:3]), notes=tuple(texts[:3]), settings={"output": {"notice": texts[0]}}
    )
    return b"".join(render_audit(job, rows, documents, pictures))


def test_no_text_can_end_its_element_or_begin_another() -> None:
    page = a_page(list(HOSTILE)).decode()
    scripts = re.findall(r"<script\b[^>]*>", page)
    assert len(scripts) == len(re.findall(r"</script", page)) == 3 + len(HOSTILE)
    assert {re.sub(r'id="\w+"', "", one) for one in scripts} == {'<script type="application/json" >', "<script>"}
    for data in re.findall(r'<script type="application/json" id="d\d+">(.*?)</script>', page):
        assert not set("<>&") & set(data)
        assert json.loads(data)["title"] in HOSTILE


def test_the_page_loads_nothing_and_names_no_machine() -> None:
    page = a_page(["Ulm"]).decode()
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert "default-src 'none'" in page.replace("&#39;", "'")
    assert "unsafe-inline" not in page


def test_the_same_job_gives_the_same_bytes() -> None:
    assert a_page(["Ulm", "Bonn"]) == a_page(["Ulm", "Bonn"])


def test_invisible_characters_are_written_as_escapes() -> None:
    page = a_page(["in\u202evoice\u200b"]).decode()
    assert "\u202e" not in page
    assert "\\u202e" in page


def test_pictures_are_whole_and_escape_what_they_name() -> None:
    assert timeline([]) == ""
    assert histogram([], "x") == histogram([float("nan")], "x") == ""
    assert "<b>" not in histogram([1.0], "<b>")
    assert histogram([3.0, 3.0], "x").count("<rect") == 1
    assert as_image(histogram([1.0], "x")).startswith("data:image/svg+xml;base64,")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with open_browser(tmp_path_factory.mktemp("profile"), 1200, 900) as page:
        yield page


@pytest.fixture
def page(browser: Page) -> Page:
    browser.messages.clear()
    browser.call("Emulation.clearDeviceMetricsOverride")
    return browser


def opened(page: Page, path: Path, data: bytes) -> Page:
    path.write_bytes(data)
    page.go(path.as_uri())
    return page


def visit(page: Page, number: int) -> None:
    page.ask(f"location.hash = '#d{number}'")
    page.wait_for("document.querySelector('#document code')?.innerText", f"d-{number}")


@needs_browser
def test_hostile_texts_do_nothing_in_a_browser(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path / "hostile.html", a_page(list(HOSTILE)))
    page.ask("window.alert = () => { window.struck = true }")
    for number in range(len(HOSTILE)):
        page.ask(f"location.hash = '#d{number}'")
        page.wait_for("document.querySelector('#document code')?.innerText", f"d-{number}")
        page.ask("document.querySelectorAll('details').forEach(one => one.open = true)")
    strange = "document.querySelectorAll('main :is(script, img, iframe, object, style, b, form form)').length"
    assert page.ask(strange) == 0
    assert page.ask("window.struck") is None
    assert page.messages == []


@needs_browser
def test_a_thousand_documents_open_and_answer_at_once(page: Page, tmp_path: Path) -> None:
    texts = [f"Town {number} is a town of {number:,} people in the county of Somewhere." for number in range(1000)]
    data = a_page(texts, sentences=25)
    assert len(data) > 15_000_000
    begun = time.perf_counter()
    opened(page, tmp_path / "thousand.html", data)
    loaded = time.perf_counter() - begun
    assert page.ask("document.querySelectorAll('.row').length") == 50
    assert "1–50 of 1,000 documents" in page.ask("document.querySelector('#found').innerText")
    page.point("#pages button:last-child", click=True)
    page.wait_for("document.querySelector('#pages').innerText.includes('page 2 of 20')", True)
    begun = time.perf_counter()
    visit(page, 999)
    answered = time.perf_counter() - begun
    assert "Town 999" in page.ask("document.querySelector('#document').innerText")
    page.ask("location.hash = ''")
    page.wait_for("document.querySelector('#overview').hidden", False)
    search = "const s = document.querySelector('#search'); s.value = 'd-77'; s.dispatchEvent(new Event('input'))"
    page.ask(f"(() => {{ {search} }})()")
    assert page.ask("document.querySelectorAll('.row').length") == 11
    assert loaded < 15, "a busy machine takes two seconds"
    assert answered < 5


@needs_browser
def test_a_phone_shows_everything_without_scrolling_sideways(page: Page, tmp_path: Path) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=360, height=740, deviceScaleFactor=2, mobile=True)
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 3
    opened(page, tmp_path / "phone.html", a_page(["Ulm lies on the Danube.", long]))
    for number in (None, 0, 1):
        if number is not None:
            visit(page, number)
            page.ask("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.ask("document.documentElement.scrollWidth") <= 360
    assert page.messages == []


@needs_browser
def test_the_differences_between_draft_and_final_are_coloured(page: Page, tmp_path: Path) -> None:
    document = a_document("d-0", "Ulm lies on the Danube.", "It lies on the river Danube.")
    data = b"".join(render_audit(a_job(1), [a_row("d-0")], [document]))
    opened(page, tmp_path / "differences.html", data)
    visit(page, 0)
    assert page.ask("[...document.querySelectorAll('.was del')].map(one => one.innerText).join('|')") == "Ulm"
    assert page.ask("[...document.querySelectorAll('.is ins')].map(one => one.innerText).join('')") == "Itriver "
    shown = page.ask("getComputedStyle(document.querySelector('.is ins')).backgroundColor")
    assert shown not in ("rgba(0, 0, 0, 0)", page.ask("getComputedStyle(document.body).backgroundColor"))


@needs_browser
def test_hidden_characters_are_named_instead_of_obeyed(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path / "hidden.html", a_page(["in\u202evoice"]))
    visit(page, 0)
    assert "in⟨U+202E⟩voice" in page.ask("document.querySelector('#document h1').innerText")


@needs_browser
def test_documents_are_found_by_state_and_reason(page: Page, tmp_path: Path) -> None:
    rows = [a_row("d-0"), a_row("d-1", "Bonn", state="rejected", stage="plan_content", reason="nothing is known")]
    documents = [a_document("d-0", "Ulm."), AuditDocument(id="d-1")]
    opened(page, tmp_path / "states.html", b"".join(render_audit(a_job(2), rows, documents)))
    page.ask(
        "(() => { const s = document.querySelector('#state'); s.value = 'rejected';"
        " s.dispatchEvent(new Event('change')) })()"
    )
    assert (
        page.ask("document.querySelector('#list').innerText").split()
        == "rejected Bonn d-1 plan_content nothing is known".split()
    )
    page.point(".row", click=True)
    page.wait_for("document.querySelector('#document .warning')?.innerText", "nothing is known")
    assert "did not come that far" in page.ask("document.querySelector('#document').textContent")
    assert page.messages == []
