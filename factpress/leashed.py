"""Run a Python module that ends, with all it started, when the process that started it does — however that ended.

    python -m factpress.leashed MODULE ARGUMENT...

The starter holds the other end of standard input. When it lets go, by will or because it was killed, this process
ends its children and then itself.
"""

import os
import runpy
import signal
import sys
import time
from contextlib import suppress
from threading import Thread

PATIENCE = 15.0
"""Seconds that a process may take to end by itself before it is killed."""


def main() -> None:
    """Run the module that the arguments name."""
    Thread(target=_end_with_the_starter, name="leash", daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_the_starter() -> None:
    while os.read(0, 4096):
        pass
    _end_children()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os.kill(os.getpid(), signal.SIGKILL)


def _end_children() -> None:
    """End children first, so that this process still sees how they ended and can say so."""
    import psutil

    children = psutil.Process().children(recursive=True)
    for child in children:
        with suppress(psutil.NoSuchProcess):
            child.terminate()
    for child in psutil.wait_procs(children, PATIENCE)[1]:
        with suppress(psutil.NoSuchProcess):
            child.kill()


if __name__ == "__main__":
    main()
