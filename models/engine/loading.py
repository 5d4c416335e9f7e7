"""Find a language model by the name in the settings and make it ready."""

import os
from functools import cache
from pathlib import Path

from content.errors import InputError
from models.engine.interface import Engine
from models.engine.layout import read_config, shape_of, weights_digest
from models.engine.registry import CARRIERS, RECORD, recorded_digest, require
from models.engine.threads import use_threads

SERVER = "openai:"
ADAPTER = "adapter_config.json"


def load_engine(
    name: str, *, threads: int = 0, api_key_variable: str = "", api_key: str = "", home: Path | None = None
) -> Engine:
    """Make the named language model ready; a second call in the process gives the same one.

    Args:
        name: `smollm2`, a folder with a Hugging Face causal model or a PEFT adapter, or `openai:<model>@<base URL>`.
        threads: processor threads; 0 takes as many as there are cores.
        api_key_variable: environment variable with the key of a server. The engine reads it itself, in the process
            that uses it, because a key that travelled through parameters would be recorded.
        api_key: the key itself, when the caller has it.
        home: folder of fetched models; by default in the user's data folder.

    Raises:
        MissingPart: the model is known but not there.
        InputError: there is no such model, or it cannot be read.
    """
    if name.startswith(SERVER):
        from models.engine.server import load_server

        return load_server(name, api_key or os.environ.get(api_key_variable, ""))
    return _load(name, find(name, home), use_threads(threads))


def find(name: str, home: Path | None = None) -> Path:
    """Name the folder of a local model.

    Raises:
        MissingPart: the model is known but has not been fetched.
        InputError: there is no such model.
    """
    if name in CARRIERS:
        return require(name, home)
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise InputError(
            "there is no such model or folder", place=f"generator.model: {name}", remedy="see `factpress models`"
        )
    if not (folder / ADAPTER).is_file():
        read_config(folder)
    return folder.resolve()


def identify(name: str, home: Path | None = None) -> str:
    """Tell one set of weights from another without loading them: a SHA-256, or the name of a server's model.

    Raises:
        MissingPart: the model is known but has not been fetched.
        InputError: there is no such model.
    """
    if name.startswith(SERVER):
        from models.engine.server import server_address

        return SERVER + "@".join(server_address(name))
    return _digest(find(name, home))


@cache
def _digest(folder: Path) -> str:
    return recorded_digest(folder) if (folder / RECORD).is_file() else weights_digest(folder)


@cache
def _load(name: str, folder: Path, threads: int) -> Engine:
    if (folder / ADAPTER).is_file():
        from models.engine.huggingface import load_adapted

        return load_adapted(name, folder, _digest(folder), threads)
    shape = shape_of(folder, read_config(folder))
    if shape is None:
        from models.engine.huggingface import load_huggingface

        return load_huggingface(name, folder, _digest(folder), threads)
    from models.engine.local import load_local

    return load_local(name, folder, shape, _digest(folder), threads)
