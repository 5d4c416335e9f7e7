"""Processor threads of PyTorch."""

import os
import sys


def wait_politely() -> None:
    """Let waiting threads sleep; call this before anything imports PyTorch, later calls change nothing.

    A step of the decoder has some six hundred short parallel parts. Threads that spin between them keep each other from
    running as soon as another program wants a core: 12 tokens a second instead of 110 on two busy cores.
    """
    if "torch" not in sys.modules:
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")


def count_threads(threads: int) -> int:
    """Tell how many threads a setting means; 0: as many as this process may run on."""
    return threads or len(os.sched_getaffinity(0))


def use_threads(threads: int) -> int:
    """Set the number of threads of the calling thread's work and tell it; 0: as many as this process may run on."""
    wait_politely()
    import torch

    wanted = count_threads(threads)
    if torch.get_num_threads() != wanted:
        torch.set_num_threads(wanted)
    return wanted
