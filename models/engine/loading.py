"""Find a language model by the name in the settings and make it ready."""

from pathlib import Path

from content.errors import InputError
from models.engine.interface import Engine


def load_engine(
    name: str, *, threads: int = 0, api_key_variable: str = "", api_key: str = "", home: Path | None = None
) -> Engine:
    """Make the named language model ready; a second call in the process gives the same one.

    Args:
        name: `smollm2`, a folder with a Hugging Face causal model, or `openai:<model>@<base URL>`.
        threads: processor threads; 0 takes as many as there are cores.
        api_key_variable: environment variable with the key of a server.
        api_key: the key itself, when the caller has it.
        home: folder of pulled models; by default the user's data folder.

    Raises:
        MissingPart: the model is known but not there.
        InputError: there is no such model.
    """
    raise InputError("there is no such model", place=name)
