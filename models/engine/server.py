"""A language model behind a server that speaks the OpenAI API: vLLM, llama.cpp, Ollama and others."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from statistics import fmean
from typing import TYPE_CHECKING, Any, TypeVar

from content.errors import InputError, MissingPart, PassingFault
from models.engine.interface import Completion, Engine, Sampling
from models.engine.texts import cut_at_stop

if TYPE_CHECKING:
    from openai import OpenAI

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

SECONDS = 120.0
"""A server that has not answered in as long counts as away."""
_SHORTEST_KEY = 8
_LONGEST_TEXT = 50_000
"""Characters of an answer that are looked at."""
TOGETHER = 32
"""Requests under way at once, at most."""


class ServerEngine:
    """Asks for one candidate a request: not every server can make several, and servers batch by themselves."""

    dtype = "server"
    digest = ""

    def __init__(self, name: str, model: str, client: "OpenAI") -> None:
        self.name, self.model, self.client = name, model, client
        self._chats = False

    def complete(self, prompts: Sequence[str], sampling: Sampling, batch: int) -> list[list[Completion]]:
        """Write `sampling.candidates` completions of every prompt, the greedy one first."""
        wanted = sampling.candidates
        asked = [(prompt, candidate) for prompt in prompts for candidate in range(wanted)]
        flat = _together(lambda each: self._ask(*each, sampling), asked, batch)
        return [flat[start : start + wanted] for start in range(0, len(flat), wanted)]

    def score(self, prompts: Sequence[str], texts: Sequence[str], batch: int) -> list[float]:
        """Tell how likely each text is after its prompt: mean natural log a token; 0.0 for an empty text."""
        return _together(lambda each: self._likelihood(*each), list(zip(prompts, texts, strict=True)), batch)

    def _ask(self, prompt: str, candidate: int, sampling: Sampling) -> Completion:
        from openai import NotFoundError

        wishes: dict[str, Any] = {
            "model": self.model,
            "max_tokens": sampling.max_tokens,
            "temperature": sampling.temperature if candidate else 0.0,
            "top_p": sampling.top_p if candidate else 1.0,
            "seed": _seed(sampling.seed, prompt, candidate),
            # The API takes four; those beyond cut the text when it is here.
            "stop": list(sampling.stop[:4]) or None,
        }
        if not self._chats:
            try:
                with self._faults():
                    return self._completion(
                        self.client.completions.create(prompt=prompt, logprobs=1, **wishes), sampling
                    )
            except NotFoundError:
                # The endpoint for plain completions is missing, or refuses a model that only chats.
                self._chats = True
        with self._faults(final=True):
            answer = self.client.chat.completions.create(messages=[{"role": "user", "content": prompt}], **wishes)
        message = getattr(self._choice(answer), "message", None)
        text = cut_at_stop(self._text(getattr(message, "content", None) or ""), sampling.stop)
        return Completion(text, _tokens(answer, 0), 0.0)

    def _completion(self, answer: Any, sampling: Sampling) -> Completion:
        choice = self._choice(answer)
        listed = getattr(getattr(choice, "logprobs", None), "token_logprobs", None) or ()
        told = [value for value in listed if isinstance(value, int | float)]
        text = cut_at_stop(self._text(getattr(choice, "text", None)), sampling.stop)
        return Completion(text, _tokens(answer, len(told)), fmean(told) if told else 0.0)

    def _choice(self, answer: Any) -> Any:
        """Take the one choice out of an answer, which is what the server sent, whatever that is."""
        choices = getattr(answer, "choices", None)
        if not isinstance(choices, list) or not choices:
            raise PassingFault(f"{self.name}: the server answered without a text")
        return choices[0]

    def _text(self, text: object) -> str:
        if not isinstance(text, str):
            raise PassingFault(f"{self.name}: the server answered without a text")
        return self._without_key(text[:_LONGEST_TEXT])

    def _told(self, words: str) -> str:
        """Quote a server on one line."""
        return self._without_key(" ".join(words.split()))[:300]

    def _without_key(self, text: str) -> str:
        """Take the key out of what a server says: it knows the key and may repeat it, and texts and errors are kept."""
        key = self.client.api_key
        return text.replace(key, "[key]") if len(key) >= _SHORTEST_KEY else text

    def _likelihood(self, prompt: str, text: str) -> float:
        if not text:
            return 0.0
        with self._faults(final=True):
            answer = self.client.completions.create(
                model=self.model, prompt=prompt + text, echo=True, logprobs=1, max_tokens=1, temperature=0.0
            )
        told = answer.choices[0].logprobs if answer.choices else None
        pairs = zip(told.text_offset or (), told.token_logprobs or (), strict=False) if told else ()
        end = len(prompt) + len(text)
        values = [value for offset, value in pairs if len(prompt) <= offset < end and value is not None]
        if not values:
            raise InputError("the server does not tell likelihoods", place=self.name, remedy="use a local model")
        return fmean(values)

    @contextmanager
    def _faults(self, *, final: bool = False) -> Iterator[None]:
        """Turn what goes wrong with a server into errors of ours, without its own words behind them: see `_told`."""
        import openai

        try:
            yield
        except (openai.APIConnectionError, openai.RateLimitError, openai.InternalServerError) as error:
            raise PassingFault(f"{self.name}: {self._told(str(error))}") from None
        except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
            raise InputError(
                f"the server refuses the key ({self._told(str(error))})",
                place=self.name,
                remedy="set the variable that generator.api_key_variable names",
            ) from None
        except openai.NotFoundError as error:
            if not final:
                raise
            raise InputError(f"the server has no such model ({self._told(str(error))})", place=self.name) from None
        except openai.APIStatusError as error:
            if error.status_code in (408, 409):
                raise PassingFault(f"{self.name}: {self._told(str(error))}") from None
            raise InputError(f"the server refuses the request ({self._told(str(error))})", place=self.name) from None


def server_address(name: str) -> tuple[str, str]:
    """Take `openai:<model>@<base URL>` apart.

    Raises:
        InputError: it has another form.
    """
    model, _, url = name.removeprefix("openai:").rpartition("@")
    if not model or not url.startswith(("http://", "https://")):
        raise InputError(
            "not the name of a server's model",
            place=f"generator.model: {name}",
            remedy="write openai:<model>@<base URL>, such as openai:qwen@http://localhost:8000/v1",
        )
    return model, url


@cache
def load_server(name: str, api_key: str) -> Engine:
    """Make a client for a server; nothing is asked before the first prompt."""
    model, url = server_address(name)
    try:
        from openai import OpenAI
    except ImportError as error:
        raise MissingPart("a server needs the package openai", place=name, remedy="pip install openai") from error
    # Retries are the flow's, so that they are seen; a server without keys still wants one in the header.
    return ServerEngine(name, model, OpenAI(base_url=url, api_key=api_key or "none", timeout=SECONDS, max_retries=0))


def _together(ask: Callable[[Asked], Answer], asked: Sequence[Asked], batch: int) -> list[Answer]:
    with ThreadPoolExecutor(max_workers=max(1, min(batch, TOGETHER))) as pool:
        return list(pool.map(ask, asked))


def _tokens(answer: Any, otherwise: int) -> int:
    count = getattr(getattr(answer, "usage", None), "completion_tokens", None)
    return count if isinstance(count, int) and count >= 0 else otherwise


def _seed(seed: int, prompt: str, candidate: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\x1f{candidate}\x1f{prompt}".encode()).digest()[:4]) >> 1
