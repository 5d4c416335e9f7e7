"""A graph in a folder: `graph.json` says what it is, Parquet files hold the columns. Nothing in it is executed."""

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from content.artifacts import FORMAT
from content.errors import InputError, StoreError
from content.settings import KnowledgeSettings
from knowledge.graph.build import Built, Values, digest_of
from knowledge.graph.entities import Entities
from knowledge.graph.records import Merge
from knowledge.graph.rows import TEXT_COLUMNS, Rows
from knowledge.graph.table import FactTable

if TYPE_CHECKING:
    import pyarrow as pa

_MARK = "graph.json"
_ROWS = (*TEXT_COLUMNS, "start", "end", "negated")
_FACTS = ("ids", "subject", "relation", "target", "value", "shown", "unit", "valid_from", "valid_to", "negated")


def save(built: Built, folder: Path) -> None:
    """Write a graph beside its place and rename it into it.

    Raises:
        StoreError: the disk is full or the folder cannot be written.
        InputError: the folder holds something that is no graph.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / _MARK).is_file())):
        raise InputError("holds something that is not a graph", place=str(folder), remedy="name another folder")
    temporary = ""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent)
        _write(built, Path(temporary))
        Path(temporary).chmod(0o755)
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".old", dir=folder.parent))
            folder.rename(old / "graph")
            Path(temporary).rename(folder)
            shutil.rmtree(old)
        else:
            Path(temporary).rename(folder)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror or error}); free space or choose another"
        ) from error
    finally:
        if temporary and Path(temporary).exists():
            shutil.rmtree(temporary, ignore_errors=True)


def _write(built: Built, folder: Path) -> None:
    entities, table, values = built.entities, built.table, built.values
    _put(folder, "texts", {"text": built.rows.texts, "entity": entities.owner})
    _put(folder, "statements", {name: getattr(built.rows, name) for name in _ROWS})
    _put(folder, "facts", {name: getattr(table, name) for name in _FACTS} | {"rows": np.diff(table.row_start)})
    sizes = np.diff(entities.name_start)
    _put(folder, "entities", {"label": entities.labels, "type": entities.types, "names": sizes})
    _put(folder, "names", {"text": entities.name_text})
    _put(folder, "spellings", {"spelling": entities.spelling, "entity": entities.meant})
    _put(folder, "relations", {"label": built.relations, "key": built.relation_keys})
    _put(folder, "values", {name: getattr(values, name) for name in ("kind", "text", "number", "unit")})
    _put(folder, "merges", {name: [getattr(merge, name) for merge in built.merges] for name in Merge._fields})
    mark = {
        "format": FORMAT,
        "digest": built.digest,
        "settings": built.settings.model_dump(mode="json"),
        "statements": len(built.rows),
        "entities": len(entities.labels),
        "relations": len(built.relations),
        "facts": len(table),
    }
    (folder / _MARK).write_text(json.dumps(mark, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(folder: Path) -> Built:
    """Read a graph and check it against its digest.

    Raises:
        InputError: it is no graph, of an unknown format, or damaged.
    """
    mark = _mark(folder)
    try:
        return _read(folder, mark)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        # pyarrow's errors are ValueErrors and OSErrors; a column that lacks is a KeyError.
        raise _damaged(folder, f"{type(error).__name__}") from error


def _mark(folder: Path) -> dict[str, Any]:
    try:
        mark = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(
            "is not a graph: it has no graph.json", place=str(folder), remedy="`factpress knowledge build` makes one"
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(folder, "graph.json cannot be read") from error
    found = mark.get("format") if isinstance(mark, dict) else None
    if found != FORMAT:
        raise InputError(
            f"graph format {found!r:.40}, this version reads {FORMAT}",
            place=str(folder),
            remedy="build the graph again from its sources",
        )
    return dict(mark)


def _damaged(folder: Path, what: str) -> InputError:
    return InputError(f"the graph is damaged ({what})", place=str(folder), remedy="build it again from its sources")


def _read(folder: Path, mark: dict[str, Any]) -> Built:
    settings = KnowledgeSettings.model_validate(mark["settings"])
    texts, statements, facts = (_get(folder, name) for name in ("texts", "statements", "facts"))
    entities, relations, values = (_get(folder, name) for name in ("entities", "relations", "values"))
    spellings, merges = _get(folder, "spellings"), _get(folder, "merges")
    rows = Rows(texts=_strings(texts, "text"), **{name: _numbers(statements, name) for name in _ROWS})
    found = digest_of(rows, settings)
    if found != mark["digest"]:
        raise ValueError("digest")
    return Built(
        settings=settings,
        rows=rows,
        relations=_strings(relations, "label"),
        relation_keys=_strings(relations, "key"),
        entities=Entities(
            labels=_strings(entities, "label"),
            types=_strings(entities, "type"),
            owner=_numbers(texts, "entity"),
            spelling=_strings(spellings, "spelling"),
            meant=_numbers(spellings, "entity"),
            name_text=_numbers(_get(folder, "names"), "text"),
            name_start=_starts(_numbers(entities, "names")),
        ),
        values=Values(
            kind=_strings(values, "kind"),
            text=_strings(values, "text"),
            number=_numbers(values, "number"),
            unit=_strings(values, "unit"),
        ),
        table=FactTable(row_start=_starts(_numbers(facts, "rows")), **{name: _numbers(facts, name) for name in _FACTS}),
        merges=tuple(Merge(*each) for each in zip(*(_strings(merges, name) for name in Merge._fields), strict=True)),
        digest=found,
    )


def _put(folder: Path, name: str, columns: dict[str, Any]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = {
        key: pa.array(column) if isinstance(column, np.ndarray) else pa.array(column, type=pa.string())
        for key, column in columns.items()
    }
    pq.write_table(pa.table(arrays), folder / f"{name}.parquet", compression="zstd")


def _get(folder: Path, name: str) -> "pa.Table":
    import pyarrow.parquet as pq

    return pq.read_table(folder / f"{name}.parquet", use_threads=False)


def _strings(table: "pa.Table", name: str) -> Sequence[str]:
    found: list[str] = table.column(name).to_pylist()
    return found


def _numbers(table: "pa.Table", name: str) -> "np.typing.NDArray[Any]":
    found: np.typing.NDArray[Any] = table.column(name).to_numpy()
    return found


def _starts(sizes: "np.typing.NDArray[np.int32]") -> "np.typing.NDArray[np.int32]":
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
