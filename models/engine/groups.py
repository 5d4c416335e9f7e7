"""Requests shared out among processor cores, a process a core.

A step of the decoder is some thousand short operations: threads that share them wait for each other at every one, and
threads with rows of their own wait for the interpreter's lock. A process forked for the length of a call shares the
weights' memory and waits for nobody. Who computes what depends on the requests alone, never on time.
"""

import ctypes
import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from typing import NoReturn

import torch

from content.errors import PassingFault
from models.engine.attention import Prefix
from models.engine.decode import Choice, Limits, Request, Row, generate
from models.engine.transformer import Transformer

ROWS = 8
"""Rows from which a group is worth a process of its own; fewer leave the products too thin."""
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's prctl."""


def generate_in_groups(
    model: Transformer,
    prefix: Prefix,
    requests: Sequence[Request],
    batch: int,
    limits: Limits,
    choice: Choice,
    threads: int,
) -> dict[int, Row]:
    """Complete every candidate of every request; at most `batch` rows run together, over all processes.

    Raises:
        PassingFault: a process was ended from outside, for want of memory for example.
    """
    rows = min(batch, sum(len(request.candidates) for request in requests))
    groups = max(1, min(threads, rows // ROWS, len(requests))) if sys.platform == "linux" else 1
    if groups == 1:
        return generate(model, prefix, requests, batch, limits, choice)
    longest_first = sorted(requests, key=lambda request: -len(request.tokens))
    sizes = [batch // groups + (number < batch % groups) for number in range(groups)]
    torch.set_num_threads(1)
    others: list[_Group] = []
    try:
        for number in range(1, groups):
            part = longest_first[number::groups]
            others.append(_Group(partial(generate, model, prefix, part, sizes[number], limits, choice)))
        found = generate(model, prefix, longest_first[::groups], sizes[0], limits, choice)
        for other in others:
            found |= other.rows()
    finally:
        for other in others:
            other.end()
        torch.set_num_threads(threads)
    return found


class _Group:
    """A forked process that computes rows and sends them as JSON."""

    def __init__(self, compute: Callable[[], dict[int, Row]]) -> None:
        self.results, sender = os.pipe()
        self.ended = False
        parent = os.getpid()
        self.process = os.fork()
        if self.process == 0:
            os.close(self.results)
            _run(compute, sender, parent)
        os.close(sender)

    def rows(self) -> dict[int, Row]:
        """Wait for the rows, by candidate."""
        with os.fdopen(os.dup(self.results), "rb") as stream:
            text = stream.read()
        _, status = os.waitpid(self.process, 0)
        self.ended = True
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            raise PassingFault(f"a process of the language model was ended by signal {-code}")
        if code:
            raise RuntimeError(f"a process of the language model failed:\n{text.decode(errors='replace')}")
        return {row["candidate"]: Row(**row) for row in json.loads(text)}

    def end(self) -> None:
        """Stop the process if it still runs, and free what belongs to it."""
        if not self.ended:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
            self.ended = True
        os.close(self.results)


def _run(compute: Callable[[], dict[int, Row]], sender: int, parent: int) -> NoReturn:
    """Compute in the forked process; nothing else of the parent, such as its signal handlers or its clean-up, runs."""
    code = 1
    try:
        gc.disable()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        try:
            text = json.dumps([asdict(row) for row in compute().values()])
            code = 0
        except BaseException:  # noqa: BLE001 - the parent raises it
            text = traceback.format_exc()
        with os.fdopen(sender, "wb") as stream:
            stream.write(text.encode())
    finally:
        os._exit(code)
