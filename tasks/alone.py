"""One run at a time writes into a job's folder."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from content.errors import StoreError

log = logging.getLogger("factpress")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; a second run waits until the first has ended, and then finds its work.

    The lock is the kernel's: a killed run leaves none behind.

    Raises:
        StoreError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            log.warning("%s: another run is writing here; waiting for its end", folder)
            lock.acquire()
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror or error}); choose another --out") from error
    try:
        yield
    finally:
        lock.release()
