"""Artifacts, sent to the server beside the work: what makes them does not wait for the answer."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any

import httpx

log = logging.getLogger("factpress")

_ON_THEIR_WAY = 32
"""Artifacts at most; a server that is slower than the work slows it down, rather than filling the memory."""


class Sender:
    """Send artifacts one after the other, in a thread."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="artifacts")
        self._sent: deque[Future[Any]] = deque()
        self._lost: list[BaseException] = []
        self._away: httpx.TransportError | None = None
        """Why the server could not be reached when it was last tried."""

    def send(self, create: Callable[[], object]) -> None:
        """Call a function soon, in the run that is running now."""
        self._sent.append(self._thread.submit(copy_context().run, self._try, create))
        if len(self._sent) > _ON_THEIR_WAY:
            self._await_first()

    def close(self) -> None:
        """Wait for all that is on its way, and tell what was lost: a lost summary costs no document."""
        while self._sent:
            self._await_first()
        self._thread.shutdown()
        if self._lost:
            log.warning("%d artifacts were not taken by the server: %s", len(self._lost), self._lost[0])

    def _try(self, create: Callable[[], object]) -> None:
        """Call a function, unless the server is still away: Prefect waits a minute for it, every time."""
        if self._away and not _is_there():
            raise self._away
        try:
            create()
            self._away = None
        except httpx.TransportError as error:
            self._away = error
            raise

    def _await_first(self) -> None:
        if error := self._sent.popleft().exception():
            self._lost.append(error)


def _is_there() -> bool:
    from prefect.settings import PREFECT_API_URL

    try:
        return httpx.get(f"{PREFECT_API_URL.value()}/health", timeout=2.0).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


_SENDER: ContextVar[Sender | None] = ContextVar("sender", default=None)


@contextmanager
def sent_aside() -> Iterator[None]:
    """Let artifacts be sent beside the work, and wait for them at the end."""
    sender = Sender()
    before = _SENDER.set(sender)
    try:
        yield
    finally:
        _SENDER.reset(before)
        sender.close()


def send(create: Callable[[], object]) -> None:
    """Call a function that makes an artifact: aside, or at once where nothing is sent aside."""
    sender = _SENDER.get()
    if sender is None:
        create()
    else:
        sender.send(create)
