"""Requests shared out among processor threads.

Two threads that each compute half of the rows never wait for each other; two threads that share every product wait
six hundred times a step. Who computes what depends on the requests alone, so the results do not depend on time.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import torch

from models.engine.attention import Prefix
from models.engine.decode import Choice, Limits, Request, Row, generate
from models.engine.transformer import Transformer

ROWS = 16
"""Rows from which a group is worth a thread of its own; fewer leave the products too thin."""


def generate_in_groups(
    model: Transformer,
    prefix: Prefix,
    requests: Sequence[Request],
    batch: int,
    limits: Limits,
    choice: Choice,
    threads: int,
) -> dict[int, Row]:
    """Complete every candidate of every request; at most `batch` rows run together, over all threads."""
    rows = min(batch, sum(len(request.candidates) for request in requests))
    groups = max(1, min(threads, rows // ROWS, len(requests)))
    if groups == 1:
        return generate(model, prefix, requests, batch, limits, choice)
    run = _in_thread(model, prefix, limits, choice, threads // groups)
    longest_first = sorted(requests, key=lambda request: -len(request.tokens))
    parts = [longest_first[number::groups] for number in range(groups)]
    sizes = [batch // groups + (number < batch % groups) for number in range(groups)]
    try:
        with ThreadPoolExecutor(max_workers=groups) as pool:
            found = list(pool.map(run, parts, sizes))
    finally:
        torch.set_num_threads(threads)
    return {candidate: row for rows_of_group in found for candidate, row in rows_of_group.items()}


def _in_thread(
    model: Transformer, prefix: Prefix, limits: Limits, choice: Choice, threads: int
) -> Callable[[Sequence[Request], int], dict[int, Row]]:
    def run(requests: Sequence[Request], batch: int) -> dict[int, Row]:
        # Both settings belong to a thread, and this one is new.
        torch.set_num_threads(threads)
        with torch.inference_mode():
            return generate(model, prefix, requests, batch, limits, choice)

    return run
