"""Keys of servers: from the environment, or from a Prefect block in the moment they are needed."""

import os

from prefect.blocks.system import Secret

from content.errors import InputError
from content.settings import GeneratorSettings


def supply_key(settings: GeneratorSettings) -> None:
    """Put the key of a Secret block where the engine looks for it, unless the environment holds one.

    The key stays in this process. A template such as `{{ prefect.blocks.secret.NAME }}` in a deployment is no way to
    pass it: Prefect fills it in when the deployment is made and keeps the clear text in its database.

    Raises:
        InputError: there is no such block, or no server to ask for it.
    """
    if not settings.api_key_block or os.environ.get(settings.api_key_variable):
        return
    try:
        block = Secret.load(settings.api_key_block)
    except ValueError as error:
        raise InputError(
            f"there is no Secret block {settings.api_key_block!r}",
            place="generator.api_key_block",
            remedy=f"make it in Prefect under Blocks, or set {settings.api_key_variable}",
        ) from error
    assert isinstance(block, Secret)
    os.environ[settings.api_key_variable] = str(block.get())
