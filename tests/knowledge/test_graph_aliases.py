"""Names of one entity, merged by evidence and taken apart again."""

from content.artifacts import Statement
from content.settings import KnowledgeSettings
from knowledge.graph import KnowledgeGraph, build_graph

S = Statement


def graph_of(*statements: S, **settings: object) -> KnowledgeGraph:
    return build_graph(statements, KnowledgeSettings.model_validate(settings))


def labels(graph: KnowledgeGraph) -> set[str]:
    return {entity.label for entity in graph.entities()}


def test_a_stated_alias_becomes_a_name_and_is_no_fact() -> None:
    graph = graph_of(S("New York City", "country", "USA"), S("New York City", "also known as", "NYC"))
    assert graph.entity("NYC") == graph.entity("New York City")
    assert [fact.predicate for fact in graph.facts()] == ["country"]


def test_an_alias_with_facts_of_its_own_brings_them() -> None:
    graph = graph_of(
        S("Bob Dylan", "type", "singer"), S("Bob Dylan", "alias", "Zimmy"), S("Zimmy", "plays", "Harmonica")
    )
    assert {fact.predicate for fact in graph.facts_about("Bob Dylan")} == {"type", "plays"}
    assert graph.merges()[0].kind == "alias"
    assert "is also called" in graph.merges()[0].evidence


def test_an_alias_of_another_type_is_not_merged() -> None:
    graph = graph_of(
        S("New York City", "type", "city"),
        S("New York City", "alias", "New York"),
        S("New York", "type", "state"),
        S("New York", "capital", "Albany"),
    )
    entity = graph.entity("New York")
    assert entity is not None
    assert (entity.label, entity.type) == ("New York", "state")
    assert graph.entity("new york") == entity
    assert graph.merges() == []


def test_an_alias_that_two_entities_claim_merges_neither() -> None:
    graph = graph_of(
        S("Paris, Texas", "state", "Texas"),
        S("Paris, Texas", "alias", "Paree"),
        S("Paris, France", "alias", "Paree"),
        S("Paris, France", "river", "Seine"),
        S("Paris, France", "country", "France"),
    )
    assert {"Paris, Texas", "Paris, France"} <= labels(graph)
    assert "Paree" not in labels(graph)
    found = graph.entity("paree")
    assert found is not None
    assert (found.label, found.names) == ("Paris, France", ("Paree",))


def test_same_as_merges_even_against_types() -> None:
    graph = graph_of(S("Q90", "sameAs", "Paris"), S("Q90", "type", "place"), S("Paris", "type", "city"))
    assert graph.entity("Q90") == graph.entity("Paris")


def test_folded_spellings_merge_unless_their_types_differ() -> None:
    graph = graph_of(
        S("Rhône", "type", "river"),
        S("Rhone", "length", "813 km"),
        S("Turkey", "type", "country"),
        S("turkey", "type", "bird"),
    )
    assert graph.entity("Rhone") == graph.entity("Rhône")
    assert {"Turkey", "turkey"} <= labels(graph)


def test_a_common_noun_is_not_merged_with_a_name_that_has_a_type() -> None:
    graph = graph_of(S("Apple", "type", "company"), S("Cider", "made from", "apple", datatype="entity"))
    assert {"Apple", "apple"} <= labels(graph)


def test_signs_keep_names_apart() -> None:
    graph = graph_of(S("C", "creator", "Ritchie"), S("C++", "creator", "Stroustrup"), S("C#", "creator", "Hejlsberg"))
    assert {"C", "C++", "C#"} <= labels(graph)


def test_a_qualifier_merges_only_with_its_type() -> None:
    graph = graph_of(
        S("Paris (city)", "river", "Seine"),
        S("Paris", "type", "city"),
        S("Mercury (planet)", "type", "planet"),
        S("Mercury", "type", "element"),
        S("Java (island)", "sea", "Java Sea"),
        S("Java", "creator", "Gosling"),
    )
    assert graph.entity("Paris (city)") == graph.entity("Paris")
    assert {"Mercury", "Mercury (planet)", "Java", "Java (island)"} <= labels(graph)


def test_initials_and_acronyms_merge_only_with_shared_statements() -> None:
    graph = graph_of(
        S("Albert Einstein", "born in", "Ulm"),
        S("A. Einstein", "born in", "Ulm"),
        S("Alfred Einstein", "born in", "Munich"),
        S("United Nations", "seat", "Turtle Bay"),
        S("UN", "seat", "Turtle Bay"),
        S("WHO", "leader", "Tedros"),
        S("World Health Organization", "seat", "Geneva"),
    )
    assert graph.entity("A. Einstein") == graph.entity("Albert Einstein")
    assert graph.entity("UN") == graph.entity("United Nations")
    assert {"WHO", "World Health Organization", "Alfred Einstein"} <= labels(graph)
    assert {merge.kind for merge in graph.merges()} == {"short form"}
    assert {"Albert Einstein", "United Nations"} <= labels(graph)


def test_a_short_form_with_a_different_value_is_another_entity() -> None:
    graph = graph_of(
        S("Chicago", "county", "Cook"),
        S("East Chicago", "county", "Cook"),
        S("Chicago", "population", "2,700,000"),
        S("East Chicago", "population", "26,000"),
    )
    assert {"Chicago", "East Chicago"} <= labels(graph)


def test_a_person_can_forbid_a_merge() -> None:
    statements = (S("PARIS", "area", "5 km²"), S("Paris", "type", "city"), S("Paris", "river", "Seine"))
    assert graph_of(*statements).entity("PARIS") == graph_of(*statements).entity("Paris")
    graph = graph_of(*statements, do_not_merge=(("PARIS", "Paris"),))
    assert graph.merges() == []
    assert [fact.predicate for fact in graph.facts_about("PARIS")] == ["area"]
    assert [fact.predicate for fact in graph.facts_about("Paris")] == ["river", "type"]


def test_a_forbidden_pair_does_not_meet_over_a_third_name() -> None:
    statements = (S("A", "same as", "B"), S("B", "same as", "C"), S("A", "size", "5"), S("C", "size", "6"))
    assert len(labels(graph_of(*statements))) == 1
    graph = graph_of(*statements, do_not_merge=(("C", "A"),))
    assert graph.entity("A") != graph.entity("C")


def test_a_denied_alias_is_not_merged() -> None:
    graph = graph_of(S("Bern", "size", "5"), S("BERN", "size", "5"), S("Bern", "same as", "BERN", negated=True))
    assert {"Bern", "BERN"} == labels(graph)


def test_split_undoes_a_merge_and_keeps_the_rest() -> None:
    graph = graph_of(
        S("Paris", "type", "city"),
        S("PARIS", "area", "5 km²"),
        S("Paris (city)", "river", "Seine"),
        S("Paris", "population", "9"),
    )
    apart = graph.split("PARIS")
    assert [fact.predicate for fact in apart.facts_about("PARIS")] == ["area"]
    assert apart.entity("Paris (city)") == apart.entity("Paris")
    assert graph.entity("PARIS") == graph.entity("Paris")
    assert apart.rebuilt(graph.settings).digest == graph.digest
    assert list(apart.rebuilt(graph.settings).facts()) == list(graph.facts())


def test_merging_can_be_switched_off() -> None:
    graph = graph_of(
        S("PARIS", "area", "5 km²"),
        S("Paris", "type", "city"),
        S("Paris", "alias", "Paname"),
        S("Paris", "alias", "PARIS"),
        merge_aliases=False,
    )
    assert {"PARIS", "Paris"} <= labels(graph)
    assert graph.entity("Paname") == graph.entity("Paris")


def test_an_address_gets_its_label_and_is_found_by_both() -> None:
    graph = graph_of(
        S("http://ex.org/a11", "rdfs:label", "Apollo 11"),
        S("http://ex.org/a11", "http://ex.org/launchDate", "16 July 1969"),
        S("http://ex.org/Saturn_V", "type", "http://ex.org/Rocket"),
    )
    entity = graph.entity("http://ex.org/a11")
    assert entity is not None
    assert (entity.label, entity.names) == ("Apollo 11", ())
    assert graph.entity("Apollo 11") == entity
    rocket = graph.entity("http://ex.org/Saturn_V")
    assert rocket is not None
    assert (rocket.label, rocket.type) == ("Saturn V", "rocket")


def test_no_two_entities_share_a_label() -> None:
    graph = graph_of(
        S("http://a.org/Paris", "type", "city"),
        S("http://b.org/Paris", "type", "hotel heiress"),
        S("http://c.org/Paris", "type", "city"),
        S("Paris", "wears", "Hat"),
    )
    names = [entity.label for entity in graph.entities()]
    assert len(names) == len(set(names))
    assert "Paris (hotel heiress)" in names
    assert len({fact.id for fact in graph.facts()}) == len(list(graph.facts()))


def test_the_commonest_type_is_the_main_type() -> None:
    graph = graph_of(S("X", "type", "town", "a"), S("X", "is a", "City", "b"), S("X", "instance of", "city", "c"))
    entity = graph.entity("X")
    assert entity is not None
    assert entity.type == "city"


CITIES = (
    S("g:1", "name", "Paris"),
    S("g:1", "type", "city"),
    S("g:1", "country", "France"),
    S("g:2", "name", "Paris"),
    S("g:2", "type", "city"),
    S("g:2", "country", "United States"),
    S("France", "capital", "Paris"),
    S("Some Song", "mentions", "Paris"),
)


def test_an_ambiguous_name_means_the_entity_that_is_linked_with_its_subject() -> None:
    graph = graph_of(*CITIES[:-1])
    assert labels(graph) == {"France", "United States", "Paris", "Paris (United States)"}
    (fact,) = [fact for fact in graph.facts_about("France") if fact.predicate == "capital"]
    assert fact.object == "Paris"
    assert [each.object for each in graph.facts_about("Paris") if each.predicate == "country"] == ["France"]
    (merge,) = graph.merges()
    assert (merge.name, merge.into, merge.kind) == ("Paris", "g:1", "mention")


def test_an_ambiguous_name_without_a_link_stays_itself() -> None:
    graph = graph_of(*CITIES)
    (fact,) = graph.facts_about("Some Song")
    assert fact.object == "Paris"
    assert [each.object for each in graph.facts_about("g:1") if each.predicate == "country"] == ["France"]
    assert len(labels(graph)) == len(list(graph.entities())) == 6


def test_the_meaning_of_a_mention_can_be_forbidden() -> None:
    graph = graph_of(*CITIES[:-1], do_not_merge=(("Paris", "g:1"),))
    assert graph.merges() == []
    assert [fact.object for fact in graph.facts_about("g:1") if fact.predicate == "country"] == ["France"]
    assert graph.facts_about("Paris") == []


def test_a_label_is_a_stronger_claim_than_an_alias() -> None:
    graph = graph_of(
        S("g:1", "name", "Asunción"),
        S("g:1", "country", "Paraguay"),
        S("g:2", "name", "Asunción Mita"),
        S("g:2", "alias", "Asunción"),
        S("g:2", "country", "Guatemala"),
        S("Paraguay", "capital", "Asunción"),
    )
    assert {fact.object for fact in graph.facts_about("Asunción")} == {"Paraguay"}
    assert {fact.object for fact in graph.facts_about("Asunción Mita")} == {"Guatemala"}


def test_a_code_is_no_entity_even_when_it_is_an_alias() -> None:
    graph = graph_of(S("France", "alias", "FR"), S("France", "iso code", "FR"), S("France", "sign", "FR"))
    assert {fact.predicate: (fact.object, fact.value.kind) for fact in graph.facts()} == {
        "iso code": ("FR", "text"),
        "sign": ("FR", "text"),
    }


def test_two_letters_that_stand_in_facts_are_not_taken_for_an_alias() -> None:
    graph = graph_of(S("Afghanistan", "alias", "AF"), S("Afghanistan", "area", "5 km²"), S("Chad", "continent", "AF"))
    (fact,) = graph.facts_about("Chad")
    assert fact.object == "AF"
    assert graph.facts_naming("Afghanistan") == []
