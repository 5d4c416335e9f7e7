"""The page in a real browser: pointing, keys, a phone's width, and nothing that runs but its own script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rendering import render
from tests.rendering.browser import CHROMIUM, Page, open_browser
from tests.rendering.documents import DOCUMENT, SETTINGS, saying
from tests.rendering.hostile import HOSTILE

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")
SHOWN = "[...document.querySelectorAll('.card')].filter(c => c.checkVisibility()).map(c => c.id).join()"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with open_browser(tmp_path_factory.mktemp("profile"), 1200, 900) as page:
        yield page


@pytest.fixture
def page(browser: Page, tmp_path: Path) -> Page:
    (tmp_path / "document.html").write_bytes(render(DOCUMENT, "html", SETTINGS))
    browser.messages.clear()
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    browser.call("Emulation.clearDeviceMetricsOverride")
    browser.leave()
    browser.go((tmp_path / "document.html").as_uri())
    return browser


def test_pointing_at_a_sentence_shows_its_facts_and_leaving_hides_them(page: Page) -> None:
    page.wait_for(SHOWN, "")
    page.point("#s4")
    page.wait_for(SHOWN, "f4")
    assert "Slovenia · borders · Italy" in page.ask("document.querySelector('#f4').innerText")
    page.leave()
    page.wait_for(SHOWN, "")
    assert page.messages == []


def test_pointing_works_without_scripts(page: Page) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.go(page.ask("location.href") + "?again")
    page.point("#s3")
    page.wait_for(SHOWN, "f3")
    page.leave()
    page.point("#s9", click=True)
    page.wait_for("location.hash", "#f9")
    page.leave()
    page.ask("document.activeElement.blur()")
    page.wait_for(SHOWN, "f9")
    assert page.ask("getComputedStyle(document.querySelector('#s9')).backgroundColor") == "rgb(255, 243, 201)"
    page.point("#f9 .close", click=True)
    page.wait_for("location.hash", "#s9")
    page.leave()
    page.ask("document.activeElement.blur()")
    page.wait_for(SHOWN, "")


def test_the_card_stands_beside_its_sentence_and_can_be_pointed_at(page: Page) -> None:
    page.point("#s4")
    sentence = page.ask("document.querySelector('#s4').getBoundingClientRect().toJSON()")
    card = page.ask("document.querySelector('#f4').getBoundingClientRect().toJSON()")
    assert abs(card["top"] - sentence["bottom"]) < 3
    assert 0 <= card["left"] < card["right"] <= 1200
    page.point("#f4")
    page.wait_for(SHOWN, "f4")


def test_a_click_keeps_the_card_until_escape_and_does_not_jump(page: Page) -> None:
    page.point("#s4", click=True)
    before = page.ask("scrollY")
    page.leave()
    page.ask("document.activeElement.blur()")
    page.wait_for(SHOWN, "f4")
    assert page.ask("[location.hash, scrollY]") == ["", before]
    page.press("Escape")
    page.wait_for(SHOWN, "")


def test_a_click_elsewhere_puts_the_card_away(page: Page) -> None:
    page.point("#s4", click=True)
    page.point("h1", click=True)
    page.wait_for(SHOWN, "")


def test_keys_reach_each_sentence_and_its_facts(page: Page) -> None:
    for number in (1, 2, 3):
        page.press("Tab")
        assert page.ask("document.activeElement.id") == f"s{number}"
        page.wait_for(SHOWN, f"f{number}")


def test_the_close_sign_leads_back_to_the_sentence(page: Page) -> None:
    page.point("#s4", click=True)
    page.point("#f4 .close", click=True)
    assert page.ask("document.activeElement.id") == "s4"
    page.leave()
    page.ask("document.activeElement.blur()")
    page.wait_for(SHOWN, "")


def test_all_facts_can_be_read_at_once(page: Page) -> None:
    page.point(".show a", click=True)
    page.leave()
    page.wait_for(SHOWN, ",".join(f"f{number}" for number in range(1, 11)))


def test_a_screen_reader_hears_the_facts_as_the_description_of_a_sentence(page: Page) -> None:
    page.call("Accessibility.enable")
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    links = [node for node in nodes if node["role"]["value"] == "link"]
    described = {link["name"]["value"]: link.get("description", {}).get("value") for link in links}
    page.call("Accessibility.disable")
    assert described["It borders Italy and Austria."] == "Slovenia · borders · Italy Slovenia · borders · Austria"


def test_on_a_phone_nothing_is_wider_than_the_screen_and_cards_come_from_below(page: Page) -> None:
    page.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=2, mobile=True)
    assert page.ask("[innerWidth, document.documentElement.scrollWidth]") == [390, 390]
    page.point("#s4", click=True)
    card = page.ask("document.querySelector('#f4').getBoundingClientRect().toJSON()")
    assert card["left"] >= 0
    assert card["right"] <= 390
    assert 820 < card["bottom"] <= 844


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_in_both_schemes(page: Page, scheme: str) -> None:
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    page.point("#s4")
    for selector in ("#s4", ".notice", ".sources li", "#f4 .badge", "#f4 .origin", "#f4 .fact"):
        assert page.ask(CONTRAST.replace("SELECTOR", selector)) >= 4.5, selector


CONTRAST = """(() => {
  const node = document.querySelector('SELECTOR');
  const light = (rgb) => rgb.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  let ground = node;
  while (/, 0\\)$|^transparent$/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const [a, b] = [getComputedStyle(node).color, getComputedStyle(ground).backgroundColor].map(light);
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
})()"""


def test_print_shows_every_fact(page: Page) -> None:
    page.call("Emulation.setEmulatedMedia", media="print")
    page.wait_for(SHOWN, ",".join(f"f{number}" for number in range(1, 11)))
    page.call("Emulation.setEmulatedMedia", media="")


def test_hostile_texts_run_nothing_in_a_browser(browser: Page, tmp_path: Path) -> None:
    for number, text in enumerate(text for text in HOSTILE if re.search("<[a-z/!]|onm|script:", text)):
        path = tmp_path / f"{number}.html"
        path.write_bytes(render(saying(text), "html", SETTINGS))
        browser.messages.clear()
        browser.go(path.as_uri())
        assert browser.ask("document.scripts.length") == 1
        assert browser.ask("document.querySelectorAll('article a').length") == 6
        assert browser.messages == []
