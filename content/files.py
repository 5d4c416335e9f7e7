"""Where files are kept: a folder of this machine, or any place that fsspec reaches.

A file is written beside its place and moved into it, so that a kill or a full disk leaves the old state or the new
one, never half a file. What must also outlive a power failure is flushed before it is moved, and its folder after.
"""

import contextlib
import hashlib
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from content.errors import StoreError


class Entry(NamedTuple):
    """A file that is there."""

    name: str
    """Relative to the place, with forward slashes."""
    size: int
    modified: float
    """Seconds since the epoch."""


class Files(Protocol):
    """What a store asks of the place where its files are. Names are relative, with forward slashes."""

    def where(self, name: str) -> str:
        """Write a name as people and programs find it: a path or an address."""
        ...

    def read(self, name: str) -> bytes | None:
        """Read a file; None when there is none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all, in place of an older one; it outlives a power failure."""
        ...

    def create(self, name: str, data: bytes) -> bool:
        """Write a file whole unless it is there already, and tell which; whoever is first wins."""
        ...

    def flush(self, names: Iterable[str]) -> None:
        """Let created files outlive a power failure."""
        ...

    def delete(self, name: str) -> None:
        """Delete a file or a folder; one that is gone already is no error."""
        ...

    def entries(self, folder: str) -> Iterator[Entry]:
        """List all files below a folder."""
        ...


def is_address(location: str) -> bool:
    """Tell an address (`s3://bucket/store`) from a folder."""
    return "://" in location


def open_files(location: str | Path) -> Files:
    """Open a folder, or an address that fsspec knows.

    Raises:
        InputError: nothing is installed that knows the address.
    """
    text = str(location)
    if text.startswith("file://"):
        return LocalFiles(Path(text.removeprefix("file://")))
    if not is_address(text):
        return LocalFiles(Path(location))
    from content.remote import RemoteFiles

    return RemoteFiles(text)


class LocalFiles:
    """Files in a folder, which may lie on a file system that several machines share."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def where(self, name: str) -> str:
        """Give the path of a name."""
        return str(self.root / name)

    def read(self, name: str) -> bytes | None:
        """Read a file; None when there is none.

        Raises:
            StoreError: it is there and cannot be read.
        """
        path = self.root / name
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror or error})") from error

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all.

        Raises:
            StoreError: the disk is full or the folder cannot be written.
        """
        write_atomically(self.root / name, data)

    def create(self, name: str, data: bytes) -> bool:
        """Write a file whole unless it is there; a link is made only where nothing has the name.

        Raises:
            StoreError: the disk is full or the folder cannot be written.
        """
        path = self.root / name
        with _beside(path, data, durable=False) as temporary:
            try:
                os.link(temporary, path)
            except FileExistsError:
                return False
            except OSError:  # a file system without links: the last of two writers at one moment wins
                if path.exists():
                    return False
                temporary.replace(path)
        return True

    def flush(self, names: Iterable[str]) -> None:
        """Flush files and the folders that name them."""
        paths = [self.root / name for name in names]
        for path in [*paths, *dict.fromkeys(path.parent for path in paths)]:
            _flush(path)

    def delete(self, name: str) -> None:
        """Delete a file or a folder."""
        path = self.root / name
        try:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{path}: cannot be deleted ({error.strerror or error})") from error

    def entries(self, folder: str) -> Iterator[Entry]:
        """List all files below a folder, half-written ones included."""
        for path in sorted((self.root / folder).rglob("*")):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue  # another run has moved or deleted it
            if not path.is_dir():
                yield Entry(path.relative_to(self.root).as_posix(), found.st_size, found.st_mtime)


def write_atomically(path: Path, data: bytes | Iterable[bytes], *, durable: bool = True) -> None:
    """Write a file whole or not at all; once this returns it outlives a power failure.

    Args:
        data: in one piece or in several.
        durable: False leaves the flushing to the caller, for many files of which damaged ones are made again.

    Raises:
        StoreError: the disk is full or the folder cannot be written.
    """
    with _beside(path, data, durable=durable) as temporary:
        temporary.replace(path)
        if durable:
            _flush(path.parent)


@contextlib.contextmanager
def _beside(path: Path, data: bytes | Iterable[bytes], durable: bool) -> Iterator[Path]:
    """Write data into a passing file in the folder of its place."""
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{_host()}-{os.getpid()}-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.chmod(0o644)
        yield temporary
    except OSError as error:
        remedy = "free some space or choose another folder"
        raise StoreError(f"{path}: cannot be written ({error.strerror or error}); {remedy}") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):  # moved into place, or the folder is gone with it
                temporary.unlink()


def _flush(path: Path) -> None:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return  # deleted meanwhile
    try:
        with contextlib.suppress(OSError):  # a file system whose folders cannot be flushed keeps them its own way
            os.fsync(handle)
    finally:
        os.close(handle)


def clear_leftovers(folder: Path) -> None:
    """Remove the half-written files of processes of this machine that are no more; a kill leaves such files."""
    for path in folder.rglob(f".{_host()}-*.part"):
        if is_leftover(path.name):
            path.unlink(missing_ok=True)


def is_leftover(name: str) -> bool:
    """Tell whether a file is the half-written one of a process of this machine that is no more."""
    host, _, rest = name.partition("-")
    process = rest.partition("-")[0]
    return host == f".{_host()}" and name.endswith(".part") and process.isdigit() and not _lives(int(process))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]
