"""The server that we start, as a web page of others and as a program reach it."""

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.conftest import Standing

NEW_FLOW = '{"name": "made by a page of others"}'


def test_a_page_of_another_origin_reaches_nothing_and_programs_everything(standing: Standing) -> None:
    flows = f"{standing.address}/flows/"
    port = int(standing.address.rpartition(":")[2].partition("/")[0])
    foreign = {"Origin": "https://evil.example"}
    preflight = {**foreign, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert httpx.options(flows, headers=preflight).status_code == 403
    for headers in (foreign, {"Origin": "null"}, {"Origin": f"http://127.0.0.1:{port + 1}"}):
        assert httpx.post(flows, headers=headers, content=NEW_FLOW).status_code == 403
        assert httpx.get(f"{standing.address}/health", headers=headers).status_code == 403
    for host in ("evil.example", f"evil.example:{port}"):
        rebound = {"Host": host, "Origin": f"http://{host}"}
        assert httpx.post(flows, headers=rebound, content=NEW_FLOW).status_code == 400
    assert httpx.post(f"{standing.address}/flows/count", json={}).json() == 0
    own = {"Origin": f"http://127.0.0.1:{port}"}
    assert httpx.post(flows, headers=own, json={"name": "made by its own page"}).status_code == 201
    assert httpx.post(f"{standing.address}/flows/count", json={}).json() == 1
    events = f"{standing.address.replace('http', 'ws', 1)}/events/in"
    with pytest.raises(InvalidStatus, match="403"), connect(events, origin=Origin("https://evil.example")):
        raise AssertionError("it was let in")
    with connect(events):
        pass
