"""A page in a real browser, driven over its debugging socket on this machine."""

import json
import shutil
import subprocess
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.connection import Connection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
)


class Page:
    """An open page: ask it, point at it, press keys on it."""

    def __init__(self, socket: Connection) -> None:
        self._socket, self._numbers = socket, count(1)
        self.messages: list[str] = []
        """What the browser logged: violations of the policy, errors of scripts."""

    def call(self, method: str, **params: object) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv(timeout=300))
            if answer.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
                self.messages.append(json.dumps(answer["params"]))
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]

    def ask(self, script: str) -> Any:
        """Evaluate a script from outside the page's policy."""
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def go(self, address: str) -> None:
        self.call("Page.navigate", url=address)
        self.wait_for("document.readyState + location.href", f"complete{address}")

    def wait_for(self, script: str, answer: object, seconds: float = 20) -> None:
        """Ask until the answer comes."""
        deadline = time.monotonic() + seconds
        while (found := self.ask(script)) != answer:
            assert time.monotonic() < deadline, f"{script} is {found!r}, not {answer!r}"
            time.sleep(0.02)

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the mouse onto the first line of an element, and click."""
        node, deadline = f"document.querySelector({json.dumps(selector)})", time.monotonic() + 20
        mouse = self._move_onto(node)
        while not self.ask(f"{node}.matches(':hover')"):
            assert time.monotonic() < deadline, f"the mouse cannot be put on {selector}"
            mouse = self._move_onto(node)
        for kind in ("mousePressed", "mouseReleased") if click else ():
            self.call("Input.dispatchMouseEvent", type=kind, **mouse)

    def _move_onto(self, node: str) -> dict[str, object]:
        """Move once; a page that scrolls by itself may leave the mouse beside the element."""
        x, y = self.ask(
            f"(() => {{ const e = {node}; if (!e.closest('.card')) e.scrollIntoView({{block: 'center'}});"
            " const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()"
        )
        mouse: dict[str, object] = {"x": x, "y": y, "button": "left", "clickCount": 1}
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **mouse)
        return mouse

    def press(self, key: str) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            code = {"Tab": 9, "Escape": 27, "Enter": 13}[key]
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)

    def write(self, selector: str, text: str) -> None:
        """Put a text in the place of what a field holds, as a person would."""
        self.point(selector, click=True)
        self.call("Input.dispatchKeyEvent", type="rawKeyDown", key="a", modifiers=2, commands=["selectAll"])
        self.call("Input.dispatchKeyEvent", type="keyUp", key="a")
        self.call("Input.insertText", text=text)

    def picture(self, path: Path) -> None:
        """Keep what the page looks like."""
        path.write_bytes(b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def leave(self) -> None:
        """Move the mouse to where nothing is."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=1, y=1)


@contextmanager
def open_browser(profile: Path, width: int, height: int, *flags: str) -> Iterator[Page]:
    """Start a browser with an empty profile and open a page in it."""
    command = [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={profile}", f"--window-size={width},{height}", "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with connect(_socket_address(profile, process), max_size=None, ping_interval=None) as socket:
            page = Page(socket)
            for domain in ("Page", "Runtime", "Log"):
                page.call(f"{domain}.enable")
            yield page
    finally:
        process.terminate()
        process.wait(timeout=20)


def _socket_address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    mark, deadline = profile / "DevToolsActivePort", time.monotonic() + 30
    while not mark.exists() or not mark.read_text().strip():
        assert process.poll() is None, "the browser did not start"
        assert time.monotonic() < deadline, "the browser did not open its socket"
        time.sleep(0.05)
    port = mark.read_text().split()[0]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=20) as answer:
        targets = json.load(answer)
    return str(next(target["webSocketDebuggerUrl"] for target in targets if target["type"] == "page"))
