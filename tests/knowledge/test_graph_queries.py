"""Questions to the graph: relevance, neighbourhoods, paths, a brief laid over it."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.artifacts import Statement
from content.errors import InputError
from content.settings import KnowledgeSettings
from knowledge.graph import KnowledgeGraph, build_graph
from knowledge.graph.relevance import spread

S = Statement
CHOICES = (("gender", "Female"), ("member of", "Rowing Club"))
WORLD = (
    S("Paris", "type", "city", "world"),
    S("Paris", "country", "France", "world"),
    S("Paris", "river", "Seine", "world"),
    S("Paris", "population", "2,102,650", "world"),
    S("France", "type", "country", "world"),
    S("France", "capital", "Paris", "world"),
    S("France", "currency", "Euro", "world"),
    S("France", "president", "Emmanuel Macron", "world"),
    S("Louvre", "located in", "Paris", "world"),
    S("Louvre", "type", "museum", "world"),
    S("Rome", "country", "Italy", "world"),
    S("Rome", "type", "city", "world"),
    S("Italy", "currency", "Euro", "world"),
    S("Italy", "borders", "France", "world", negated=True),
)


def graph_of(*statements: Statement, **settings: object) -> KnowledgeGraph:
    return build_graph(statements, KnowledgeSettings.model_validate(settings))


def test_an_entity_s_own_facts_come_first_then_its_neighbours_then_what_names_it() -> None:
    ranked = graph_of(*WORLD).relevant("paris")
    kinds = ["own" if f.subject == "Paris" else "naming" if f.object == "Paris" else "near" for f, _ in ranked]
    assert kinds == sorted(kinds, key=["own", "near", "naming"].index)
    assert [weight for _, weight in ranked] == sorted((weight for _, weight in ranked), reverse=True)
    assert kinds.count("own") == 4
    assert {fact.subject for fact, _ in ranked if fact.object == "Paris"} == {"France", "Louvre"}
    assert len({fact.id for fact, _ in ranked}) == len(ranked)


def test_the_first_fact_of_each_relation_comes_before_the_second_of_any() -> None:
    twins = [S("Paris", "twin city", f"Town {i}") for i in range(50)]
    ranked = graph_of(*WORLD, *twins).relevant("Paris", limit=6)
    assert {fact.predicate for fact, _ in ranked[:5]} == {"type", "country", "river", "population", "twin city"}
    assert len(ranked) == 6


def test_a_hub_does_not_drown_its_own_facts() -> None:
    crowd = [S(f"Town {i}", "country", "France") for i in range(3000)]
    ranked = graph_of(*WORLD, *crowd).relevant("France", limit=30)
    assert [fact.subject for fact, _ in ranked[:4]] == ["France"] * 4
    named = {fact.subject for fact, _ in ranked if fact.object == "France"}
    assert "Paris" in named, "of three thousand places in France the best connected is named"


def test_no_more_facts_come_than_asked_for() -> None:
    graph = graph_of(*WORLD)
    assert [len(graph.relevant("Paris", limit)) for limit in (0, 1, 3)] == [0, 1, 3]


def test_forward_push_agrees_with_networkx_pagerank() -> None:
    network = nx.karate_club_graph()
    near = {node: sorted(network.neighbors(node)) for node in network}
    ours = spread(near.__getitem__, lambda node: len(near[node]), 0)
    exact = nx.pagerank(network, alpha=0.85, personalization={0: 1}, weight=None)
    assert sorted(ours, key=lambda n: -ours[n])[:6] == sorted(exact, key=lambda n: -exact[n])[:6]
    assert max(abs(ours[node] - exact[node]) for node in network) < 0.01


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=40))
def test_rank_is_never_made_or_negative(edges: list[tuple[int, int]]) -> None:
    near: dict[int, list[int]] = {node: [] for node in range(13)}
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    found = spread(near.__getitem__, lambda node: len(near[node]), edges[0][0])
    assert all(rank > 0 for rank in found.values())
    assert sum(found.values()) <= 1 + 1e-9


def test_paths_go_over_facts_in_either_direction_shortest_first() -> None:
    paths = graph_of(*WORLD).paths("Louvre", "euro")
    assert [(f.subject, f.predicate, f.object) for f in paths[0]] == [
        ("Louvre", "located in", "Paris"),
        ("Paris", "country", "France"),
        ("France", "currency", "Euro"),
    ] or paths[0][1].predicate == "capital"
    assert [len(path) for path in paths] == sorted(len(path) for path in paths)


def test_denied_facts_are_no_path() -> None:
    assert graph_of(*WORLD[:9], WORLD[-1]).paths("Italy", "France") == []


def test_paths_respect_length_and_number() -> None:
    chain = [S(f"N{i}", "next", f"N{i + 1}") for i in range(8)]
    graph = graph_of(*chain, *(S("N0", "via", f"M{i}") for i in range(9)), *(S(f"M{i}", "via", "N2") for i in range(9)))
    assert graph.paths("N0", "N5", longest=4) == []
    assert [len(path) for path in graph.paths("N0", "N5", longest=5, limit=1)] == [5]
    assert len(graph.paths("N0", "N2", limit=4)) == 4
    assert graph.paths("N0", "N0") == []


def test_of_equal_paths_the_one_over_less_busy_entities_comes_first() -> None:
    crowd = [S(f"Person {i}", "gender", "Female") for i in range(50)]
    couple = [S(name, relation, thing) for name in ("Ann", "Zoe") for relation, thing in CHOICES]
    paths = graph_of(*crowd, *couple).paths("Ann", "Zoe")
    assert [path[0].object for path in paths] == ["Rowing Club", "Female"]


def test_the_best_connected_of_many_values_comes_first() -> None:
    towns = [S("Land", "contains", f"Town {i}") for i in range(30)]
    known = [S("Town 17", "river", "Long River"), S("Land", "river", "Long River"), S("Town 17", "seat of", "Land")]
    ranked = graph_of(*towns, *known).relevant("Land")
    assert next(fact.object for fact, _ in ranked if fact.predicate == "contains") == "Town 17"


def test_a_neighbourhood_is_a_networkx_graph_of_labels() -> None:
    graph = graph_of(*WORLD)
    near = graph.neighbourhood("louvre", hops=1)
    assert sorted(near) == ["Louvre", "Paris", "museum"]
    assert near.nodes["museum"]["kind"] == "text"
    further = graph.neighbourhood("Louvre", hops=2)
    assert {"France", "Seine"} <= set(further)
    assert {data["predicate"] for _, _, data in further.edges(data=True)} >= {"located in", "river"}
    assert graph.neighbourhood("Paris", limit=2).number_of_edges() == 2


def test_the_whole_graph_is_there_for_networkx() -> None:
    graph = graph_of(*WORLD)
    facts = list(graph.facts())
    labels = [entity.label for entity in graph.entities()]
    assert isinstance(graph.network, nx.MultiDiGraph)
    assert {(labels[s], facts[key].predicate, labels[o]) for s, o, key in graph.network.edges(keys=True)} == {
        (fact.subject, fact.predicate, fact.object) for fact in facts if fact.value.kind == "entity"
    }


# --- a brief's own statements ----------------------------------------------------------------------------------------


def test_a_brief_s_facts_come_first_under_the_entity_s_own_label() -> None:
    graph = graph_of(*WORLD).overlaid([S("paris", "festival", "Light Week", "brief"), S("Paris", "alias", "Paname")])
    ranked = graph.relevant("Paname")
    assert (ranked[0][0].subject, ranked[0][0].predicate) == ("Paris", "festival")
    assert ranked[0][0].subject_type == "city"
    assert {fact.predicate for fact in graph.facts_about("Paris")} >= {"festival", "river"}
    entity = graph.entity("paname")
    assert entity is not None
    assert (entity.label, entity.type) == ("Paris", "city")
    assert "Paname" in entity.names


def test_what_brief_and_graph_both_say_is_one_fact_with_both_places() -> None:
    graph = graph_of(*WORLD).overlaid([S("PARIS", "population", "2102650", "brief")])
    (fact,) = [fact for fact in graph.facts_about("Paris") if fact.predicate == "population"]
    assert [place.uri for place in fact.sources] == ["brief", "world"]
    assert sum(found.predicate == "population" for found, _ in graph.relevant("Paris")) == 1


def test_a_brief_that_contradicts_the_graph_is_a_conflict() -> None:
    base = graph_of(*WORLD)
    graph = base.overlaid([S("France", "capital", "Lyon", "brief")])
    (conflict,) = graph.conflicts()
    assert {fact.object for fact in conflict.facts} == {"Lyon", "Paris"}
    assert base.conflicts() == []


def test_an_entity_that_only_the_brief_knows_leads_into_the_graph() -> None:
    graph = graph_of(*WORLD).overlaid([S("Hotel Lutetia", "located in", "paris", "brief")])
    ranked = graph.relevant("hotel lutetia")
    assert (ranked[0][0].subject, ranked[0][0].object) == ("Hotel Lutetia", "Paris")
    assert any(fact.subject == "Paris" for fact, _ in ranked)
    assert [fact.subject for fact in graph.facts_naming("Paris")] == ["Hotel Lutetia", "France", "Louvre"]
    assert [fact.object for fact in graph.paths("Hotel Lutetia", "Seine")[0]] == ["Paris", "Seine"]


def test_an_overlaid_graph_finds_the_facts_of_both_by_id() -> None:
    base = graph_of(*WORLD)
    graph = base.overlaid([S("Paris", "festival", "Light Week", "brief")])
    assert all(graph.fact(fact.id) is not None for fact in (*base.facts(), *graph.facts()))
    assert len(list(graph.facts())) == len(list(base.facts())) + 1
    assert {entity.label for entity in graph.entities()} == {e.label for e in base.entities()} | {"Light Week"}


def test_laying_statements_over_changes_the_digest_and_not_the_graph_beneath() -> None:
    base = graph_of(*WORLD)
    before = (base.digest, list(base.facts()))
    one, other = (base.overlaid([S("Paris", "festival", name)]) for name in ("Light Week", "Night Week"))
    assert len({base.digest, one.digest, other.digest}) == 3
    assert base.overlaid([]) is base
    assert (base.digest, list(base.facts())) == before


def test_a_view_cannot_be_saved(tmp_path: object) -> None:
    with pytest.raises(InputError, match="cannot be saved"):
        graph_of(*WORLD).overlaid([S("Paris", "festival", "Light Week")]).save(tmp_path)  # type: ignore[arg-type]
