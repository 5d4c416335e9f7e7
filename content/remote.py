"""Files at an address that fsspec knows: object storage (`s3://`, `gs://`, `az://`), or memory for tests.

Object stores write an object whole or not at all, and two machines that create one at the same time are told apart by
the store itself (`If-None-Match`), so nothing here needs a lock.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from content.errors import MissingPart, StoreError
from content.files import Entry

_KEPT_BYTES = 64_000_000
_PACKAGES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "az": "adlfs", "abfs": "adlfs"}


class RemoteFiles:
    """Files below an address. What was read or written lately is kept in memory: outputs never change."""

    def __init__(self, address: str) -> None:
        """Open an address.

        Raises:
            MissingPart: the package that knows the address is not installed.
            StoreError: the address cannot be opened.
        """
        import fsspec

        self.address = address.rstrip("/")
        protocol = address.partition("://")[0]
        try:
            self._system, self._root = fsspec.core.url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            remedy = f"pip install {_PACKAGES.get(protocol, 'the fsspec package that knows it')}"
            raise MissingPart(f"nothing here opens {protocol}://", place="job.store", remedy=remedy) from error
        except Exception as error:
            raise StoreError(f"{self.address}: cannot be opened ({_line(error)})") from error
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0

    def where(self, name: str) -> str:
        """Give the address of a name."""
        return f"{self.address}/{name}"

    def read(self, name: str) -> bytes | None:
        """Read an object; None when there is none."""
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        try:
            data = bytes(self._system.cat_file(self._path(name)))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise StoreError(f"{self.where(name)}: cannot be read ({_line(error)})") from error
        self._keep(name, data)
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write an object in place of an older one."""
        self._pipe(name, data)
        self._keep(name, data)

    def create(self, name: str, data: bytes) -> bool:
        """Write an object unless it is there; the object store decides who is first."""
        try:
            self._pipe(name, data, mode="create")
        except FileExistsError:
            return False
        self._keep(name, data)
        return True

    def flush(self, names: Iterable[str]) -> None:
        """Do nothing: an object that was written is kept."""

    def delete(self, name: str) -> None:
        """Delete an object, or all below a folder."""
        for known in [one for one in self._kept if one == name or one.startswith(f"{name}/")]:
            self._bytes -= len(self._kept.pop(known))
        try:
            self._system.rm(self._path(name), recursive=True)
        except FileNotFoundError:
            return
        except Exception as error:
            raise StoreError(f"{self.where(name)}: cannot be deleted ({_line(error)})") from error

    def entries(self, folder: str) -> Iterator[Entry]:
        """List all objects below a folder."""
        try:
            self._system.invalidate_cache()
            found: dict[str, dict[str, Any]] = self._system.find(self._path(folder), detail=True)
        except FileNotFoundError:
            return
        except Exception as error:
            raise StoreError(f"{self.where(folder)}: cannot be listed ({_line(error)})") from error
        for path, about in sorted(found.items()):
            name = path.lstrip("/").removeprefix(self._root.lstrip("/")).lstrip("/")
            yield Entry(name, int(about.get("size") or 0), _modified(about))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _pipe(self, name: str, data: bytes, mode: str = "overwrite") -> None:
        try:
            self._system.pipe_file(self._path(name), data, mode=mode)
        except FileExistsError:
            raise
        except Exception as error:
            raise StoreError(f"{self.where(name)}: cannot be written ({_line(error)})") from error

    def _keep(self, name: str, data: bytes) -> None:
        self._bytes += len(data) - len(self._kept.pop(name, b""))
        self._kept[name] = data
        while self._bytes > _KEPT_BYTES:
            self._bytes -= len(self._kept.popitem(last=False)[1])


def _modified(about: dict[str, Any]) -> float:
    for name in ("LastModified", "mtime", "last_modified", "updated", "created"):
        moment = about.get(name)
        if isinstance(moment, datetime):
            return moment.timestamp()
        if isinstance(moment, (int, float)):
            return float(moment)
    return 0.0


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
