"""How parameters of a flow are shown in Prefect's run form."""

from typing import Any

from pydantic import Field


def shown_as(title: str) -> Any:
    """Give a parameter a title for people; without one the form shows its name in the code."""
    return Field(json_schema_extra={"title": title})
