"""Sources of every kind, good and bad."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from content.errors import InputError
from content.settings import InputSettings
from knowledge.readers import Reading, input_files, read_sources

TRIPLE = '{"subject": "Paris", "predicate": "capital of", "object": "France"}\n'


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder and leave extraction aside: what is tested is the reading."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("knowledge.extraction.extract_statements", lambda *_: [])


def put(name: str, content: str | bytes = TRIPLE) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(
    *paths: str | Path, settings: InputSettings | None = None, mappings: Mapping[str, Path] | None = None
) -> Reading:
    return read_sources([Path(path) for path in paths], settings or InputSettings(), mappings)


def told(reading: Reading) -> list[str]:
    lines = [f"{problem.place}: {problem.text}" for problem in reading.problems]
    assert not any("\n" in line for line in lines)
    return lines


# --- finding files ---------------------------------------------------------------------------------------------------


def test_a_folder_is_read_in_sorted_order_without_hidden_files() -> None:
    for name in ("in/b.jsonl", "in/a/z.jsonl", "in/.hidden.jsonl", "in/.git/x.jsonl", "in/c.mapping.yaml"):
        put(name, TRIPLE.replace("Paris", name))
    reading = read("in")
    assert [source.uri for source in reading.sources] == ["in/a/z.jsonl", "in/b.jsonl"]
    assert told(reading) == []


def test_a_file_that_is_reached_twice_is_read_once() -> None:
    put("in/a.jsonl")
    reading = read("in", "in/a.jsonl", "in/../in/a.jsonl")
    assert len(reading.sources) == 1


def test_links_in_circles_and_out_of_the_folder_are_not_followed() -> None:
    put("in/a.jsonl")
    put("secret.jsonl", TRIPLE.replace("Paris", "Secret"))
    Path("in/loop").symlink_to("..", target_is_directory=True)
    Path("in/self").symlink_to(".", target_is_directory=True)
    Path("in/out.jsonl").symlink_to("../secret.jsonl")
    Path("in/gone.jsonl").symlink_to("nowhere")
    Path("in/round").symlink_to("round")
    reading = read("in")
    assert [source.uri for source in reading.sources] == ["in/a.jsonl"]
    assert told(reading) == [
        "in: 'in/gone.jsonl' is a link that leads nowhere",
        "in: 'in/loop' is a link out of the folder; it is not followed",
        "in: 'in/out.jsonl' is a link out of the folder; it is not followed",
        "in: 'in/round' is a link that leads nowhere",
    ]


def test_an_empty_folder_is_told() -> None:
    Path("empty").mkdir()
    assert told(read("empty")) == ["empty: there is nothing to read in the folder"]


def test_a_saved_graph_below_a_folder_is_not_read_as_a_table() -> None:
    put("in/a.jsonl")
    put("in/graph/graph.json", "{}")
    assert told(read("in")) == ["in: 'in/graph' holds a saved graph; give it as a path of its own"]


def test_a_missing_path_stops_everything() -> None:
    with pytest.raises(InputError, match=r"^none\.jsonl: there is no such file or folder$"):
        read(put("a.jsonl"), "none.jsonl")
    with pytest.raises(InputError, match="addresses are not fetched"):
        read("https://example.org/a.jsonl")


def test_a_list_of_sources_names_files_patterns_and_other_lists() -> None:
    put("texts/b.jsonl", TRIPLE.replace("Paris", "b"))
    put("texts/a.jsonl", TRIPLE.replace("Paris", "a"))
    put("one.jsonl")
    put("more/more.sources.yaml", "sources: ['../one.jsonl']\n")
    put("all.sources.yaml", "sources: [texts/*.jsonl]\ninclude: [more/more.sources.yaml]\n")
    reading = read("all.sources.yaml")
    assert [source.uri for source in reading.sources] == ["texts/a.jsonl", "texts/b.jsonl", "more/../one.jsonl"]
    assert told(reading) == []


def test_a_cycle_of_includes_is_named_and_the_rest_is_read() -> None:
    put("a.sources.yaml", "include: [b.sources.yaml]\nsources: [one.jsonl]\n")
    put("b.sources.yaml", "sources: []\ninclude:\n  - a.sources.yaml\n")
    put("one.jsonl")
    reading = read("a.sources.yaml")
    assert len(reading.statements) == 1
    assert told(reading) == [
        "b.sources.yaml:3: the lists include each other: a.sources.yaml → b.sources.yaml → a.sources.yaml; "
        "remove one include"
    ]


def test_a_list_that_names_itself_ends() -> None:
    put("in/one.jsonl")
    put("in/self.sources.yaml", "sources: [., '*', '../in']\n")
    reading = read("in/self.sources.yaml")
    assert len(reading.statements) == 1
    assert told(reading) == []
    put("a.sources.yaml", "sources:\n- a.sources.yaml\n")
    assert told(read("a.sources.yaml")) == [
        "a.sources.yaml:2: the lists include each other: a.sources.yaml → a.sources.yaml; remove one include"
    ]


def test_every_file_that_shapes_the_reading_is_listed() -> None:
    put("texts/a.csv", "name,price\na,5\n")
    put("texts/a.mapping.yaml", "subject: name\ncolumns: {price: price}\n")
    put("more.sources.yaml", "sources: [texts]\n")
    put("all.sources.yaml", "include: [more.sources.yaml]\n")
    assert [path.as_posix() for path in input_files([Path("all.sources.yaml")])] == [
        "all.sources.yaml",
        "more.sources.yaml",
        "texts/a.csv",
        "texts/a.mapping.yaml",
    ]


def test_lists_that_include_each_other_too_deep_are_told() -> None:
    for at in range(60):
        put(f"{at}.sources.yaml", f"include: [{at + 1}.sources.yaml]\n")
    assert told(read("0.sources.yaml")) == [
        "50.sources.yaml: lists include each other more than 50 deep; this one is left out"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sources: [no.jsonl]", "l.sources.yaml:1: there is no 'no.jsonl'"),
        ("sources:\n- '*.nothing'", "l.sources.yaml:2: no file matches '*.nothing'"),
        ("sources: ['http://x.org/a.txt']", "l.sources.yaml:1: 'http://x.org/a.txt' is an address; save the page and"),
        ("sorces: []", "l.sources.yaml:1: there is no key 'sorces'; known: sources, include"),
        ("sources: []\ninclude: [x.yaml]", "l.sources.yaml:2: 'x.yaml' is not a list of sources (*.sources.yaml)"),
        ("sources: a.jsonl", "l.sources.yaml:1: sources must be a list"),
        ("# empty", "l.sources.yaml:1: the entry must be a mapping of keys to values"),
    ],
)
def test_a_wrong_list_is_told_with_its_line(text: str, line: str) -> None:
    assert any(one.startswith(line) for one in told(read(put("l.sources.yaml", text))))


# --- bad files -------------------------------------------------------------------------------------------------------

BAD = [
    ("a.jsonl", b"", "a.jsonl: the file is empty; nothing was read from it"),
    ("a.jsonl", TRIPLE.encode() + b"caf\xe9", "a.jsonl:2: not UTF-8: byte 71 (0xe9) does not fit; convert the file"),
    ("a.jsonl", TRIPLE.encode("utf-16-le"), "a.jsonl: looks like UTF-16 without a byte order mark"),
    ("a.txt", b"\xff\xfeP\x00\x00\xd8", "a.txt:1: not UTF-16-LE: byte 4 (0x00) does not fit"),
    ("a.txt", b" \n\t\n", "a.txt: there is no text in the document"),
    ("a.pdf", b"%PDF-1.7\nbroken", "a.pdf: the PDF is corrupt ("),
    ("a.pdf", b"not a pdf at all", "a.pdf: the PDF is corrupt ("),
    ("a.docx", b"PK\x03\x04broken", "a.docx: the Word file is corrupt ("),
    ("a.parquet", b"PAR1 broken PAR1", "a.parquet: the Parquet file is corrupt ("),
    ("a.json", b"[{]", "a.json:1: not valid JSON (Expecting property name enclosed in double quotes at column 3)"),
    ("a.json", b'[{"a": 1} {}]', "a.json:1: not valid JSON (Expecting ',' delimiter at column 11)"),
    ("a.json", b'{"a": 1}', "a.json: not a list of records"),
    ("a.json", b'{"@context": {}}', "a.json: not a list of records [{…}, {…}]; JSON-LD is read from files that end"),
    ("a.json", b"[1]", "a.json:1: record 1 is not an object"),
    ("a.json", b"[]", "a.json: the table has no rows"),
    ("a.json", b"[" + b'{"a":' * 50_000, "a.json: not JSON that can be read"),
    ("a.csv", b"name,price\nx,1\n", "a.csv: a table needs a mapping file, or the columns subject, predicate and"),
    ("a.jsonl", b'{"name": "x"}\n', "a.jsonl: a table needs a mapping file, or the columns subject, predicate and"),
    ("a.csv", b"subject,predicate,object,x\na,b,c,d\n", "a.csv:1: there is no column 'x'; known: subject, predicate,"),
    ("a.csv", b"subject,predicate,object\na,b\n", "a.csv:2: 2 cells, but the header has 3"),
    ("a.csv", b"subject,predicate,object\n", "a.csv: no facts were found in it"),
    ("a.csv", b"a,a\n1,2\n", "a.csv:1: two columns are called 'a'"),
    ("a.xlsx", b"PK", "a.xlsx: files that end in .xlsx are not read; save the sheet as .csv"),
    ("a", b"x", "a: files without an ending are not read"),
    ("a.ttl", b"@prefix : <http://x/> .\n:a :b ;;; .\n:c", "a.ttl:"),
    ("a.rdf", b"<rdf", "a.rdf:1: not valid RDF/XML (unclosed token)"),
]


@pytest.mark.parametrize(("name", "content", "line"), BAD, ids=[f"{name}-{at}" for at, (name, *_) in enumerate(BAD)])
def test_a_bad_file_gets_one_clear_line_and_the_others_go_on(name: str, content: bytes, line: str) -> None:
    put(name, content)
    reading = read(name, put("good.jsonl"))
    assert len(reading.statements) == 1
    (found,) = told(reading)
    assert found.startswith(line)


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with Path("big.jsonl").open("wb") as file:
        file.truncate(200_000_000)
    before = os.times()
    assert told(read("big.jsonl")) == [
        "big.jsonl: the file has 200.0 MB, at most 100 MB are read; split it or raise input.max_megabytes"
    ]
    assert os.times().user - before.user < 0.5


def test_a_pipe_is_not_read() -> None:
    os.mkfifo("a.jsonl")
    assert told(read("a.jsonl")) == ["a.jsonl: not a file that can be read"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    reading = read(put("a.jsonl", TRIPLE.replace("Paris", "Zürich").encode(encoding)))
    assert reading.statements[0].subject == "Zürich"
    assert reading.statements[0].start == 0


def test_a_file_name_with_odd_letters_is_shown_safely() -> None:
    path = Path(os.fsdecode(b"caf\xe9\n\x1b[31m.jsonl"))
    path.write_text(TRIPLE)
    (source,) = read(path).sources
    assert source.uri == "caf���[31m.jsonl"


# --- triples in tables ------------------------------------------------------------------------------------------------


def test_a_table_with_the_columns_of_triples_needs_no_mapping() -> None:
    comma = put("a.csv", 'Subject, predicate ,object,valid_from\nParis,motto,"it floats,\nnever sinks",1358\n')
    semicolon = put("b.csv", "subject;predicate;object;negated\nParis;is;small;yes\n")
    tab = put("c.tsv", "subject\tpredicate\tobject\nParis\tin\tFrance\n")
    first, second, third = read(comma, semicolon, tab).statements
    assert first[:3] == ("Paris", "motto", "it floats, never sinks")
    assert first.valid_from == "1358"
    assert comma.read_text()[first.start : first.end].startswith("Paris,motto")
    assert second.negated
    assert third.object == "France"


@pytest.mark.parametrize("entry", ["../secret.jsonl", "/etc/hostname", "../*.jsonl", "../secret.sources.yaml"])
def test_a_list_that_is_found_in_a_folder_stays_in_it(entry: str) -> None:
    put("secret.jsonl", TRIPLE)
    put("secret.sources.yaml", "sources: [secret.jsonl]\n")
    put("in/a.sources.yaml", f"sources: ['{entry}']\n")
    reading = read("in")
    assert reading.sources == []
    (problem,) = reading.problems
    assert "leads out of the folder" in problem.text or problem.text.startswith("no file matches")
    assert problem.place == "in/a.sources.yaml:1"
