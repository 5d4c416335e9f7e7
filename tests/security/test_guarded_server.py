"""The server that we start, as a web page of others and as a program reach it."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

NEW_FLOW = '{"name": "made by a page of others"}'


def test_a_page_of_another_origin_reaches_nothing_and_programs_everything(prefect_api: str) -> None:
    flows = f"{prefect_api}/flows/"
    before = httpx.post(f"{prefect_api}/flows/count", json={}).json()
    port = int(prefect_api.rpartition(":")[2].partition("/")[0])
    foreign = {"Origin": "https://evil.example"}
    preflight = {**foreign, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert httpx.options(flows, headers=preflight).status_code == 403
    for headers in (foreign, {"Origin": "null"}, {"Origin": f"http://127.0.0.1:{port + 1}"}):
        assert httpx.post(flows, headers=headers, content=NEW_FLOW).status_code == 403
        assert httpx.get(f"{prefect_api}/health", headers=headers).status_code == 403
    for host in ("evil.example", f"evil.example:{port}"):
        rebound = {"Host": host, "Origin": f"http://{host}"}
        assert httpx.post(flows, headers=rebound, content=NEW_FLOW).status_code == 400
    assert httpx.post(f"{prefect_api}/flows/count", json={}).json() == before
    own = {"Origin": f"http://127.0.0.1:{port}"}
    assert httpx.post(flows, headers=own, json={"name": "made by its own page"}).status_code == 201
    assert httpx.post(f"{prefect_api}/flows/count", json={}).json() == before + 1
    events = f"{prefect_api.replace('http', 'ws', 1)}/events/in"
    with pytest.raises(InvalidStatus, match="403"), connect(events, origin=Origin("https://evil.example")):
        raise AssertionError("it was let in")
    with connect(events):
        pass
