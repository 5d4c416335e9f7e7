"""prefect.yaml and the run form: what is deployed can run, and what people see explains itself."""

import json
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import prefect
import pytest
import yaml
from prefect import Flow
from prefect.context import SettingsContext
from prefect.settings import Profile, Settings

HOME = Path(__file__).resolve().parent.parent.parent
FILE = yaml.safe_load((HOME / "prefect.yaml").read_text(encoding="utf-8"))
DEPLOYMENTS: dict[str, dict[str, Any]] = {one["name"]: one for one in FILE["deployments"]}
TEMPLATES = Path(prefect.__file__).parent / "server/api/collections_data/views/aggregate-worker-metadata.json"
ASKED_OF_PEOPLE = {"training": {"data"}}


def flow_of(deployment: str) -> Flow[..., Any]:
    module, _, name = DEPLOYMENTS[deployment]["entrypoint"].rpartition(".")
    flow = getattr(import_module(module), name)
    assert isinstance(flow, Flow)
    return flow


def fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Give everything a form shows, nested groups included."""
    parts = [schema, *schema.get("definitions", {}).values()]
    return [(f"{part.get('title')}.{name}", field) for part in parts for name, field in part["properties"].items()]


def test_the_pull_step_goes_to_the_checkout() -> None:
    assert FILE["pull"] == [{"prefect.deployments.steps.set_working_directory": {"directory": "{{ $PWD }}"}}]


def test_there_is_a_nightly_job_one_on_demand_a_rebuild_and_training() -> None:
    schedules = {name: one.get("schedules", [{}])[0] for name, one in DEPLOYMENTS.items()}
    assert set(DEPLOYMENTS) == {"on-demand", "nightly", "rebuild", "training"}
    assert schedules["nightly"]["cron"] == "0 2 * * *"
    assert schedules["rebuild"]["interval"] == 21600
    assert schedules["on-demand"] == schedules["training"] == {}


def test_the_nightly_job_is_tried_once_more_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in DEPLOYMENTS["nightly"]["work_pool"]["job_variables"]["env"].items():
        monkeypatch.setenv(name, value)
    with SettingsContext(profile=Profile(name="worker", settings={}), settings=Settings()):
        loaded = Flow(flow_of("nightly").fn)
    assert (loaded.retries, loaded.retry_delay_seconds) == (1, 300)


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_a_deployment_runs_one_at_a_time_with_checked_parameters(name: str) -> None:
    one = DEPLOYMENTS[name]
    assert one["enforce_parameter_schema"] is True
    assert one["concurrency_limit"] == {"limit": 1, "collision_strategy": "ENQUEUE"}
    assert one["work_pool"]["name"] == "factpress"
    assert "factpress" in one["tags"]
    assert one["description"]


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_the_parameters_of_a_deployment_fit_its_flow(name: str) -> None:
    flow, given = flow_of(name), DEPLOYMENTS[name]["parameters"]
    missing = set(flow.parameters.required) - set(given)
    assert missing == ASKED_OF_PEOPLE.get(name, set())
    flow.validate_parameters({**given, **dict.fromkeys(missing, "folder")})
    files = [path for key in ("briefs", "knowledge", "paths") for path in given.get(key, [])]
    assert [path for path in files if not (HOME / path).exists()] == []


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_everything_in_a_run_form_has_a_title_and_a_help_text(name: str) -> None:
    shown = [one for one in fields(flow_of(name).parameters.model_dump()) if "$ref" not in one[1]]
    assert len(shown) > 5
    assert [place for place, field in shown if not field["title"][0].isupper()] == []
    assert [place for place, field in shown if not field.get("description")] == []


def documented() -> list[dict[str, Any]]:
    """Give the deployments that docs/operations.md shows."""
    text = (HOME / "docs/operations.md").read_text(encoding="utf-8")
    files = [yaml.safe_load(block) for block in re.findall(r"```yaml prefect\S*\n(.*?)```", text, flags=re.DOTALL)]
    return [one for file in files for one in file["deployments"]]


@pytest.mark.parametrize("one", documented(), ids=lambda one: one["name"])
def test_a_deployment_in_the_documents_would_run(one: dict[str, Any]) -> None:
    module, _, name = one["entrypoint"].rpartition(".")
    getattr(import_module(module), name).validate_parameters(one["parameters"])
    pool = one["work_pool"]["name"]
    known = json.loads(TEMPLATES.read_text(encoding="utf-8"))[f"prefect-{pool}" if pool != "factpress" else "prefect"]
    template = known["process" if pool == "factpress" else pool]["default_base_job_configuration"]
    assert set(one["work_pool"].get("job_variables", {})) <= set(template["variables"]["properties"])


def test_choices_are_dropdowns() -> None:
    shown = fields(flow_of("nightly").parameters.model_dump())
    chosen = {place: field["enum"] for place, field in shown if "enum" in field}
    assert chosen["GrammarSettings.checker"] == ["harper", "languagetool", "none"]
    assert chosen["JobSettings.runner"] == ["local", "dask", "ray"]
    assert {"GeneratorSettings.level", "TelemetrySettings.events"} <= set(chosen)


def test_the_form_begins_with_what_everybody_fills_in() -> None:
    properties = flow_of("on-demand").parameters.model_dump()["properties"]
    order = sorted(properties, key=lambda name: properties[name]["position"])
    assert order[:3] == ["briefs", "knowledge", "out"]
    assert order.index("settings") > order.index("plan_only")
