"""Find a language model by the name in the settings and make it ready."""

import os
from functools import cache
from pathlib import Path

from content.errors import InputError
from models.engine.adapters import PACKAGED, adapted_digest, adapter_config, is_adapter, is_plain, packaged, words_facts
from models.engine.interface import Engine
from models.engine.layout import read_config, shape_of, weights_digest
from models.engine.registry import CARRIERS, RECORD, recorded_digest, require
from models.engine.threads import use_threads

SERVER = "openai:"


def load_engine(
    name: str, *, threads: int = 0, api_key_variable: str = "", api_key: str = "", home: Path | None = None
) -> Engine:
    """Make the named language model ready; a second call in the process gives the same one.

    Args:
        name: `verbaliser`, `smollm2`, a folder with a Hugging Face causal model or a PEFT adapter, or
            `openai:<model>@<base URL>`.
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
    folder = find(name, home)
    base = base_of(folder, home) if is_adapter(folder) else None
    return _load(name, folder, base, use_threads(threads))


def find(name: str, home: Path | None = None) -> Path:
    """Name the folder of a local model.

    Raises:
        MissingPart: the model is known but has not been fetched.
        InputError: there is no such model.
    """
    if name in packaged():
        return PACKAGED[name]
    if name in CARRIERS:
        return require(name, home)
    folder = Path(name).expanduser()
    if not folder.is_dir():
        raise InputError(
            "there is no such model or folder", place=f"generator.model: {name}", remedy="see `factpress models`"
        )
    if not is_adapter(folder):
        read_config(folder)
    return folder.resolve()


def base_of(adapter: Path, home: Path | None = None) -> Path:
    """Name the folder of an adapter's base model.

    Raises:
        MissingPart: the base is known but has not been fetched.
        InputError: it is not on disk.
    """
    base = str(adapter_config(adapter)["base_model_name_or_path"])
    if base in CARRIERS:
        return require(base, home)
    found = next((folder for folder in (Path(base), adapter / base) if folder.is_dir()), None)
    if found is None:
        place = str(adapter / "adapter_config.json")
        raise InputError(f"the base model {base!r} is not on disk", place=place, remedy="name its folder there")
    return found


def asked_with_facts(name: str) -> bool:
    """Tell whether a model was trained to word facts, so that its prompt holds them and nothing else."""
    if name.startswith(SERVER) or name in CARRIERS:
        return False
    return words_facts(PACKAGED.get(name) or Path(name).expanduser())


def identify(name: str, home: Path | None = None) -> str:
    """Tell one set of weights from another without loading them: a SHA-256, or the name of a server's model.

    Raises:
        MissingPart: the model is known but has not been fetched.
        InputError: there is no such model.
    """
    if name.startswith(SERVER):
        from models.engine.server import server_address

        return SERVER + "@".join(server_address(name))
    folder = find(name, home)
    return _digest(folder, base_of(folder, home) if is_adapter(folder) else None)


@cache
def _digest(folder: Path, base: Path | None) -> str:
    if base is not None:
        return adapted_digest(_digest(base, None), folder)
    return recorded_digest(folder) if (folder / RECORD).is_file() else weights_digest(folder)


@cache
def _load(name: str, folder: Path, base: Path | None, threads: int) -> Engine:
    model = folder if base is None else base
    digest = _digest(folder, base)
    shape = shape_of(model, read_config(model))
    if shape is not None and (base is None or is_plain(adapter_config(folder))):
        from models.engine.local import load_local

        return load_local(name, model, shape, digest, threads, adapter=folder if base else None)
    from models.engine.huggingface import load_adapted, load_huggingface

    return (
        load_adapted(name, model, folder, digest, threads) if base else load_huggingface(name, model, digest, threads)
    )
