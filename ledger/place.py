"""Where the ledger database is."""

import os
from pathlib import Path

from platformdirs import user_data_path

from content.settings import LedgerSettings


def database_address(settings: LedgerSettings) -> str:
    """Tell the address of the ledger database; empty when there is to be none.

    The setting wins, then the environment variable that it names, then a file in the user's data folder.
    """
    named = settings.database or os.environ.get(settings.database_variable, "")
    if named == "none":
        return ""
    if not named:
        named = str(user_data_path("factpress") / "ledger.db")
    return named if "://" in named else f"sqlite:///{Path(named).expanduser().absolute()}"
