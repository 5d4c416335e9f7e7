"""Generation for many prompts at once: rows that end make room for the next."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from torch import Tensor

from models.engine.attention import Cache, Prefix, ReadAttention, StepAttention, no_prefix
from models.engine.sampling import greedy, sampled
from models.engine.transformer import Transformer

BLOCK = 32
"""A prefix is read in blocks of as many tokens, so that its numbers never depend on what follows it."""
READ = 256
"""Tokens read at once; with more, what lies between the products leaves the cache of a core."""


class Request(NamedTuple):
    """One prompt and the candidates wanted of it."""

    tokens: Sequence[int]
    """Those after the shared prefix."""
    candidates: tuple[int, ...]
    """Indexes into the results."""


class Limits(NamedTuple):
    """When a row ends."""

    tokens: int
    ends: frozenset[int]
    stopped: Callable[[list[int]], bool]
    """Whether the tokens so far contain a stop string."""


class Choice(NamedTuple):
    """How sampled rows choose; a row without uniform numbers is greedy."""

    temperature: float
    top_p: float
    uniform: dict[int, list[float]]


@dataclass
class Row:
    """A candidate in the making."""

    candidate: int
    length: int
    """Own tokens in the cache."""
    tokens: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)


def extend_prefix(model: Transformer, known: Prefix | None, tokens: Sequence[int]) -> Prefix:
    """Read the prefix `tokens`, whole blocks only, beginning with the blocks that `known` has in common with it."""
    wanted = len(tokens) // BLOCK * BLOCK
    known = known or no_prefix(model.shape, model.dtype)
    same = common_start([known.tokens, tokens]) // BLOCK * BLOCK
    prefix = known.first(same)
    for start in range(same, wanted, BLOCK):
        block = torch.tensor(tokens[start : start + BLOCK])
        cache = Cache(model.shape, 1, BLOCK, model.dtype)
        model.hidden(block, torch.arange(start, start + BLOCK), ReadAttention(1, BLOCK, prefix, cache))
        prefix = Prefix(
            (*prefix.tokens, *block.tolist()),
            torch.cat((prefix.keys, cache.keys[:, 0]), 2),
            torch.cat((prefix.values, cache.values[:, 0]), 2),
        )
    return prefix


def common_start(texts: Sequence[Sequence[int]]) -> int:
    """Count the tokens with which all texts begin."""
    columns = zip(*texts, strict=False)
    return next((at for at, column in enumerate(columns) if len(set(column)) > 1), min(map(len, texts)))


def generate(
    model: Transformer, prefix: Prefix, requests: Iterable[Request], batch: int, limits: Limits, choice: Choice
) -> dict[int, Row]:
    """Complete every candidate of every request; at most `batch` rows run together."""
    waiting = deque(sorted(_split(requests, batch), key=lambda request: -len(request.tokens)))
    if not waiting:
        return {}
    total = sum(len(request.candidates) for request in waiting)
    cache = Cache(model.shape, min(batch, total), len(waiting[0].tokens), model.dtype)
    return _Run(model, prefix, cache, limits, choice).all(waiting)


def _split(requests: Iterable[Request], batch: int) -> list[Request]:
    return [
        Request(request.tokens, request.candidates[start : start + batch])
        for request in requests
        for start in range(0, len(request.candidates), batch)
    ]


class _Run:
    """The rows in the cache, the first ones running, and the finished ones."""

    def __init__(self, model: Transformer, prefix: Prefix, cache: Cache, limits: Limits, choice: Choice) -> None:
        self.model, self.prefix, self.cache, self.limits, self.choice = model, prefix, cache, limits, choice
        self.size = cache.keys.shape[1]
        self.rows: list[Row] = []
        self.finished: dict[int, Row] = {}

    def all(self, waiting: deque[Request]) -> dict[int, Row]:
        while waiting or self.rows:
            # A few at a time are read together: reading one by one would waste the batch.
            if waiting and self.size - len(self.rows) >= max(len(waiting[0].candidates), self.size // 8):
                self._admit(waiting)
            else:
                self._step()
            self._leave()
        return self.finished

    def _admit(self, waiting: deque[Request]) -> None:
        """Read the next prompts together, each once for all its candidates."""
        taken: list[Request] = []
        free, longest = self.size - len(self.rows), len(waiting[0].tokens)
        while waiting and len(waiting[0].candidates) <= free and (len(taken) + 1) * longest <= max(READ, longest):
            taken.append(waiting.popleft())
            free -= len(taken[-1].candidates)
        first = len(self.rows)
        self.cache.fit(max([longest, *(row.length for row in self.rows)]))
        logits = self._read([request.tokens for request in taken], first)
        new = [Row(request.candidates[0], len(request.tokens)) for request in taken]
        source = list(range(len(taken)))
        for at, request in enumerate(taken):
            siblings = request.candidates[1:]
            slots = list(range(first + len(new), first + len(new) + len(siblings)))
            if siblings:
                self.cache.copy(first + at, slots, len(request.tokens))
            new += [Row(candidate, len(request.tokens)) for candidate in siblings]
            source += [at] * len(siblings)
        self.rows += new
        self._choose(new, logits[source])

    def _read(self, texts: list[Sequence[int]], first: int) -> Tensor:
        width = max(map(len, texts))
        padded = torch.tensor([[*text, *[0] * (width - len(text))] for text in texts])
        positions = torch.arange(width).add(len(self.prefix.tokens)).repeat(len(texts))
        attend = ReadAttention(len(texts), width, self.prefix, self.cache, first)
        state = self.model.hidden(padded.flatten(), positions, attend).view(len(texts), width, -1)
        lasts = torch.tensor([len(text) - 1 for text in texts])
        return self.model.logits(state[torch.arange(len(texts)), lasts])

    def _step(self) -> None:
        lengths = torch.tensor([row.length for row in self.rows])
        tokens = torch.tensor([row.tokens[-1] for row in self.rows])
        self.cache.fit(int(lengths.max()) + 1)
        attend = StepAttention(self.cache, self.prefix, lengths)
        logits = self.model.logits(self.model.hidden(tokens, lengths + len(self.prefix.tokens), attend))
        for row in self.rows:
            row.length += 1
        self._choose(self.rows, logits)

    def _choose(self, rows: list[Row], logits: Tensor) -> None:
        drawn = [at for at, row in enumerate(rows) if row.candidate in self.choice.uniform]
        plain = [at for at, row in enumerate(rows) if row.candidate not in self.choice.uniform]
        if plain:
            self._append(rows, plain, *greedy(logits[plain] if drawn else logits))
        if drawn:
            uniform = [self.choice.uniform[rows[at].candidate][len(rows[at].tokens)] for at in drawn]
            part = logits[drawn] if plain else logits
            self._append(rows, drawn, *sampled(part, uniform, self.choice.temperature, self.choice.top_p))

    def _append(self, rows: list[Row], places: list[int], tokens: list[int], logprobs: list[float]) -> None:
        for at, token, logprob in zip(places, tokens, logprobs, strict=True):
            rows[at].tokens.append(token)
            rows[at].logprobs.append(logprob)

    def _leave(self) -> None:
        """Take the finished rows out; the last running row moves into each gap."""
        for at in range(len(self.rows) - 1, -1, -1):
            row = self.rows[at]
            if not self._ended(row):
                continue
            self.finished[row.candidate] = row
            last = self.rows.pop()
            if last is not row:
                self.cache.copy(len(self.rows), [at], last.length)
                self.rows[at] = last

    def _ended(self, row: Row) -> bool:
        limits = self.limits
        return len(row.tokens) >= limits.tokens or row.tokens[-1] in limits.ends or limits.stopped(row.tokens)
