"""The mapping file of a table: which column names the entity, and which relation every other column states.

subject: name                      # the column that names the entity
type: laptop                       # what it is; or {column: category}
alias: [sku, short name]           # columns with other names of it
valid_from: since                  # columns with the dates from and to which a row holds
valid_to: until
language: en                       # rows are taken when the table's language is the job's; default: any
empty: ["n/a", "-"]                # cells that mean nothing, beside empty ones
columns:
  price_eur: {predicate: price, unit: EUR}
  released: {predicate: released, kind: date}
  colours: {predicate: colour, split: ";"}
  weight: {predicate: weight, unit: {column: weight_unit}}
  screen: screen size              # short for {predicate: screen size}
"""

import hashlib
from collections.abc import Collection, Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from content.artifacts import Name
from content.errors import InputError
from knowledge.readers.explain import explain, first_error
from knowledge.readers.lined_yaml import LinedYaml, Path, load_lined
from knowledge.readers.notes import shown

Hint = Literal["entity", "text", "number", "date", "boolean"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class ColumnName(_Part):
    """Where a value comes from a column."""

    column: Name


class Column(_Part):
    """What the cells of a column state."""

    predicate: Name
    """The relation, as a sentence would name it: `price`, `made by`, `screen size`."""
    unit: Name | ColumnName | None = None
    """Unit or currency of the cells' numbers: `kg`, `EUR`; or the column that says it."""
    kind: Hint | None = None
    """What the cells are, where their spelling does not tell."""
    split: Annotated[str, Field(min_length=1, max_length=10)] | None = None
    """Separator between several values in a cell."""
    valid_from: Name | None = None
    """Column with the date from which the value holds; before the row's own."""
    valid_to: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: object) -> object:
        return {"predicate": data} if isinstance(data, str) else data

    @model_validator(mode="after")
    def _one_hint(self) -> "Column":
        if self.unit is not None and self.kind not in (None, "number"):
            raise ValueError(f"a column with a unit holds numbers, not kind '{self.kind}'")
        return self


class TableMapping(_Part):
    """How a table is read."""

    format: Literal["1"] = "1"
    subject: Name
    type: Name | ColumnName | None = None
    alias: tuple[Name, ...] = ()
    valid_from: Name | None = None
    valid_to: Name | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None
    empty: tuple[str, ...] = ()
    columns: Annotated[dict[Name, Column], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _one_alias(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("alias"), str):
            return {**data, "alias": [data["alias"]]}
        return data

    def named_columns(self) -> Iterator[tuple[str, Path]]:
        """Yield every column that the mapping names, with the place in the mapping that names it."""
        yield self.subject, ("subject",)
        if isinstance(self.type, ColumnName):
            yield self.type.column, ("type", "column")
        for index, name in enumerate(self.alias):
            yield name, ("alias", index)
        yield from _dates(self, ())
        for name, column in self.columns.items():
            yield name, ("columns", name)
            yield from _dates(column, ("columns", name))
            if isinstance(column.unit, ColumnName):
                yield column.unit.column, ("columns", name, "unit", "column")


def _dates(part: TableMapping | Column, path: Path) -> Iterator[tuple[str, Path]]:
    if part.valid_from:
        yield part.valid_from, (*path, "valid_from")
    if part.valid_to:
        yield part.valid_to, (*path, "valid_to")


class Mapped:
    """A mapping with the lines of its file, so that a fault is told with its place."""

    def __init__(self, text: str, place: str) -> None:
        """Read a mapping.

        Raises:
            InputError: not YAML, an unknown key or a wrong value, with its line.
        """
        self.place = place
        self.sha256 = hashlib.sha256(text.encode()).hexdigest()
        self._tree: LinedYaml = load_lined(text, place)
        if self._tree.data is None:
            raise InputError("the mapping is empty", place=place, remedy="name at least `subject` and `columns`")
        try:
            self.table = TableMapping.model_validate(_without_nothing(self._tree.data))
        except ValidationError as error:
            one = first_error(error)
            # pydantic puts the member of a union that it tried into the path; no key is called so
            path = tuple(part for part in one["loc"] if part not in ("ColumnName", "constrained-str"))
            told = one | {"loc": path}
            raise InputError(
                explain(told, _known(path)),
                place=f"{place}:{self._tree.line(path)}",
            ) from error

    def check_columns(self, present: Collection[str]) -> None:
        """Hold the mapping against the columns that the table has.

        Raises:
            InputError: the mapping names a column that is not there, with the line that names it.
        """
        for name, path in self.table.named_columns():
            if name not in present:
                listed = ", ".join(list(present)[:12]) + (" …" if len(present) > 12 else "")
                raise InputError(
                    f"the table has no column {shown(name)}; it has: {listed}",
                    place=f"{self.place}:{self._tree.line(path)}",
                )


def _known(path: Path) -> list[str]:
    if len(path) < 2:
        return list(TableMapping.model_fields)
    return ["column"] if "column" not in path and path[-2] in ("type", "unit") else list(Column.model_fields)


def _without_nothing(data: object) -> object:
    if isinstance(data, dict):
        return {key: _without_nothing(value) for key, value in data.items() if value is not None}
    return data
