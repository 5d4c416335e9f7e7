"""The choice of the next token, with random numbers that belong to one candidate of one prompt."""

import hashlib

import numpy as np
import torch
from torch import Tensor

HEAD = 64
"""Likeliest tokens looked at first; they nearly always hold the nucleus, and a full sort takes twenty times as long."""


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
    scaled = logits.float() / temperature
    whole = scaled.logsumexp(-1, keepdim=True)
    head, order = scaled.topk(min(HEAD, scaled.shape[-1]), -1)
    chosen = _from_nucleus((head - whole).exp(), order, uniform, top_p, everything=scaled.shape[-1] <= HEAD)
    wide = [row for row, token in enumerate(chosen) if token < 0]
    if wide:
        head, order = scaled[wide].sort(dim=-1, descending=True, stable=True)
        numbers = [uniform[row] for row in wide]
        found = _from_nucleus((head - whole[wide]).exp(), order, numbers, top_p, everything=True)
        for row, token in zip(wide, found, strict=True):
            chosen[row] = token
    return chosen, _log_likelihoods(logits, torch.tensor(chosen))


def _from_nucleus(
    likelihoods: Tensor, order: Tensor, uniform: list[float], top_p: float, *, everything: bool
) -> list[int]:
    """Draw from the tokens before which less than `top_p` lies; -1 where more tokens are needed to tell."""
    total = likelihoods.cumsum(-1)
    inside = (total - likelihoods) < top_p
    complete = (total[:, -1] >= top_p) | torch.tensor(everything)
    mass = (likelihoods * inside).sum(-1)
    target = torch.tensor(uniform, dtype=total.dtype) * mass
    last = inside.sum(-1) - 1
    rank = torch.minimum((total <= target.unsqueeze(1)).sum(-1), last).unsqueeze(1)
    return torch.where(complete, order.gather(1, rank).squeeze(1), -1).tolist()


def _log_likelihoods(logits: Tensor, tokens: Tensor) -> list[float]:
    likelihoods = torch.softmax(logits, -1, dtype=torch.float32)
    found: list[float] = likelihoods.gather(1, tokens.unsqueeze(1)).squeeze(1).clamp_min(1e-38).log().tolist()
    return found
