"""A graph in a folder, and the report on it."""

import json
from pathlib import Path

import pytest

from content.artifacts import Statement
from content.errors import InputError
from content.settings import KnowledgeSettings
from knowledge.graph import KnowledgeGraph, build_graph, report

S = Statement
WORLD = (
    S("Paris", "type", "city", "a.csv", "1", 3, 9),
    S("Paris", "country", "France", "a.csv", "1", valid_from="1 May 1800"),
    S("Paris", "area", "105.4", "a.csv", "1", datatype="km²"),
    S("PARIS", "mayor", "Anne", "a.csv", "1"),
    S("Paris", "alias", "Paname", "a.csv", "1"),
    S("Pariss", "type", "city", "b.csv", "2"),
    S("France", "capital", "Paris", "b.csv", "2"),
    S("France", "capital", "Lyon", "c.csv", "3"),
    S("Mars", "moon", "Phobos", "b.csv", "2", negated=True),
)
SETTINGS = KnowledgeSettings(single_valued=("mayor",), do_not_merge=(("a", "b"),))


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    build_graph(WORLD, SETTINGS).save(tmp_path / "graph")
    return tmp_path / "graph"


def test_a_saved_graph_comes_back_whole(saved: Path) -> None:
    graph, again = build_graph(WORLD, SETTINGS), KnowledgeGraph.load(saved)
    assert again.digest == graph.digest
    assert list(again.facts()) == list(graph.facts())
    assert list(again.entities()) == list(graph.entities())
    assert again.merges() == graph.merges()
    assert again.conflicts() == graph.conflicts()
    assert again.relevant("paname") == graph.relevant("paname")
    assert again.settings == graph.settings
    assert again.split("PARIS").digest == graph.split("PARIS").digest


def test_an_empty_graph_can_be_saved(tmp_path: Path) -> None:
    build_graph([], SETTINGS).save(tmp_path / "graph")
    assert list(KnowledgeGraph.load(tmp_path / "graph").facts()) == []


def test_a_graph_replaces_a_graph_and_leaves_nothing_beside_it(saved: Path) -> None:
    build_graph(WORLD[:2], SETTINGS).save(saved)
    assert len(list(KnowledgeGraph.load(saved).facts())) == 2
    assert [path.name for path in saved.parent.iterdir()] == ["graph"]


def test_a_folder_that_holds_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(InputError, match="not a graph"):
        build_graph(WORLD, SETTINGS).save(tmp_path)
    assert (tmp_path / "letters.txt").read_text() == "dear"


@pytest.mark.parametrize("found", [2, "1", None])
def test_an_unknown_format_is_refused_with_one_line(saved: Path, found: object) -> None:
    mark = json.loads((saved / "graph.json").read_text()) | {"format": found}
    (saved / "graph.json").write_text(json.dumps(mark))
    with pytest.raises(InputError, match=r"graph: graph format .* reads 1; build the graph again"):
        KnowledgeGraph.load(saved)


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no graph\.json"):
        KnowledgeGraph.load(tmp_path)


@pytest.mark.parametrize("name", ["texts", "facts", "statements", "entities", "values", "graph"])
def test_a_damaged_file_is_refused_with_one_line(saved: Path, name: str) -> None:
    path = next(saved.glob(f"{name}.*"))
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(InputError, match="damaged") as caught:
        KnowledgeGraph.load(saved)
    assert "\n" not in str(caught.value)


def test_a_changed_statement_is_noticed(saved: Path, tmp_path: Path) -> None:
    other = build_graph((S("Paris", "type", "village"), *WORLD[1:]), SETTINGS)
    other.save(tmp_path / "other")
    (saved / "texts.parquet").write_bytes((tmp_path / "other" / "texts.parquet").read_bytes())
    with pytest.raises(InputError, match="damaged"):
        KnowledgeGraph.load(saved)


def test_the_report_counts_and_names_what_is_wrong() -> None:
    found = report(build_graph(WORLD, SETTINGS))
    assert (found.entities, found.facts, found.sources) == (7, 8, 3)
    assert found.statements == len(WORLD)
    assert found.parts == 3
    assert found.largest_part == 4
    assert ("Mars", "Phobos") in found.isolated
    assert [(conflict.subject, conflict.predicate) for conflict in found.conflicts] == [("France", "capital")]
    assert [(pair.one, pair.other, pair.type) for pair in found.duplicates] == [("Paris", "Pariss", "city")]
    assert [merge.kind for merge in found.merges] == ["spelling", "alias"]
    text = found.to_markdown()
    assert "Paris · Pariss (city" in text
    assert "France — capital: Lyon [c.csv]; Paris [b.csv]" in text


def test_apollo_11_and_apollo_12_are_no_suspected_duplicates() -> None:
    graph = build_graph([S(f"Apollo Mission {i}", "type", "mission") for i in range(10, 18)], SETTINGS)
    assert report(graph).duplicates == ()


def test_two_of_one_name_with_different_values_are_no_suspected_duplicates() -> None:
    graph = build_graph(
        [S("Springfeld", "population", "5"), S("Springfield", "population", "9"), S("Springfield", "area", "2 km²")],
        SETTINGS,
    )
    assert report(graph).duplicates == ()


def test_words_in_another_order_are_suspected() -> None:
    graph = build_graph([S("Ada Lovelace", "born", "1815"), S("Lovelace, Ada", "died", "1852")], SETTINGS)
    assert [(pair.one, pair.other) for pair in report(graph).duplicates] == [("Ada Lovelace", "Lovelace, Ada")]


def test_names_in_the_report_are_no_markup() -> None:
    graph = build_graph([S("<script>", "links to", "[x](http://e.org)", "a|b")], SETTINGS)
    assert "<script>" not in report(graph).to_markdown()


def test_an_empty_graph_has_a_report() -> None:
    assert "| entities | 0 |" in report(build_graph([], SETTINGS)).to_markdown()
