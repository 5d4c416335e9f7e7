"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from content.errors import InputError

Knowledge = Annotated[
    list[Path],
    typer.Option(
        "--knowledge",
        "-k",
        metavar="PATH",
        help="Facts: triples, RDF, tables, documents, a folder of them, or a built graph. May be repeated.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the results.", show_default=False)]
Config = Annotated[
    Path | None, typer.Option("--config", "-c", metavar="FILE", help="Settings as YAML.", show_default=False)
]
Set = Annotated[
    list[str],
    typer.Option(
        "--set", "-s", metavar="KEY=VALUE", help="One setting; wins over the file. May be repeated.", show_default=False
    ),
]
Mapping = Annotated[
    list[str],
    typer.Option(
        "--mapping",
        metavar="TABLE=FILE",
        help="Mapping file of a table, when it is not TABLE's name with .mapping.yaml. May be repeated.",
        show_default=False,
    ),
]
JobFolder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The --out folder of a finished run.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one line of JSON instead.")]


def assignments(pairs: list[str]) -> dict[str, str]:
    """Split `key=value` pairs.

    Raises:
        InputError: a pair without an equals sign.
    """
    return dict(_split(pair, "--set") for pair in pairs)


def mapping_of(pairs: list[str]) -> dict[str, Path]:
    """Split `table=file` pairs.

    Raises:
        InputError: a pair without an equals sign.
    """
    return {table: Path(file) for table, file in (_split(pair, "--mapping") for pair in pairs)}


def _split(pair: str, option: str) -> tuple[str, str]:
    key, sign, value = pair.partition("=")
    if not sign or not key.strip():
        raise InputError("needs the form KEY=VALUE", place=f"{option} {pair}")
    return key.strip(), value.strip()
