"""The choice of the next token, with random numbers that belong to one candidate of one prompt."""

import hashlib

import numpy as np
import torch
from torch import Tensor

LOOKS = (64, 1024)
"""Likeliest tokens looked at: the first nearly always hold the nucleus; sorting all takes a hundred times as long."""


def draws(seed: int, prompt: str, candidate: int, count: int) -> list[float]:
    """Draw the uniform numbers of one candidate; no other candidate changes them."""
    key = hashlib.sha256(f"{seed}\x1f{candidate}\x1f{prompt}".encode()).digest()[:16]
    generator = np.random.Generator(np.random.Philox(key=np.frombuffer(key, dtype="<u8")))
    drawn: list[float] = generator.random(count).tolist()
    return drawn


def greedy(logits: Tensor) -> tuple[list[int], list[float]]:
    """Choose the likeliest token of each row `[n, vocabulary]`, with its log likelihood."""
    # max, because argmax takes eight times as long on bf16.
    tokens = logits.max(-1).indices
    return tokens.tolist(), _log_likelihoods(logits, tokens)


def sampled(logits: Tensor, uniform: list[float], temperature: float, top_p: float) -> tuple[list[int], list[float]]:
    """Draw a token of each row from the nucleus that holds `top_p`, with its log likelihood under the model.

    Holtzman et al. 2020, The Curious Case of Neural Text Degeneration (https://arxiv.org/abs/1904.09751).
    """
    likelihoods = torch.softmax(logits.float().div_(temperature), -1)
    vocabulary = logits.shape[-1]
    chosen = [-1] * len(uniform)
    for look in (*(look for look in LOOKS if look < vocabulary), vocabulary):
        open_rows = [row for row, token in enumerate(chosen) if token < 0]
        if not open_rows:
            break
        part = likelihoods if len(open_rows) == len(chosen) else likelihoods[open_rows]
        numbers = torch.tensor([uniform[row] for row in open_rows])
        found = _from_nucleus(part, look, numbers, top_p)
        for row, token in zip(open_rows, found, strict=True):
            chosen[row] = token
    return chosen, _log_likelihoods(logits, torch.tensor(chosen))


def _from_nucleus(likelihoods: Tensor, look: int, uniform: Tensor, top_p: float) -> list[int]:
    """Draw from the tokens before which less than `top_p` lies; -1 where more must be looked at to tell."""
    ordered, tokens = likelihoods.topk(look, -1)
    total = ordered.cumsum(-1)
    inside = (total - ordered) < top_p
    target = uniform * (ordered * inside).sum(-1)
    rank = torch.minimum((total <= target.unsqueeze(1)).sum(-1), inside.sum(-1) - 1)
    drawn = tokens.gather(1, rank.unsqueeze(1)).squeeze(1)
    if look < likelihoods.shape[-1]:
        drawn = torch.where(total[:, -1] >= top_p, drawn, -1)
    found: list[int] = drawn.tolist()
    return found


def _log_likelihoods(logits: Tensor, tokens: Tensor) -> list[float]:
    likelihoods = torch.softmax(logits, -1, dtype=torch.float32)
    found: list[float] = likelihoods.gather(1, tokens.unsqueeze(1)).squeeze(1).clamp_min(1e-38).log().tolist()
    return found
