"""`factpress store`: how large a store is, and how it is made smaller."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from content.errors import InputError

if TYPE_CHECKING:
    from content.store import Store

store = typer.Typer(help="The store: how large it is, and how it is made smaller.", no_args_is_help=True)

Place = Annotated[
    str, typer.Argument(metavar="DIR", help="A job's folder, a store, or a store's address.", show_default=False)
]
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}


@store.command()
def size(place: Place) -> None:
    """Show what a store holds, and how much of it finished jobs need."""
    from content.pruning import holdings

    held = holdings(_opened(place))
    _table(("what", "files", "size", "needed"), [(one.kind, one.files, one.bytes, one.needed) for one in held])


@store.command()
def prune(
    place: Place,
    older_than: Annotated[
        str, typer.Option(metavar="AGE", help="Leave what is younger: 30m, 12h, 7d. A run at work may need it.")
    ] = "1d",
    forget_missing: Annotated[
        bool, typer.Option("--forget-missing", help="Jobs whose folder is not on this machine need nothing.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be removed.")] = False,
) -> None:
    """Remove what no finished job needs; documents, and what verify, replay and impact need of them, stay."""
    from content.pruning import prune as remove

    opened = _opened(place)
    removed = remove(opened, _age(older_than), forget_missing=forget_missing, dry_run=dry_run)
    _table(("would be removed" if dry_run else "removed", "files", "size"), [tuple(one) for one in removed])


def _opened(place: str) -> "Store":
    from content.files import is_address, open_files
    from content.store import Store

    inner = place if is_address(place) or not (Path(place) / ".store").is_dir() else str(Path(place) / ".store")
    if open_files(inner).read("format") is None:
        raise InputError("is neither a store nor the folder of a job that has one", place=place)
    return Store(inner)


def _age(text: str) -> float:
    match = re.fullmatch(r"(\d+)\s*([mhd])", text.strip())
    if not match:
        raise InputError("is no age", place=f"--older-than {text}", remedy="write 30m, 12h or 7d")
    return float(match[1]) * _SECONDS[match[2]]


def _table(head: tuple[str, ...], rows: list[tuple[str | int, ...]]) -> None:
    total = ("together", *(sum(int(row[place]) for row in rows) for place in range(1, len(head))))
    for row in (head, *rows, total):
        name, files, *sizes = (str(cell) for cell in row)
        print(f"{name:<24} {files:>9}" + "".join(f" {_readable(one):>12}" for one in sizes))


def _readable(cell: str) -> str:
    if not cell.isdigit():
        return cell
    amount = float(cell)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError(cell)
