"""The Prefect server, closed to web pages of others.

Prefect answers every origin and asks for no password: any page that a person has open could start jobs on the server
of their own machine, or read what they made. Here a request that a browser sends for another site's page is refused;
and a server that listens on this machine alone answers to no other name, whatever a name server says.
"""

from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

if TYPE_CHECKING:
    from fastapi import FastAPI

_ITSELF = "prefect-in-memory"
"""The name under which the server's own automations call its API; no site can have it, since it has no domain."""
_THIS_MACHINE = ["127.0.0.1", "localhost", "::1", "[::1]", _ITSELF]


class SameOrigin:
    """Refuse what a browser sends for a page of another origin; programs send no origin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with 403."""
        if scope["type"] in ("http", "websocket"):
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            if origin is not None and origin.partition("://")[2] != headers.get("host"):
                await PlainTextResponse("this page is of another origin", status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def for_this_machine() -> "FastAPI":
    """Make a server that is reached from this machine alone."""
    app = for_others()
    # added last, so that it is asked first
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=_THIS_MACHINE)
    return app


def for_others() -> "FastAPI":
    """Make a server that other machines reach, by whatever name."""
    from prefect.server.api.server import create_app

    app = create_app()
    app.add_middleware(SameOrigin)
    return app
