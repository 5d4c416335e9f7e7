"""A key is planted in the environment and in a Prefect block; afterwards everything that was written is searched."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from prefect.blocks.system import Secret

from content.errors import InputError
from content.settings import Settings, load_settings
from flows.produce_content import produce_content
from tests.conftest import Standing
from tests.flows.jobs import BRIEFS, FACTS

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PLANTED = "sk-environment-1f0e9d8c7b6a5948"
IN_A_BLOCK = "sk-of-the-block-a1b2c3d4e5f60718"
VARIABLE = "FACTPRESS_TEST_KEY"


@contextmanager
def talkative_server() -> Iterator[tuple[str, set[str]]]:
    """A model's server that repeats the key it was given: in texts, and after five answers in an error."""
    keys: set[str] = set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            keys.add(self.headers["Authorization"])
            said = f"Your key is {self.headers['Authorization']}"
            refused = self.path.startswith("/refuses")
            answer = {"error": {"message": said}} if refused else {"choices": [{"text": f"{said}."}]}
            body = json.dumps(answer).encode()
            self.send_response(401 if refused else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", keys
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def a_job(folder: Path, model: str, **generator: str) -> None:
    folder.mkdir()
    (folder / "briefs.jsonl").write_text(BRIEFS)
    (folder / "facts.jsonl").write_text(FACTS)
    settings = {f"generator.{name}": value for name, value in generator.items()}
    settings |= {"generator.model": model, "telemetry.log": str(folder / "log.jsonl"), "job.retries": "0"}
    produce_content(
        briefs=[folder / "briefs.jsonl"],
        out=folder / "out",
        knowledge=[folder / "facts.jsonl"],
        settings=load_settings(None, settings),
    )


def files_with(key: str, folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]


def test_a_key_is_found_nowhere_after_a_run(
    tmp_path: Path,
    standing: Standing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with talkative_server() as (url, keys):
        monkeypatch.setenv(VARIABLE, PLANTED)
        a_job(tmp_path / "one", f"openai:m@{url}/v1", api_key_variable=VARIABLE)
        monkeypatch.delenv(VARIABLE)
        Secret(value=IN_A_BLOCK).save("key-of-a-model")
        a_job(tmp_path / "two", f"openai:n@{url}/v1", api_key_variable=VARIABLE, api_key_block="key-of-a-model")
        with pytest.raises(InputError, match="refuses the key"):
            a_job(tmp_path / "three", f"openai:m@{url}/refuses", api_key_variable=VARIABLE)
        monkeypatch.delenv(VARIABLE)
        with pytest.raises(InputError, match=r"api_key_block: there is no Secret block 'nobody'; make it in Prefect"):
            a_job(tmp_path / "four", f"openai:o@{url}/v1", api_key_variable=VARIABLE, api_key_block="nobody")
    assert keys == {f"Bearer {PLANTED}", f"Bearer {IN_A_BLOCK}"}
    assert (tmp_path / "one/out/documents/ulm/document.md").is_file()
    assert files_with("[key]", tmp_path / "one/out/.store"), "what the server repeated is among the candidates"
    assert files_with("nothing is known of", standing.home), "the database of the server is searched"
    printed = capfd.readouterr()
    for key in (PLANTED, IN_A_BLOCK):
        assert files_with(key, tmp_path) == []
        assert key not in caplog.text + printed.out + printed.err


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("generator.model", "openai:m@https://user:hunter2-hunter2@host/v1"),
        ("generator.model", "openai:m@https://host/v1?api_key=hunter2-hunter2"),
        ("grammar.languagetool_url", "https://:hunter2-hunter2@host"),
        ("telemetry.traces", "https://user:hunter2-hunter2@collector"),
        ("job.store", "s3://key:hunter2-hunter2@bucket/store"),
    ],
)
def test_a_password_in_a_setting_is_refused_and_not_repeated(name: str, address: str) -> None:
    with pytest.raises(InputError, match="an address with a password in it is not kept") as caught:
        load_settings(None, {name: address})
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in str(caught.value.__cause__)
    group, setting = name.split(".")
    with pytest.raises(ValueError, match="not kept") as invalid:
        Settings.model_validate({group: {setting: address}})
    assert "hunter2" not in str(invalid.value)
