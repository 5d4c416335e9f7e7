"""Fixtures that several rooms share."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Prefect server of our own for the whole session, with an empty history."""
    from factpress.server import prefect_server

    before = dict(os.environ)
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    os.environ.pop("PREFECT_API_URL", None)
    try:
        with prefect_server() as address:
            if "XDG_DATA_HOME" in before:
                os.environ["XDG_DATA_HOME"] = before["XDG_DATA_HOME"]
            else:
                del os.environ["XDG_DATA_HOME"]
            yield address
    finally:
        os.environ.clear()
        os.environ.update(before)
