"""The engine behind an OpenAI-compatible server, against a small real server on the loopback."""

import json
import threading
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from content.errors import InputError, PassingFault
from models.engine import Engine, Sampling, identify, load_engine


class Service(ThreadingHTTPServer):
    """Completes a prompt with its candidate's seed; keeps what it was asked."""

    status = 200
    chats_only = False
    likelihoods = True
    says = ""
    trouble = "no luck"
    raw: object = ...

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[dict[str, Any]] = []
        self.keys: set[str] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class Answer(BaseHTTPRequestHandler):
    """One answer of the service."""

    server: Service

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.add(self.headers["Authorization"])
        chat = self.path.endswith("/chat/completions")
        if self.server.raw is not ...:
            self._send_raw(200, self.server.raw)
        elif self.server.status != 200:
            self._send(self.server.status, {"error": {"message": self.server.trouble}})
        elif self.server.chats_only and not chat:
            self._send(404, {"error": {"message": "this model only chats"}})
        elif chat:
            text = f"Chat of {body['messages'][0]['content']}.\nMore"
            self._send(200, {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}], **USAGE})
        else:
            self._send(200, {"choices": [{"index": 0, **self._plain(body)}], **USAGE})

    def _plain(self, body: dict[str, Any]) -> dict[str, Any]:
        text = body["prompt"] if body.get("echo") else self.server.says or f" Text of {body['prompt']}.\nMore"
        told = {
            "tokens": list(text),
            "token_logprobs": [None, *[-0.5] * (len(text) - 1)],
            "text_offset": list(range(len(text))),
        }
        return {"text": text, "logprobs": told if self.server.likelihoods else None, "finish_reason": "stop"}

    def _send(self, status: int, value: dict[str, Any]) -> None:
        self._send_raw(status, {"id": "1", "object": "text_completion", "created": 1, "model": "m", **value})

    def _send_raw(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


USAGE = {"usage": {"prompt_tokens": 3, "completion_tokens": 7, "total_tokens": 10}}
SAMPLING = Sampling(candidates=3, max_tokens=9, temperature=0.8, top_p=0.7, stop=("\n",))


@pytest.fixture(name="service")
def _service() -> Iterator[Service]:
    service = Service()
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield service
    service.shutdown()
    thread.join()
    service.server_close()


def engine_of(service: Service, api_key: str = "") -> Engine:
    return load_engine(f"openai:qwen@{service.url}", api_key=api_key)


def test_every_candidate_is_asked_for_and_cut_at_the_stop_string(service: Service) -> None:
    answers = engine_of(service).complete(["A", "B"], SAMPLING, batch=4)
    assert [[each.text for each in candidates] for candidates in answers] == [[" Text of A."] * 3, [" Text of B."] * 3]
    assert answers[0][0].tokens == 7
    assert answers[0][0].logprob == -0.5
    assert sorted((body["prompt"], body["temperature"]) for body in service.asked) == [
        ("A", 0.0), ("A", 0.8), ("A", 0.8), ("B", 0.0), ("B", 0.8), ("B", 0.8),
    ]  # fmt: skip
    assert {body["model"] for body in service.asked} == {"qwen"}
    assert len({body["seed"] for body in service.asked}) == 6


def test_the_same_question_has_the_same_seeds(service: Service) -> None:
    for _ in range(2):
        engine_of(service).complete(["A"], SAMPLING, batch=1)
    seeds = [body["seed"] for body in service.asked]
    assert seeds[:3] == seeds[3:]


def test_a_model_that_only_chats_is_asked_as_a_chat(service: Service) -> None:
    service.chats_only = True
    answers = engine_of(service).complete(["A"], SAMPLING, batch=1)
    assert [each.text for each in answers[0]] == ["Chat of A."] * 3
    assert answers[0][0].logprob == 0.0
    assert sum("prompt" in body for body in service.asked) == 1


def test_a_text_is_scored_by_the_likelihood_of_its_own_part(service: Service) -> None:
    assert engine_of(service).score(["Oslo", "x"], [" lies", ""], batch=2) == [-0.5, 0.0]


def test_a_server_without_likelihoods_cannot_score(service: Service) -> None:
    service.likelihoods = False
    engine = engine_of(service)
    assert engine.complete(["A"], SAMPLING, batch=1)[0][0].logprob == 0.0
    with pytest.raises(InputError, match="does not tell likelihoods"):
        engine.score(["Oslo"], [" lies"], batch=1)


@pytest.mark.parametrize("status", [408, 429, 500, 503])
def test_a_busy_server_is_a_passing_fault(service: Service, status: int) -> None:
    service.status = status
    with pytest.raises(PassingFault, match="no luck"):
        engine_of(service).complete(["A"], SAMPLING, batch=1)


@pytest.mark.parametrize(
    ("status", "line"),
    [(401, "refuses the key"), (403, "refuses the key"), (404, "no such model"), (400, "refuses the request")],
)
def test_a_server_that_refuses_is_one_clear_line(service: Service, status: int, line: str) -> None:
    service.status = status
    with pytest.raises(InputError, match=line) as caught:
        engine_of(service).complete(["A"], SAMPLING, batch=1)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_away_is_a_passing_fault() -> None:
    with pytest.raises(PassingFault, match="Connection"):
        load_engine("openai:qwen@http://127.0.0.1:9/v1").complete(["A"], SAMPLING, batch=1)


def test_the_key_comes_from_the_named_variable_and_is_never_shown(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_KEY", "sesame")
    engine = load_engine(f"openai:qwen@{service.url}", api_key_variable="A_KEY")
    engine.complete(["A"], SAMPLING, batch=1)
    assert service.keys == {"Bearer sesame"}
    assert "sesame" not in identify(engine.name)


def test_a_model_with_a_sign_in_its_name_is_taken_apart_at_the_last() -> None:
    assert identify("openai:org/qwen@v2@http://localhost:8000/v1") == "openai:org/qwen@v2@http://localhost:8000/v1"


KEY = "sk-planted-0123456789abcdef"


def test_the_key_is_taken_out_of_what_a_server_says(service: Service) -> None:
    service.says = f"The key is {KEY}."
    engine = load_engine(f"openai:m@{service.url}", api_key=KEY)
    ((first, *_),) = engine.complete(["a"], SAMPLING, 1)
    assert service.keys == {f"Bearer {KEY}"}
    assert first.text == "The key is [key]."
    service.status, service.trouble = 401, f"Incorrect API key provided: {KEY}"
    with pytest.raises(InputError) as caught:
        engine.complete(["a"], SAMPLING, 1)
    assert "[key]" in str(caught.value)
    assert KEY not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "answer",
    [[], {}, "text", 1, None, {"choices": []}, {"choices": {}}, {"choices": [{}]}, {"choices": [{"text": 7}]}],
    ids=str,
)
def test_an_answer_that_is_none_may_pass(service: Service, answer: object) -> None:
    service.raw = answer
    with pytest.raises(PassingFault, match="without a text"):
        load_engine(f"openai:m@{service.url}").complete(["a"], SAMPLING, 1)


def test_figures_that_are_none_are_left_out(service: Service) -> None:
    logprobs = {"token_logprobs": ["x", None, -0.5]}
    service.raw = {"choices": [{"text": "x" * 1_000_000, "logprobs": logprobs}], "usage": {"completion_tokens": "many"}}
    ((first, *_),) = load_engine(f"openai:m@{service.url}").complete(["a"], SAMPLING, 1)
    assert (len(first.text), first.tokens, first.logprob) == (50_000, 1, -0.5)
