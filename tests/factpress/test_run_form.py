"""A person starts a job in the browser: form, button, result. Pictures of it are kept in test-output/run-form."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factpress.served import HOME, PATIENCE, Service, serving
from tests.rendering.browser import CHROMIUM, Page, open_browser

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed")]

PICTURES = HOME / "test-output/run-form"
STAGES = ("Knowledge", "What came in", "Plans", "Drafts", "Edits", "Across the job", "Delivered")
FIELD = """(() => {{
  const label = [...document.querySelectorAll('.schema-form-property__label')].find(e => e.innerText.startsWith('{0}'));
  if (!label) return false;
  label.closest('.schema-form-property').querySelector('textarea, input, select').id = '{1}';
  return true;
}})()"""
AT_THE_END = """(() => {{
  // the page loads the rest of a long list when its end is seen
  for (const e of document.querySelectorAll('*')) if (e.scrollHeight > e.clientHeight) e.scrollTop = e.scrollHeight;
  return document.body.innerText.includes({0});
}})()"""
BUTTON = """(() => {{
  const all = [...document.querySelectorAll('button, a, [class*=p-tab]')];
  const found = all.filter(e => e.innerText.trim() === '{0}').pop();
  if (!found) return false;
  found.id = '{1}';
  return true;
}})()"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with open_browser(tmp_path_factory.mktemp("profile"), 1280, 1000) as page:
        yield page


def sees(page: Page, text: str) -> None:
    page.wait_for(f"document.body.innerText.includes({json.dumps(text)})", True, PATIENCE)


def click(page: Page, text: str) -> None:
    page.wait_for(BUTTON.format(text, "the-button"), True, PATIENCE)
    page.point("#the-button", click=True)
    page.ask("document.querySelectorAll('#the-button').forEach(e => e.removeAttribute('id'))")


def fill(page: Page, title: str, text: str) -> None:
    page.wait_for(FIELD.format(title, "the-field"), True, PATIENCE)
    page.write("#the-field", text)
    page.ask("document.querySelector('#the-field').removeAttribute('id')")


def choose(page: Page, title: str, option: str) -> None:
    page.wait_for(FIELD.format(title, "the-field"), True, PATIENCE)
    page.ask(
        "(() => { const e = document.querySelector('#the-field'); e.removeAttribute('id');"
        f" e.value = {json.dumps(option)}; e.dispatchEvent(new Event('change', {{bubbles: true}})) }})()"
    )


def test_a_job_started_from_the_form_is_done_and_its_stages_can_be_read(
    service: Service, page: Page, tmp_path: Path
) -> None:
    page.call("Page.navigate", url=f"{service.address}/deployments")
    sees(page, "on-demand")
    page.picture(PICTURES / "1-deployments.png")
    found = service.deployments()["on-demand"]["id"]
    page.call("Page.navigate", url=f"{service.address}/deployments/deployment/{found}/run")
    sees(page, "Folder for the results")
    fill(page, "Folder for the results", str(tmp_path / "out"))
    fill(page, "Chunk", "4")
    choose(page, "Checker", "none")
    page.picture(PICTURES / "2-form-settings.png")
    page.ask("document.querySelector('.schema-form-property__label').scrollIntoView({block: 'center'})")
    page.picture(PICTURES / "3-form.png")
    click(page, "Submit")
    page.wait_for("location.search", "?tab=Runs", PATIENCE)
    run = service.post("flow_runs/filter", deployments={"id": {"any_": [found]}})[0]["id"]
    page.call("Page.navigate", url=f"{service.address}/runs/flow-run/{run}")
    service.wait_for(run, "Completed")
    sees(page, "Completed")
    page.picture(PICTURES / "4-run.png")

    report = json.loads((tmp_path / "out/job.json").read_text())
    manifest = json.loads(next((tmp_path / "out/documents").glob("*/manifest.json")).read_text())
    assert report["delivered"] == 8
    assert manifest["settings"]["grammar"]["checker"] == "none"
    assert manifest["settings"]["job"]["chunk"] == 4

    click(page, "Artifacts")
    for title in STAGES:
        page.wait_for(AT_THE_END.format(json.dumps(title)), True, PATIENCE)
    page.picture(PICTURES / "5-artifacts.png")
    for artifact in service.post("artifacts/filter", flow_runs={"id": {"any_": [run]}}):
        page.call("Page.navigate", url=f"{service.address}/artifacts/artifact/{artifact['id']}")
        sees(page, artifact["description"])
        page.picture(PICTURES / f"6-{artifact['key']}-{artifact['id'][:8]}.png")


def test_the_pages_ask_nobody_but_this_machine(service: Service, page: Page) -> None:
    page.messages.clear()
    page.call("Page.navigate", url=f"{service.address}/dashboard")
    sees(page, "Flow Runs")
    outside = [message for message in page.messages if "http" in message and service.address not in message]
    assert outside == []
