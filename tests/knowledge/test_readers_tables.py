"""Tables and their mapping files."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

import pytest

from content.errors import InputError
from content.settings import InputSettings
from knowledge.readers import Reading, read_sources

MAPPING = """\
subject: name
type: laptop
alias: [sku, short name]
valid_from: since
empty: [n/a]
columns:
  price: {predicate: price, unit: EUR, valid_to: price_until}
  weight:
    predicate: weight
    unit: {column: weight_unit}
  colours: {predicate: colour, split: ";"}
  released: {predicate: release date, kind: date}
  screen: screen size
"""
HEADER = "name,sku,short name,since,price,price_until,weight,weight_unit,colours,released,screen,notes"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def read(mapping: str, *rows: str, header: str = HEADER) -> Reading:
    Path("shop.csv").write_text("\n".join([header, *rows]) + "\n")
    Path("shop.mapping.yaml").write_text(mapping)
    return read_sources([Path("shop.csv")], InputSettings())


def told(reading: Reading) -> list[str]:
    return [f"{problem.place}: {problem.text}" for problem in reading.problems]


def triples(reading: Reading) -> list[tuple[str, str, str, str]]:
    return [(*found[:3], found.datatype) for found in reading.statements]


def test_a_row_is_an_entity_and_its_columns_are_relations() -> None:
    reading = read(MAPPING, 'Air 13,A13,n/a,2023,1199,2024-06,1.24,kg,"silver; grey ",2023-03-01,13.3 inch,secret')
    assert triples(reading) == [
        ("Air 13", "type", "laptop", ""),
        ("Air 13", "alias", "A13", ""),
        ("Air 13", "price", "1199 EUR", "EUR"),
        ("Air 13", "weight", "1.24 kg", "kg"),
        ("Air 13", "colour", "silver", ""),
        ("Air 13", "colour", "grey", ""),
        ("Air 13", "release date", "2023-03-01", "date"),
        ("Air 13", "screen size", "13.3 inch", ""),
    ]
    price, weight = reading.statements[2:4]
    assert (price.valid_from, price.valid_to) == ("2023", "2024-06")
    assert (weight.valid_from, weight.valid_to) == ("2023", "")
    assert Path("shop.csv").read_text()[price.start : price.end].startswith("Air 13,A13")
    assert reading.sources[0].media == "table"
    assert told(reading) == []


def test_a_cell_that_spells_its_unit_keeps_its_spelling() -> None:
    reading = read(
        "subject: name\ncolumns: {price: {predicate: price, unit: EUR}}", "a,€5", "b,5 EUR", header="name,price"
    )
    assert [found.object for found in reading.statements] == ["€5", "5 EUR"]


def test_a_row_without_a_name_is_told_and_the_others_go_on() -> None:
    reading = read("subject: name\ncolumns: {price: price}", ",5", "b,6", "c", "d,7", header="name,price")
    assert [found.subject for found in reading.statements] == ["b", "d"]
    assert told(reading) == [
        "shop.csv:2: the row has no name; it is left out",
        "shop.csv:4: 1 cells, but the header has 2",
    ]


WRONG = [
    ("subject: name\nsubjekt: x\ncolumns: {price: p}", "2: there is no key 'subjekt'; known: format, subject, type"),
    ("columns: {price: p}", "1: subject is missing"),
    ("subject: name", "1: columns is missing"),
    ("subject: name\ncolumns: {}", "2: columns must not be empty"),
    (
        "subject: name\ncolumns:\n  price: {predikat: p}",
        "3: there is no key 'columns.price.predikat'; known: predicate",
    ),
    (
        "subject: name\ncolumns:\n  price:\n    predicate: p\n    kind: money",
        "5: columns.price.kind 'money' is not one of",
    ),
    (
        "subject: name\ncolumns:\n  price: {predicate: p, unit: EUR, kind: date}",
        "3: columns.price: a column with a unit",
    ),
    ("subject: name\ncolumns:\n  prize: {predicate: p}", "3: the table has no column 'prize'; it has: name, price"),
    ("subject: titel\ncolumns: {price: p}", "1: the table has no column 'titel'; it has: name, price"),
    ("subject: name\nalias:\n- price\n- short\ncolumns: {price: p}", "4: the table has no column 'short'"),
    ("subject: name\ntype: {column: kind}\ncolumns: {price: p}", "2: the table has no column 'kind'"),
    ("subject: name\ntype: {colum: kind}\ncolumns: {price: p}", "2: there is no key 'type.colum'; known: column"),
    ("subject: name\ncolumns:\n  price: {predicate: p, valid_from: year}", "3: the table has no column 'year'"),
    ("format: 2\nsubject: name\ncolumns: {price: p}", "1: format '2' is not one of '1'"),
    ("- a", "1: the entry must be a mapping"),
    ("", "the file is empty"),
    ("# nothing", "the mapping is empty; name at least `subject` and `columns`"),
    ("subject: [", "2: not valid YAML"),
    ("subject: name\nsubject: name", "2: the key 'subject' stands twice"),
]


@pytest.mark.parametrize(("mapping", "line"), WRONG)
def test_a_wrong_mapping_is_told_with_its_line(mapping: str, line: str) -> None:
    reading = read(mapping, "a,5", header="name,price")
    assert reading.statements == []
    (found,) = told(reading)
    assert found.startswith("shop.mapping.yaml:")
    assert line in found


def test_a_mapping_can_be_given_for_a_table() -> None:
    Path("shop.csv").write_text("name,price\na,5\n")
    Path("m.yaml").write_text("subject: name\ncolumns: {price: price}\n")
    reading = read_sources([Path()], InputSettings(), {"shop.csv": Path("m.yaml")})
    assert triples(reading) == [("a", "price", "5", "")]
    assert told(reading) == []


def test_a_mapping_for_a_table_that_is_not_read_here_is_left_alone() -> None:
    Path("shop.csv").write_text("name,price\na,5\n")
    Path("m.yaml").write_text("subject: name\ncolumns: {price: price}\n")
    Path("a.jsonl").write_text('{"subject": "a", "predicate": "b", "object": "c"}\n')
    assert told(read_sources([Path("a.jsonl")], InputSettings(), {"shop.csv": Path("m.yaml")})) == []
    with pytest.raises(InputError, match=r"^m\.yaml: there is no table 'shap\.csv' for this mapping$"):
        read_sources([Path("a.jsonl")], InputSettings(), {"shap.csv": Path("m.yaml")})
    with pytest.raises(InputError, match=r"^n\.yaml: there is no such mapping file$"):
        read_sources([Path("a.jsonl")], InputSettings(), {"shop.csv": Path("n.yaml")})


def test_one_table_under_two_mappings_is_not_a_copy() -> None:
    for name, predicate in (("a", "price"), ("b", "cost")):
        Path(f"{name}.csv").write_text("name,price\na,5\n")
        Path(f"{name}.mapping.yaml").write_text(f"subject: name\ncolumns: {{price: {predicate}}}\n")
    reading = read_sources([Path("a.csv"), Path("b.csv")], InputSettings())
    assert [found.predicate for found in reading.statements] == ["price", "cost"]


def test_a_table_in_another_language_is_recorded_and_skipped() -> None:
    reading = read("subject: name\nlanguage: de\ncolumns: {price: Preis}", "a,5", header="name,price")
    assert (reading.sources[0].language, reading.statements) == ("de", [])
    assert told(reading) == ["shop.csv: the table is in 'de', facts are taken in 'en'; it is skipped"]


def test_json_records_may_nest_and_hold_lists() -> None:
    text = json.dumps(
        [
            {"name": {"common": "Chad", "alt": ["Tchad", "Chad"]}, "area": 1284000.0, "landlocked": True},
            {"name": {"common": "Oz"}, "area": None, "languages": [], "borders": [["x"]]},
        ],
        indent=1,
    )
    Path("c.json").write_text(text)
    Path("c.mapping.yaml").write_text(
        "subject: name.common\ntype: country\nalias: name.alt\ncolumns:\n  area: {predicate: area, unit: km²}\n"
        "  landlocked: landlocked\n  borders: borders\n"
    )
    reading = read_sources([Path("c.json")], InputSettings())
    assert triples(reading) == [
        ("Chad", "type", "country", ""),
        ("Chad", "alias", "Tchad", ""),
        ("Chad", "area", "1284000 km²", "km²"),
        ("Chad", "landlocked", "true", "boolean"),
        ("Oz", "type", "country", ""),
    ]
    assert json.loads(text[reading.statements[0].start : reading.statements[0].end])["area"] == 1284000
    assert told(reading) == ["c.json:2: the borders must be a text, a number, or true or false, not a list"]


def test_json_lines_are_a_table_where_there_is_a_mapping() -> None:
    Path("c.jsonl").write_text('{"name": "a", "price": 5}\n{broken\n{"name": "b", "price": "6"}\n')
    Path("c.mapping.yaml").write_text("subject: name\ncolumns: {price: price}\n")
    reading = read_sources([Path("c.jsonl")], InputSettings())
    assert triples(reading) == [("a", "price", "5", "integer"), ("b", "price", "6", "")]
    assert told(reading)[0].startswith("c.jsonl:2: not valid JSON")


def test_parquet_keeps_digits_dates_lists_and_structures() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "name": ["a", "b", None],
            "size": pa.array([0.1, float("nan"), 1], pa.float32()),
            "price": pa.array([Decimal("1199.00"), None, None], pa.decimal128(10, 2)),
            "day": pa.array([datetime.date(2023, 3, 1), None, None]),
            "at": pa.array(
                [datetime.datetime(2023, 3, 1), datetime.datetime(2023, 3, 1, 9, 30), None], pa.timestamp("ns")
            ),
            "tags": pa.array([["x", "y"], [], None]),
            "made": pa.array([{"by": "Acme"}, {"by": None}, None]),
        }
    )
    pq.write_table(table, "p.parquet")
    columns = "".join(f"  {name}: {name}\n" for name in ("size", "price", "day", "at", "tags"))
    Path("p.mapping.yaml").write_text(f"subject: name\ncolumns:\n{columns}  made.by: maker\n")
    reading = read_sources([Path("p.parquet")], InputSettings())
    assert triples(reading) == [
        ("a", "size", "0.1", "decimal"),
        ("a", "price", "1199.00", "decimal"),
        ("a", "day", "2023-03-01", "date"),
        ("a", "at", "2023-03-01", "date"),
        ("a", "tags", "x", ""),
        ("a", "tags", "y", ""),
        ("a", "maker", "Acme", ""),
        ("b", "at", "2023-03-01T09:30:00", "dateTime"),
    ]
    assert told(reading) == ["p.parquet:3: the row has no name; it is left out"]


def test_a_parquet_file_that_unpacks_to_too_much_is_not_read() -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"name": ["x" * 1000] * 60_000}), "p.parquet", compression="zstd", use_dictionary=False)
    Path("p.mapping.yaml").write_text("subject: name\ncolumns: {name: name}\n")
    reading = read_sources([Path("p.parquet")], InputSettings(max_megabytes=1))
    assert told(reading)[0].startswith("p.parquet: 60,000 rows of 60 MB are more than is read from one file")


def test_a_cell_of_ten_megabytes_and_an_open_quote_are_told() -> None:
    mapping = "subject: name\ncolumns: {price: price}"
    reading = read(mapping, "a," + "x" * 10_000_000, "b,6", header="name,price")
    assert [found.subject for found in reading.statements] == ["b"]
    assert told(reading) == [
        "shop.csv:2: a cell has more than 100,000 characters, the line left out; is a quote not closed?"
    ]
    assert "a quote that opens here is never closed" in told(read(mapping, 'a,"5', "b,6", header="name,price"))[0]
