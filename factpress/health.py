"""`factpress health`: one line and an exit code for whoever watches a service, such as a container's probe."""

import json
import os
from typing import Annotated, Any

import httpx
import typer

from content.errors import FactpressError
from factpress.server import served_address

_PATIENCE = 5.0


def health(
    address: Annotated[
        str, typer.Option(help="API of the server.", show_default="PREFECT_API_URL, or the one that is served here")
    ] = "",
    pool: Annotated[str, typer.Option(help="Work pool that needs a worker; empty: none does.")] = "factpress",
) -> None:
    """Say whether the server answers and a worker waits for jobs; exit with 3 when not.

    A run that works says so itself at /health, where telemetry.metrics_address names a port.
    """
    found = examine(address or os.environ.get("PREFECT_API_URL", "") or served_address(), pool)
    print(json.dumps(found))
    raise typer.Exit(0 if found["status"] == "ok" else 3)


def examine(address: str, pool: str) -> dict[str, str]:
    """Ask a server how it is, and whether a worker of a pool has been heard of lately."""
    parts = {"server": address, "worker": "not asked"}
    if not address:
        return {"status": "no server is named, and none is served here", **parts}
    try:
        _answer("GET", f"{address}/health")
        if pool:
            parts["worker"] = "none online"
            workers = _answer("POST", f"{address}/work_pools/{pool}/workers/filter")
            parts["worker"] = next(one["name"] for one in workers if one["status"] == "ONLINE")
    except StopIteration:
        return {"status": "no worker waits for jobs", **parts}
    except FactpressError as error:
        return {"status": str(error), **parts}
    return {"status": "ok", **parts}


def _answer(method: str, url: str) -> Any:
    """Ask the server.

    Raises:
        FactpressError: it does not answer, or answers with an error.
    """
    user, _, password = os.environ.get("PREFECT_API_AUTH_STRING", "").partition(":")
    body: dict[str, str] | None = {} if method == "POST" else None
    try:
        answer = httpx.request(method, url, json=body, auth=(user, password) if user else None, timeout=_PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FactpressError(f"the server does not answer ({str(error) or type(error).__name__})") from error
    if answer.status_code == 404 and method == "POST":
        raise FactpressError("there is no such work pool")
    if answer.is_error:
        raise FactpressError(f"the server answers {answer.status_code}")
    return answer.json()
